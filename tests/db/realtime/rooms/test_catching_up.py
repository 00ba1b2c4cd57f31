"""Whatever happens in a room and whatever one misses: old state and the events since are a fresh read."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.quotes.citing import cite
from community.uploads.bundle import Bundle
from community.web.refusals import Conflict
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.messages.events import message_event
from realtime.rooms.models import Message, Reaction, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.room import policy as room_policy
from realtime.rooms.sending import actions as sending_actions
from tests.factories.people import MemberFactory, WorkingGroupFactory
from tests.factories.rooms import again, fresh, make_room
from tests.factories.uploads import make_upload
from tests.transports import carry

pytestmark = pytest.mark.django_db(transaction=True)

ACTS = (
    "say",
    "say",
    "show",
    "refer",
    "edit",
    "remove",
    "restore",
    "react",
    "unreact",
    "pin",
    "unpin",
    "cited",
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 8), st.sampled_from(Reaction.Kind.values)
    ),
    min_size=1,
    max_size=14,
)
# What becomes of an event on its way to one browser.
FATES = st.lists(st.sampled_from(("arrives", "lost", "late", "twice", "reconnects")), max_size=20)


class Listener:
    """A browser as the protocol asks for it: applies the next event, ignores old ones, catches up over gaps."""

    def __init__(self, member: Any, room: Room, *, fates: list[str]) -> None:
        self.member, self.room, self.fates = member, room, iter(fates)
        self.head, self.messages, self.late = room.head, {}, []
        self.fetch_all()

    def hear(self, event: dict[str, Any]) -> None:
        """The way from the house to the browser: what was held up comes after what followed it, or once more."""
        late, self.late = self.late, []
        fate = next(self.fates, "arrives")
        if fate in ("late", "twice"):
            self.late = [event]
        if fate == "reconnects":
            self.catch_up()
        elif fate in ("arrives", "twice"):
            self.take(event)
        for one in late:
            self.take(one)

    def take(self, event: dict[str, Any]) -> None:
        if event["type"] == "head":
            if event["head"] > self.head:
                self.catch_up()
        elif event["rev"] == self.head + 1:
            self.head = event["rev"]
            self.messages[event["seq"]] = event
        elif event["rev"] > self.head + 1:
            self.catch_up()

    def catch_up(self) -> None:
        for event in self.since(self.head):
            self.messages[event["seq"]] = event
        self.head = fresh(self.room).head

    def fetch_all(self) -> None:
        self.head = fresh(self.room).head
        self.messages = {event["seq"]: event for event in self.since(0)}

    def since(self, rev: int) -> list[dict[str, Any]]:
        start = room_policy.history_start(self.member, fresh(self.room)) or 0
        changed = Message.objects.in_room(self.room).filter(seq__gt=start).changed_since(rev).with_event()
        return [message_event(message) for message in changed]


def act(step: tuple[str, int, int, str], people: list[Any], room: Room) -> None:
    verb, who, which, kind = step
    actor = people[who]
    if verb == "say":
        sending_actions.send_message(actor, fresh(room), text=f"Nachricht von {who}", key=uuid4())
        return
    if verb == "show":
        files = Bundle(uploads=(make_upload(actor, f"Datei {which}\n".encode(), "zahlen.txt"),))
        sending_actions.send_message(actor, fresh(room), text="", key=uuid4(), files=files)
        return
    messages = list(Message.objects.in_room(room).order_by("seq").values_list("pk", flat=True))
    if not messages:
        return
    message = again(Message(pk=messages[which % len(messages)]))
    try:
        match verb:
            case "refer":
                text = f"[Dort]({message.get_absolute_url()})"
                sending_actions.send_message(actor, fresh(room), text=text, key=uuid4(), to_all=True)
            case "cited":
                with transaction.atomic():
                    cite(actor, "post", message.pk * 10 + which, {("message", message.pk)})
            case "edit":
                message_actions.edit_message(actor, message, text=f"{message.source} +")
            case "remove":
                message_actions.remove_message(actor, message, reason="Grund")
            case "restore":
                message_actions.restore_message(actor, message)
            case "react":
                mark_actions.react(actor, message, kind=kind)
            case "unreact":
                mark_actions.unreact(actor, message, kind=kind)
            case "pin":
                mark_actions.pin_message(actor, message)
            case "unpin":
                mark_actions.unpin_message(actor, message)
    except (PermissionDenied, Conflict):
        pass


@pytest.fixture
def people() -> list[Any]:
    return [MemberFactory(name="Anna"), MemberFactory(name="Bruno"), MemberFactory(name="Clara")]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, split=st.integers(0, 14), fates=FATES)
def test_old_state_and_events_are_a_fresh_read(people, steps, split, fates):
    """`split`: how much has happened before the listeners come; one hears everything, the others what gets through."""
    group = WorkingGroupFactory(lead=people[0], with_members=people[1:])
    room = make_room(group, by=people[0], history=Room.History.JOINING)
    for step in steps[:split]:
        act(step, people, room)
    newcomer = MemberFactory()
    participation_actions.invite(people[0], fresh(room), newcomer)
    listeners = [
        Listener(people[1], fresh(room), fates=[]),
        Listener(people[2], fresh(room), fates=fates),
        Listener(newcomer, fresh(room), fates=fates),
    ]
    stop = carry(lambda stream, event: [listener.hear(event) for listener in listeners])
    try:
        for step in steps[split:]:
            act(step, people, room)
    finally:
        stop()
    assert listeners[0].head == fresh(room).head
    for listener in listeners:
        listener.catch_up()
        for event in listener.late:
            listener.take(event)
        heard, head = listener.messages, listener.head
        listener.fetch_all()
        assert (heard, head) == (listener.messages, listener.head)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_every_change_is_one_step_and_none_is_silent(people, steps):
    room = make_room(by=MemberFactory(head=True))
    told: list[int] = []
    stop = carry(lambda stream, event: told.append(event["rev"]) if stream == room.stream else None)
    try:
        for step in steps:
            act(step, people, room)
    finally:
        stop()
    assert told == list(range(1, fresh(room).head + 1))
