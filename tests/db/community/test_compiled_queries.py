"""Asking a prepared question gives what the queryset gives."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.compiled_queries import CompiledQuery
from community.people.models import Admission, Member, Municipality, RoleGrant
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def whole(pk: int):
    return Member.objects.select_related("municipality", "admission").filter(pk=pk)


def registered(name: str, after: datetime):
    return Member.objects.filter(name=name, registered_at__gt=after).only("name")


def locked(pk: int):
    return Member.objects.select_for_update(of=("self",)).filter(pk=pk)


def contents(thing: Model | None) -> dict | None:
    return None if thing is None else {name: value for name, value in vars(thing).items() if name != "_state"}


def test_it_gives_the_same_instances_with_everything_that_came_along():
    member = MemberFactory()
    asked = CompiledQuery(whole, pk=int)
    for _time in ("compiling", "compiled"):
        with CaptureQueriesContext(connection) as queries:
            found, expected = asked.first(pk=member.pk), whole(member.pk).get()
            assert (
                contents(found) == contents(expected)
                and found._state.adding is expected._state.adding is False
            )
            for name, model in (("municipality", Municipality), ("admission", Admission)):
                assert isinstance(getattr(found, name), model)
                assert contents(getattr(found, name)) == contents(getattr(expected, name))
        assert len(queries) == 2
    assert asked.first(pk=0) is None


def test_what_is_not_there_is_nothing_in_both():
    waiting = MemberFactory(waiting=True, municipality=None)
    found = CompiledQuery(whole, pk=int).first(pk=waiting.pk)
    assert contents(found) == contents(whole(waiting.pk).get())
    assert found.decision is None and found.municipality is None


def test_words_and_times_are_asked_for_and_columns_left_out():
    now = timezone.now()
    early, late = (
        MemberFactory(name='O\'Neil "Mo" %s', registered_at=now + timedelta(hours=hours)) for hours in (-1, 1)
    )
    asked = CompiledQuery(registered, name=str, after=datetime)
    for after in (now, now - timedelta(hours=2), now + timedelta(hours=2), now):
        found = asked(name=early.name, after=after)
        assert {row.pk for row in found} == {row.pk for row in registered(early.name, after)}
    assert found == [late]
    assert found[0].get_deferred_fields() == registered(early.name, now)[0].get_deferred_fields()
    assert asked(name="nobody", after=now) == []


@pytest.mark.vendor("postgresql")
def test_a_lock_is_a_lock_and_needs_a_transaction(transactional_db):
    member = MemberFactory()
    asked = CompiledQuery(locked, pk=int)
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            assert asked.first(pk=member.pk) == member
        assert "FOR UPDATE" in queries[0]["sql"]
    with pytest.raises(TransactionManagementError):
        asked(pk=member.pk)


def test_a_number_that_no_column_holds_finds_nothing():
    asked = CompiledQuery(whole, pk=int)
    assert [asked(pk=sign * 10**30) for sign in (1, -1)] == [[], []]
    assert asked(pk=2**63 - 1) == []


def test_a_value_that_is_changed_on_its_way_is_refused():
    with pytest.raises(ValueError, match="as it is"):
        CompiledQuery(lambda name: RoleGrant.objects.filter(role__contains=name), name=str)(name="expert")
