"""Taking back what `splitting` did. What was written in between is not lost: it goes along, or stays where it fits."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.moderation.undo.journal import CannotUndo
from community.people.models import Member
from forum.fields.counters import shift_counts, weight
from forum.models import Continuation, Poll, Post, Thread
from forum.moving import policy
from forum.moving.actions import locked_pair
from forum.moving.transport import Place, drop_answer, give_answer, transfer_posts
from forum.thread_tools.entries import take_event
from forum.threads.indexing import follow_threads


def undo_split(actor: Member, undo_data: dict[str, Any]) -> None:
    """The posts stand where they stood. A thread that only came about by the split goes back with all it has."""
    with transaction.atomic():
        source, target = _both(undo_data)
        keys = set(_places(undo_data))
        under: dict[int, int | None] = {}
        if undo_data["new"]:
            if Poll.objects.in_thread(target.pk).exists():
                raise CannotUndo(_("Im neuen Thema gibt es inzwischen eine Umfrage. Sie gehört dorthin."))
            opening, *later = Post.objects.in_thread(target).order_by("number").only("pk", "reply_to_id")
            under = {post.pk: opening.pk for post in later if post.reply_to_id is None}
            keys |= {opening.pk, *(post.pk for post in later)}
        _transfer_back(undo_data, source, target, keys, under=under, ends=undo_data["new"])


def undo_merge(actor: Member, undo_data: dict[str, Any]) -> None:
    """The thread is there again with its posts; answers written to them in the other thread stay in that one."""
    with transaction.atomic():
        source, target = _both(undo_data, merged=True)
        source.merged_into = None
        _transfer_back(undo_data, source, target, set(_places(undo_data)), under={}, ends=False)


def _both(undo_data: dict[str, Any], *, merged: bool = False) -> tuple[Thread, Thread]:
    source, target = locked_pair(Thread(pk=undo_data["thread"]), Thread(pk=undo_data["target"]))
    gone = target.merged_into_id or (source.merged_into_id if not merged else None)
    if gone or (merged and source.merged_into_id != target.pk):
        raise CannotUndo(_("Eines der beiden Themen ist inzwischen in einem anderen aufgegangen."))
    if not policy.stays_among_members(target.field, source.field):
        raise CannotUndo(
            _("Die Beiträge stehen inzwischen in einem Handlungsfeld nur für Mitglieder und bleiben dort.")
        )
    return source, target


def _places(undo_data: dict[str, Any]) -> dict[int, Place]:
    return {int(key): Place.read(row) for key, row in undo_data["places"].items()}


def _transfer_back(
    undo_data: dict[str, Any],
    source: Thread,
    target: Thread,
    keys: set[int],
    *,
    under: dict[int, int | None],
    ends: bool,
) -> None:
    nothing = {"threads": 0, "posts": 0, "opened": 0}
    before_source = nothing if not _has_posts(source) else weight(source)
    before_target = weight(target)
    drop_answer(target, keys)
    for thread in (source, target):
        take_event(thread, undo_data["events"][str(thread.pk)])
    Continuation.objects.filter(thread=target, source=source).delete()
    orphans = {int(key): parent for key, parent in undo_data["orphans"].items()}
    if ends:
        target.merged_into = source
    transfer_posts(keys, target, source, places=_places(undo_data), under=under, orphans=orphans, quiet=True)
    give_answer(source, undo_data["answer"])
    source.save(update_fields=["is_answered"])
    follow_threads(source, target)
    shift_counts(
        [(source.field, before_source, weight(source)), (target.field, before_target, weight(target))]
    )


def _has_posts(thread: Thread) -> bool:
    """Whether the thread has posts now; one that went into another has none until they are back."""
    return Post.objects.in_thread(thread).exists()
