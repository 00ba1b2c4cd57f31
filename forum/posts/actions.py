"""Edit, remove and restore posts: edits keep every version, removal leaves a tombstone."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.record import record
from community.moderation.decisions import actions as decision_actions
from community.people.models import Member
from community.text import POST_LIMIT, RENDERER_VERSION, clean_line, clean_source
from community.uploads.bundle import Bundle
from community.web.refusals import Conflict
from forum.answers.actions import follow_answer
from forum.attachments.actions import attach_files
from forum.drafts.actions import clear_draft
from forum.measures.actions import touch_with_replies
from forum.models import Erasure, Post, PostRevision, Removal
from forum.posts import policy
from forum.posts.rendering import render_post
from forum.threads.heads import locked, raise_head
from forum.threads.indexing import follow_post
from forum.writing.limits import count_text, keep_edit_straight
from forum.writing.storing import record_references

REASON_LIMIT = 200


class EditConflict(Conflict):
    """Somebody changed the post while this edit was being written; `post` is how it stands now."""

    def __init__(self, post: Post) -> None:
        super().__init__(
            _(
                "Der Beitrag wurde inzwischen an anderer Stelle geändert. Ihr Text steht noch hier; darunter "
                "sehen Sie die neue Fassung. Speichern Sie noch einmal, um sie zu ersetzen."
            )
        )
        self.post = post


def edit_post(
    actor: Member,
    post: Post,
    *,
    text: str,
    reason: str = "",
    seen: int | None = None,
    files: Bundle | None = None,
) -> Post:
    """Replace the text and keep the former version. An unchanged text changes nothing.

    `files` are what the post holds from now on, `None` leaves them as they are.

    `seen` is the `edit_count` the writer started from; a newer one raises `EditConflict`. Moderators who edit the
    words of others must give a reason (`ValidationError` otherwise).
    """
    source = clean_source(text, limit=POST_LIMIT, field="text")
    reason = clean_line(reason, limit=REASON_LIMIT, field="reason") if reason.strip() else ""
    rendered = render_post(source)
    with transaction.atomic():
        thread = locked(post.thread)
        post = _fresh(post)
        policy.can_edit_post(actor, post).require()
        _require_fitting(actor, post, source, reason)
        if seen is not None and seen != post.edit_count:
            raise EditConflict(post)
        if source != post.source:
            count_text(actor.pk)
        refiled = files is not None and attach_files(actor, post, files)
        if source == post.source and not refiled:
            return post
        if source == post.source and not reason:
            reason = _("Dateien geändert")
        _keep_version(actor, post, reason=reason)
        post.source, post.html, post.excerpt = source, rendered.html, rendered.excerpt
        post.renderer, post.rev = RENDERER_VERSION, raise_head(thread)
        post.edited_at, post.edit_count = timezone.now(), post.edit_count + 1
        post.save(update_fields=["source", "html", "excerpt", "renderer", "rev", "edited_at", "edit_count"])
        record_references(post, rendered)
        follow_post(post)
        clear_draft(actor, f"post:{post.pk}")
        if actor.pk != post.author_id:
            record(actor, "edit_post", post, before={"edit_count": post.edit_count - 1}, reason=reason)
    return post


def _require_fitting(actor: Member, post: Post, source: str, reason: str) -> None:
    """Authors slip nothing in that a new post would have to wait for; all others say why."""
    if actor.pk == post.author_id:
        keep_edit_straight(actor, post, source)
    elif not reason:
        raise ValidationError(
            {"reason": _("Bitte nennen Sie den Grund: Sie ändern die Worte einer anderen Person.")}
        )


def remove_post(actor: Member, post: Post, *, reason: str = "") -> None:
    """Take the post down; a tombstone keeps its place and its answers.

    Moderators must give a reason; theirs is a decision like any other of the office, with a letter to the author.
    """
    if actor.pk != post.author_id:
        return _remove_as_office(actor, post, reason=reason)
    reason = clean_line(reason, limit=500, field="reason") if reason.strip() else ""
    with transaction.atomic():
        thread = locked(post.thread)
        post = _fresh(post)
        policy.can_remove_post(actor, post).require()
        Removal.objects.create(post=post, removed_by=actor, reason=reason)
        touch_with_replies(post, raise_head(thread))
        follow_answer(thread, post)
        follow_post(post)


def _remove_as_office(actor: Member, post: Post, *, reason: str) -> None:
    """Decisions lock their case before the thread, so the post is asked about as it stands."""
    post = _fresh(post)
    policy.can_remove_post(actor, post).require()
    reason = clean_line(reason, limit=500, field="reason")
    decision_actions.decide_in_place(actor, "post", post, measure="hide", reason=reason)


def restore_post(actor: Member, post: Post) -> None:
    """Put a removed post back as it was; what was removed by a decision takes that decision back."""
    post = _fresh(post)
    if post.removed and post.removed.decision:
        policy.can_restore_post(actor, post).require()
        decision_actions.take_back_in_place(actor, post.removed.decision)
        return
    with transaction.atomic():
        thread = locked(post.thread)
        post = _fresh(post)
        policy.can_restore_post(actor, post).require()
        post.removal.delete()
        Erasure.objects.filter(post=post).delete()
        touch_with_replies(post, raise_head(thread))
        follow_answer(thread, post)
        follow_post(post)


def _fresh(post: Post) -> Post:
    return Post.objects.select_related("thread__field", "removal", "lock", "erasure", "author").get(
        pk=post.pk
    )


def _keep_version(actor: Member, post: Post, *, reason: str) -> None:
    PostRevision.objects.create(
        post=post, number=post.edit_count, source=post.source, edited_by=actor, reason=reason
    )
