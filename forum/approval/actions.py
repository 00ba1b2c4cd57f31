"""Posts wait for approval, are approved as they are or changed, returned with a reason, or withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.audit.record import record
from community.moderation.decisions import actions as decision_actions
from community.people.letters import send_letter
from community.people.models import Member
from community.text import POST_LIMIT, TITLE_LIMIT, clean_line, clean_source
from forum.approval import policy
from forum.approval.pending import KEPT, words_of
from forum.confidential.askers import desk_of
from forum.drafts.actions import clear_draft, save_words
from forum.models import Draft, PendingFile, PendingPost, Post
from forum.tags.content import still_offered
from forum.writing.actions import publish_reply, publish_thread


@transaction.atomic
def approve_post(officer: Member, pending_post: PendingPost, *, text: str, title: str = "") -> Post:
    """Publish the words, as they are or as changed here. Raises `ValidationError` for what cannot stand."""
    pending_post = locked_pending_post(pending_post)
    policy.can_approve_post(officer, pending_post).require()
    was = change_words(pending_post, title=title, text=text)
    post = _publish(pending_post)
    finish_approval(officer, pending_post, post, was=was)
    return post


def _publish(pending_post: PendingPost) -> Post:
    poll, files = words_of(pending_post)
    PendingFile.objects.filter(pending_post=pending_post).delete()
    if thread := policy.destination(pending_post):
        return publish_reply(
            pending_post.author,
            thread,
            text=pending_post.source,
            key=pending_post.key,
            reply_to=pending_post.reply_to if thread.pk == pending_post.thread_id else None,
            files=files,
        )
    return publish_thread(
        pending_post.author,
        pending_post.field,
        title=pending_post.title,
        text=pending_post.source,
        key=pending_post.key,
        kind=pending_post.kind,
        tags=still_offered(pending_post.tags),
        poll=poll,
        files=files,
    )


REASON_LIMIT = 2_000


@transaction.atomic
def withdraw_pending_post(author: Member, pending_post: PendingPost) -> None:
    """The author thinks again: the words are a draft as before."""
    pending_post = locked_pending_post(pending_post)
    policy.can_withdraw_pending_post(author, pending_post).require()
    _into_draft(pending_post)
    pending_post.delete()


@transaction.atomic
def return_post(officer: Member, pending_post: PendingPost, *, reason: str) -> PendingPost:
    """Give the words back with a reason. That is a decision like any other: with its letter and the way to object."""
    pending_post = locked_pending_post(pending_post)
    policy.can_return_post(officer, pending_post).require()
    decision_actions.decide_in_place(
        officer,
        "pending_post",
        pending_post,
        measure="give_back",
        reason=clean_source(reason, limit=REASON_LIMIT, field="reason"),
    )
    return locked_pending_post(pending_post)


@transaction.atomic
def give_back(pending_post: PendingPost, decision: Any, reason: str) -> dict[str, Any]:
    """What the decision does: nothing is published, and the words lie in the author's draft. Asks nobody."""
    pending_post = locked_pending_post(pending_post)
    _into_draft(pending_post)
    _close(pending_post, PendingPost.State.RETURNED, decision.decided_by, decision=decision, reason=reason)
    return {}


@transaction.atomic
def wait_again(pending_post: PendingPost, before: dict[str, Any]) -> None:
    """The decision was wrong: the words wait as before, and somebody lets them go."""
    PendingPost.objects.filter(pk=pending_post.pk, state=PendingPost.State.RETURNED).update(
        state=PendingPost.State.WAITING, decided_at=None, decided_by=None, decision=None, reason=""
    )


def finish_approval(officer: Member, pending_post: PendingPost, post: Post, *, was: dict[str, str]) -> None:
    """Write down that the words have become `post`, and tell their author. Called in the transaction of the release."""
    changed = {name: words for name, words in was.items() if words != getattr(pending_post, name)}
    _close(pending_post, PendingPost.State.RELEASED, officer, post=post)
    _clear_words(pending_post)
    record(
        officer,
        "approve_post",
        post,
        before=changed,
        after={"pending_post": pending_post.pk, "cause": pending_post.cause},
    )
    send_letter(
        pending_post.author, "released", pending_post=pending_post, post=post, is_changed=bool(changed)
    )


def _into_draft(pending_post: PendingPost) -> None:
    """The words lie where their author goes on writing, beside what was begun there meanwhile."""
    keeper, place = desk_of(pending_post.author, pending_post.place)
    words: dict[str, Any] = {
        "text": pending_post.source,
        "title": pending_post.title,
        "reply_to": pending_post.reply_to,
    }
    if keeper.is_pseudonym:  # the link has ended: nobody is left who could read them
        return
    save_words(keeper, place, **words)


def _clear_words(pending_post: PendingPost) -> None:
    """The author's draft is done with. What somebody began meanwhile at their confidential question is another one."""
    keeper, place = desk_of(pending_post.author, pending_post.place)
    draft = Draft.objects.filter(member=keeper, place=place).first()
    if draft and (keeper == pending_post.author or draft.text.strip() == pending_post.source.strip()):
        clear_draft(keeper, place)


def forget_pending_posts() -> int:
    """Delete what was decided long ago: released words stand in their post, given back ones belong to their author."""
    gone, _by_model = PendingPost.objects.filter(decided_at__lt=timezone.now() - KEPT).delete()
    return gone


def change_words(pending_post: PendingPost, *, title: str, text: str) -> dict[str, str]:
    """Put other words into the locked hold; returns the former ones."""
    was = {"title": pending_post.title, "source": pending_post.source}
    pending_post.title = clean_line(title, limit=TITLE_LIMIT, field="title") if pending_post.title else ""
    pending_post.source = clean_source(text, limit=POST_LIMIT, field="text")
    return was


def locked_pending_post(pending_post: PendingPost) -> PendingPost:
    """The row, fresh and locked until the transaction ends."""
    rows = PendingPost.objects.select_for_update(of=("self",)).select_related(
        "author__admission", "field", "thread"
    )
    return rows.get(pk=pending_post.pk)


def _close(pending_post: PendingPost, state: str, officer: Member, **columns: Any) -> None:
    pending_post.state, pending_post.decided_by, pending_post.decided_at = state, officer, timezone.now()
    for name, value in columns.items():
        setattr(pending_post, name, value)
    pending_post.save()
