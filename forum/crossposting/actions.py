"""A thread is shown in further fields. It stays in its own, and so do its answers, its counts and who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.moderation.undo.journal import CannotUndo
from community.people.models import Member
from forum.crossposting import policy
from forum.crossposting.models import MOST_FURTHER_FIELDS, TOO_MANY
from forum.models import ActionField, CrossPosting, Post, Thread, ThreadEvent
from forum.moving.read_marks import keep_what_was_read
from forum.thread_tools.entries import Act, add_event, clean_reason, enter, locked_for_undo, take_event
from forum.threads.heads import locked, raise_head


def crosspost_thread(
    actor: Member, thread: Thread, *, further: Sequence[ActionField], reason: str = ""
) -> None:
    """Show the thread in exactly these fields besides its own; the same as before changes nothing.

    Whoever began the thread needs no reason. Raises `ValidationError` (`further`, `empty`).
    """
    with transaction.atomic():
        thread = locked(thread)
        policy.can_crosspost_thread(actor, thread).require()
        rows = {row.field_id: row for row in CrossPosting.objects.of_thread(thread)}
        wanted = {field.pk: field for field in further}
        added = [field for key, field in wanted.items() if key not in rows]
        taken = [row for key, row in rows.items() if key not in wanted]
        _check(actor, thread, added, taken, len(wanted))
        if not added and not taken:
            return
        explained = policy.must_explain(actor, thread)
        said = reason if explained else _("Von der Person geändert, die das Thema begonnen hat.")
        act = Act(actor, clean_reason(said))
        events = [add_event(act, thread, ThreadEvent.Verb.SHOW, field=field) for field in added]
        events += [add_event(act, thread, ThreadEvent.Verb.HIDE, field=row.field) for row in taken]
        undo_data = {
            "added": [field.pk for field in added],
            "taken": [written(row) for row in taken],
            "events": [event.pk for event in events],
        }
        _hide(thread, taken)
        CrossPosting.objects.bulk_create(
            CrossPosting(thread=thread, field=field, by=actor) for field in added
        )
        thread.crossposting_count += len(added)
        _show_change(thread)
        if explained:
            before = {"further": sorted(row.field.slug for row in rows.values())}
            after = {"further": sorted(field.slug for field in further)}
            touches = [f"thread:{thread.pk}:further"]
            enter(
                act,
                "crosspost_thread",
                thread,
                undo_data=undo_data,
                touches=touches,
                before=before,
                after=after,
            )


def undo_crosspost(actor: Member, undo_data: dict[str, Any]) -> None:
    """The further fields from before, if nobody chose others since."""
    with transaction.atomic():
        thread = locked_for_undo(undo_data["thread"])
        rows = {row.field_id: row for row in CrossPosting.objects.of_thread(thread)}
        again = {row["field"] for row in undo_data["taken"]}
        if not set(undo_data["added"]) <= set(rows) or again & {*rows, thread.field_id}:
            raise CannotUndo(_("Inzwischen wird das Thema anderswo gezeigt."))
        if len(rows) - len(undo_data["added"]) + len(again) > MOST_FURTHER_FIELDS:
            raise CannotUndo(_("Inzwischen steht das Thema schon in zwei weiteren Handlungsfeldern."))
        for event in undo_data["events"]:
            take_event(thread, event)
        _hide(thread, [rows[key] for key in undo_data["added"]])
        show_again(thread, undo_data["taken"])
        _show_change(thread)


def dissolve(thread: Thread, field: ActionField) -> list[dict[str, Any]]:
    """The thread moves into a field where it was shown. Returns what `show_again` needs; the caller stores."""
    rows = list(CrossPosting.objects.of_thread(thread).filter(field=field))
    _hide(thread, rows)
    return [written(row) for row in rows]


def show_again(thread: Thread, all_undo_data: Sequence[dict[str, Any]]) -> None:
    """What was taken away is shown there as before, since when it was. The caller stores."""
    thread.crossposting_count += len(all_undo_data)
    CrossPosting.objects.bulk_create(
        CrossPosting(
            thread=thread,
            field_id=row["field"],
            by_id=row["by"],
            at=datetime.fromisoformat(row["at"]),
        )
        for row in all_undo_data
    )


def written(row: CrossPosting) -> dict[str, Any]:
    return {"field": row.field_id, "by": row.by_id, "at": row.at.isoformat()}


def _check(
    actor: Member, thread: Thread, added: Sequence[ActionField], taken: Sequence[CrossPosting], wanted: int
) -> None:
    for field in added:
        policy.can_show_in(actor, thread, field).require()
    for row in taken:
        policy.can_hide_from(actor, thread, row.field).require()
    if wanted > MOST_FURTHER_FIELDS:
        raise ValidationError({"further": TOO_MANY})


def _hide(thread: Thread, rows: Sequence[CrossPosting]) -> None:
    """ "All read" in a field where it was shown stays said about it."""
    for row in rows:
        keep_what_was_read(thread, row.field_id, since=row.at)
    CrossPosting.objects.filter(pk__in=[row.pk for row in rows]).delete()
    thread.crossposting_count -= len(rows)


def _show_change(thread: Thread) -> None:
    changes = {"event_count": thread.event_count, "crossposting_count": thread.crossposting_count}
    head = raise_head(thread, **changes)
    Post.objects.in_thread(thread).filter(number=1).update(rev=head)
