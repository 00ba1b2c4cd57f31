"""What the house forgets about people by itself, and what not."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils import timezone

from community.people.accounts import retention
from community.people.models import Member
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def registered(days_ago: int, *, confirmed: bool = False, **more: Any) -> Member:
    member = MemberFactory(waiting=True, registered_at=timezone.now() - timedelta(days=days_ago), **more)
    EmailAddress.objects.filter(user=member).update(verified=confirmed)
    return member


def test_registrations_that_nobody_confirmed_are_forgotten_after_two_weeks() -> None:
    registered(15)
    kept = [registered(13), registered(15, confirmed=True), MemberFactory()]
    EmailAddress.objects.filter(user=kept[-1]).update(verified=False)
    assert retention.forget_unconfirmed_registrations() == 1
    assert set(Member.objects.all()) == set(kept)


def test_addresses_of_sessions_are_forgotten_after_a_week() -> None:
    member, now = MemberFactory(), timezone.now()
    sessions = {}
    for name, days, lives in (("old", 8, True), ("new", 6, True), ("ended", 8, False)):
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        store.create()
        if not lives:
            store.delete()
        sessions[name] = UserSession.objects.create(
            user=member, ip="192.0.2.7", session_key=store.session_key, user_agent="Browser"
        )
        UserSession.objects.filter(pk=sessions[name].pk).update(last_seen_at=now - timedelta(days=days))
    retention.forget_addresses_of_sessions()
    left = dict(UserSession.objects.values_list("pk", "ip"))
    assert left == {sessions["old"].pk: "0.0.0.0", sessions["new"].pk: "192.0.2.7"}
