"""What decisions of the office do to posts, titles and files, and how each of them is put back as it was.

Nobody is asked here: these functions are the forum's port for decisions, see `forum.reportables`.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.uploads.models import Upload
from forum.answers.actions import follow_answer
from forum.models import Erasure, Post, PostAttachment, PostLock, Removal, Thread
from forum.threads.heads import locked, raise_head
from forum.threads.indexing import follow_post, follow_threads

REASON_LIMIT = 500


@transaction.atomic
def hide_post(post: Post, decision: Any, reason: str) -> dict[str, Any]:
    """A tombstone in the place of the post; its text, its answers and reactions are kept."""
    thread = locked(post.thread)
    Removal.objects.create(
        post=post,
        removed_by=decision.decided_by,
        by_office=True,
        decision=decision,
        reason=reason[:REASON_LIMIT],
    )
    post = _fresh(post)
    touch_with_replies(post, raise_head(thread))
    follow_answer(thread, post)
    follow_post(post)
    return {}


@transaction.atomic
def show_post(post: Post, before: dict[str, Any]) -> None:
    """The post as it was before the office took it down; what two people have deleted for good does not come back."""
    thread = locked(post.thread)
    erasure = Erasure.objects.filter(post=post).first()
    if erasure and erasure.is_final:
        return
    Erasure.objects.filter(post=post).delete()
    Removal.objects.filter(post=post, by_office=True).delete()
    post = _fresh(post)
    touch_with_replies(post, raise_head(thread))
    follow_answer(thread, post)
    follow_post(post)


@transaction.atomic
def lock_post(post: Post, decision: Any, reason: str) -> dict[str, Any]:
    """No more answers, no more edits; everyone sees why."""
    thread = locked(post.thread)
    PostLock.objects.create(
        post=post, locked_by=decision.decided_by, decision=decision, reason=reason[:REASON_LIMIT]
    )
    Post.objects.filter(pk=post.pk).update(rev=raise_head(thread))
    return {}


@transaction.atomic
def unlock_post(post: Post, before: dict[str, Any]) -> None:
    thread = locked(post.thread)
    PostLock.objects.filter(post=post).delete()
    Post.objects.filter(pk=post.pk).update(rev=raise_head(thread))


@transaction.atomic
def withhold_files(post: Post, decision: Any, reason: str) -> dict[str, Any]:
    """The post stays, its files are for its author and the moderators only."""
    thread = locked(post.thread)
    files = PostAttachment.objects.filter(post=post, withheld_by__isnull=True)
    uploads = list(files.values_list("upload", flat=True))
    files.update(withheld_by=decision)
    touch_with_replies(post, raise_head(thread))
    follow_post(post)
    return {"uploads": uploads}


@transaction.atomic
def give_files_back(post: Post, before: dict[str, Any]) -> None:
    thread = locked(post.thread)
    # An edit writes the files anew: what they hold stays, their own numbers do not.
    known = Q(upload__in=before.get("uploads", ())) | Q(pk__in=before.get("files", ()))
    PostAttachment.objects.filter(known, post=post).update(withheld_by=None)
    touch_with_replies(post, raise_head(thread))
    follow_post(post)


@transaction.atomic
def withhold_file(upload: Upload, decision: Any, reason: str) -> dict[str, Any]:
    """The same for one file alone; the others stay."""
    post = _holding(upload)
    thread = locked(post.thread)
    PostAttachment.objects.filter(upload=upload, withheld_by__isnull=True).update(withheld_by=decision)
    touch_with_replies(post, raise_head(thread))
    follow_post(post)
    return {}


@transaction.atomic
def give_file_back(upload: Upload, before: dict[str, Any]) -> None:
    post = _holding(upload)
    thread = locked(post.thread)
    PostAttachment.objects.filter(upload=upload).update(withheld_by=None)
    touch_with_replies(post, raise_head(thread))
    follow_post(post)


@transaction.atomic
def clear_title(thread: Thread, decision: Any, reason: str) -> dict[str, Any]:
    """A title that says nothing in the place of one that must not stand there."""
    thread = locked(thread)
    before = {"title": thread.title, "slug": thread.slug}
    title = neutral_title()
    raise_head(thread, title=title, slug=Thread.slug_for(title))
    follow_threads(thread)
    return before


@transaction.atomic
def give_title_back(thread: Thread, before: dict[str, Any]) -> None:
    """The former title, unless somebody has given the thread another one since."""
    thread = locked(thread)
    if thread.title == neutral_title():
        raise_head(thread, title=before["title"], slug=before["slug"])
        follow_threads(thread)


def neutral_title() -> str:
    """Always German: it is the thread's title from now on, for every reader."""
    with override("de"):
        return _("Titel von der Geschäftsstelle entfernt")


def touch_with_replies(post: Post, head: int) -> None:
    """The replies name what they answer: they look different too."""
    Post.objects.filter(pk=post.pk).update(rev=head)
    post.replies.update(rev=head)


def _holding(upload: Upload) -> Post:
    return Post.objects.select_related("thread__field").get(attachments__upload=upload)


def _fresh(post: Post) -> Post:
    return Post.objects.select_related("thread__field", "removal", "author").get(pk=post.pk)
