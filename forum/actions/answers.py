"""Questions find their answer: the asker (or a moderator) says which post it is."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from forum import policy
from forum.actions.counting import count_in_field
from forum.actions.finding import follow_state
from forum.actions.heads import locked, raise_head
from forum.models import Acceptance, Post, Removal, Thread
from forum.telling import tell_of_acceptance


def accept_answer(actor: Any, post: Post) -> None:
    """Mark `post` as the answer of its question; a formerly accepted one gives way. Repeating it changes nothing."""
    policy.can_accept_answer(actor, post).require()
    with transaction.atomic():
        thread = locked(post.thread)
        former = Acceptance.objects.filter(thread=thread).first()
        if former and former.post_id == post.pk:
            return
        policy.can_accept_answer(actor, _fresh(post)).require()
        Acceptance.objects.filter(thread=thread).delete()
        Acceptance.objects.create(thread=thread, post=post, accepted_by=actor)
        _set_answered(thread, True, [post.pk, former.post_id if former else post.pk])
        tell_of_acceptance(actor, post)


def withdraw_answer(actor: Any, thread: Thread) -> None:
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
