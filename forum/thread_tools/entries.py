"""What every act of care leaves behind: an event under the thread, an action in the journal, a line in the record.

Whoever wants to tell the people concerned finds each act of care here, once, in its transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from community.audit.record import record
from community.moderation.models import ModerationAction
from community.moderation.undo import journal
from community.people.models import Member
from community.text import clean_line
from forum.models import ActionField, Thread, ThreadEvent
from forum.threads.heads import locked

REASON_LIMIT = 500


@dataclass(frozen=True)
class Act:
    """Who does it, why, and as part of which selection."""

    actor: Member
    reason: str
    batch: ModerationAction | None = None


def clean_reason(reason: str) -> str:
    """Raises `ValidationError` for an empty one."""
    return clean_line(reason, limit=REASON_LIMIT, field="reason")


def add_event(
    act: Act,
    thread: Thread,
    verb: str,
    *,
    former: str = "",
    other: Thread | None = None,
    field: ActionField | None = None,
) -> ThreadEvent:
    """The line under the thread. The caller stores `event_count` with what else it changes."""
    thread.event_count += 1
    return ThreadEvent.objects.create(
        thread=thread,
        verb=verb,
        former=former[:200],
        other=other,
        field=field,
        by=act.actor,
        reason=act.reason,
    )


def take_event(thread: Thread, key: int) -> None:
    """The line goes with what it told of; the caller stores `event_count`."""
    gone, _by_model = ThreadEvent.objects.filter(pk=key, thread=thread).delete()
    thread.event_count -= gone


def locked_for_undo(key: int) -> Thread:
    """The thread under its lock, to take something back; one that went into another must come back first."""
    thread = locked(Thread(pk=key))
    if thread.merged_into_id:
        raise journal.CannotUndo(_("Dieses Thema ist inzwischen in einem anderen aufgegangen."))
    return thread


def enter(
    act: Act,
    verb: str,
    thread: Thread,
    *,
    undo_data: dict[str, Any],
    touches: Iterable[str],
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    title: str = "",
    address: str = "",
) -> ModerationAction:
    """Journal and record of an act on `thread`, called in its transaction."""
    record(act.actor, verb, thread, before=before, after=after, reason=act.reason)
    return journal.enter(
        act.actor,
        verb,
        title=title or thread.title,
        scope=f"field:{thread.field_id}",
        address=address or reverse("show_thread_short", args=[thread.pk]),
        reason=act.reason,
        undo_data={"thread": thread.pk, **undo_data},
        touches=touches,
        batch=act.batch,
    )
