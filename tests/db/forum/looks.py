"""What people see of threads and fields: to compare before and after."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from community.people.models import Member
from forum.models import (
    Acceptance,
    ActionField,
    Closure,
    MovedPost,
    Post,
    PostLock,
    Removal,
    Thread,
    ThreadEvent,
    first_unread,
)


def current(thread: Thread) -> Thread:
    return Thread.objects.select_related("field").get(pk=thread.pk)


def look(thread: Thread, readers: Iterable[Member] = ()) -> dict[str, Any]:
    """The thread with its posts, its tree, its state, and how many posts are new to each reader."""
    thread = current(thread)
    posts = Post.objects.in_thread(thread).order_by("number").select_related("reply_to")
    return {
        "thread": (thread.title, thread.slug, thread.kind, thread.field_id, thread.merged_into_id),
        "state": (thread.is_answered, thread.is_closed, thread.pinned_until, thread.slow_minutes),
        "counts": (thread.reply_count, thread.last_branch, thread.active_at, thread.latest_author_id),
        "accepted": Acceptance.objects.filter(thread=thread).values_list("post", flat=True).first(),
        "closed": Closure.objects.filter(thread=thread).values_list("reason", "closed_by").first(),
        "events": list(ThreadEvent.objects.filter(thread=thread).values_list("verb", "former", "reason")),
        "locks": list(PostLock.objects.filter(post__thread=thread).values_list("post", "reason")),
        "posts": [
            (
                post.number,
                post.pk,
                post.reply_to.number if post.reply_to else None,
                post.path,
                post.branch,
                post.place_in_branch,
                post.branch_size,
                post.reply_count,
                post.placed_at,
            )
            for post in posts
        ],
        "shown_traces": list(
            MovedPost.objects.filter(thread=thread, is_quiet=False).values_list("number", "post")
        ),
        "unread": [unread(thread, reader) for reader in readers],
    }


def unread(thread: Thread, reader: Member) -> int:
    """How many posts are new to the reader; the list and the page agree about it."""
    counted = Thread.objects.with_unread(reader).get(pk=thread.pk).unread
    first = first_unread(reader, thread)
    rest = Post.objects.in_thread(thread).filter(number__gte=first).count() if first else 0
    assert counted == rest, (counted, first, rest)
    return int(counted)


def field_counts() -> list[tuple[int, int, int, int]]:
    return list(
        ActionField.objects.order_by("pk").values_list("pk", "thread_count", "post_count", "open_count")
    )


def overview(readers: Iterable[Member]) -> dict[str, Any]:
    """All threads that stand, as `look` sees one, in a fixed number of queries."""
    unmerged = Thread.objects.filter(merged_into=None)
    below = {"thread__merged_into": None}
    columns = ("title", "slug", "kind", "field", "is_answered", "is_closed", "pinned_until", "slow_minutes")
    counts = ("reply_count", "last_branch", "active_at", "latest_author", "event_count")
    tree = ("path", "branch", "place_in_branch", "branch_size", "reply_count", "placed_at")
    return {
        "threads": list(unmerged.order_by("pk").values_list("pk", *columns, *counts)),
        "posts": list(
            Post.objects.filter(**below)
            .order_by("thread", "number")
            .values_list("thread", "number", "pk", "reply_to__number", *tree)
        ),
        "accepted": set(Acceptance.objects.filter(**below).values_list("thread", "post")),
        "closed": set(Closure.objects.filter(**below).values_list("thread", "reason")),
        "events": list(
            ThreadEvent.objects.filter(**below)
            .order_by("pk")
            .values_list("thread", "verb", "former", "reason")
        ),
        "locks": set(PostLock.objects.values_list("post", "reason", "locked_by")),
        "removed": set(Removal.objects.values_list("post", "reason", "by_office")),
        "traces": set(
            MovedPost.objects.filter(is_quiet=False, **below).values_list("thread", "number", "post")
        ),
        "unread": [
            list(unmerged.with_unread(reader).order_by("pk").values_list("pk", "unread"))
            for reader in readers
        ],
        "fields": field_counts(),
    }


def places() -> dict[tuple[int, int], int]:
    """Every number that ever was in any thread, with the post its address leads to."""
    posts = Post.objects.values_list("thread", "number", "pk")
    traces = MovedPost.objects.values_list("thread", "number", "post")
    return {(thread, number): post for rows in (traces, posts) for thread, number, post in rows}
