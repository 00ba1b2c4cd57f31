"""Which hit comes first: one measure in Python, so that both databases answer alike.

What the index finds is at most a few hundred documents; of these every term is looked at. Words in the title count
most, rare ones more than frequent ones, what was typed more than what it was widened to. Questions with their answer
and what is recent are preferred, and after the first hit of a thread others get their turn.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.search.wanted import Alternative, Group, Wanted

TITLE, CONTEXT = 2.5, 0.4
ANSWERED, RECENT = 0.2, 0.3
FADES = timedelta(days=365)
REPEATED = 0.75


@dataclass
class Candidate:
    """A document that fits, with what its place in the list depends on."""

    pk: int
    kind: str
    object_id: int
    family: str
    at: datetime
    answers: bool
    title: str
    body: str
    context: str
    same_size: bool = False
    weight: float = 1.0
    score: float = 0.0
    share: float = 0.0  # how much of what was asked it meets


class _Read:
    """A document's terms, counted once."""

    def __init__(self, candidate: Candidate) -> None:
        self.title, self.body, self.context = candidate.title, candidate.body, candidate.context
        self.in_title = set(candidate.title.split())
        self.in_body = Counter(candidate.body.split())
        self.in_context = set(candidate.context.split())
        self.length = max(self.in_body.total(), 1)


def rank(
    found: Sequence[Candidate], wanted: Wanted, *, now: datetime, sized: bool = False
) -> list[Candidate]:
    """The candidates, best first. `sized`: those of one's own size of municipality before all others."""
    read = [_Read(candidate) for candidate in found]
    usual = sum(item.length for item in read) / max(len(read), 1)
    scores = [[_meets(group, item, usual) for item in read] for group in wanted.groups]
    rarity = [math.log(1 + len(read) / (1 + sum(1 for score in row if score))) for row in scores]
    for place, candidate in enumerate(found):
        met = [row[place] for row in scores]
        candidate.share = sum(1 for score in met if score) / max(len(met), 1)
        score = sum(weight * score for weight, score in zip(rarity, met, strict=True)) * candidate.share**2
        candidate.score = score * candidate.weight * _boost(candidate, now)
    return _taking_turns(found, sized=sized)


def _meets(group: Group, item: _Read, usual: float) -> float:
    return max((way.weight * _value(way, item, usual) for way in group.alternatives), default=0.0)


def _value(way: Alternative, item: _Read, usual: float) -> float:
    """How strongly a document says this: more often is better, less and less so, and less so in a long text."""
    if way.phrase or way.prefix:
        words, end = " ".join(way.terms), "" if way.prefix else " "
        counts = [f" {text} ".count(f" {words}{end}") for text in (item.title, item.body, item.context)]
    else:
        counts = [
            min(int(term in item.in_title) for term in way.terms),
            min(item.in_body[term] for term in way.terms),
            min(int(term in item.in_context) for term in way.terms),
        ]
        if not any(counts) and len(way.terms) > 1:
            everywhere = item.in_title | item.in_body.keys()
            counts[1] = int(all(term in everywhere for term in way.terms))
    often = counts[1] / (counts[1] + 0.6 + 0.6 * item.length / usual) if counts[1] else 0.0
    return TITLE * bool(counts[0]) + often + CONTEXT * bool(counts[2])


def _boost(candidate: Candidate, now: datetime) -> float:
    age = max((now - candidate.at) / FADES, 0.0)
    return 1 + ANSWERED * candidate.answers + RECENT * math.exp(-age)


def _taking_turns(found: Sequence[Candidate], *, sized: bool) -> list[Candidate]:
    """From the second hit of one thread or room on, each counts a little less."""
    seen: Counter[str] = Counter()
    for candidate in sorted(found, key=lambda item: (-item.score, -item.pk)):
        candidate.score *= REPEATED ** seen[candidate.family]
        seen[candidate.family] += 1
    return sorted(found, key=lambda item: (sized and not item.same_size, -item.score, -item.pk))
