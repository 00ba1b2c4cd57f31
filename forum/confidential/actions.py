"""Confidential questions: handed in, worded together, published in nobody's name, or refused.

Mails say only that there is something new, some hours later: mailboxes of town halls are read by more than one person,
who can see when a question appears. The link between
person and pseudonym ends when the person says so, or when nobody needs it any more; the posts stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.record import record
from community.notices.actions import watch
from community.notices.models import Level
from community.people.letters import send_neutral_letter
from community.people.models import Member
from community.people.pseudonyms import make_pseudonym
from community.text import POST_LIMIT, TITLE_LIMIT, clean_line, clean_source
from forum.confidential import policy
from forum.confidential.askers import NAME, disclosed
from forum.models import Acceptance, ActionField, ConfidentialQuestion, Post, PostRevision, Removal, Thread
from forum.posts import policy as post_policy
from forum.posts.actions import remove_post
from forum.threads.heads import locked, raise_head
from forum.threads.indexing import follow_threads
from forum.writing.actions import Posted, publish_thread, reply
from forum.writing.limits import count_text

State = ConfidentialQuestion.State


REMARK_LIMIT = 2_000


def ask_confidentially(
    asker: Member, field: ActionField, *, title: str, text: str, discloses: str, key: UUID
) -> ConfidentialQuestion:
    """Hand a question to the office. The same `key` again returns the first one.

    Raises `ValidationError`, and `RateLimited`.
    """
    words = _cleaned(title, text)
    if earlier := ConfidentialQuestion.objects.filter(asker=asker, key=key).first():
        return earlier
    policy.can_ask_confidentially(asker, field).require()
    count_text(asker.pk)
    question, _made = ConfidentialQuestion.objects.get_or_create(
        asker=asker,
        key=key,
        defaults={"field": field, "discloses": ConfidentialQuestion.Discloses(discloses), **words},
    )
    return question


@transaction.atomic
def change_confidential(
    asker: Member,
    question: ConfidentialQuestion,
    *,
    field: ActionField,
    title: str,
    text: str,
    discloses: str,
) -> ConfidentialQuestion:
    """The asker words it anew; a proposal of the office is off the table. Raises `ValidationError`."""
    question = locked_confidential(question)
    policy.can_change_confidential(asker, question).require()
    policy.can_ask_confidentially(asker, field).require()
    words = _cleaned(title, text)
    return _move(
        question,
        State.WAITING,
        **words,
        field=field,
        discloses=ConfidentialQuestion.Discloses(discloses),
        proposed_title="",
        proposed_text="",
    )


@transaction.atomic
def propose_words(
    officer: Member, question: ConfidentialQuestion, *, title: str, text: str, remark: str, seen: int
) -> ConfidentialQuestion:
    """The office would word it otherwise; the asker is asked. Raises `ValidationError`."""
    question = _seen(question, seen)
    policy.can_propose_words(officer, question).require()
    words = _cleaned(title, text)
    remark = clean_source(remark, limit=REMARK_LIMIT, field="remark") if remark.strip() else ""
    proposed = {"proposed_title": words["title"], "proposed_text": words["text"], "remark": remark}
    question = _move(question, State.PROPOSED, **proposed)
    send_neutral_letter(question.asker)
    return question


@transaction.atomic
def agree_to_words(asker: Member, question: ConfidentialQuestion, *, seen: int) -> ConfidentialQuestion:
    """The proposal becomes the asker's words. Raises `ValidationError` where it has changed meanwhile."""
    question = _seen(question, seen)
    policy.can_agree_to_words(asker, question).require()
    words = {"title": question.proposed_title, "text": question.proposed_text}
    return _move(question, State.AGREED, **words, proposed_title="", proposed_text="", remark="")


@transaction.atomic
def refuse_confidential(
    officer: Member, question: ConfidentialQuestion, *, reason: str
) -> ConfidentialQuestion:
    """It will not be asked through the office; the asker reads why, and may still ask under their own name."""
    question = locked_confidential(question)
    policy.can_refuse_confidential(officer, question).require()
    question = _move(question, State.REFUSED, remark=clean_source(reason, limit=REMARK_LIMIT, field="reason"))
    record(officer, "refuse_confidential", question)
    send_neutral_letter(question.asker)
    return question


@transaction.atomic
def publish_confidential(officer: Member, question: ConfidentialQuestion, *, seen: int) -> Post:
    """Ask it, under a pseudonym of its own, by the way every thread takes. The officer follows the thread from now on.

    Raises `ValidationError` for what cannot stand, or has changed meanwhile.
    """
    question = _seen(question, seen)
    policy.can_publish_confidential(officer, question).require()
    pseudonym = make_pseudonym(NAME, about=disclosed(question))
    words = {"title": question.title, "text": question.text, "kind": Thread.Kind.QUESTION}
    post = publish_thread(pseudonym, question.field, key=question.post_key, **words)
    emptied = dict.fromkeys(("title", "text", "proposed_title", "proposed_text", "remark"), "")
    question = _move(question, State.PUBLISHED, pseudonym=pseudonym, opening=post, **emptied)
    watch(officer, "thread", post.thread_id, Level.ALL)
    record(officer, "publish_confidential", post.thread)
    send_neutral_letter(question.asker)
    return post


def locked_confidential(question: ConfidentialQuestion) -> ConfidentialQuestion:
    """The row, fresh and locked until the transaction ends."""
    return ConfidentialQuestion.objects.select_for_update(of=("self",)).with_page().get(pk=question.pk)


def _seen(question: ConfidentialQuestion, version: int) -> ConfidentialQuestion:
    question = locked_confidential(question)
    if question.version != version:
        raise ValidationError(
            {"seen": _("Die Frage hat sich inzwischen geändert. Bitte sehen Sie sie noch einmal an.")}
        )
    return question


def _cleaned(title: str, text: str) -> dict[str, str]:
    return {
        "title": clean_line(title, limit=TITLE_LIMIT, field="title"),
        "text": clean_source(text, limit=POST_LIMIT, field="text"),
    }


def _move(question: ConfidentialQuestion, state: str, **columns: Any) -> ConfidentialQuestion:
    question.state, question.moved_at, question.version = state, timezone.now(), question.version + 1
    for name, value in columns.items():
        setattr(question, name, value)
    question.save()
    return question


REFUSED_KEPT = timedelta(days=30)


CLOSED_KEPT = timedelta(days=30)


QUIET_KEPT = timedelta(days=180)


def reply_masked(
    asker: Member,
    question: ConfidentialQuestion,
    *,
    text: str,
    key: UUID,
    reply_to: int | None = None,
    to_many: bool = False,
) -> Posted:
    """Answer under the pseudonym of the question. Raises as `reply` does."""
    policy.can_reply_masked(asker, question).require()
    thread = question.opening.thread if question.opening else None
    if question.pseudonym is None or thread is None:
        raise ConfidentialQuestion.DoesNotExist
    words: dict[str, Any] = {"text": text, "reply_to": reply_to, "to_many": to_many}
    return reply(question.pseudonym, thread, key=key, account=asker, **words)


@transaction.atomic
def reveal_asker(asker: Member, question: ConfidentialQuestion) -> None:
    """From now on the asker's own name stands where the pseudonym stood. There is no way back."""
    question = locked_confidential(question)
    policy.can_reveal_asker(asker, question).require()
    pseudonym = question.pseudonym
    keys = Post.objects.filter(author=pseudonym).values_list("thread", flat=True).distinct()
    for thread in Thread.objects.filter(pk__in=list(keys)).order_by("pk"):
        _rename(locked(thread), pseudonym, asker)
    PostRevision.objects.filter(edited_by=pseudonym).update(edited_by=asker)
    Acceptance.objects.filter(accepted_by=pseudonym).update(accepted_by=asker)
    Removal.objects.filter(removed_by=pseudonym).update(removed_by=asker)
    question.delete()


@transaction.atomic
def withdraw_confidential(asker: Member, question: ConfidentialQuestion) -> None:
    """The asker thinks again. What was not published is gone; what was is taken down as one takes down one's own."""
    question = locked_confidential(question)
    policy.can_withdraw_confidential(asker, question).require()
    if question.pseudonym:
        for post in (
            Post.objects.filter(author=question.pseudonym).with_page().select_related("thread__field")
        ):
            if post_policy.can_remove_post(question.pseudonym, post):
                remove_post(question.pseudonym, post)
    question.delete()


def forget_confidential() -> int:
    """Delete the links that nobody needs any more; returns how many.

    Refused questions after a month; published ones a month after their thread was closed or half a year after
    somebody wrote in it last; and those whose asker has no account any more.
    """
    now = timezone.now()
    done = Q(state=ConfidentialQuestion.State.REFUSED, moved_at__lt=now - REFUSED_KEPT)
    closed = Q(opening__thread__closure__closed_at__lt=now - CLOSED_KEPT)
    quiet = Q(opening__thread__active_at__lt=now - QUIET_KEPT)
    gone = Q(state=ConfidentialQuestion.State.PUBLISHED, opening__isnull=True) | Q(asker__is_active=False)
    keys = list(
        ConfidentialQuestion.objects.filter(done | closed | quiet | gone).values_list("pk", flat=True)
    )
    forgotten, _by_model = ConfidentialQuestion.objects.filter(pk__in=keys).delete()
    return forgotten


def _rename(thread: Thread, pseudonym: Any, asker: Member) -> None:
    """Everything of the pseudonym in this locked thread; answers to it name whom they answer, and look different."""
    changes = {
        name: asker for name in ("author", "latest_author") if getattr(thread, f"{name}_id") == pseudonym.pk
    }
    head = raise_head(thread, **changes)
    own = Post.objects.in_thread(thread).filter(author=pseudonym)
    Post.objects.in_thread(thread).filter(reply_to__in=list(own.values_list("pk", flat=True))).update(
        rev=head
    )
    own.update(author=asker, rev=head)
    follow_threads(thread)
