"""Two moderators who decide the same case in the same moment."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from threading import Barrier
from typing import Any
from unittest.mock import patch

from django.db import OperationalError, connection

from community.moderation.cases import actions as case_actions
from community.moderation.cases import actions as case_actions_
from community.moderation.decisions import actions as decision_actions
from community.moderation.models import Case
from community.people.models import Member
from tests.factories.forum import make_reply, make_thread
from tests.factories.moderation import case_of, report_post
from tests.factories.people import MemberFactory

PATIENCE = 60.0


@dataclass(frozen=True)
class Race:
    """What became of each ("decided", or the name of what was raised), and from when until when each was at it."""

    outcomes: list[str]
    spans: list[tuple[float, float]]

    @property
    def was_one(self) -> bool:
        """Both were at it at the same time: each began before the other had ended."""
        return max(begun for begun, _ended in self.spans) < min(ended for _begun, ended in self.spans)


def waiting_case() -> tuple[Case, list[Member]]:
    """A reported post, and two who may decide."""
    post = make_reply(make_thread(MemberFactory()), MemberFactory())
    officers = [MemberFactory(office=True), MemberFactory(head=True)]
    return case_of(report_post(MemberFactory(), post)), officers


def deciding_at_once(case: Case, officers: list[Member]) -> Race:
    """Both have seen the case as it stands. On PostgreSQL both stand before its lock before either may have it."""
    start = Barrier(len(officers))
    finding = {
        0: decision_actions.Finding(result="restricted", measures=("hide",), reasons="Beleidigung."),
        1: decision_actions.Finding(result="stays", reasons="Der Ton ist rau, aber zulässig."),
    }

    def run(place: int) -> tuple[str, tuple[float, float]]:
        outcome = "decided"
        try:
            start.wait(timeout=PATIENCE)
            begun = time.monotonic()
            decision_actions.decide_case(officers[place], case, finding[place], seen=case.version)
        except (case_actions.CaseMovedOn, OperationalError) as trouble:
            outcome = type(trouble).__name__
        finally:
            connection.close()
        return outcome, (begun, time.monotonic())

    with _meeting_at_the_lock(len(officers)), ThreadPoolExecutor(max_workers=len(officers)) as pool:
        ran = list(pool.map(run, range(len(officers))))
    return Race([outcome for outcome, _span in ran], [span for _outcome, span in ran])


def _meeting_at_the_lock(number: int) -> AbstractContextManager[Any]:
    """In their transactions, allowed to decide, all wait for each other; then the database alone chooses.

    SQLite lets only one writer begin at all: there the second one waits before its transaction.
    """
    if connection.vendor != "postgresql":
        return nullcontext()
    meeting, lock = Barrier(number), case_actions_.locked_case

    def together(case: Case, seen: int) -> Case:
        meeting.wait(PATIENCE)
        return lock(case, seen)

    return patch.object(decision_actions, "locked_case", together)
