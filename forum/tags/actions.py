"""The tags of a thread: set with it, changed later by its author or the moderation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.moderation.undo.journal import CannotUndo
from community.people.models import Member
from forum.fields import policy as field_policy
from forum.models import Post, Tag, Thread, ThreadEvent, ThreadTag
from forum.tags import policy
from forum.tags.content import tags_for
from forum.thread_tools.entries import Act, add_event, clean_reason, enter, locked_for_undo, take_event
from forum.threads.heads import locked, raise_head
from forum.threads.indexing import follow_threads


def retag_thread(actor: Member, thread: Thread, *, tags: Sequence[str], reason: str = "") -> None:
    """Let the thread carry the tags these words mean; the same as before changes nothing.

    Whoever began the thread needs no reason. Raises `ValidationError` (`tags`, `empty`).
    """
    with transaction.atomic():
        thread = locked(thread)
        policy.can_retag_thread(actor, thread).require()
        former = list(thread.tags.in_use())
        wanted = tags_for(actor, tags)
        if {tag.pk for tag in former} == {tag.pk for tag in wanted}:
            return
        own = actor.pk == thread.author_id and not field_policy.moderates(actor, thread.field)
        said = reason.strip() or (_("Von der Person geändert, die das Thema begonnen hat.") if own else "")
        act = Act(actor, clean_reason(said))
        event = add_event(act, thread, ThreadEvent.Verb.RETAG, former=listed(former))
        carry_tags(actor, thread, remove=former, add=wanted)
        _show_change(thread)
        if not own:
            undo_data = {
                "before": [tag.pk for tag in former],
                "after": [tag.pk for tag in wanted],
                "names": listed(wanted),
                "event": event.pk,
            }
            enter(act, "retag_thread", thread, undo_data=undo_data, touches=[f"thread:{thread.pk}:tags"])


def undo_retag(actor: Member, undo_data: dict[str, Any]) -> None:
    """Back to the tags from before, those that were put away since among them."""
    with transaction.atomic():
        thread = locked_for_undo(undo_data["thread"])
        if set(thread.tags.values_list("pk", flat=True)) & {*undo_data["before"], *undo_data["after"]} != set(
            undo_data["after"]
        ):
            raise CannotUndo(_("Inzwischen hat das Thema andere Stichwörter."))
        take_event(thread, undo_data["event"])
        after, before = (
            Tag.objects.filter(pk__in=undo_data["after"]),
            Tag.objects.filter(pk__in=undo_data["before"]),
        )
        carry_tags(actor, thread, remove=list(after), add=list(before))
        _show_change(thread)


def carry_tags(actor: Member, thread: Thread, *, add: Sequence[Tag], remove: Sequence[Tag] = ()) -> None:
    """Store what the thread carries; the caller is in a transaction and sees to the search."""
    ThreadTag.objects.filter(thread=thread, tag__in=remove).delete()
    ThreadTag.objects.bulk_create(
        [ThreadTag(thread=thread, tag=tag, added_by=actor) for tag in add], ignore_conflicts=True
    )


def listed(tags: Sequence[Tag]) -> str:
    return ", ".join(tag.name for tag in sorted(tags, key=lambda tag: tag.folded)) or _("keine")


def _show_change(thread: Thread) -> None:
    head = raise_head(thread, event_count=thread.event_count)
    Post.objects.in_thread(thread).filter(number=1).update(rev=head)
    follow_threads(thread)
