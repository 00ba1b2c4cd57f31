"""Moderators close a thread with a shown reason, and open it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.moderation.models import ModerationAction
from community.moderation.undo.journal import CannotUndo
from community.people.models import Member
from community.text import clean_line
from forum.closing import policy
from forum.fields.counters import count_in_field
from forum.models import Closure, Thread
from forum.thread_tools.entries import REASON_LIMIT, Act, enter, locked_for_undo
from forum.threads.heads import locked, raise_head
from forum.threads.indexing import follow_state


def close_thread(
    actor: Member, thread: Thread, *, reason: str, batch: ModerationAction | None = None
) -> None:
    """Take no more replies; `reason` is shown under the thread. Raises `ValidationError` for an empty reason."""
    reason = clean_line(reason, limit=REASON_LIMIT, field="reason")
    with transaction.atomic():
        thread = locked(thread)
        policy.can_close_thread(actor, thread).require()
        Closure.objects.create(thread=thread, closed_by=actor, reason=reason)
        _enter(Act(actor, reason, batch), "close_thread", thread, {}, after={"closed": True})
        _set(thread, closed=True)


def reopen_thread(actor: Member, thread: Thread, *, reason: str = "") -> None:
    """Take replies again; the former reason stays in the record of the office."""
    policy.can_reopen_thread(actor, thread).require()
    with transaction.atomic():
        thread = locked(thread)
        closure = Closure.objects.filter(thread=thread).first()
        if closure is None:
            return
        former = {"by": closure.closed_by_id, "at": closure.closed_at.isoformat(), "reason": closure.reason}
        closure.delete()
        before = {"closed": True, "reason": closure.reason}
        _enter(Act(actor, reason), "reopen_thread", thread, {"former": former}, before=before)
        _set(thread, closed=False)


def undo_close(actor: Member, undo_data: dict[str, Any]) -> None:
    with transaction.atomic():
        thread = locked_for_undo(undo_data["thread"])
        gone, _by_model = Closure.objects.filter(thread=thread).delete()
        if not gone:
            raise CannotUndo(_("Das Thema ist schon wieder offen."))
        _set(thread, closed=False)


def undo_reopen(actor: Member, undo_data: dict[str, Any]) -> None:
    with transaction.atomic():
        thread = locked_for_undo(undo_data["thread"])
        if thread.is_closed:
            raise CannotUndo(_("Das Thema ist schon wieder geschlossen."))
        former = undo_data["former"]
        Closure.objects.create(
            thread=thread,
            closed_by_id=former["by"],
            closed_at=datetime.fromisoformat(former["at"]),
            reason=former["reason"],
        )
        _set(thread, closed=True)


def _enter(
    act: Act,
    verb: str,
    thread: Thread,
    undo_data: dict[str, Any],
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    touches = [f"thread:{thread.pk}:closed"]
    enter(act, verb, thread, undo_data=undo_data, touches=touches, before=before, after=after)


def _set(thread: Thread, *, closed: bool) -> None:
    raise_head(thread, is_closed=closed)
    follow_state(thread)
    opened = int(thread.is_question and not thread.is_answered)
    count_in_field(thread.field, opened=-opened if closed else opened)
