"""Many at once: places without gaps, one message a key, five pins, one room a pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from community.web.refusals import Conflict
from realtime.rooms.management import actions as management_actions
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.models import Message, Participation, Pin, Reaction, Room
from realtime.rooms.sending import actions as sending_actions
from tests.factories.people import MemberFactory
from tests.factories.rooms import again, fresh, say
from tests.transports import carry

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8
EACH = 12


def all_at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs in threads of their own; returns what they returned or raised."""

    def run(job: Callable[[], Any]) -> Any:
        try:
            return job()
        except Exception as trouble:
            return trouble
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_places_have_no_gaps(cafe):
    people = [MemberFactory() for _ in range(WRITERS)]
    told: list[int] = []
    stop = carry(lambda stream, event: told.append(event["rev"]))

    def write(member):
        def job():
            return [say(member, cafe, f"{number}").seq for number in range(EACH)]

        return job

    try:
        found = all_at_once(*(write(member) for member in people))
    finally:
        stop()
    assert sorted(seq for seqs in found for seq in seqs) == list(range(1, WRITERS * EACH + 1))
    assert all(seqs == sorted(seqs) for seqs in found)
    assert sorted(told) == list(range(1, WRITERS * EACH + 1))
    assert fresh(cafe).head == WRITERS * EACH


def test_one_key_sent_from_everywhere_is_one_message(anna, cafe):
    key = uuid4()
    sent = all_at_once(*[lambda: sending_actions.send_message(anna, cafe, text="Hallo", key=key)] * WRITERS)
    assert Counter(one.created for one in sent) == {True: 1, False: WRITERS - 1}
    assert {one.message.pk for one in sent} == {Message.objects.get().pk}
    assert fresh(cafe).head == 1
    assert Participation.objects.filter(member=anna).count() == 1


def test_changes_of_one_message_do_not_get_lost(anna, cafe):
    message = say(anna, cafe)
    people = [MemberFactory() for _ in range(WRITERS)]
    told: list[dict[str, Any]] = []
    stop = carry(lambda stream, event: told.append(event))
    try:
        all_at_once(
            *[lambda who=who: mark_actions.react(who, again(message), kind="danke") for who in people]
        )
    finally:
        stop()
    assert Reaction.objects.count() == WRITERS
    last = max(told, key=lambda event: event["rev"])
    assert sorted(last["reactions"]["danke"]) == sorted(who.pk for who in people)
    assert (again(message).rev, fresh(cafe).head) == (WRITERS + 1, WRITERS + 1)


def test_never_more_than_five_pins(anna, chiara, cafe):
    messages = [say(anna, cafe, f"{number}") for number in range(WRITERS)]
    ended = all_at_once(*[lambda one=one: mark_actions.pin_message(chiara, one) for one in messages])
    assert Counter(type(one) for one in ended) == {Message: 5, Conflict: WRITERS - 5}
    assert Pin.objects.count() == 5


def test_two_who_begin_to_talk_at_once_have_one_talk(anna, bruno):
    rooms = all_at_once(
        *[
            lambda: management_actions.open_direct_room(anna, bruno),
            lambda: management_actions.open_direct_room(bruno, anna),
        ]
        * 4
    )
    assert {room.pk for room in rooms} == {Room.objects.get().pk}
    assert Participation.objects.count() == 2


def test_one_removal_wins(anna, chiara, cafe):
    message = say(anna, cafe)
    ended = all_at_once(
        *[lambda: message_actions.remove_message(anna, again(message), reason="Versehen")] * 4,
        *[lambda: message_actions.remove_message(chiara, again(message), reason="Grob")] * 4,
    )
    assert sum(isinstance(one, Message) for one in ended) == 1
    assert fresh(cafe).head == 2
