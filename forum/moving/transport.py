"""Posts go from one thread to another. Splitting, merging, continuing and taking all of that back are this one act.

Numbers are never given twice: where a post stood, a `MovedPost` says where it is now. Both trees are grown anew. The
caller holds both threads' locks, and counts in the fields afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forum.models import Acceptance, MovedPost, Post, Thread
from forum.moving.tree import COLUMNS, plant, shape
from forum.threads.heads import ring

SLIM = (
    "id", "thread_id", "number", "rev", "author_id", "created_at", "placed_at", "reply_to_id", *COLUMNS,
)  # fmt: skip


BATCH = 200


@dataclass
class Place:
    """Where a post stood: its number, what it answered, and since when (if it had come from elsewhere)."""

    number: int
    reply_to: int | None
    placed_at: datetime | None

    def written(self) -> list[Any]:
        return [self.number, self.reply_to, self.placed_at.isoformat() if self.placed_at else None]

    @classmethod
    def read(cls, row: Sequence[Any]) -> Place:
        return cls(row[0], row[1], datetime.fromisoformat(row[2]) if row[2] else None)


@dataclass
class Transfer:
    """What has to be known to move the posts back."""

    places: dict[int, Place] = field(default_factory=dict)
    orphans: dict[int, int] = field(default_factory=dict)  # stayed behind; what they answered


def slim_posts(thread: Thread) -> list[Post]:
    """All posts in order, without their words."""
    return list(Post.objects.in_thread(thread).only(*SLIM).order_by("number"))


def transfer_posts(
    keys: set[int],
    source: Thread,
    target: Thread,
    *,
    places: Mapping[int, Place] | None = None,
    under: Mapping[int, int | None] | None = None,
    orphans: Mapping[int, int] | None = None,
    quiet: bool = False,
) -> Transfer:
    """Move the posts `keys` of `source` to the end of `target`; with `places` back to where they stood there.

    `under` overrides what single posts answer in the target; `orphans` gives posts that are in the target already
    back what they once answered. A `quiet` note is one nobody need be told of.
    """
    before_source, before_target = slim_posts(source), slim_posts(target)
    was = {post.pk: (shape(post), post.reply_to_id) for post in [*before_source, *before_target]}
    moving = [post for post in before_source if post.pk in keys]
    staying = [post for post in before_source if post.pk not in keys]
    transfer = Transfer()
    for post in moving:
        transfer.places[post.pk] = Place(post.number, post.reply_to_id, post.placed_at)
    _find_parents(moving, staying, transfer, under or {}, places or {})
    _give_back(before_target, moving, orphans or {})
    _number(moving, before_target, target, places or {})
    arrived = sorted([*before_target, *moving], key=lambda post: post.number)
    source.last_branch, target.last_branch = plant(staying), plant(arrived)
    changed = _rise(source, [post for post in staying if _differs(post, was)])
    changed += _rise(target, [*moving, *(p for p in before_target if _differs(p, was))])
    Post.objects.bulk_update(
        changed, ["thread", "number", "rev", "reply_to", "placed_at", *COLUMNS], batch_size=BATCH
    )
    _leave_notes(transfer, source, quiet=quiet)
    MovedPost.objects.filter(thread=target, number__in=[post.number for post in moving]).delete()
    _settle(source, staying)
    _settle(target, arrived)
    return transfer


def drop_answer(thread: Thread, keys: set[int]) -> dict[str, Any] | None:
    """A question whose answer leaves is open again; returns what `give_answer` needs to undo that."""
    acceptance = Acceptance.objects.filter(thread=thread, post__in=keys).first()
    if acceptance is None:
        return None
    undo_data = {
        "post": acceptance.post_id,
        "by": acceptance.accepted_by_id,
        "at": acceptance.accepted_at.isoformat(),
        "answered": thread.is_answered,
    }
    acceptance.delete()
    thread.is_answered = False
    return undo_data


def give_answer(thread: Thread, undo_data: dict[str, Any] | None) -> None:
    """The answer is back in its question, unless another one was found meanwhile."""
    if undo_data is None or Acceptance.objects.filter(thread=thread).exists():
        return
    Acceptance.objects.create(
        thread=thread,
        post_id=undo_data["post"],
        accepted_by_id=undo_data["by"],
        accepted_at=datetime.fromisoformat(undo_data["at"]),
    )
    thread.is_answered = not Post.objects.filter(pk=undo_data["post"], removal__isnull=False).exists()


def _find_parents(
    moving: list[Post],
    staying: list[Post],
    transfer: Transfer,
    under: Mapping[int, int | None],
    places: Mapping[int, Place],
) -> None:
    """Who answered a post that is now elsewhere answers the next one above it that is here, else the question."""
    above = {post.pk: post.reply_to_id for post in [*moving, *staying]}
    leaving = {post.pk for post in moving}
    for post in moving:
        if post.pk in places:
            post.reply_to_id = places[post.pk].reply_to
        elif post.pk in under:
            post.reply_to_id = under[post.pk]
        else:
            post.reply_to_id = _nearest(post.pk, above, leaving)
    here = {post.pk for post in staying}
    for post in staying:
        if post.reply_to_id in leaving:
            transfer.orphans[post.pk] = post.reply_to_id
            post.reply_to_id = _nearest(post.pk, above, here)


def _nearest(key: int, above: Mapping[int, int | None], allowed: set[int]) -> int | None:
    parent = above.get(key)
    while parent is not None and parent not in allowed:
        parent = above.get(parent)
    return parent


def _give_back(present: list[Post], arriving: list[Post], orphans: Mapping[int, int]) -> None:
    known = {post.pk for post in [*present, *arriving]}
    for post in [*present, *arriving]:
        if post.pk in orphans and orphans[post.pk] in known:
            post.reply_to_id = orphans[post.pk]


def _number(moving: list[Post], present: list[Post], target: Thread, places: Mapping[int, Place]) -> None:
    latest = max((post.placed_at or post.created_at for post in present), default=None)
    for post in moving:
        post.thread_id = target.pk
        if post.pk in places:
            post.number, post.placed_at = places[post.pk].number, places[post.pk].placed_at
            continue
        target.last_number += 1
        post.number = target.last_number
        latest = max(latest, post.created_at) if latest else post.created_at
        post.placed_at = latest if latest > post.created_at else None
    openings = [post for post in [*present, *moving] if post.number == 1]
    for post in openings:
        post.reply_to_id = None
    _answer_the_question([*present, *moving], openings)


def _answer_the_question(posts: list[Post], openings: list[Post]) -> None:
    """An answer to the opening post is stored as an answer to nothing in particular."""
    keys = {post.pk for post in openings}
    for post in posts:
        if post.reply_to_id in keys:
            post.reply_to_id = None


def _differs(post: Post, was: Mapping[int, Any]) -> bool:
    return bool(was[post.pk] != (shape(post), post.reply_to_id))


def _rise(thread: Thread, posts: list[Post]) -> list[Post]:
    """One step of the head for each post, so that catching up in portions misses none."""
    for post in posts:
        thread.head = max(thread.head, thread.last_number - 1) + 1
        post.rev = thread.head
    return posts


def _leave_notes(transfer: Transfer, source: Thread, *, quiet: bool) -> None:
    moved_posts = []
    for key, place in transfer.places.items():
        source.head += 1
        moved_posts.append(
            MovedPost(thread=source, number=place.number, rev=source.head, post_id=key, is_quiet=quiet)
        )
    MovedPost.objects.bulk_create(moved_posts)


def _settle(thread: Thread, posts: list[Post]) -> None:
    """The thread's row as it follows from its posts; one without posts keeps what it last knew."""
    thread.head = max(thread.head + 1, thread.last_number)
    thread.trace_count = MovedPost.objects.in_thread(thread).count()
    thread.reply_count = max(len(posts) - 1, 0)
    if posts:
        newest = max(posts, key=lambda post: (post.created_at, post.number))
        thread.active_at, thread.latest_author_id = newest.created_at, newest.author_id
    thread.save()
    opening = [post.pk for post in posts if post.number == 1]
    Post.objects.filter(pk__in=opening).update(rev=thread.head)
    ring(thread)
