"""Whole threads at once are stored as if every post had been written one after the other."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from community.text import clean_source
from forum.answers import actions as answer_actions
from forum.closing import actions as closing_actions
from forum.imports.polls import BallotData, PollData
from forum.imports.summaries import SummaryData
from forum.imports.threads import PostData, ThreadData, import_threads
from forum.models import (
    Acceptance,
    Ballot,
    Closure,
    Mention,
    Poll,
    PollClosure,
    PollOption,
    Post,
    PostQuote,
    PostRevision,
    Reaction,
    ReadMark,
    Summary,
    SummaryVersion,
    Thread,
    Vote,
)
from forum.polls import actions as poll_actions
from forum.polls.content import PollWords
from forum.posts import actions as post_actions
from forum.posts.models import DEEPEST
from forum.reactions import actions as reaction_actions
from forum.reading import actions as reading_actions
from forum.summaries import actions as summary_actions
from forum.writing import actions as writing_actions
from tests.factories.forum import ActionFieldFactory, answer_dates, edit, make_thread, offer_in, opening
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db

POSTS = 25
# Keys differ and times are what an import brings along; everything else must be the same.
OWN = {"id", "thread", "post", "reply_to", "quoted", "field", "opening", "poll", "ballot", "option"}


class Crowd:
    """Some people and a post in another thread that can be quoted."""

    def __init__(self) -> None:
        self.people = MemberFactory.create_batch(4)
        self.neighbour = MemberFactory(municipality=self.people[0].municipality)
        self.officer = MemberFactory(office=True)
        elsewhere = opening(make_thread(self.people[0], title="Anderswo"))
        self.quotable = edit(elsewhere, text="Anderswo, zweite Fassung")


@pytest.fixture
def crowd(settings: Any) -> Crowd:
    settings.OFFICE_SECOND_FACTOR = False
    return Crowd()


@pytest.mark.parametrize("seed", range(6))
def test_a_random_thread_is_stored_the_same_both_ways(crowd: Crowd, seed: int) -> None:
    _compare(_random_thread(crowd, random.Random(seed)), crowd)


def test_a_chain_deeper_than_paths_can_spell(crowd: Crowd) -> None:
    now = timezone.now()
    posts = [
        PostData(crowd.people[number % 3], now, f"Glied {number}", reply_to=number if number > 1 else None)
        for number in range(DEEPEST + 6)
    ]
    _compare(ThreadData(ActionFieldFactory(), "Eine lange Kette", posts), crowd)


def test_several_threads_at_once_do_not_mix(crowd: Crowd) -> None:
    dice = random.Random("several")
    wanted = [_random_thread(crowd, dice) for _ in range(4)]
    import_threads(wanted)
    for data in wanted:
        assert _told(Thread.objects.get(field=data.field)) == _told(_written_one_by_one(data, crowd))


def _compare(data: ThreadData, crowd: Crowd) -> None:
    assert import_threads([data]) == len(data.posts)
    imported, written = Thread.objects.get(field=data.field), _written_one_by_one(data, crowd)
    assert _told(imported) == _told(written)
    assert _row(imported.field, but={"slug", "name", "position", "hue"}) == _row(
        written.field, but={"slug", "name", "position", "hue"}
    )


def _random_thread(crowd: Crowd, dice: random.Random) -> ThreadData:
    now = timezone.now() - timedelta(days=3)
    posts = [_random_post(number, crowd, dice, now) for number in range(1, POSTS + 1)]
    question = dice.random() < 0.7
    return ThreadData(
        ActionFieldFactory(),
        f"Ein Thema {dice.random()}",
        posts,
        kind=Thread.Kind.QUESTION if question else Thread.Kind.DISCUSSION,
        summary=SummaryData(posts[0].author, now, "Acht **Bänke**") if dice.random() < 0.5 else None,
        accepted=dice.randrange(2, POSTS + 1) if question else None,
        closed=(crowd.officer, now, "Alles gesagt") if dice.random() < 0.5 else None,
        poll=_random_poll(posts[0].author, crowd, dice, now) if dice.random() < 0.6 else None,
    )


def _random_search(crowd: Crowd, dice: random.Random, now: Any) -> PollData:
    dates = [offer_in(day) for day in (3, 5)]
    words = PollWords("Wann?", dates=dates, place="Rathaus", closes_at=dates[-1].starts_at)
    answers = [dice.choices(Vote.Answer.values, k=2) for _person in crowd.people]
    return PollData(
        words,
        [BallotData(person, now, answers=said) for person, said in zip(crowd.people, answers, strict=True)],
    )


def _random_poll(asker: Any, crowd: Crowd, dice: random.Random, now: Any) -> PollData:
    if dice.random() < 0.3:
        return _random_search(crowd, dice, now)
    words = PollWords(
        "Was passt?",
        ["Bank", "Bus", "Boot"],
        is_multiple=dice.random() < 0.5,
        per_municipality=dice.random() < 0.5,
    )
    voters = dice.sample([*crowd.people, crowd.neighbour], dice.randrange(6))
    most = 2 if words.is_multiple else 1
    ballots = [BallotData(voter, now, dice.sample([1, 2, 3], most)) for voter in voters]
    return PollData(words, ballots, closed=(asker, now) if dice.random() < 0.5 else None)


def _random_post(number: int, crowd: Crowd, dice: random.Random, now: Any) -> PostData:
    words = dice.choice(
        [
            "Ein Satz.\n\n- mit\n- Liste",
            f"@{dice.choice(crowd.people).handle} und @{crowd.officer.handle} wissen mehr",
            f"> Siehe\n\n[Quelle](/beitraege/{crowd.quotable.pk}/)",
            "| a | b |\n|---|---|\n| 1 | 2 |",
        ]
    )
    author, kind = dice.choice(crowd.people), str(dice.choice(list(Reaction.Kind)))
    return PostData(
        author=author,
        at=now,
        source=clean_source(f"{words}\n\nBeitrag {number}"),
        reply_to=dice.randrange(1, number) if number > 2 and dice.random() < 0.7 else None,
        edit=(now, "Zahl berichtigt", f"Vorher {number}") if dice.random() < 0.2 else None,
        reactions=[(person, kind) for person in crowd.people[: number % 3] if person != author],
    )


def _written_one_by_one(data: ThreadData, crowd: Crowd) -> Thread:
    """The same through the actions: everybody reads what stands there, then writes; changes come afterwards."""
    first, *replies = data.posts
    thread = writing_actions.start_thread(
        first.author,
        ActionFieldFactory(),
        title=data.title,
        text=_before(first),
        key=_key(first),
        kind=data.kind,
        poll=data.poll.words if data.poll else None,
    ).post.thread
    for item in replies:
        thread.refresh_from_db()
        reading_actions.mark_read(item.author, thread, number=thread.last_number)
        writing_actions.reply(item.author, thread, text=_before(item), key=_key(item), reply_to=item.reply_to)
    for post, item in zip(_posts(thread), data.posts, strict=True):
        if item.edit:
            post_actions.edit_post(item.author, post, text=item.source, reason=item.edit[1])
        for member, kind in item.reactions:
            reaction_actions.react_to_post(member, post, kind=kind)
    if data.accepted:
        answer_actions.accept_answer(first.author, _posts(thread)[data.accepted - 1])
    if data.summary:
        thread.refresh_from_db()
        summary_actions.write_summary(data.summary.author, thread, text=data.summary.source)
    if data.poll:
        _vote_one_by_one(Poll.objects.with_thread().in_thread(thread).get(), data.poll)
    if data.closed:
        closing_actions.close_thread(data.closed[0], thread, reason=data.closed[2])
    return Thread.objects.select_related("field").get(pk=thread.pk)


def _vote_one_by_one(poll: Poll, data: PollData) -> None:
    for ballot in data.ballots:
        if ballot.answers:
            answer_dates(poll, ballot.member, *ballot.answers)
            continue
        chosen = poll.options.filter(position__in=ballot.chosen).values_list("pk", flat=True)
        poll_actions.vote(ballot.member, poll, chosen=list(chosen), replaces=True)
    if data.closed:
        poll_actions.close_poll(data.closed[0], poll)


def _before(item: PostData) -> str:
    return item.edit[2] if item.edit else item.source


def _key(item: PostData) -> Any:
    """A key of its own: the imported post has the other one."""
    return item.key.__class__(int=item.key.int ^ 1)


def _posts(thread: Thread) -> list[Post]:
    return list(
        Post.objects.filter(thread=thread).select_related("thread__field", "author").order_by("number")
    )


def _told(thread: Thread) -> dict[str, Any]:
    """Everything that is stored about a thread, without keys and times."""
    about = {"thread": thread}
    of_posts, of_polls = {"post__thread": thread}, {"poll__opening__thread": thread}
    return {
        "thread": _row(thread),
        "posts": [_row(post, but={"key"}) | _place(post) for post in _posts(thread)],
        "marks": sorted(ReadMark.objects.filter(**about).values_list("member", "number")),
        "mentions": sorted(Mention.objects.filter(**of_posts).values_list("post__number", "member")),
        "quotes": sorted(
            PostQuote.objects.filter(**of_posts).values_list("post__number", "quoted", "edit_count")
        ),
        "reactions": sorted(
            Reaction.objects.filter(**of_posts).values_list("post__number", "member", "kind")
        ),
        "revisions": [
            _row(row) | _place(row.post)
            for row in PostRevision.objects.filter(**of_posts).order_by("post__number")
        ],
        "acceptances": [_row(row) | _place(row.post) for row in Acceptance.objects.filter(**about)],
        "polls": [_row(row) for row in Poll.objects.filter(opening__thread=thread)],
        "options": [_row(row) for row in PollOption.objects.filter(poll__opening__thread=thread)],
        "ballots": [_row(row) for row in Ballot.objects.filter(**of_polls).order_by("member")],
        "votes": sorted(
            Vote.objects.filter(ballot__poll__opening__thread=thread).values_list(
                "ballot__member", "option__position", "answer"
            )
        ),
        "poll_closures": [_row(row) for row in PollClosure.objects.filter(**of_polls)],
        "summaries": [_row(row) for row in Summary.objects.filter(**about)],
        "versions": [
            _row(row, but={"summary"}) for row in SummaryVersion.objects.filter(summary__thread=thread)
        ],
        "closures": [_row(row) for row in Closure.objects.filter(**about)],
    }


def _row(thing: models.Model, *, but: set[str] | frozenset[str] = frozenset()) -> dict[str, Any]:
    return dict(_columns(thing, OWN | but))


def _columns(thing: models.Model, left_out: set[str]) -> Iterator[tuple[str, Any]]:
    for column in thing._meta.concrete_fields:
        if column.name not in left_out and not isinstance(column, models.DateTimeField):
            yield column.attname, getattr(thing, column.attname)


def _place(post: Post) -> dict[str, Any]:
    return {"number": post.number, "answers": post.reply_to.number if post.reply_to else None}
