"""The office's power rests without a second factor and while a part rests: one question, `acts_for_office`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.audit.models import AuditEvent
from community.people.members import policy as member_policy
from community.people.models import Member
from forum.summaries import actions as summary_actions
from tests.factories.forum import make_reply, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(settings: Any) -> Member:
    settings.OFFICE_SECOND_FACTOR = False
    return MemberFactory(office=True)


def _suspend(member: Member) -> Member:
    member.suspended_until = timezone.now() + timedelta(days=1)
    member.save(update_fields=["suspended_until"])
    return Member.objects.get(pk=member.pk)


def test_an_officer_acts_for_the_office(officer: Member) -> None:
    assert officer.acts_for_office
    assert not MemberFactory().acts_for_office


def test_without_the_second_factor_the_role_rests(officer: Member, settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = True
    assert officer.is_office and not officer.acts_for_office


def test_a_suspended_officer_acts_for_nobody(officer: Member) -> None:
    assert not _suspend(officer).acts_for_office


def test_a_suspended_officer_does_not_see_who_waits(officer: Member) -> None:
    waiting, officer = MemberFactory(waiting=True), _suspend(officer)
    assert not member_policy.can_see_member(officer, waiting)
    assert waiting not in Member.objects.visible_to(officer)


def test_a_summary_of_somebody_whose_role_rests_is_no_act_of_the_office(
    officer: Member, settings: Any
) -> None:
    settings.OFFICE_SECOND_FACTOR = True
    thread = make_thread(MemberFactory())
    make_reply(thread, officer)
    summary_actions.write_summary(officer, thread, text="Viele haben Bänke.")
    assert not AuditEvent.objects.filter(verb="write_summary").exists()
