"""Answers to questions: accepted by whoever asked or a moderator, asked for in person, reminded of once."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.audit.record import record
from community.people.models import Member
from forum.answers import policy
from forum.fields.counters import count_in_field
from forum.models import Acceptance, AnswerReminder, AnswerRequest, Post, Removal, Thread
from forum.threads.heads import locked, raise_head
from forum.threads.indexing import follow_state
from forum.writing import telling
from forum.writing.telling import tell_of_acceptance, tell_of_reminder


def accept_answer(actor: Member, post: Post) -> None:
    """Mark `post` as the answer of its question; a formerly accepted one gives way. Repeating it changes nothing."""
    with transaction.atomic():
        thread = locked(post.thread)
        policy.can_accept_answer(actor, _fresh(post)).require()
        former = Acceptance.objects.filter(thread=thread).first()
        if former and former.post_id == post.pk:
            return
        Acceptance.objects.filter(thread=thread).delete()
        Acceptance.objects.create(thread=thread, post=post, accepted_by=actor)
        _set_answered(thread, True, [post.pk, former.post_id if former else post.pk])
        tell_of_acceptance(actor, post)


def withdraw_answer(actor: Member, thread: Thread) -> None:
    """The question is open again; the post that was its answer stays."""
    policy.can_withdraw_answer(actor, thread).require()
    with transaction.atomic():
        thread = locked(thread)
        acceptance = Acceptance.objects.filter(thread=thread).first()
        if acceptance is None:
            return
        acceptance.delete()
        _set_answered(thread, False, [acceptance.post_id])


def follow_answer(thread: Thread, post: Post) -> None:
    """An accepted answer that is taken down no longer answers; restored, it does again. `thread` is locked."""
    if Acceptance.objects.filter(thread=thread, post=post).exists():
        _set_answered(thread, not Removal.objects.filter(post=post).exists(), [post.pk])


def _set_answered(thread: Thread, answered: bool, touched: list[int]) -> None:
    changed = thread.is_answered != answered
    _touch(thread, touched, raise_head(thread, is_answered=answered))
    follow_state(thread, *touched)
    if changed:
        count_in_field(thread.field, opened=_counts_as_open(thread) * (-1 if answered else 1))


def _fresh(post: Post) -> Post:
    return Post.objects.select_related("thread__field", "removal").get(pk=post.pk)


def _touch(thread: Thread, keys: list[int], head: int) -> None:
    """These posts look different now (and so does the opening post, which links to the answer)."""
    Post.objects.in_thread(thread).filter(pk__in=keys).update(rev=head)
    Post.objects.in_thread(thread).filter(number=1).update(rev=head)


def _counts_as_open(thread: Thread) -> int:
    return int(thread.is_question and not thread.is_closed)


def ask_for_answer(actor: Member, thread: Thread, member: Member) -> AnswerRequest:
    """Tell `member` that the office would like their answer; it is remembered, and nobody is asked twice."""
    with transaction.atomic():
        thread = locked(thread)
        policy.can_ask_for_answer(actor, thread, member).require()
        request = AnswerRequest.objects.create(thread=thread, member=member, asked_by=actor)
        record(actor, "ask_for_answer", thread, after={"member": member.pk})
        telling.tell_of_request(request)
    return request


AFTER, AT_LATEST = timedelta(days=14), timedelta(days=60)


AT_ONCE = 200


def remind_askers() -> int:
    """Tell those whose question has replies but no marked answer after two weeks; returns how many.

    Older questions than two months are let rest: who starts to remind people must not begin with last year.
    """
    now = timezone.now()
    waiting = Thread.objects.open_questions().filter(
        merged_into__isnull=True,
        reply_count__gt=0,
        created_at__range=(now - AT_LATEST, now - AFTER),
        reminder__isnull=True,
    )
    told = 0
    for thread in waiting.select_related("field", "author").order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            _reminder, is_first = AnswerReminder.objects.get_or_create(thread=thread)
            told += tell_of_reminder(thread) if is_first else 0
    return told
