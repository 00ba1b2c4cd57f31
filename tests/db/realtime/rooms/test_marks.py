"""Reactions and pins: once each, five at most, told like any change."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from community.audit.models import AuditEvent
from community.web.refusals import Conflict
from realtime.rooms.management import actions as management_actions
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.models import Pin, Reaction
from realtime.rooms.participation import actions as participation_actions
from tests.db.realtime.rooms.visits import browser, page
from tests.factories.rooms import again, fresh, say

pytestmark = pytest.mark.django_db


def test_a_reaction_is_made_once_and_told(anna, bruno, cafe, rung):
    message = say(anna, cafe)
    with rung() as heard:
        mark_actions.react(bruno, message, kind="danke")
        mark_actions.react(bruno, again(message), kind="danke")
    ((_stream, event),) = heard
    assert event["reactions"] == {"danke": [bruno.pk]}
    assert (event["seq"], event["rev"], fresh(cafe).head) == (1, 2, 2)


def test_reactions_are_taken_back(anna, bruno, cafe):
    message = say(anna, cafe)
    mark_actions.react(bruno, message, kind="hilfreich")
    mark_actions.unreact(bruno, again(message), kind="hilfreich")
    mark_actions.unreact(bruno, again(message), kind="hilfreich")
    assert (Reaction.objects.count(), fresh(cafe).head) == (0, 3)


def test_one_member_may_say_several_things(anna, bruno, cafe):
    message = say(anna, cafe)
    for kind in Reaction.Kind.values:
        mark_actions.react(bruno, again(message), kind=kind)
    assert Reaction.objects.filter(member=bruno).count() == 4


def test_there_are_four_reactions_and_no_other(anna, bruno, cafe):
    message = say(anna, cafe)
    with pytest.raises(ValueError):
        mark_actions.react(bruno, message, kind="herzchen")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reaction.objects.create(message=message, member=bruno, kind="herzchen")


def test_nobody_reacts_to_what_was_removed_or_archived(anna, bruno, chiara, cafe):
    message = say(anna, cafe)
    management_actions.archive_room(chiara, cafe, reason="Fertig")
    with pytest.raises(PermissionDenied):
        mark_actions.react(bruno, again(message), kind="danke")
    management_actions.reopen_room(chiara, fresh(cafe))
    message_actions.remove_message(anna, again(message))
    with pytest.raises(PermissionDenied):
        mark_actions.react(bruno, again(message), kind="danke")


def test_what_was_pinned_before_one_came_is_not_shown(anna, bruno, greta, table):
    """The room tells from joining on; the pin stands on the page of those who were there."""
    old, new = say(anna, table, "Vertrauliche alte Absprache"), say(anna, table, "Zweite Absprache")
    mark_actions.pin_message(anna, old)
    participation_actions.invite(anna, fresh(table), greta)
    later = say(anna, fresh(table), "Willkommen in der Runde")
    for message in (new, later):
        mark_actions.pin_message(anna, again(message))
    seen = {member: page(browser(member), table.get_absolute_url()) for member in (bruno, greta)}
    for words in ("Vertrauliche alte Absprache", "Zweite Absprache"):
        assert words in seen[bruno] and words not in seen[greta]
    assert "Willkommen in der Runde" in seen[greta]


def test_leads_pin_and_unpin(anna, bruno, table, rung):
    message = say(bruno, table)
    with rung() as heard:
        mark_actions.pin_message(anna, message)
        mark_actions.pin_message(anna, again(message))
    assert [event["pinned"] for _stream, event in heard] == [True]
    with rung() as heard:
        mark_actions.unpin_message(anna, again(message))
        mark_actions.unpin_message(anna, again(message))
    assert [event["pinned"] for _stream, event in heard] == [False]
    assert [entry.verb for entry in AuditEvent.objects.filter(verb__contains="pin")] == [
        "unpin_message",
        "pin_message",
    ]


def test_others_do_not_pin(bruno, greta, table, cafe):
    with pytest.raises(PermissionDenied):
        mark_actions.pin_message(bruno, say(bruno, table))
    with pytest.raises(PermissionDenied):
        mark_actions.pin_message(greta, say(greta, cafe))


def test_of_a_talk_of_two_both_pin(anna, bruno):
    room = management_actions.open_direct_room(anna, bruno)
    mark_actions.pin_message(bruno, say(anna, room))
    assert Pin.objects.get().pinned_by == bruno


def test_five_messages_are_pinned_at_most(anna, table):
    messages = [say(anna, table, f"Nummer {number}") for number in range(6)]
    for message in messages[:5]:
        mark_actions.pin_message(anna, message)
    with pytest.raises(Conflict):
        mark_actions.pin_message(anna, messages[5])
    mark_actions.unpin_message(anna, again(messages[2]))
    mark_actions.pin_message(anna, again(messages[5]))
    assert sorted(Pin.objects.values_list("place", "message__seq")) == [
        (1, 1),
        (2, 2),
        (3, 6),
        (4, 4),
        (5, 5),
    ]


def test_the_database_knows_that_five_are_enough(anna, table):
    message = say(anna, table)
    for place in (0, 6):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pin.objects.create(room=table, message=message, place=place, pinned_by=anna)
