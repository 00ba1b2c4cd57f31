"""The forum for tests. What people do goes through `forum.actions`, so rows are as the house writes them.

field = ActionFieldFactory(public=True)
thread = make_thread(anna, field=field, title="Wer kennt Mitfahrbänke?", replies=3)
post = make_reply(thread, bruno, text="Wir haben acht.", reply_to=2)
remove(post, reason="Werbung", by=officer)
cast_vote(make_poll(thread), bruno, "Bank")
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from community.people.models import Member
from community.uploads.bundle import Bundle
from forum.answers import actions as answer_actions
from forum.closing import actions as closing_actions
from forum.dates import actions as date_actions
from forum.dates.content import DateOffer, moment
from forum.models import ActionField, PendingPost, Poll, Post, Thread
from forum.polls import actions as poll_actions
from forum.polls.content import PollWords
from forum.posts import actions as post_actions
from forum.writing import actions as writing_actions

TEXT = "Wir haben im Frühjahr angefangen und würden heute **kleiner** beginnen."


class ActionFieldFactory(DjangoModelFactory):
    """A field for members only; `ActionFieldFactory(public=True)` is open to everyone."""

    class Meta:
        model = ActionField

    class Params:
        public = factory.Trait(is_public=True)

    slug = factory.Sequence(lambda n: f"handlungsfeld-{n}")
    name = factory.Sequence(lambda n: f"Handlungsfeld {n}")
    summary = "Worüber hier gesprochen wird"
    position = factory.Sequence(lambda n: n)
    hue = factory.Sequence(lambda n: n % 12)


def make_thread(
    author: Member,
    *,
    field: ActionField | None = None,
    title: str = "Wie finden wir eine Gemeindeschwester?",
    text: str = TEXT,
    kind: str = Thread.Kind.QUESTION,
    replies: int = 0,
    by: Member | None = None,
    tags: Sequence[str] = (),
) -> Thread:
    """A thread with its opening post and as many replies to it, written `by` someone (else: its author)."""
    field = field or ActionFieldFactory(public=True)
    thread = writing_actions.start_thread(
        author, field, title=title, text=text, key=uuid4(), kind=kind, tags=tags
    ).post.thread
    for number in range(replies):
        make_reply(thread, by or author, text=f"Antwort {number + 1}: {TEXT}")
    return Thread.objects.select_related("field").get(pk=thread.pk)


def make_reply(
    thread: Thread,
    author: Member,
    *,
    text: str = TEXT,
    reply_to: int | None = None,
    files: Bundle | None = None,
) -> Post:
    """A reply to the question, or to post number `reply_to`, as a reader would load it."""
    return fresh(
        writing_actions.reply(author, thread, text=text, key=uuid4(), reply_to=reply_to, files=files).post
    )


def make_pending_reply(thread: Thread, author: Member, *, text: str = TEXT, **more: Any) -> PendingPost:
    """A reply that has to wait; fails where it would stand at once."""
    posted = writing_actions.reply(author, thread, text=text, key=more.pop("key", None) or uuid4(), **more)
    assert posted.pending is not None, "nothing held this back"
    return posted.pending


def opening(thread: Thread) -> Post:
    """The thread's first post."""
    return Post.objects.select_related("thread__field", "removal", "author").get(thread=thread, number=1)


def fresh(post: Post) -> Post:
    """The post as it stands now."""
    return Post.objects.select_related("thread__field", "removal", "author").get(pk=post.pk)


def edit(post: Post, *, text: str = f"{TEXT} Nachtrag.", by: Member | None = None, reason: str = "") -> Post:
    """The post with another text; by someone else it needs a reason."""
    return fresh(post_actions.edit_post(by or post.author, fresh(post), text=text, reason=reason))


def remove(post: Post, *, by: Member | None = None, reason: str = "") -> Post:
    """The post taken down by its author, or `by` the office with a reason."""
    post_actions.remove_post(by or post.author, fresh(post), reason=reason)
    return fresh(post)


def accept(post: Post, *, by: Member | None = None) -> Post:
    """The post as the answer to its question."""
    answer_actions.accept_answer(by or post.thread.author, fresh(post))
    return fresh(post)


def make_poll(thread: Thread, *, by: Member | None = None, **words: Any) -> Poll:
    """A poll with three answers in the thread, added by its author; `words` are those of `PollWords`."""
    asked = PollWords(**{"question": "Was passt?", "options": ["Bank", "Bus", "Boot"], **words})
    return fresh_poll(poll_actions.add_poll(by or thread.author, opening(thread), asked))


def make_dates(thread: Thread, *, days: Sequence[int] = (7, 8, 9), **words: Any) -> Poll:
    """A search for a date, each so many days from now from 14:00 to 15:30; `words` are those of `PollWords`."""
    asked = {"question": "Wann tagen wir?", "dates": [offer_in(day) for day in days], **words}
    return fresh_poll(poll_actions.add_poll(thread.author, opening(thread), PollWords(**asked)))


def offer_in(days: int, begin: time = time(14), end: time | None = time(15, 30)) -> DateOffer:
    """A date so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    return DateOffer(moment(day, begin), moment(day, end) if end else None)


def answer_dates(poll: Poll, member: Member, *words: str) -> None:
    """The member's answers to the dates, in order."""
    keys = poll.options.values_list("pk", flat=True)
    date_actions.answer_dates(member, fresh_poll(poll), answers=dict(zip(keys, words, strict=True)))


def fix(poll: Poll, position: int = 1, *, by: Member | None = None, reason: str = "") -> Poll:
    """The poll with this date fixed by whoever asked."""
    option = poll.options.get(position=position)
    date_actions.fix_date(by or poll.opening.thread.author, fresh_poll(poll), option=option.pk, reason=reason)
    return fresh_poll(poll)


def cast_vote(poll: Poll, member: Member, *texts: str, replaces: bool = False) -> None:
    """The member's ballot for the options with these texts."""
    chosen = poll.options.filter(text__in=texts).values_list("pk", flat=True)
    assert len(chosen) == len(texts)
    poll_actions.vote(member, poll, chosen=list(chosen), replaces=replaces)


def fresh_poll(poll: Poll) -> Poll:
    """The poll as it stands now."""
    return Poll.objects.with_thread().get(pk=poll.pk)


def close(thread: Thread, *, by: Member, reason: str = "Alles gesagt, danke!") -> Thread:
    """The thread closed for replies."""
    closing_actions.close_thread(by, thread, reason=reason)
    return Thread.objects.select_related("field", "closure").get(pk=thread.pk)
