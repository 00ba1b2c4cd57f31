"""Storing a new thread and a new post, with everything that follows from it: marks, tags, polls, files, notices.

Called in the transaction of an action that has asked the policy; of a reply with the thread locked.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from community.people.models import Member
from community.quotes.citing import cite, linked
from community.text import RENDERER_VERSION, Rendered
from community.uploads.bundle import Bundle
from forum.attachments.actions import attach_files
from forum.drafts.actions import clear_draft
from forum.fields.counters import count_in_field
from forum.models import ActionField, Mention, Post, PostQuote, Thread
from forum.polls.actions import store_poll
from forum.polls.content import PollWords
from forum.posts.models import path_below
from forum.posts.rendering import quoted_posts
from forum.reading.actions import mark_own_post
from forum.tags.actions import carry_tags
from forum.tags.content import tags_for
from forum.threads.heads import ring
from forum.threads.indexing import follow_post
from forum.writing.addressing import speaks_to
from forum.writing.telling import tell_of_post, tell_of_thread


def store_thread(
    actor: Member,
    field: ActionField,
    *,
    title: str,
    source: str,
    rendered: Rendered,
    key: UUID,
    kind: str,
    tags: Sequence[str] = (),
    poll: PollWords | None = None,
    files: Bundle | None = None,
) -> Post:
    """The thread, from cleaned words; returns its opening post."""
    thread = Thread.objects.create(
        field=field, kind=kind, title=title, slug=Thread.slug_for(title), author=actor
    )
    carry_tags(actor, thread, add=tags_for(actor, tags))
    post = _write(actor, thread, source=source, rendered=rendered, key=key)
    if poll:
        store_poll(actor, post, poll)
    _attach(actor, post, files)
    tell_of_thread(post)
    clear_draft(actor, f"new:{field.slug}")
    count_in_field(field, threads=1, posts=1, opened=int(thread.is_question))
    return post


def store_reply(
    actor: Member,
    thread: Thread,
    *,
    source: str,
    rendered: Rendered,
    key: UUID,
    parent: Post | None,
    files: Bundle | None,
) -> Post:
    """The reply at the end of the locked thread."""
    post = _write(actor, thread, source=source, rendered=rendered, key=key, parent=parent)
    _attach(actor, post, files)
    tell_of_post(post)
    clear_draft(actor, f"thread:{thread.pk}")
    count_in_field(thread.field, posts=1)
    ring(thread)
    return post


def _write(
    actor: Member, thread: Thread, *, source: str, rendered: Rendered, key: UUID, parent: Post | None = None
) -> Post:
    """Insert the post at the thread's end; the caller holds the thread's lock."""
    now = timezone.now()
    thread.head += 1
    thread.last_number += 1
    post = Post(
        thread=thread,
        number=thread.last_number,
        rev=thread.head,
        author=actor,
        key=key,
        created_at=now,
        reply_to=parent,
        source=source,
        html=rendered.html,
        excerpt=rendered.excerpt,
        renderer=RENDERER_VERSION,
    )
    if not post.is_opening:
        _grow_tree(thread, post, parent)
    thread.active_at, thread.latest_author = now, actor
    thread.save(
        update_fields=["head", "last_number", "last_branch", "reply_count", "active_at", "latest_author"]
    )
    post.save(force_insert=True)
    record_references(post, rendered)
    mark_own_post(actor, thread, post)
    follow_post(post)
    return post


def _attach(actor: Member, post: Post, files: Bundle | None) -> None:
    if files is not None and files.uploads:
        attach_files(actor, post, files)


def _grow_tree(thread: Thread, post: Post, parent: Post | None) -> None:
    """Give a reply its branch and path; the parent shows one reply more, so it has changed too."""
    thread.reply_count += 1
    post.path = path_below(parent, post.number)
    if parent is None:
        thread.last_branch += 1
        post.branch, post.place_in_branch, post.branch_size = thread.last_branch, 0, 1
        return
    in_thread = Post.objects.in_thread(thread)
    root = in_thread.get(branch=parent.branch, place_in_branch=0)
    post.branch, post.place_in_branch = root.branch, root.branch_size
    in_thread.filter(pk=root.pk).update(branch_size=F("branch_size") + 1)
    in_thread.filter(pk=parent.pk).update(reply_count=F("reply_count") + 1, rev=thread.head)


def record_references(post: Post, rendered: Rendered) -> None:
    """Store whom the post mentions and which posts it quotes, as it stands now."""
    post.mentions.all().delete()
    Mention.objects.bulk_create(Mention(post=post, member=member) for member in speaks_to(rendered))
    post.quotes.all().delete()
    PostQuote.objects.bulk_create(
        PostQuote(post=post, quoted=quoted, edit_count=quoted.edit_count)
        for quoted in quoted_posts(rendered)
        if quoted.pk != post.pk
    )
    cite(post.author, "post", post.pk, linked(post.author, rendered.html))
