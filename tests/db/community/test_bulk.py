"""Rows that are inserted without a model's ceremony are the rows a model would have saved."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.bulk import change_row, insert_row, insert_rows, put_row
from community.search.models import Document
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
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows([message(room, author, 2), message(room, author, 1)])


def document(key, **more):
    said = {
        "family": "x",
        "at": timezone.now(),
        "title": "",
        "body": "alt",
        "context": "",
        "scope": "s",
        "version": 1,
    }
    return Document(kind="message", object_id=key, **(said | more))


def test_a_row_takes_the_place_of_the_one_that_was_there():
    by = ("kind", "object_id")
    first, other = document(7, answers=True), document(8)
    put_row(first, by=by)
    put_row(other, by=by)
    again = document(7, body="neu", author=MemberFactory())
    put_row(again, by=by)
    assert again.pk == first.pk != other.pk
    stored = Document.objects.get(kind="message", object_id=7)
    assert (stored.body, stored.answers, stored.author) == ("neu", False, again.author)
    assert Document.objects.get(object_id=8).body == "alt"


def test_only_the_named_fields_of_the_one_row_change():
    room, other = make_room(), make_room()
    room.head, room.name, room.active_at = 12, "anders", timezone.now()
    change_row(room, "head", "active_at")
    stored = type(room).objects.get(pk=room.pk)
    assert (stored.head, stored.active_at) == (12, room.active_at)
    assert stored.name != "anders"
    assert type(room).objects.get(pk=other.pk).head == other.head
