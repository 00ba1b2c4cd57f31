"""A member who moves from town to town while it is voted changes no vote of anybody else, however it falls.

`MOVING_TRIES=1000` tries as often as that; usually a few are enough to see that nothing is broken.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connections

from community.moderation.statements import actions as statement_actions
from community.people.members import actions as member_actions
from community.people.models import Member, MunicipalityStatement
from community.web.refusals import Conflict
from forum.models import Ballot, Poll
from tests.factories.forum import cast_vote, make_poll, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)

TRIES = int(os.environ.get("MOVING_TRIES", "8"))


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


def test_no_vote_of_another_person_changes() -> None:
    officer = MemberFactory(office=True)
    changed = [number for number in range(TRIES) if not _try(officer)]
    assert changed == []


def _try(officer: Member) -> bool:
    """One race: she states and votes, the office confirms, the local votes anew. True where the local's vote stands."""
    poll = make_poll(make_thread(officer), per_municipality=True)
    local, mover = MemberFactory(), MemberFactory()
    cast_vote(poll, local, "Bank")
    start = Barrier(3)

    def move() -> None:
        member = _fresh(mover)
        words = {"name": member.name, "function": member.function, "about": member.about}
        member_actions.update_profile(member, member, municipality=local.municipality, **words)
        for _ in range(3):
            _quietly(lambda: cast_vote(poll, _fresh(mover), "Boot", replaces=True))

    def confirm() -> None:
        for _ in range(6):
            if statement := MunicipalityStatement.objects.open().filter(member=mover).first():
                _quietly(lambda found=statement: statement_actions.confirm_statement(officer, found))
                return

    def vote_anew() -> None:
        cast_vote(poll, _fresh(local), "Bus")

    with ThreadPoolExecutor(3) as pool:
        for one in [pool.submit(_at_once, start, act) for act in (move, confirm, vote_anew)]:
            one.result()
    return _votes(poll, local) == ["Bus"]


def _at_once(start: Barrier, act: Callable[[], None]) -> None:
    start.wait()
    try:
        act()
    finally:
        connections.close_all()


def _quietly(act: Callable[[], object]) -> None:
    """What is refused is refused: only what becomes of the votes counts. SQLite lets one writer in at a time."""
    try:
        act()
    except (Conflict, PermissionDenied, OperationalError):
        return


def _fresh(member: Member) -> Member:
    return Member.objects.select_related("municipality", "admission").get(pk=member.pk)


def _votes(poll: Poll, member: Member) -> list[str]:
    ballots = Ballot.objects.filter(poll=poll, municipality=member.municipality_id, member=member)
    return list(ballots.values_list("votes__option__text", flat=True))
