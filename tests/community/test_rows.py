"""Rows that are inserted without a model's ceremony are the rows a model would have saved."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.rows import insert_row
from realtime.rooms.models import Message
from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _office_needs_no_second_factor(settings):
    settings.OFFICE_SECOND_FACTOR = False


def message(room, author, seq, **more):
    said = {"source": "Ä 'x' %s \"y\"", "html": "<p>Ä</p>", "excerpt": "Ä", "folded": "ae", "renderer": 2}
    return Message(
        room=room, author=author, seq=seq, rev=seq, key=uuid4(), created_at=timezone.now(), **(said | more)
    )


def test_a_row_is_stored_as_saving_would_and_knows_its_key():
    room, author = make_room(), MemberFactory()
    one, other = (
        message(room, author, 1, reply_to=None),
        message(room, author, 2, has_cards=True, edit_count=3),
    )
    insert_row(one)
    insert_row(other)
    assert other.pk > one.pk
    for made in (one, other):
        assert (made._state.adding, made._state.db) == (False, "default")
        stored = Message.objects.get(pk=made.pk)
        for field in Message._meta.concrete_fields:
            assert getattr(stored, field.attname) == getattr(made, field.attname), field.name


def test_what_the_database_refuses_is_refused():
    room, author = make_room(), MemberFactory()
    insert_row(message(room, author, 1))
    twin = message(room, author, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_row(twin)
    assert twin.pk is None and twin._state.adding
