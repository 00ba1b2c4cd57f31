"""Whom the forum tells of what: watchers of a thread, those who are answered or mentioned, watchers of a field."""

from __future__ import annotations

from collections.abc import Iterable

from community.notices.actions import tell
from community.notices.models import Level, Watch
from community.people.models import Member
from forum.confidential.askers import listeners
from forum.models import AnswerRequest, Ballot, Poll, Post, ScheduledPost, Thread

MENTION, ANSWER, POST, THREAD, ACCEPTED, REQUEST, REMINDER, FAILURE, DATE, REPLACED = (
    "forum.mention",
    "forum.answer",
    "forum.post",
    "forum.thread",
    "forum.accepted",
    "forum.request",
    "forum.reminder",
    "forum.failure",
    "forum.date",
    "forum.replaced",
)


def tell_of_post(post: Post) -> None:
    """A reply was written. Each person is told once, for the reason that concerns them most.

    Who asked here through the office is told like anybody who follows the thread: the mail must not give them away.
    """
    thread = post.thread
    levels = dict(Watch.objects.filter(place="thread", key=thread.pk).values_list("member", "level"))
    watching = {member for member, level in levels.items() if level == Level.ALL}
    answered = {thread.author_id} | ({post.reply_to.author_id} if post.reply_to else set())
    mentioned = set(post.mentions.values_list("member", flat=True))
    behind = listeners(thread)
    watching |= set(behind.values())
    deaf = _deaf(thread, mentioned | answered | set(behind.values()), levels)
    told = {behind[post.author_id]} if post.author_id in behind else set()
    for kind, members in ((MENTION, mentioned), (ANSWER, answered), (POST, watching)):
        reached = members - deaf - told
        told |= reached
        tell(kind, thread.pk, thing=post.number, actor=post.author, members=reached)


def tell_of_thread(post: Post) -> None:
    """A thread was begun with this post: those who want every thread of the field, and those it speaks to."""
    thread = post.thread
    mentioned = set(post.mentions.values_list("member", flat=True))
    mentioned -= _deaf(thread, mentioned, {})
    watching = Watch.objects.filter(place="field", key=thread.field_id, level=Level.ALL)
    members = set(watching.values_list("member", flat=True)) - mentioned
    tell(MENTION, thread.pk, thing=1, actor=post.author, members=mentioned)
    tell(THREAD, thread.pk, thing=1, actor=post.author, members=members)


def tell_of_acceptance(actor: Member, post: Post) -> None:
    """This post became the answer of its question."""
    levels = dict(
        Watch.objects.filter(place="thread", key=post.thread_id, member=post.author_id).values_list(
            "member", "level"
        )
    )
    members = {post.author_id} - _deaf(post.thread, {post.author_id}, levels)
    tell(ACCEPTED, post.thread_id, thing=post.number, actor=actor, members=members)


def tell_of_request(request: AnswerRequest) -> None:
    """The office would like this member's answer to the question that begins the thread."""
    tell(REQUEST, request.thread_id, thing=1, actor=request.asked_by, members={request.member_id})


def tell_of_reminder(thread: Thread) -> int:
    """No answer is marked yet: whoever asked is told, if they want to be told anything; returns how many that were."""
    levels = dict(
        Watch.objects.filter(place="thread", key=thread.pk, member=thread.author_id).values_list(
            "member", "level"
        )
    )
    members = {thread.author_id} - _deaf(thread, {thread.author_id}, levels)
    return tell(REMINDER, thread.pk, thing=thread.last_number, actor=None, members=members)


def tell_of_date(actor: Member, poll: Poll) -> None:
    """A date was fixed: those who answered, and whoever asked where a moderator did it for them."""
    thread = poll.opening.thread
    answered = Ballot.objects.filter(poll=poll, member__isnull=False).values_list("member", flat=True)
    members = {thread.author_id, *answered}
    watches = Watch.objects.filter(place="thread", key=thread.pk, member__in=members)
    members -= _deaf(thread, members, dict(watches.values_list("member", "level")))
    tell(DATE, thread.pk, thing=1, actor=actor, members=members)


def tell_of_replaced_ballot(actor: Member, poll: Poll, ballot: Ballot) -> None:
    """A colleague has voted anew for the municipality; whoever had voted is told whatever level they chose."""
    if ballot.member_id is not None:
        tell(REPLACED, poll.opening.thread_id, thing=ballot.pk, actor=actor, members={ballot.member_id})


def tell_of_failure(scheduled: ScheduledPost) -> None:
    """It could not be published when its time had come. Its author is told whatever level they chose."""
    tell(FAILURE, scheduled.pk, thing=0, actor=None, members={scheduled.author_id})


def _deaf(thread: Thread, members: Iterable[int], levels: dict[int, str]) -> set[int]:
    """Those who want nothing: of this thread, or of its field unless they chose something for the thread."""
    undecided = set(members) - levels.keys()
    of_field = Watch.objects.filter(
        place="field", key=thread.field_id, level=Level.NOTHING, member__in=undecided
    )
    by_field = set(of_field.values_list("member", flat=True)) if undecided else set()
    return by_field | {member for member, level in levels.items() if level == Level.NOTHING}
