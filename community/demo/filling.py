"""Bulk data for scale tests: realistic German text in any amount, the same for the same seed.

Texts are put together from sentences and rendered once each; a few hundred different posts are then dealt out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from community.demo.words import (
    ENDINGS,
    FIRST_NAMES,
    FUNCTIONS,
    LAST_NAMES,
    OPENINGS,
    SENTENCES,
    SUBJECTS,
    TITLES,
)
from community.people.models import Admission, Confirmation, Member, Municipality
from community.text import Rendered, clean_source, render, slugify_de
from forum.imports.threads import PostData, ThreadData, import_threads
from forum.models import ActionField

DIFFERENT_TEXTS = 400
POSTS_AT_ONCE = 10_000
SPAN = timedelta(days=365)


@dataclass
class Filling:
    """How much to make. Threads share the posts unevenly, as in life: a few are long, most are short."""

    members: int = 0
    threads: int = 0
    posts: int = 0
    seed: int = 1


def fill_members(count: int, *, seed: int, now: datetime, password: str | None) -> list[Member]:
    """Admitted members ``mitglied-<seed>-<n>@fuellung.example`` of municipalities all over the register."""
    dice = random.Random(f"members {seed}")
    places = list(Municipality.objects.order_by("ars").values_list("ars", flat=True))
    encoded = make_password(password)
    members = [_member(number, dice, seed, places, now, encoded) for number in range(count)]
    members = Member.objects.bulk_create(members, batch_size=1_000)
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in members),
        batch_size=2_000,
    )
    Admission.objects.bulk_create(
        (Admission(member=member, outcome="admitted", decided_at=member.registered_at) for member in members),
        batch_size=2_000,
    )
    Confirmation.objects.bulk_create(
        (
            Confirmation(
                member=member, municipality_id=member.municipality_id, confirmed_at=member.registered_at
            )
            for member in members
        ),
        batch_size=2_000,
    )
    return members


def fill_forum(filling: Filling, authors: list[Member], now: datetime) -> Iterator[int]:
    """Make the threads with all their posts; yields how many posts each batch brought."""
    dice = random.Random(f"forum {filling.seed}")
    texts = [_text(dice) for _ in range(DIFFERENT_TEXTS)]
    fields = list(ActionField.objects.order_by("position"))
    batch: list[ThreadData] = []
    waiting = 0
    for size in _sizes(filling.threads, filling.posts, dice):
        batch.append(_thread(size, dice, texts, fields, authors, now))
        waiting += size
        if waiting >= POSTS_AT_ONCE:
            yield import_threads(batch, render=_rendered, references=False)
            batch, waiting = [], 0
    if batch:
        yield import_threads(batch, render=_rendered, references=False)


@lru_cache(maxsize=DIFFERENT_TEXTS)
def _rendered(source: str) -> Rendered:
    return render(source)


def _member(
    number: int, dice: random.Random, seed: int, places: list[str], now: datetime, password: str
) -> Member:
    name = f"{dice.choice(FIRST_NAMES)} {dice.choice(LAST_NAMES)}"
    member = Member(
        email=f"mitglied-{seed}-{number}@fuellung.example",
        name=name,
        handle=f"{slugify_de(name)[:50]}-{seed}-{number}",
        function=dice.choice(FUNCTIONS),
        municipality_id=dice.choice(places) if places else None,
        registered_at=now - SPAN * dice.random() - timedelta(days=1),
        password=password,
    )
    member.folded = member.folding()
    return member


def _sizes(threads: int, posts: int, dice: random.Random) -> list[int]:
    """`threads` numbers of at least 1 that add up to `posts` (or to `threads`, where that is more)."""
    if not threads:
        return []
    weights = [dice.paretovariate(1.2) for _ in range(threads)]
    spare = max(posts - threads, 0)
    total = sum(weights)
    sizes = [1 + int(spare * weight / total) for weight in weights]
    sizes[0] += max(posts, threads) - sum(sizes)
    return sizes


def _thread(
    size: int,
    dice: random.Random,
    texts: list[str],
    fields: list[ActionField],
    authors: list[Member],
    now: datetime,
) -> ThreadData:
    start = now - SPAN * dice.random() - timedelta(minutes=size)
    step = (now - start) / (size + 1)
    posts = [
        PostData(
            author=dice.choice(authors),
            at=start + step * number,
            source=dice.choice(texts),
            reply_to=dice.randrange(1, number + 1) if number > 1 and dice.random() < 0.5 else None,
            key=UUID(int=dice.getrandbits(128), version=4),
        )
        for number in range(size)
    ]
    question = dice.random() < 0.7
    return ThreadData(
        field=dice.choice(fields),
        title=dice.choice(TITLES).format(dice.choice(SUBJECTS)),
        kind="question" if question else "discussion",
        posts=posts,
        accepted=dice.randrange(2, size + 1) if question and size > 2 and dice.random() < 0.4 else None,
    )


def _text(dice: random.Random) -> str:
    sentences = [
        dice.choice(OPENINGS),
        *(dice.choice(SENTENCES).format(dice.choice(SUBJECTS)) for _ in range(dice.randrange(2, 9))),
        dice.choice(ENDINGS),
    ]
    if dice.random() < 0.2:
        sentences.insert(2, "\n\n- " + "\n- ".join(dice.sample(SUBJECTS, 3)) + "\n\n")
    return clean_source(" ".join(sentences))
