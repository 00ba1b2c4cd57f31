"""Split, merge, continue and move threads; each with a way back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.moderation.models import ModerationAction
from community.moderation.undo.journal import CannotUndo
from community.people.models import Member
from community.text import TITLE_LIMIT, clean_line
from forum.crossposting.actions import dissolve, show_again
from forum.crossposting.models import MOST_FURTHER_FIELDS
from forum.fields.counters import shift_counts, weight
from forum.models import ActionField, Continuation, Post, Thread, ThreadEvent
from forum.moving import policy
from forum.moving.read_marks import keep_what_was_read, marks_of_merged, marks_of_split
from forum.moving.transport import Transfer, drop_answer, slim_posts, transfer_posts
from forum.thread_tools.entries import Act, add_event, clean_reason, enter, locked_for_undo, take_event
from forum.threads.heads import locked, raise_head
from forum.threads.indexing import follow_threads

Verb = ThreadEvent.Verb


def split_thread(
    actor: Member,
    thread: Thread,
    *,
    numbers: Collection[int],
    title: str,
    kind: str,
    reason: str,
) -> Thread:
    """Make a new thread of the posts with these numbers; the first of them begins it."""
    act = Act(actor, clean_reason(reason))
    with transaction.atomic():
        thread = locked(thread)
        policy.can_split_thread(actor, thread).require()
        return _split(act, "split_thread", thread, set(numbers), title=title, kind=kind)


def continue_thread(actor: Member, post: Post, *, title: str) -> Thread:
    """Lift the post and all answers below it out into a thread of its own, with links both ways."""
    with transaction.atomic():
        thread = locked(post.thread)
        post = Post.objects.select_related("thread__field", "removal", "lock").get(pk=post.pk)
        policy.can_continue_thread(actor, post).require()
        numbers = {post.number, *Post.objects.below(post).values_list("number", flat=True)}
        act = Act(actor, _("Als neues Thema weitergeführt"))
        new = _split(act, "continue_thread", thread, numbers, title=title, kind=thread.kind)
        Continuation.objects.create(thread=new, source=thread, number=post.number, by=actor)
    return new


def move_posts(
    actor: Member, thread: Thread, *, numbers: Collection[int], target: Thread, reason: str
) -> None:
    """Put the posts with these numbers at the end of another thread."""
    act = Act(actor, clean_reason(reason))
    with transaction.atomic():
        thread, target = locked_pair(thread, target)
        policy.can_split_thread(actor, thread).require()
        policy.can_receive_posts(actor, thread, target).require()
        moving = _chosen(thread, set(numbers))
        _transfer(act, "move_posts", thread, target, {post.pk for post in moving})


def merge_thread(
    actor: Member, thread: Thread, *, target: Thread, reason: str, batch: ModerationAction | None = None
) -> None:
    """Put all posts of `thread` at the end of `target`; its address says from now on where they are."""
    act = Act(actor, clean_reason(reason), batch)
    with transaction.atomic():
        thread, target = locked_pair(thread, target)
        policy.can_merge_thread(actor, thread, target).require()
        posts = slim_posts(thread)
        opening = posts[0].pk
        under = {post.pk: opening for post in posts if post.reply_to_id is None and post.pk != opening}
        _transfer(act, "merge_thread", thread, target, {post.pk for post in posts}, under=under)


def locked_pair(first: Thread, second: Thread) -> tuple[Thread, Thread]:
    """Both threads' rows, locked in one order for all."""
    if first.pk == second.pk:
        raise ValidationError({"target": _("Das ist dasselbe Thema. Bitte wählen Sie ein anderes.")})
    rows = {thread.pk: locked(thread) for thread in sorted([first, second], key=lambda row: row.pk)}
    return rows[first.pk], rows[second.pk]


def _chosen(thread: Thread, numbers: set[int]) -> list[Post]:
    """The posts with these numbers, in order; never the opening post, which is the thread."""
    found = list(
        Post.objects.in_thread(thread).filter(number__in=numbers).order_by("number").select_related("removal")
    )
    if not found or len(found) != len(numbers):
        raise ValidationError({"posts": _("Bitte wählen Sie Beiträge aus, die in diesem Thema stehen.")})
    if found[0].is_opening:
        raise ValidationError(
            {
                "posts": _(
                    "Der erste Beitrag bleibt. Sollen alle gehen, führen Sie das Thema mit einem anderen zusammen."
                )
            }
        )
    return found


def _split(act: Act, verb: str, thread: Thread, numbers: set[int], *, title: str, kind: str) -> Thread:
    title = clean_line(title, limit=TITLE_LIMIT, field="title")
    moving = _chosen(thread, numbers)
    first = moving[0]
    if first.removed:
        raise ValidationError(
            {"posts": _("Der erste gewählte Beitrag wurde entfernt. Mit ihm kann kein Thema beginnen.")}
        )
    if kind not in Thread.Kind.values:
        raise ValidationError({"kind": _("Bitte wählen Sie Frage oder Diskussion.")})
    new = Thread.objects.create(
        field=thread.field,
        kind=kind,
        title=title,
        slug=Thread.slug_for(title),
        author_id=first.author_id,
        created_at=first.created_at,
        in_field_since=thread.in_field_since,
    )
    _transfer(act, verb, thread, new, {post.pk for post in moving}, new=True)
    return new


def _transfer(
    act: Act,
    verb: str,
    source: Thread,
    target: Thread,
    keys: set[int],
    *,
    under: Mapping[int, int | None] | None = None,
    new: bool = False,
) -> None:
    """The act itself, both threads being locked: posts, marks, events, journal, counters."""
    empties = verb == "merge_thread"
    before = (weight(source), {"threads": 0, "posts": 0, "opened": 0} if new else weight(target))
    last = target.last_number
    answer = drop_answer(source, keys)
    event = Verb.MERGE if empties else Verb.SPLIT
    events = {
        thread.pk: add_event(act, thread, event, former=other.title, other=other).pk
        for thread, other in ((source, target), (target, source))
    }
    if empties:
        source.merged_into = target
    transfer = transfer_posts(keys, source, target, under=under)
    if new:
        marks_of_split(transfer, source, target)
    else:
        marks_of_merged(transfer, source, target, last)
    undo_data = {
        "target": target.pk,
        "new": new,
        "answer": answer,
        "events": {str(pk): key for pk, key in events.items()},
        **_undo_data_of(transfer),
    }
    touches = [f"thread:{source.pk}:posts", f"thread:{target.pk}:posts"]
    after = {"target": target.pk, "posts": len(keys)}
    enter(
        act, verb, source, undo_data=undo_data, touches=touches, before={"title": source.title}, after=after
    )
    follow_threads(source, target)
    shift_counts([(source.field, before[0], weight(source)), (target.field, before[1], weight(target))])


def _undo_data_of(transfer: Transfer) -> dict[str, Any]:
    return {
        "places": {str(key): place.written() for key, place in transfer.places.items()},
        "orphans": {str(key): parent for key, parent in transfer.orphans.items()},
    }


def move_thread(
    actor: Member, thread: Thread, *, field: ActionField, reason: str, batch: ModerationAction | None = None
) -> None:
    """Put the thread into `field`. Where it was already shown there, that is no more than its home now."""
    act = Act(actor, clean_reason(reason), batch)
    with transaction.atomic():
        thread = locked(thread)
        policy.can_move_thread(actor, thread, field).require()
        former, since = thread.field, thread.in_field_since
        event = add_event(act, thread, ThreadEvent.Verb.MOVE, former=former.name)
        undo_data = {
            "from": former.pk,
            "to": field.pk,
            "since": since.isoformat() if since else None,
            "event": event.pk,
            "last_number": thread.last_number,
            "dissolved": dissolve(thread, field),
        }
        touches = [f"thread:{thread.pk}:field"]
        before, after = {"field": former.slug}, {"field": field.slug}
        enter(act, "move_thread", thread, undo_data=undo_data, touches=touches, before=before, after=after)
        _put(thread, field, since=timezone.now())


def undo_move(actor: Member, undo_data: dict[str, Any]) -> None:
    with transaction.atomic():
        thread = locked_for_undo(undo_data["thread"])
        field = ActionField.objects.get(pk=undo_data["from"])
        if thread.field_id != undo_data["to"]:
            raise CannotUndo(_("Das Thema steht inzwischen anderswo."))
        if field.is_public and not thread.field.is_public and thread.last_number > undo_data["last_number"]:
            raise CannotUndo(
                _(
                    "Inzwischen wurde hier nur für Mitglieder geschrieben. Zurück in ein öffentliches Feld geht nicht."
                )
            )
        take_event(thread, undo_data["event"])
        dissolve(thread, field)
        if thread.crossposting_count < MOST_FURTHER_FIELDS:
            show_again(thread, undo_data.get("dissolved", ()))
        _put(thread, field, since=datetime.fromisoformat(undo_data["since"]) if undo_data["since"] else None)


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
