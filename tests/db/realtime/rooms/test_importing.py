"""Whole rooms at once are stored as if everything had been said one by one."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.demo.cast import enter_cast
from community.demo.house import furnish
from community.demo.rooms import fill_rooms
from community.people.models import Member, WorkingGroup
from realtime.rooms.imports.rooms import MessageData, RoomData, import_rooms
from realtime.rooms.management import actions as management_actions
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.models import Message, MessageMention, Participation, Pin, Reaction, Room
from realtime.rooms.room import reading
from realtime.rooms.sending import actions as sending_actions
from tests.factories.people import MemberFactory
from tests.factories.rooms import again, fresh

pytestmark = pytest.mark.django_db


def columns(model, room, skipped):
    names = [field.attname for field in model._meta.concrete_fields if field.attname not in skipped]
    path = "room" if hasattr(model, "room") else "message__room"
    return sorted(map(repr, model.objects.filter(**{path: room}).values(*names)))


def test_imported_is_as_if_said_one_by_one(anna, bruno, group, chiara):
    now = timezone.now().replace(microsecond=0)
    texts = [
        (anna, f"Guten *Morgen* @{bruno.handle}", None),
        (bruno, "Morgen! Straße frei?", 1),
        (anna, "Ja", 2),
    ]
    keys = [uuid4() for _ in texts]
    by_hand = management_actions.create_room(anna, group=group, name="Von Hand")
    for (author, text, reply_to), key in zip(texts, keys, strict=True):
        message = sending_actions.send_message(
            author, fresh(by_hand), text=text, key=key, reply_to=reply_to
        ).message
        Message.objects.filter(pk=message.pk).update(created_at=now)
    mark_actions.react(bruno, again(Message.objects.get(room=by_hand, seq=1)), kind="danke")
    mark_actions.pin_message(anna, again(Message.objects.get(room=by_hand, seq=3)))
    data = [
        MessageData(author, now, text, reply_to, key)
        for (author, text, reply_to), key in zip(texts, keys, strict=True)
    ]
    data[0].reactions = [(bruno, "danke")]
    data[2].pinned_by = anna
    import_rooms(
        [
            RoomData(
                "am-stueck", "Am Stück", now, data, kind="closed", group=group, read={anna.pk: 0, bruno.pk: 0}
            )
        ]
    )
    imported = Room.objects.get(slug="am-stueck")
    for model in (Message, Reaction, Pin, MessageMention, Participation):
        skipped = {"id", "room_id", "message_id", "joined_at", "made_at", "pinned_at"}
        assert columns(model, imported, skipped) == columns(model, by_hand, skipped), model
    kept = ("kind", "group_id", "head", "history")
    assert [getattr(imported, name) for name in kept] == [getattr(fresh(by_hand), name) for name in kept]


@pytest.fixture
def demo(db):
    furnish()
    now = timezone.now()
    return enter_cast(now), now


def test_the_demo_rooms(demo):
    members, now = demo
    assert fill_rooms(members, now) == 298
    assert fill_rooms(members, now) == 0
    assert Room.objects.count() == 8
    assert Room.objects.filter(kind="open").get().name == "Netzwerk-Café"
    assert Message.objects.filter(created_at__gt=now).count() == 0
    assert (Reaction.objects.count() > 10, Pin.objects.count()) == (True, 7)
    anna = members["anna@coburg.example"]
    rooms = {room.name for room in Room.objects.readable_by(anna)}
    assert {"Zeichentisch", "Netzwerk-Café", "Spaziergänge"} <= rooms
    assert "Gut alt werden" not in rooms
    for room in Room.objects.all():
        head = Message.objects.filter(room=room).order_by("-rev").first().rev
        assert room.head == head


def test_in_the_demo_a_few_rooms_are_unread(demo):
    members, now = demo
    fill_rooms(members, now)
    unread = {login: len(reading.rooms_with_news(member, shown=20)) for login, member in members.items()}
    assert sum(bool(count) for count in unread.values()) > 0
    assert any(
        unread[login]
        for login in ("anna@coburg.example", "bruno@spelle.example", "fatma@kornwestheim.example")
    )


def test_filling_in_bulk_is_the_same_for_the_same_seed(settings):
    members = [MemberFactory() for _ in range(5)]
    assert Member.objects.count() == len(members)
    assert WorkingGroup.objects.count() == 0
    out = StringIO()
    call_command("fill", rooms=3, messages=400, seed=7, stdout=out)
    assert "3 rooms, 400 messages" in out.getvalue()
    assert Message.objects.count() == 400
    for room in Room.objects.all():
        seqs = list(Message.objects.filter(room=room).order_by("seq").values_list("seq", flat=True))
        assert seqs == list(range(1, room.head + 1))
    first = list(Message.objects.order_by("pk").values_list("source", flat=True))
    Room.objects.all().delete()
    call_command("fill", rooms=3, messages=400, seed=7, stdout=StringIO())
    assert list(Message.objects.order_by("pk").values_list("source", flat=True)) == first


def test_filling_twice_adds_more(settings):
    MemberFactory()
    for _ in range(2):
        call_command("fill", rooms=2, messages=50, seed=7, stdout=StringIO())
    assert (Room.objects.count(), Message.objects.count()) == (4, 100)
    assert Room.objects.filter(created_at__gt=timezone.now() - timedelta(days=80)).count() == 0
