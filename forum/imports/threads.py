"""Whole threads at once, with their own times: for demo content, scale tests and moves from other systems.

What is stored is the same as if every post had been written with `forum.actions`, one after the other
(a test holds both beside each other); only drafts, bells and limits are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Count, Max, Q

from community.bulk import insert_rows, reserve_keys
from community.people.models import Member
from community.search.actions import follow
from community.text import RENDERER_VERSION, Rendered
from forum.imports.polls import PollData, store_polls
from forum.imports.summaries import SummaryData, store_summaries
from forum.models import (
    Acceptance,
    ActionField,
    Closure,
    CrossPosting,
    Mention,
    Post,
    PostQuote,
    PostRevision,
    Reaction,
    ReadMark,
    Thread,
)
from forum.posts.models import path_below
from forum.posts.rendering import quoted_posts, render_post
from forum.tags.actions import carry_tags
from forum.tags.content import tags_for
from forum.writing.addressing import speaks_to

BATCH = 2_000


@dataclass
class PostData:
    """One post; the first of a thread is its opening. `reply_to` is the number of the post it answers."""

    author: Member
    at: datetime
    source: str
    reply_to: int | None = None
    key: UUID = field(default_factory=uuid4)
    edit: tuple[datetime, str, str] | None = None  # when, why, the former source
    reactions: Sequence[tuple[Any, str]] = ()  # member and kind


@dataclass
class ThreadData:
    field: ActionField
    title: str
    posts: Sequence[PostData]
    kind: str = Thread.Kind.QUESTION
    accepted: int | None = None
    closed: tuple[Any, datetime, str] | None = None  # who, when, why
    poll: PollData | None = None
    tags: Sequence[str] = ()
    summary: SummaryData | None = None
    further: Sequence[ActionField] = ()  # shown there too


def import_threads(
    threads: Iterable[ThreadData], *, render: Callable[[str], Rendered] = render_post, references: bool = True
) -> int:
    """Store the threads in one transaction and return how many posts they have.

    `references` also stores mentions and quotes, two queries for each post that has some, and what the search finds;
    without it, `manage.py reindex` brings that faster for very many.
    """
    threads = list(threads)
    with transaction.atomic():
        made = Thread.objects.bulk_create([_thread(data) for data in threads], batch_size=BATCH)
        grown = [_grow(thread, data, render) for thread, data in zip(made, threads, strict=True)]
        posts = [post for tree in grown for post, _rendered in tree]
        _number(posts)
        insert_rows(posts)
        _store_states(made, threads, grown)
        _store_marks(made, threads)
        for thread, data in zip(made, threads, strict=True):
            if data.tags:
                carry_tags(thread.author, thread, add=tags_for(thread.author, data.tags))
        CrossPosting.objects.bulk_create(
            CrossPosting(thread=thread, field=field, by=thread.author, at=thread.created_at)
            for thread, data in zip(made, threads, strict=True)
            for field in data.further
        )
        if references:
            _store_references(grown)
            follow("thread", *[thread.pk for thread in made])
            follow("post", *[post.pk for post in posts])
        recount_fields({thread.field_id for thread in made})
    return len(posts)


def recount_fields(keys: Iterable[int]) -> None:
    """Set the counters of these fields from their threads."""
    open_question = Q(kind=Thread.Kind.QUESTION, is_answered=False, is_closed=False)
    for pk in keys:
        threads = Thread.objects.in_field(pk)
        counts = threads.aggregate(
            threads=Count("pk"), open=Count("pk", filter=open_question), active=Max("active_at")
        )
        ActionField.objects.filter(pk=pk).update(
            thread_count=counts["threads"],
            open_count=counts["open"],
            post_count=Post.objects.filter(thread__field=pk).count(),
            active_at=counts["active"],
        )


def _thread(data: ThreadData) -> Thread:
    first, last = data.posts[0], data.posts[-1]
    replies = data.posts[1:]
    return Thread(
        field=data.field,
        kind=data.kind,
        title=data.title,
        slug=Thread.slug_for(data.title),
        author=first.author,
        created_at=first.at,
        head=len(data.posts) + _changes_after_birth(data),
        last_number=len(data.posts),
        last_branch=sum(1 for reply in replies if reply.reply_to in (None, 1)),
        reply_count=len(replies),
        active_at=last.at,
        latest_author=last.author,
        is_answered=data.accepted is not None,
        crossposting_count=len(data.further),
        is_closed=data.closed is not None,
        is_summarised=data.summary is not None,
    )


def _changes_after_birth(data: ThreadData) -> int:
    edits = sum(bool(post.edit) + len(post.reactions) for post in data.posts)
    votes = data.poll.changes if data.poll else 0
    return edits + bool(data.accepted) + bool(data.summary) + votes + bool(data.closed)


def _grow(thread: Thread, data: ThreadData, render: Callable[[str], Rendered]) -> list[tuple[Post, Rendered]]:
    """The thread's posts with numbers, branches and paths; keys of rows come later."""
    tree: list[tuple[Post, Rendered]] = []
    roots: dict[int, Post] = {}
    for number, item in enumerate(data.posts, start=1):
        rendered = render(item.source)
        post = Post(
            thread=thread,
            number=number,
            rev=number,
            author=item.author,
            key=item.key,
            created_at=item.at,
            source=item.source,
            html=rendered.html,
            excerpt=rendered.excerpt,
            renderer=RENDERER_VERSION,
        )
        if number > 1:
            parent = tree[item.reply_to - 1][0] if item.reply_to and item.reply_to > 1 else None
            _place(post, parent, roots)
        tree.append((post, rendered))
    return tree


def _place(post: Post, parent: Post | None, roots: dict[int, Post]) -> None:
    post.path = path_below(parent, post.number)
    if parent is None:
        post.branch, post.branch_size = len(roots) + 1, 1
        roots[post.branch] = post
        return
    root = roots[parent.branch]
    post.branch, post.place_in_branch = root.branch, root.branch_size
    root.branch_size += 1
    parent.reply_count += 1
    parent.rev = post.rev
    post.reply_to = parent


def _number(posts: list[Post]) -> None:
    """Give the rows their keys beforehand, so replies can point to posts of the same batch."""
    for post, pk in zip(posts, reserve_keys(Post, len(posts)), strict=True):
        post.pk = pk
    for post in posts:
        post.reply_to = post.reply_to  # takes over the key the parent has now


def _store_states(
    threads: list[Thread], data: list[ThreadData], grown: list[list[tuple[Post, Rendered]]]
) -> None:
    """Edits, reactions, accepted answers, votes and closures, each raising its thread's head once."""
    acceptances, closures, revisions, touched, polls = [], [], [], [], []
    reactions: list[Reaction] = []
    for thread, item, tree in zip(threads, data, grown, strict=True):
        head = len(tree)
        for (post, _rendered), words in zip(tree, item.posts, strict=True):
            if words.edit:
                head += 1
                at, reason, former = words.edit
                revisions.append(
                    PostRevision(
                        post=post, number=0, source=former, edited_by=post.author, edited_at=at, reason=reason
                    )
                )
                post.edited_at, post.edit_count, post.rev = at, 1, head
                touched.append(post)
            if words.reactions:
                head += len(words.reactions)
                reactions += [
                    Reaction(post=post, member=member, kind=kind, made_at=words.at)
                    for member, kind in words.reactions
                ]
                post.rev = head
                touched.append(post)
        if item.accepted:
            head += 1
            answer, opening = tree[item.accepted - 1][0], tree[0][0]
            acceptances.append(
                Acceptance(
                    thread=thread, post=answer, accepted_by=thread.author, accepted_at=item.posts[-1].at
                )
            )
            answer.rev = opening.rev = head
            touched += [answer, opening]
        if item.summary:
            head += 1
            tree[0][0].rev = head
            touched.append(tree[0][0])
        if item.poll:
            opening = tree[0][0]
            polls.append((opening, item.poll))
            if item.poll.changes:
                opening.rev = head + item.poll.changes
                touched.append(opening)
        if item.closed:
            by, at, reason = item.closed
            closures.append(Closure(thread=thread, closed_by=by, closed_at=at, reason=reason))
    PostRevision.objects.bulk_create(revisions)
    Reaction.objects.bulk_create(reactions)
    Acceptance.objects.bulk_create(acceptances)
    Closure.objects.bulk_create(closures)
    store_polls(polls)
    store_summaries(
        (thread, item.summary) for thread, item in zip(threads, data, strict=True) if item.summary
    )
    Post.objects.bulk_update(touched, ["rev", "edited_at", "edit_count"], batch_size=200)


def _store_marks(threads: list[Thread], data: list[ThreadData]) -> None:
    """Whoever wrote had read up to their own post."""
    marks = {}
    for thread, item in zip(threads, data, strict=True):
        for number, post in enumerate(item.posts, start=1):
            marks[thread.pk, post.author.pk] = ReadMark(
                thread=thread, member=post.author, number=number, read_at=post.at
            )
    insert_rows(list(marks.values()))


def _store_references(grown: list[list[tuple[Post, Rendered]]]) -> None:
    mentions, quotes = [], []
    for tree in grown:
        for post, rendered in tree:
            mentions += [Mention(post=post, member=member) for member in speaks_to(rendered)]
            quotes += [
                PostQuote(post=post, quoted=quoted, edit_count=quoted.edit_count)
                for quoted in quoted_posts(rendered)
            ]
    Mention.objects.bulk_create(mentions)
    PostQuote.objects.bulk_create(quotes)
