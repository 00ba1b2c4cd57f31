"""A thread moves to another field. Its address stays, both fields count right, and nothing read becomes unread."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.moderation.journal import CannotUndo
from community.moderation.models import Deed
from forum import care_policy as policy
from forum.actions.care_entries import Act, add_event, clean_reason, enter, standing, take_event
from forum.actions.counting import shift_counts, weight
from forum.actions.crossposting import dissolve, show_again
from forum.actions.finding import follow_threads
from forum.actions.heads import locked, raise_head
from forum.actions.marks import keep_what_was_read
from forum.models import ActionField, Post, Thread, ThreadEvent
from forum.models.crosspostings import MOST_FURTHER_FIELDS


def move_thread(
    actor: Any, thread: Thread, *, field: ActionField, reason: str, batch: Deed | None = None
) -> None:
    """Put the thread into `field`. Where it was already shown there, that is no more than its home now."""
    act = Act(actor, clean_reason(reason), batch)
    policy.can_move_thread(actor, thread, field).require()
    with transaction.atomic():
        thread = locked(thread)
        policy.can_move_thread(actor, thread, field).require()
        former, since = thread.field, thread.in_field_since
        event = add_event(act, thread, ThreadEvent.Verb.MOVE, former=former.name)
        memo = {
            "from": former.pk,
            "to": field.pk,
            "since": since.isoformat() if since else None,
            "event": event.pk,
            "last_number": thread.last_number,
            "dissolved": dissolve(thread, field),
        }
        touches = [f"thread:{thread.pk}:field"]
        before, after = {"field": former.slug}, {"field": field.slug}
        enter(act, "move_thread", thread, memo=memo, touches=touches, before=before, after=after)
        _put(thread, field, since=timezone.now())


def undo_move(actor: Any, memo: dict[str, Any]) -> None:
    with transaction.atomic():
        thread = standing(memo["thread"])
        field = ActionField.objects.get(pk=memo["from"])
        if thread.field_id != memo["to"]:
            raise CannotUndo(_("Das Thema steht inzwischen anderswo."))
        if field.is_public and not thread.field.is_public and thread.last_number > memo["last_number"]:
            raise CannotUndo(
                _(
                    "Inzwischen wurde hier nur für Mitglieder geschrieben. Zurück in ein öffentliches Feld geht nicht."
                )
            )
        take_event(thread, memo["event"])
        dissolve(thread, field)
        if thread.crossposting_count < MOST_FURTHER_FIELDS:
            show_again(thread, memo.get("dissolved", ()))
        _put(thread, field, since=datetime.fromisoformat(memo["since"]) if memo["since"] else None)


def _put(thread: Thread, field: ActionField, *, since: Any) -> None:
    former = thread.field
    keep_what_was_read(thread, thread.field_id, since=thread.in_field_since)
    moved = weight(thread)
    counted = {"event_count": thread.event_count, "crossposting_count": thread.crossposting_count}
    head = raise_head(thread, field=field, in_field_since=since, **counted)
    Post.objects.in_thread(thread).filter(number=1).update(rev=head)
    follow_threads(thread)
    nothing = {"threads": 0, "posts": 0, "opened": 0}
    shift_counts([(former, moved, nothing), (field, nothing, moved)])
