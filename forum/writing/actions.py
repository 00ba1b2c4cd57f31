"""Start a thread with its opening post, or reply: what members write, and what the office publishes for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.people.models import Member
from community.text import POST_LIMIT, TITLE_LIMIT, Rendered, clean_line, clean_source
from community.uploads.bundle import Bundle
from community.web.refusals import Conflict
from forum.approval.pending import keep_pending, pending_with
from forum.models import ActionField, MovedPost, PendingPost, Post, Thread
from forum.polls.content import PollWords, clean_poll
from forum.posts.rendering import render_post
from forum.tags.content import clean_names
from forum.threads import policy as thread_policy
from forum.threads.heads import locked
from forum.writing.addressing import too_many
from forum.writing.limits import keep_limits
from forum.writing.storing import store_reply, store_thread


class Posted(NamedTuple):
    """What became of the words: a `post`, or they are `pending` until the office has approved them.

    `created` is `False` where the same key had brought them before.
    """

    post: Post | None
    created: bool
    pending: PendingPost | None = None


def start_thread(
    actor: Member,
    field: ActionField,
    *,
    title: str,
    text: str,
    key: UUID,
    kind: str = Thread.Kind.QUESTION,
    tags: Sequence[str] = (),
    poll: PollWords | None = None,
    files: Bundle | None = None,
    to_many: bool = False,
) -> Posted:
    """Begin a thread with its opening post, its tags, and a poll below it. The same `key` again returns the first one.

    `to_many` says that the actor knows how many a mentioned group or municipality reaches. Raises `ValidationError`
    for words that cannot stand, or reach many unsaid (``confirm``), `Conflict` for a key used with other words, and
    `RateLimited`.
    """
    title, source = clean_line(title, limit=TITLE_LIMIT, field="title"), clean_source(text, field="text")
    tags, poll = clean_names(tags), clean_poll(poll) if poll else None
    words: dict[str, Any] = {"title": title, "kind": kind, "tags": tags, "poll": poll}
    rendered = render_post(source)
    try:
        with transaction.atomic():
            if earlier := _earlier(actor, key, source):
                return earlier
            thread_policy.can_start_thread(actor, field).require()
            _require_meant(rendered, to_many=to_many)
            keep_limits(actor, source)
            if waiting := keep_pending(actor, field, source=source, key=key, files=files, **words):
                return Posted(None, True, waiting)
            post = store_thread(actor, field, source=source, rendered=rendered, key=key, files=files, **words)
            return Posted(post, True)
    except IntegrityError:
        return _earlier_or_raise(actor, key, source)


def reply(
    actor: Member,
    thread: Thread,
    *,
    text: str,
    key: UUID,
    reply_to: int | None = None,
    files: Bundle | None = None,
    to_many: bool = False,
    account: Any = None,
) -> Posted:
    """Answer in a thread; `reply_to` is the number of the post answered (none or 1: the question itself).

    The same `key` again returns the first post. `to_many` as above; `account` is whose limits count where the actor is
    a pseudonym. Raises `ValidationError` for a text that cannot stand or an answer to a post that is not there,
    `Conflict` for a key used with other words, and `RateLimited`.
    """
    source = clean_source(text, limit=POST_LIMIT, field="text")
    rendered = render_post(source)
    try:
        with transaction.atomic():
            thread = locked(thread)
            if earlier := _earlier(actor, key, source):
                return earlier
            thread_policy.can_reply(actor, thread).require()
            parent = _parent(thread, reply_to)
            _require_meant(rendered, to_many=to_many)
            keep_limits(actor, source, account=account)
            said: dict[str, Any] = {"source": source, "key": key, "files": files}
            if waiting := keep_pending(actor, thread.field, thread=thread, reply_to=reply_to, **said):
                return Posted(None, True, waiting)
            return Posted(store_reply(actor, thread, rendered=rendered, parent=parent, **said), True)
    except IntegrityError:
        return _earlier_or_raise(actor, key, source)


def publish_thread(
    author: Member, field: ActionField, *, title: str, text: str, key: UUID, kind: str, **more: Any
) -> Post:
    """Begin a thread for its author with what the office has approved: no limits, and nothing waits again."""
    title, source = clean_line(title, limit=TITLE_LIMIT, field="title"), clean_source(text, field="text")
    rendered = render_post(source)
    with transaction.atomic():
        thread_policy.can_start_thread(author, field).require()
        said: dict[str, Any] = {"title": title, "source": source, "rendered": rendered, "kind": kind}
        return store_thread(author, field, key=key, **said, **more)


def publish_reply(
    author: Member, thread: Thread, *, text: str, key: UUID, reply_to: int | None, files: Bundle | None
) -> Post:
    """Answer for the author with what the office has approved."""
    source = clean_source(text, limit=POST_LIMIT, field="text")
    rendered = render_post(source)
    with transaction.atomic():
        thread = locked(thread)
        thread_policy.can_reply(author, thread).require()
        said: dict[str, Any] = {"source": source, "rendered": rendered, "key": key, "files": files}
        return store_reply(author, thread, parent=_parent(thread, reply_to), **said)


def _require_meant(rendered: Rendered, *, to_many: bool) -> None:
    if not to_many and (sentence := too_many(rendered)):
        raise ValidationError({"anyway": ValidationError(sentence, code="confirm")})


def _earlier(actor: Member, key: UUID, source: str) -> Posted | None:
    """What this key brought before. Its text is compared with what was first written, edits aside."""
    post = Post.objects.filter(author=actor, key=key).select_related("thread").first()
    if post is None:
        waiting = pending_with(actor, key)
        return Posted(None, False, waiting) if waiting else None
    first = post.revisions.first()
    if (first.source if first else post.source) != source:
        raise Conflict(
            _("Dieser Beitrag wurde schon einmal mit anderem Text gesendet. Bitte laden Sie die Seite neu.")
        )
    return Posted(post, False)


def _earlier_or_raise(actor: Member, key: UUID, source: str) -> Posted:
    """Two requests with one key ran side by side: the other one won, its post is the answer."""
    if earlier := _earlier(actor, key, source):
        return earlier
    raise


def _parent(thread: Thread, number: int | None) -> Post | None:
    if number in (None, 1):
        return None
    parent = Post.objects.in_thread(thread).filter(number=number).select_related("removal", "lock").first()
    if parent is None and MovedPost.objects.in_thread(thread).filter(number=number).exists():
        _refuse_parent(_("Der Beitrag, auf den Sie antworten, steht inzwischen in einem anderen Thema."))
    if parent is None:
        _refuse_parent(_("Der Beitrag, auf den Sie antworten, gehört nicht zu diesem Thema."))
    elif parent.removed:
        _refuse_parent(_("Der Beitrag, auf den Sie antworten, wurde inzwischen entfernt."))
    elif parent.locked:
        _refuse_parent(_("Auf diesen Beitrag kann niemand mehr antworten: Er ist gesperrt."))
    return parent


def _refuse_parent(sentence: str) -> None:
    raise ValidationError({"reply_to": sentence})
