"""Start a thread with its opening post, or reply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.quotes.citing import cite, linked
from community.text import (
    POST_LIMIT,
    RENDERER_VERSION,
    TITLE_LIMIT,
    Rendered,
    TextRefused,
    clean_line,
    clean_source,
)
from community.uploads.bundle import Bundle
from forum.approval.pending import keep_pending
from forum.attachments.actions import attach_files
from forum.drafts.actions import clear_draft
from forum.fields.counters import count_in_field
from forum.models import ActionField, Mention, MovedPost, Post, PostQuote, Thread
from forum.polls.actions import store_poll
from forum.polls.content import PollWords, clean_poll
from forum.posts.models import path_below
from forum.posts.rendering import quoted_posts, render_post
from forum.reading.actions import mark_own_post
from forum.tags.actions import carry_tags
from forum.tags.content import clean_names, tags_for
from forum.threads import policy as thread_policy
from forum.threads.heads import locked, ring
from forum.threads.indexing import follow_post
from forum.writing.addressing import speaks_to, too_many
from forum.writing.errors import KeyConflict
from forum.writing.limits import keep_newcomers_small
from forum.writing.telling import tell_of_post, tell_of_thread


class Posted(NamedTuple):
    """The post, and whether this call wrote it (`False`: the same key had already brought it)."""

    post: Post
    created: bool


def start_thread(
    actor: Any,
    field: ActionField,
    *,
    title: str,
    text: str,
    key: UUID,
    kind: str = Thread.Kind.QUESTION,
    tags: Sequence[str] = (),
    poll: PollWords | None = None,
    files: Bundle | None = None,
    released: bool = False,
    to_many: bool = False,
) -> Posted:
    """Begin a thread with its opening post, its tags, and a poll below it. The same `key` again returns the first one.

    `to_many` says that the actor knows how many a mentioned group or municipality reaches. Raises `TextRefused` for
    words that cannot stand or reach many unsaid, `KeyConflict` for a key used with other words, `HeldBack` for words
    that wait for the office first, unless they have been `released`.
    """
    thread_policy.can_start_thread(actor, field).require()
    title, source = clean_line(title, limit=TITLE_LIMIT), clean_source(text, limit=POST_LIMIT)
    tags, poll = clean_names(tags), clean_poll(poll) if poll else None
    if earlier := _earlier(actor, key, source):
        return earlier
    rendered = _render(source, to_many=to_many or released)
    if not released:
        keep_newcomers_small(actor, source)
        said: dict[str, Any] = {"source": source, "key": key, "files": files}
        keep_pending(actor, field, title=title, kind=kind, tags=tags, poll=poll, **said)
    try:
        with transaction.atomic():
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
    except IntegrityError:
        return _earlier_or_raise(actor, key, source)
    return Posted(post, True)


def reply(
    actor: Any,
    thread: Thread,
    *,
    text: str,
    key: UUID,
    reply_to: int | None = None,
    files: Bundle | None = None,
    released: bool = False,
    to_many: bool = False,
) -> Posted:
    """Answer in a thread; `reply_to` is the number of the post answered (none or 1: the question itself).

    The same `key` again returns the first post. `to_many` as above. Raises `TextRefused` for a text that cannot stand
    or an answer to a post that is not there, `KeyConflict` for a key used with other words, `HeldBack` for words that
    wait for the office first, unless they have been `released`.
    """
    thread_policy.can_see_thread(actor, thread).require()
    source = clean_source(text, limit=POST_LIMIT)
    if earlier := _earlier(actor, key, source):
        return earlier
    thread_policy.can_reply(actor, thread).require()
    rendered = _render(source, to_many=to_many or released)
    if not released:
        _parent(thread, reply_to)
        keep_newcomers_small(actor, source)
        said: dict[str, Any] = {"source": source, "key": key, "files": files}
        keep_pending(actor, thread.field, thread=thread, reply_to=reply_to, **said)
    try:
        with transaction.atomic():
            thread = locked(thread)
            if earlier := _earlier(actor, key, source):
                return earlier
            thread_policy.can_reply(actor, thread).require()
            parent = _parent(thread, reply_to)
            post = _write(actor, thread, source=source, rendered=rendered, key=key, parent=parent)
            _attach(actor, post, files)
            tell_of_post(post)
            clear_draft(actor, f"thread:{thread.pk}")
            count_in_field(thread.field, posts=1)
            ring(thread)
    except IntegrityError:
        return _earlier_or_raise(actor, key, source)
    return Posted(post, True)


def _render(source: str, *, to_many: bool) -> Rendered:
    rendered = render_post(source)
    if not to_many and (sentence := too_many(rendered)):
        raise TextRefused("reach", sentence)
    return rendered


def _earlier(actor: Any, key: UUID, source: str) -> Posted | None:
    """What this key brought before. Its text is compared with what was first written, edits aside."""
    post = Post.objects.filter(author=actor, key=key).select_related("thread").first()
    if post is None:
        return None
    first = post.revisions.first()
    if (first.source if first else post.source) != source:
        raise KeyConflict
    return Posted(post, False)


def _earlier_or_raise(actor: Any, key: UUID, source: str) -> Posted:
    """Two requests with one key ran side by side: the other one won, its post is the answer."""
    if earlier := _earlier(actor, key, source):
        return earlier
    raise


def _parent(thread: Thread, number: int | None) -> Post | None:
    if number in (None, 1):
        return None
    parent = Post.objects.in_thread(thread).filter(number=number).select_related("removal", "lock").first()
    if parent is None and MovedPost.objects.in_thread(thread).filter(number=number).exists():
        raise TextRefused(
            "reply_to", _("Der Beitrag, auf den Sie antworten, steht inzwischen in einem anderen Thema.")
        )
    if parent is None:
        raise TextRefused("reply_to", _("Der Beitrag, auf den Sie antworten, gehört nicht zu diesem Thema."))
    if parent.removed:
        raise TextRefused("reply_to", _("Der Beitrag, auf den Sie antworten, wurde inzwischen entfernt."))
    if parent.locked:
        raise TextRefused("reply_to", _("Auf diesen Beitrag kann niemand mehr antworten: Er ist gesperrt."))
    return parent


def _write(
    actor: Any, thread: Thread, *, source: str, rendered: Rendered, key: UUID, parent: Post | None = None
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


def _attach(actor: Any, post: Post, files: Bundle | None) -> None:
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
