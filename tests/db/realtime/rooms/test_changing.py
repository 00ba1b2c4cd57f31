"""Changing what stands: versions, tombstones, restoring; each change is one step of the room's head."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from community.audit.models import AuditEvent
from community.people.groups.actions import remove_from_group
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.messages import policy as message_policy
from realtime.rooms.models import Message, MessageMention, MessageRemoval, Pin, Room
from realtime.rooms.participation import actions as participation_actions
from tests.factories.people import MemberFactory
from tests.factories.rooms import again, fresh, make_room, say

pytestmark = pytest.mark.django_db


def test_an_edit_keeps_the_former_version_and_is_told(anna, cafe, rung):
    message = say(anna, cafe, "Am Dienstag")
    with rung() as heard:
        message_actions.edit_message(anna, message, text="Am **Mittwoch**")
    message = again(message)
    assert (message.seq, message.rev, message.edit_count, message.excerpt) == (1, 2, 1, "Am Mittwoch")
    assert [revision.source for revision in message.revisions.all()] == ["Am Dienstag"]
    ((_stream, event),) = heard
    assert (event["seq"], event["rev"], event["edited"]) == (1, 2, True)
    assert "<strong>Mittwoch</strong>" in event["html"]


def test_an_unchanged_text_changes_nothing(anna, cafe, rung):
    message = say(anna, cafe, "Am Dienstag")
    with rung() as heard:
        message_actions.edit_message(anna, message, text="Am Dienstag  ")
    assert (heard, fresh(cafe).head, again(message).edit_count) == ([], 1, 0)


def test_an_edit_changes_whom_the_message_speaks_to(anna, bruno, greta, cafe):
    message = say(anna, cafe, f"@{bruno.handle}!")
    message_actions.edit_message(anna, message, text=f"@{greta.handle}!")
    assert [mention.member for mention in MessageMention.objects.all()] == [greta]


def test_only_authors_edit_and_only_for_a_day(anna, bruno, chiara, time_machine, cafe):
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    message = say(anna, cafe)
    for other in (bruno, chiara):
        with pytest.raises(PermissionDenied):
            message_actions.edit_message(other, message, text="Etwas anderes")
    time_machine.shift(timedelta(hours=24))
    message_actions.edit_message(anna, message, text="Gerade noch")
    time_machine.shift(timedelta(seconds=1))
    with pytest.raises(PermissionDenied):
        message_actions.edit_message(anna, again(message), text="Zu spät")


def test_authors_remove_their_own(anna, cafe, rung):
    message = say(anna, cafe, "Ein Versehen")
    with rung() as heard:
        message_actions.remove_message(anna, message)
    ((_stream, event),) = heard
    assert (event["seq"], event["rev"], event["removed"], event["html"]) == (1, 2, True, "")
    assert event["removal"] == {"by_moderation": False, "reason": ""}
    assert "Versehen" not in str(event)
    assert AuditEvent.objects.filter(verb="remove_message").count() == 0


def test_the_words_of_others_are_removed_with_a_reason_and_on_record(anna, bruno, table):
    message = say(bruno, table, "Eine Grobheit")
    with pytest.raises(ValidationError):
        message_actions.remove_message(anna, message)
    message_actions.remove_message(anna, message, reason="Beleidigung")
    removal = again(message).removal
    assert (removal.by_moderation, removal.reason, removal.removed_by) == (True, "Beleidigung", anna)
    entry = AuditEvent.objects.get(verb="message.hide")
    assert (entry.actor, entry.reason) == (anna, "Beleidigung")


def test_the_database_knows_that_a_reason_is_needed(anna, cafe):
    message = say(anna, cafe)
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageRemoval.objects.create(message=message, removed_by=anna, by_moderation=True)


def test_others_do_not_remove(bruno, greta, cafe):
    message = say(bruno, cafe)
    with pytest.raises(PermissionDenied):
        message_actions.remove_message(greta, message, reason="Gefällt mir nicht")


def test_a_removed_message_is_not_removed_twice_nor_edited(anna, cafe):
    message = say(anna, cafe)
    message_actions.remove_message(anna, message)
    for act in (
        message_actions.remove_message,
        lambda who, what: message_actions.edit_message(who, what, text="Neu"),
    ):
        with pytest.raises(PermissionDenied):
            act(anna, again(message))
    assert fresh(cafe).head == 2


def test_restoring_brings_back_exactly_what_was(anna, bruno, cafe):
    message = say(anna, cafe, "Doch *richtig*")
    mark_actions.react(bruno, message, kind="danke")
    before = again(message)
    message_actions.remove_message(anna, again(message))
    message_actions.restore_message(anna, again(message))
    after = again(message)
    assert (after.html, after.source, after.key) == (before.html, before.source, before.key)
    assert [reaction.kind for reaction in after.reactions.all()] == ["danke"]
    assert (after.rev, after.removed) == (4, None)


def test_what_others_removed_only_those_who_look_after_the_room_bring_back(anna, bruno, table):
    message = say(bruno, table)
    message_actions.remove_message(anna, message, reason="Beleidigung")
    with pytest.raises(PermissionDenied):
        message_actions.restore_message(bruno, again(message))
    message_actions.restore_message(anna, again(message))
    assert again(message).removed is None
    assert AuditEvent.objects.get(verb="message.hide.lifted")


def test_somebody_of_the_office_does_not_bring_back_their_own(chiara, cafe):
    message = say(chiara, cafe)
    message_actions.remove_message(MemberFactory(office=True), message, reason="Beleidigung")
    with pytest.raises(PermissionDenied):
        message_actions.restore_message(chiara, again(message))


def test_who_still_reads_a_removed_text(anna, bruno, chiara, greta, cafe):
    message = say(bruno, cafe)
    message_actions.remove_message(chiara, message, reason="Beleidigung")
    message = again(message)
    readers = {
        who.name for who in (anna, bruno, chiara, greta) if message_policy.can_see_removed(who, message)
    }
    assert readers == {"Bruno Krüger", "Chiara Brandt"}
    assert message_policy.can_see_history(greta, message).hidden


def test_a_removed_message_is_no_longer_pinned(anna, table):
    message = say(anna, table)
    mark_actions.pin_message(anna, message)
    message_actions.remove_message(anna, again(message))
    assert Pin.objects.count() == 0


def test_what_happened_before_someone_came_is_only_rung(anna, bruno, chiara, group, rung):
    """An event is the same for all: the words of an older message would reach a newcomer with it."""
    table = make_room(group, history=Room.History.JOINING)
    message = say(anna, table, "Unter uns")
    participation_actions.invite(anna, table, chiara)
    for act in (
        lambda: message_actions.edit_message(anna, again(message), text="Ganz unter uns"),
        lambda: mark_actions.react(bruno, again(message), kind="danke"),
        lambda: message_actions.remove_message(anna, again(message)),
    ):
        with rung() as heard:
            act()
        assert heard == [(table.stream, {"type": "head", "stream": table.stream, "head": fresh(table).head})]
    with rung() as heard:
        say(bruno, table, "Willkommen!")
    assert heard[0][1]["type"] == "message"


def test_a_message_of_a_room_one_has_left_cannot_be_changed(anna, bruno, table, group):
    message = say(bruno, table)
    remove_from_group(anna, group, bruno)
    message = Message.objects.select_related("room").get(pk=message.pk)
    for act in (
        message_actions.remove_message,
        lambda who, what: message_actions.edit_message(who, what, text="Neu"),
    ):
        with pytest.raises(Http404):
            act(bruno, message)
