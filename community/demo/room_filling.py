"""Bulk rooms for scale tests: open rooms in which everybody talks, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from community.demo.words import ENDINGS, OPENINGS, SENTENCES, SUBJECTS
from community.people.models import Member
from community.text import Rendered, clean_source, render
from realtime.rooms.imports.rooms import MessageData, RoomData, import_rooms
from realtime.rooms.models import Room

DIFFERENT_TEXTS = 400
MESSAGES_AT_ONCE = 10_000
SPAN = timedelta(days=90)


def fill_rooms(
    rooms: int, messages: int, *, seed: int, authors: list[Member], now: datetime
) -> Iterator[int]:
    """Make rooms that share the messages unevenly; yields how many messages each batch brought."""
    dice = random.Random(f"rooms {seed}")
    texts = [_text(dice) for _ in range(DIFFERENT_TEXTS)]
    taken = set(Room.objects.filter(slug__startswith=f"fuellung-{seed}-").values_list("slug", flat=True))
    batch: list[RoomData] = []
    waiting = 0
    for number, size in enumerate(_sizes(rooms, messages, dice)):
        data = _room(number + len(taken), size, seed, dice, texts, authors, now)
        batch.append(data)
        waiting += size
        if waiting >= MESSAGES_AT_ONCE:
            yield import_rooms(batch, render=_rendered, mentions=False)
            batch, waiting = [], 0
    if batch:
        yield import_rooms(batch, render=_rendered, mentions=False)


@lru_cache(maxsize=DIFFERENT_TEXTS)
def _rendered(source: str) -> Rendered:
    return render(source)


def _sizes(rooms: int, messages: int, dice: random.Random) -> list[int]:
    """`rooms` numbers that add up to `messages`."""
    weights = [dice.paretovariate(1.2) for _ in range(rooms)]
    total = sum(weights)
    sizes = [int(messages * weight / total) for weight in weights]
    sizes[0] += messages - sum(sizes)
    return sizes


def _room(
    number: int,
    size: int,
    seed: int,
    dice: random.Random,
    texts: list[str],
    authors: list[Member],
    now: datetime,
) -> RoomData:
    start = now - SPAN
    step = SPAN / (size + 1)
    subject = dice.choice(SUBJECTS)
    return RoomData(
        slug=f"fuellung-{seed}-{number}",
        name=f"{subject} {number + 1}",
        purpose=f"Erfahrungen rund um {subject}",
        created_at=start,
        messages=[
            MessageData(
                author=dice.choice(authors),
                at=start + step * place,
                source=dice.choice(texts),
                reply_to=dice.randrange(max(1, place - 30), place)
                if place > 1 and dice.random() < 0.3
                else None,
                key=UUID(int=dice.getrandbits(128), version=4),
            )
            for place in range(1, size + 1)
        ],
    )


def _text(dice: random.Random) -> str:
    sentences = [dice.choice(SENTENCES).format(dice.choice(SUBJECTS)) for _ in range(dice.randrange(1, 4))]
    if dice.random() < 0.3:
        sentences.insert(0, dice.choice(OPENINGS))
    if dice.random() < 0.2:
        sentences.append(dice.choice(ENDINGS))
    return clean_source(" ".join(sentences))
