"""The demo threads, spread over the last year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from community.demo.content import read, thread_files
from community.people.models import Member
from community.text import clean_source
from forum.dates.content import DateOffer, moment
from forum.imports.polls import BallotData, PollData
from forum.imports.summaries import SummaryData
from forum.imports.threads import PostData, ThreadData, import_threads
from forum.models import ActionField, Post, Reaction
from forum.polls.content import PollWords

MORNING, NIGHT = 7, 22
FRIDAY = 5
NAMESPACE = UUID("7d2b1b0e-3f3c-4c53-9a8e-0e5f4b8f7a11")


def fill_tables(members: dict[str, Member], now: datetime) -> int:
    """Import the demo threads that are not there yet; returns how many posts were new."""
    fields = {field.slug: field for field in ActionField.objects.all()}
    wanted = [
        _thread(item, fields, name.removeprefix("threads/"), members, now)
        for name in thread_files()
        for item in read(name)["thread"]
    ]
    known = set(
        Post.objects.filter(key__in=[data.posts[0].key for data in wanted]).values_list("key", flat=True)
    )
    new = [data for data in wanted if data.posts[0].key not in known]
    new.sort(key=lambda data: data.posts[0].at)
    return import_threads(new) if new else 0


def _thread(
    item: dict[str, Any], fields: dict[str, ActionField], home: str, members: dict[str, Member], now: datetime
) -> ThreadData:
    replies = item.get("post", [])
    times = by_day([item["days_ago"] * -24, *(words["hours_later"] for words in replies)], now)
    at = times[-1]
    said = [{"author": item["author"], "text": item["text"]}, *replies]
    posts = [
        _post(words, members, when, f"{home}/{item['title']}/{number}")
        for number, (words, when) in enumerate(zip(said, times, strict=True), start=1)
    ]
    _thank(posts)
    closed = item.get("closed")
    office = members["chiara@geschaeftsstelle.example"]
    return ThreadData(
        field=fields[home],
        title=item["title"],
        kind=item["kind"],
        posts=posts,
        accepted=item.get("accepted"),
        closed=(office, at + timedelta(hours=2), closed) if closed else None,
        tags=item.get("tags", ()),
        further=[fields[slug] for slug in item.get("further", ())],
        poll=_poll(item["poll"], members, posts[0].at, now) if "poll" in item else None,
        summary=_summary(item["summary"], members, at) if "summary" in item else None,
    )


def _thank(posts: list[PostData]) -> None:
    """Who began the thread thanks for the third answer to it; where somebody came back, they found that one helpful."""
    if len(posts) < 5:
        return
    post, asker = posts[3], posts[0].author
    back = next((later.author for later in posts[4:] if later.author not in (asker, post.author)), None)
    thanked = [(asker, Reaction.Kind.THANKS)] if post.author != asker else []
    found = [(back, Reaction.Kind.HELPFUL), (back, Reaction.Kind.WE_WOULD)] if back else []
    post.reactions = [(member, str(kind)) for member, kind in [*thanked, *found[: 1 + len(posts) % 2]]]


def by_day(hours: Sequence[float], now: datetime) -> list[datetime]:
    """Moments so many hours after each other, the first counted from now. Who would write at night waits until the
    morning, unless that is still to come."""
    times: list[datetime] = []
    at = now
    for step in hours:
        at += timedelta(hours=step)
        awake = _awake(at)
        moment = awake if awake <= now else at
        times.append(max(moment, times[-1] + timedelta(minutes=4)) if times else moment)
    return times


def _awake(at: datetime) -> datetime:
    local = timezone.localtime(at)
    if MORNING <= local.hour < NIGHT:
        return at
    day = local + timedelta(days=1) if local.hour >= NIGHT else local
    return day.replace(hour=MORNING)


def _poll(item: dict[str, Any], members: dict[str, Member], asked: datetime, now: datetime) -> PollData:
    """A poll that stays open for some days from now; its votes came one every few hours."""
    dates = [_offer(now, *date) for date in item.get("dates", ())]
    closes_at = now + timedelta(days=item["days_left"]) if "days_left" in item else None
    words = PollWords(
        question=item["question"],
        options=item.get("options", ()),
        dates=dates,
        place=item.get("place", ""),
        is_multiple=item.get("multiple", False),
        per_municipality=item.get("per_municipality", False),
        closes_at=dates[-1].starts_at if dates else closes_at,
    )
    ballots = [
        BallotData(members[login], asked + timedelta(hours=5 * number), **_crosses(words, said))
        for number, (login, said) in enumerate(item["votes"].items(), start=1)
    ]
    return PollData(words, ballots)


def _crosses(words: PollWords, said: list[Any]) -> dict[str, list[Any]]:
    """The chosen positions, or an answer to each date."""
    return {"answers" if words.dates else "chosen": said}


def _offer(now: datetime, days: int, begin: str, end: str) -> DateOffer:
    """A date so many working days from now."""
    day = timezone.localdate(now)
    while days:
        day += timedelta(days=1)
        days -= day.isoweekday() <= FRIDAY
    return DateOffer(*(moment(day, time.fromisoformat(clock)) for clock in (begin, end)))


def _summary(item: dict[str, Any], members: dict[str, Member], at: datetime) -> SummaryData:
    return SummaryData(members[item["author"]], at + timedelta(hours=1), clean_source(item["text"].strip()))


def _post(words: dict[str, Any], members: dict[str, Member], at: datetime, name: str) -> PostData:
    source = clean_source(words["text"].strip())
    reason = words.get("edited")
    former = source.rsplit("\n", 1)[0] if "\n" in source else f"{source[: len(source) // 2]} …"
    return PostData(
        author=members[words["author"]],
        at=at,
        source=source,
        reply_to=words.get("reply_to"),
        key=uuid5(NAMESPACE, name),
        edit=(at + timedelta(minutes=17), reason, former) if reason else None,
    )
