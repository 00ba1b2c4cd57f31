"""A forum full of hostile text: every attack of the corpus in threads, names, groups, drafts and histories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.moderation.models import Case, Decision
from community.people.models import Admission, Member, WorkingGroup
from community.text import TITLE_LIMIT
from forum.imports.threads import PostData, ThreadData, import_threads
from forum.models import ActionField, Draft, Post, PostRevision, Removal, Thread
from tests.factories.forum import ActionFieldFactory
from tests.factories.people import MemberFactory, hashed_password
from tests.system.browser.hostile.words import (
    FOLDED,
    line_of,
    lines,
    packed_lines,
    packed_sources,
    packs,
    sources,
)
from tests.unit.community.text.attacks import FAMILIES

REASON_ROOM = 480
A_FEW = 600  # of a text in which a dozen attacks stand
# A closed thread shows one reason: these families try markup, the others are variations of addresses.
CLOSING_FAMILIES = ("scripts", "handlers", "foreign", "broken", "templates")


@dataclass
class House:
    """Addresses are taken from these; `officer` reads it all."""

    officer: Member
    field: ActionField
    long: Thread
    each: Thread
    removed: Thread
    answered: Post
    closed: list[Thread]
    packed: list[Post]
    speakers: list[Member]


def build_house() -> House:
    """Rows are stored as the actions store them, only all at once."""
    officer, field = MemberFactory(head=True), ActionFieldFactory(public=True)
    names = packed_lines(TITLE_LIMIT)
    people = _people(names, "boese")
    _admit(people)
    _people(names, "wartend")
    packed, few = packed_sources(), packed_sources(A_FEW)
    _groups(packed)
    speakers = [MemberFactory(name=f"Sprecherin {number}", about=text) for number, text in enumerate(packed)]
    long = _thread(field, "Lang", people, [*packed, "Und hierzu?", packed[-1], *few])
    posts = {post.number: post for post in Post.objects.filter(thread=long, number__lte=len(packed) + 1)}
    house = House(
        officer=officer,
        field=field,
        long=long,
        each=_thread(field, "Jeder für sich", people, sources()),
        removed=_thread(field, "Entfernt", people, few),
        answered=posts[len(packed) + 1],
        closed=_closed(field, people, officer),
        packed=[posts[number + 1] for number in range(len(packed))],
        speakers=speakers,
    )
    _one_thread_each(field, people)
    _remove_all(house.removed, officer)
    _change_often(house.packed[0])
    _draft(house)
    return house


def _people(names: Sequence[str], stem: str) -> list[Member]:
    return Member.objects.bulk_create(
        Member(
            name=name,
            function=name,
            handle=f"{stem}-{number}",
            email=f"{stem}-{number}@stadt.example",
            folded=FOLDED,
            password=hashed_password(),
        )
        for number, name in enumerate(names)
    )


def _admit(people: list[Member]) -> None:
    Admission.objects.bulk_create(Admission(member=person, outcome="admitted") for person in people)


def _groups(packed: Sequence[str]) -> None:
    """One for every attack, and `gruppe-alle` with as many as there is room for."""
    groups = [
        WorkingGroup(slug=f"gruppe-{number}", name=name, purpose=name)
        for number, name in enumerate(packed_lines(200))
    ]
    attacks = lines(FAMILIES["handlers"] + FAMILIES["scripts"])
    name, purpose = (next(packs(attacks[start:], room)) for start, room in ((0, 200), (9, 300)))
    groups.append(WorkingGroup(slug="gruppe-alle", name=name, purpose=purpose, description=packed[0]))
    WorkingGroup.objects.bulk_create(groups)


def _thread(field: ActionField, title: str, people: list[Member], texts: list[str], **more: Any) -> Thread:
    """A thread of these texts, every other post an answer to the one before."""
    now = timezone.now() - timedelta(days=1)
    posts = [
        PostData(
            people[number % len(people)], now, text, reply_to=number if number % 2 and number > 1 else None
        )
        for number, text in enumerate(texts)
    ]
    import_threads([ThreadData(field, title, posts, **more)])
    return Thread.objects.latest("pk")


def _closed(field: ActionField, people: list[Member], officer: Member) -> list[Thread]:
    """Threads that were closed for hostile reasons."""
    attacks = lines(attack for family in CLOSING_FAMILIES for attack in FAMILIES[family])
    reasons = list(packs(attacks, REASON_ROOM))[::3]
    now = timezone.now()
    return [
        _thread(field, f"Zu {reason}"[:TITLE_LIMIT], people, ["Text"], closed=(officer, now, reason))
        for reason in reasons
    ]


def _one_thread_each(field: ActionField, people: list[Member]) -> None:
    now = timezone.now()
    import_threads(
        ThreadData(field, title, [PostData(person, now, source)])
        for title, person, source in zip(
            packed_lines(TITLE_LIMIT), people, packed_sources(A_FEW), strict=False
        )
    )


def _remove_all(thread: Thread, officer: Member) -> None:
    reasons, now = packed_lines(REASON_ROOM), timezone.now()
    case = Case.objects.create(year=2000, serial=1, address="/", state=Case.State.SETTLED, decided_at=now)
    decided = Decision.objects.create(case=case, result="restricted", reasons="Alles", decided_by=officer)
    Removal.objects.bulk_create(
        Removal(
            post=post,
            removed_by=officer,
            by_office=True,
            decision=decided,
            reason=reasons[post.number % len(reasons)],
        )
        for post in Post.objects.filter(thread=thread)
    )


def _change_often(post: Post) -> None:
    """A former version for every attack, changed for a hostile reason."""
    PostRevision.objects.bulk_create(
        PostRevision(post=post, number=number, source=source, edited_by=post.author, reason=line_of(source))
        for number, source in enumerate(sources())
    )
    Post.objects.filter(pk=post.pk).update(edit_count=len(sources()), edited_at=timezone.now())


def _draft(house: House) -> None:
    """What the officer was writing: everywhere, in many places of no consequence, and in those visited."""
    packed = house.packed[-1].source
    places = [f"new:nirgends-{number}" for number in range(len(packed_lines(TITLE_LIMIT)))]
    drafts = list(zip(places, packed_lines(TITLE_LIMIT), packed_sources(A_FEW), strict=False))
    drafts += [(f"thread:{house.long.pk}", "", packed), (f"post:{house.packed[-1].pk}", "", packed)]
    drafts += [(f"new:{house.field.slug}", packed_lines(TITLE_LIMIT)[0], packed)]
    Draft.objects.bulk_create(
        Draft(member=house.officer, place=place, title=title, text=text) for place, title, text in drafts
    )
