"""Changing what stands: edits keep every version and are never silent, removal leaves a tombstone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.moderation.decisions import actions as decision_actions
from community.people.models import Member
from community.quotes.citing import cite, linked
from community.search.actions import follow
from community.text import MESSAGE_LIMIT, RENDERER_VERSION, clean_line, clean_source, fold
from realtime.rooms.messages import policy
from realtime.rooms.messages.heads import change_message, locked_message
from realtime.rooms.messages.rendering import render_message, speaks_to_everyone
from realtime.rooms.models import Message, MessageRemoval, MessageRevision, Pin
from realtime.rooms.sending.actions import store_mentions
from realtime.rooms.sending.limits import keep_pace

REASON_LIMIT = 500


def edit_message(actor: Member, message: Message, *, text: str) -> Message:
    """Replace the text and keep the former version. An unchanged text changes nothing."""
    source = clean_source(text, limit=MESSAGE_LIMIT, field="text")
    rendered = render_message(source, message.room)
    refs = linked(actor, rendered.html)
    with transaction.atomic():
        room, message = locked_message(message)
        policy.can_edit_message(actor, message).require()
        if source == message.source:
            return message
        keep_pace(actor)
        MessageRevision.objects.create(
            message=message, number=message.edit_count, source=message.source, edited_by=actor
        )
        if not speaks_to_everyone(rendered):  # an edit tells nobody anew who was not named before
            message.mentions.all().delete()
        store_mentions(message, rendered)
        message = change_message(
            room,
            message,
            source=source,
            html=rendered.html,
            excerpt=rendered.excerpt,
            folded=fold(f"{source} {message.file_names}".strip()),
            renderer=RENDERER_VERSION,
            edited_at=timezone.now(),
            edit_count=message.edit_count + 1,
            has_cards=message.has_cards or bool(refs),
        )
        cite(actor, "message", message.pk, refs)
        follow("message", message.pk)
        return message


def remove_message(actor: Member, message: Message, *, reason: str = "") -> Message:
    """Take the message down; a tombstone keeps its place.

    The words of others need a reason (`ValidationError`); that is a decision, with a letter to whoever wrote them.
    """
    if actor.pk != message.author_id:
        return _remove_as_moderation(actor, message, reason=reason)
    reason = clean_line(reason, limit=REASON_LIMIT, field="reason") if reason.strip() else ""
    with transaction.atomic():
        room, message = locked_message(message)
        policy.can_remove_message(actor, message).require()
        MessageRemoval.objects.create(message=message, removed_by=actor, reason=reason)
        Pin.objects.filter(message=message).delete()
        follow("message", message.pk)
        return change_message(room, message)


def _remove_as_moderation(actor: Member, message: Message, *, reason: str) -> Message:
    """Decisions lock their case before the room, so the message is asked about as it stands."""
    fresh = _fresh(message)
    policy.can_remove_message(actor, fresh).require()
    reason = clean_line(reason, limit=REASON_LIMIT, field="reason")
    decision_actions.decide_in_place(actor, "message", fresh, measure="hide", reason=reason)
    return Message.objects.with_event().get(pk=message.pk)


def restore_message(actor: Member, message: Message) -> Message:
    """Put a removed message back as it was; what was removed by a decision takes that decision back."""
    fresh = _fresh(message)
    if fresh.removed and fresh.removed.decision:
        policy.can_restore_message(actor, fresh).require()
        decision_actions.take_back_in_place(actor, fresh.removed.decision)
        return Message.objects.with_event().get(pk=message.pk)
    with transaction.atomic():
        room, message = locked_message(message)
        policy.can_restore_message(actor, message).require()
        message.removal.delete()
        follow("message", message.pk)
        return change_message(room, message)


def _fresh(message: Message) -> Message:
    return Message.objects.select_related("room__group", "author", "removal").get(pk=message.pk)


@transaction.atomic
def hide_message(message: Message, decision: Any, reason: str) -> dict[str, Any]:
    """What a decision of the office does; returns who had pinned the message. Asks nobody."""
    room, message = locked_message(message)
    pin = Pin.objects.filter(message=message).first()
    before = _pinned_as(pin) if pin else {}
    MessageRemoval.objects.create(
        message=message,
        removed_by=decision.decided_by,
        by_moderation=True,
        decision=decision,
        reason=reason[:REASON_LIMIT],
    )
    Pin.objects.filter(message=message).delete()
    follow("message", message.pk)
    change_message(room, message)
    return before


@transaction.atomic
def show_message(message: Message, before: dict[str, Any]) -> None:
    """The message as it was before, with its pin."""
    room, message = locked_message(message)
    MessageRemoval.objects.filter(message=message, by_moderation=True).delete()
    free = before and not Pin.objects.filter(room=room, place=before["place"]).exists()
    if free:
        Pin.objects.create(
            room=room,
            message=message,
            place=before["place"],
            pinned_by_id=before["pinned_by"],
            pinned_at=datetime.fromisoformat(before["pinned_at"]),
        )
    follow("message", message.pk)
    change_message(room, message)


def _pinned_as(pin: Pin) -> dict[str, Any]:
    return {"place": pin.place, "pinned_by": pin.pinned_by_id, "pinned_at": pin.pinned_at.isoformat()}
