"""Retention: what a room does not keep goes, with everything that hangs on it; nothing else does."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.audit.models import AuditEvent
from community.moderation.decisions.models import APPEAL_WITHIN
from community.moderation.models import Case
from realtime.rooms.management import actions as management_actions
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.models import Message, MessageMention, MessageRemoval, MessageRevision, Pin, Reaction
from realtime.rooms.retention import actions as retention_actions
from tests.factories.rooms import again, fresh, make_room, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_talk(anna, bruno, table, monkeypatch):
    """Ten messages, the first six older than ninety days, with all that can hang on a message."""
    monkeypatch.setattr(retention_actions, "AT_ONCE", 4)
    for number in range(10):
        message = say(anna, table, f"@{bruno.handle} Nummer {number}")
        mark_actions.react(bruno, message, kind="danke")
        message_actions.edit_message(anna, again(message), text=f"@{bruno.handle} Nummer {number}!")
    mark_actions.pin_message(anna, again(Message.objects.earliest("seq")))
    message_actions.remove_message(anna, again(Message.objects.order_by("seq")[1]))
    old = Message.objects.order_by("seq").values_list("pk", flat=True)[:6]
    Message.objects.filter(pk__in=list(old)).update(created_at=timezone.now() - timedelta(days=91))
    management_actions.set_retention(anna, fresh(table), days=90)
    return fresh(table)


def run(*args) -> str:
    out = StringIO()
    call_command("expire_messages", *args, stdout=out)
    return out.getvalue()


def test_a_dry_run_only_says_how_many(old_talk):
    assert run("--dry-run") == "Zeichentisch: 6\n6 messages would be deleted\n"
    assert Message.objects.count() == 10
    assert not AuditEvent.objects.filter(verb="expire_messages").exists()


def test_what_is_older_goes_with_everything_that_hangs_on_it(old_talk):
    assert run() == "Zeichentisch: 6\n6 messages deleted\n"
    rows = (MessageMention, Reaction, MessageRevision, Pin, MessageRemoval)
    assert [model.objects.count() for model in (Message, *rows)] == [4, 4, 4, 4, 0, 0]
    assert AuditEvent.objects.get(verb="expire_messages").after == {"deleted": 6}
    assert run() == "0 messages deleted\n"


def test_places_go_on_where_they_were(anna, old_talk):
    head = old_talk.head
    run()
    assert say(anna, old_talk).seq == head + 1


def test_an_answer_outlives_what_it_answers(anna, bruno, old_talk, client):
    say(bruno, old_talk, "Dazu noch", reply_to=1)
    run()
    client.force_login(anna)
    assert "Antwort auf eine frühere Nachricht" in client.get(old_talk.get_absolute_url()).content.decode()


def test_other_rooms_keep_theirs(anna, chiara, old_talk):
    kept, younger = make_room(name="Für immer"), make_room(name="Ein Jahr", retention_days=365)
    for room in (kept, younger):
        say(anna, room)
    Message.objects.filter(room__in=(kept, younger)).update(created_at=timezone.now() - timedelta(days=364))
    run()
    assert Message.objects.filter(room__in=(kept, younger)).count() == 2


def test_what_a_case_is_about_stays_until_nobody_can_object_any_more(anna, bruno, old_talk, time_machine):
    held = say(bruno, old_talk, "Das geht zu weit")
    message_actions.remove_message(anna, held, reason="Beleidigung")
    now = timezone.now()
    Message.objects.filter(pk=held.pk).update(created_at=now - timedelta(days=91))
    run()
    assert MessageRemoval.objects.get(message=held).by_moderation
    Case.objects.update(state=Case.State.NEW, decided_at=None)
    time_machine.move_to(now + 2 * APPEAL_WITHIN)
    run()
    assert Message.objects.get() == held, "an open case keeps it for as long as it is open"
    Case.objects.update(state=Case.State.SETTLED, decided_at=now)
    run()
    assert not Message.objects.exists()
