"""Posts wait for approval, are approved as they are or changed, returned with a reason, or withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.audit.record import record
from community.moderation.decisions import actions as decision_actions
from community.people.letters import send_letter
from community.text import POST_LIMIT, TITLE_LIMIT, clean_line, clean_source
from forum.approval import policy
from forum.approval.pending import KEPT, words_of
from forum.drafts.actions import clear_draft, keep_words
from forum.models import HeldFile, Hold, Post
from forum.tags.content import still_offered
from forum.writing.actions import publish_reply, publish_thread


@transaction.atomic
def release_hold(officer: Any, hold: Hold, *, text: str, title: str = "") -> Post:
    """Publish the words, as they are or as changed here. Raises `ValidationError` for what cannot stand."""
    hold = locked_hold(hold)
    policy.can_release_hold(officer, hold).require()
    was = change_words(hold, title=title, text=text)
    post = _publish(hold)
    finish_release(officer, hold, post, was=was)
    return post


def _publish(hold: Hold) -> Post:
    poll, files = words_of(hold)
    HeldFile.objects.filter(hold=hold).delete()
    if thread := policy.destination(hold):
        return publish_reply(
            hold.author,
            thread,
            text=hold.source,
            key=hold.key,
            reply_to=hold.reply_to if thread.pk == hold.thread_id else None,
            files=files,
        )
    return publish_thread(
        hold.author,
        hold.field,
        title=hold.title,
        text=hold.source,
        key=hold.key,
        kind=hold.kind,
        tags=still_offered(hold.tags),
        poll=poll,
        files=files,
    )


REASON_LIMIT = 2_000


@transaction.atomic
def withdraw_hold(author: Any, hold: Hold) -> None:
    """The author thinks again: the words are a draft as before."""
    hold = locked_hold(hold)
    policy.can_withdraw_hold(author, hold).require()
    keep_words(author, hold.place, text=hold.source, title=hold.title, reply_to=hold.reply_to)
    hold.delete()


@transaction.atomic
def return_hold(officer: Any, hold: Hold, *, reason: str) -> Hold:
    """Give the words back with a reason. That is a decision like any other: with its letter and the way to object."""
    hold = locked_hold(hold)
    policy.can_return_hold(officer, hold).require()
    decision_actions.decide_in_place(
        officer,
        "wartend",
        hold,
        measure="give_back",
        reason=clean_source(reason, limit=REASON_LIMIT, field="reason"),
    )
    return locked_hold(hold)


@transaction.atomic
def give_back(hold: Hold, decision: Any, reason: str) -> dict[str, Any]:
    """What the decision does: nothing is published, and the words lie in the author's draft. Asks nobody."""
    hold = locked_hold(hold)
    keep_words(hold.author, hold.place, text=hold.source, title=hold.title, reply_to=hold.reply_to)
    _close(hold, Hold.State.RETURNED, decision.decided_by, decision=decision, reason=reason)
    return {}


@transaction.atomic
def wait_again(hold: Hold, before: dict[str, Any]) -> None:
    """The decision was wrong: the words wait as before, and somebody lets them go."""
    Hold.objects.filter(pk=hold.pk, state=Hold.State.RETURNED).update(
        state=Hold.State.WAITING, decided_at=None, decided_by=None, decision=None, reason=""
    )


def finish_release(officer: Any, hold: Hold, post: Post, *, was: dict[str, str]) -> None:
    """Write down that the words have become `post`, and tell their author. Called in the transaction of the release."""
    changed = {name: words for name, words in was.items() if words != getattr(hold, name)}
    _close(hold, Hold.State.RELEASED, officer, post=post)
    clear_draft(hold.author, hold.place)
    record(officer, "release_hold", post, before=changed, after={"hold": hold.pk, "cause": hold.cause})
    send_letter(hold.author, "released", hold=hold, post=post, is_changed=bool(changed))


def forget_holds() -> int:
    """Delete what was decided long ago: released words stand in their post, given back ones belong to their author."""
    gone, _by_model = Hold.objects.filter(decided_at__lt=timezone.now() - KEPT).delete()
    return gone


def change_words(hold: Hold, *, title: str, text: str) -> dict[str, str]:
    """Put other words into the locked hold; returns the former ones."""
    was = {"title": hold.title, "source": hold.source}
    hold.title = clean_line(title, limit=TITLE_LIMIT, field="title") if hold.title else ""
    hold.source = clean_source(text, limit=POST_LIMIT, field="text")
    return was


def locked_hold(hold: Hold) -> Hold:
    """The row, fresh and locked until the transaction ends."""
    rows = Hold.objects.select_for_update(of=("self",)).select_related("author__admission", "field", "thread")
    return rows.get(pk=hold.pk)


def _close(hold: Hold, state: str, officer: Any, **columns: Any) -> None:
    hold.state, hold.decided_by, hold.decided_at = state, officer, timezone.now()
    for name, value in columns.items():
        setattr(hold, name, value)
    hold.save()
