"""Two heads of the office who take each other's power in the same moment: one stays."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from community.moderation.decisions.actions import Finding, decide_case
from community.moderation.models import Case, Sanction
from community.moderation.roles import actions as role_actions
from community.moderation.roles import policy as role_policy
from community.moderation.sanctions.actions import Penalty
from community.people.models import Member, Role, RoleGrant
from tests.factories.forum import make_reply, make_thread
from tests.factories.moderation import case_of, report_post
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def heads() -> list[Member]:
    """Both have opened the page: it found that they may."""
    return [_at_the_page(MemberFactory(head=True)) for _ in range(2)]


def _at_the_page(head: Member) -> Member:
    assert role_policy.can_manage_roles(head)
    return head


def _at_once(deeds: list[Callable[[], Any]]) -> list[str]:
    """What became of each: "done", or the name of what was raised."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> str:
        try:
            start.wait(timeout=60)
            deed()
        except (Http404, PermissionDenied) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return sorted(threads.map(run, deeds))


@pytest.mark.parametrize("_round", range(5))
def test_two_heads_revoke_each_other_and_one_stays(heads: list[Member], _round: int) -> None:
    grants = [RoleGrant.objects.get(member=head) for head in reversed(heads)]

    def revoke(head: Member, grant: RoleGrant) -> Callable[[], None]:
        return lambda: role_actions.revoke_role(head, grant, reason="Streit")

    outcomes = _at_once([revoke(head, grant) for head, grant in zip(heads, grants, strict=True)])
    assert outcomes == ["Http404", "done"]
    assert RoleGrant.objects.filter(role=Role.HEAD, revoked_at__isnull=True).count() == 1


def test_two_heads_exclude_each_other_and_one_stays(heads: list[Member]) -> None:
    thread = make_thread(MemberFactory())
    cases = [case_of(report_post(MemberFactory(), make_reply(thread, head))) for head in reversed(heads)]
    penalty = Penalty(kind=Sanction.Kind.PAUSE, days=30)

    def decide(head: Member, case: Case) -> Callable[[], Any]:
        finding = Finding(result="restricted", measures=("hide",), reasons="Beleidigung.", penalty=penalty)
        return lambda: decide_case(head, case, finding, seen=case.version)

    outcomes = _at_once([decide(head, case) for head, case in zip(heads, cases, strict=True)])
    assert outcomes == ["Http404", "done"]
    assert [Member.objects.get(pk=head.pk).is_suspended for head in heads].count(True) == 1
