"""Who is behind a pseudonym, where they may not write under their own name, and what may be told of where they
are from.

Whoever calls this must not show what comes back to anybody but the office and the asker.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import override

from community.people.models import Member, Municipality
from community.people.municipalities.models import SIZE_CLASSES, SizeClass
from community.people.pseudonyms import register
from community.people.viewer import Viewer
from community.text import fold
from forum.models import ConfidentialQuestion, Post, Thread

NAME = "Eine Kommune fragt (über die Geschäftsstelle)"


FEWEST = 5  # municipalities that take part; one of fewer could be guessed


SHORTEST = 4  # letters of a name that are looked for in a text


@register
class Askers:
    """Whoever asked through the office speaks through the pseudonym of the question."""

    def person_behind(self, pseudonym: Member) -> Member | None:
        question = question_of(pseudonym.pk)
        return question.asker if question else None

    def keys_of(self, member: Member) -> Collection[int]:
        own = ConfidentialQuestion.objects.filter(asker=member, pseudonym__isnull=False)
        return list(own.values_list("pseudonym", flat=True))


def question_of(pseudonym: int) -> ConfidentialQuestion | None:
    """The question that speaks through the pseudonym with this key."""
    return ConfidentialQuestion.objects.filter(pseudonym=pseudonym).select_related("asker").first()


def desk_of(author: Member, place: str) -> tuple[Member, str]:
    """Who keeps the draft of these words, and where: of a pseudonym whoever asked, at their question."""
    question = question_of(author.pk) if author.is_pseudonym else None
    return (question.asker, f"ask:{question.pk}") if question else (author, place)


def confidential_in(viewer: Viewer, thread: Thread) -> ConfidentialQuestion | None:
    """The viewer's own question through the office that speaks in this thread. One query for each thread loaded."""
    if not getattr(viewer, "is_authenticated", False):
        return None
    known = thread.__dict__.setdefault("asks_of", {})
    if viewer.pk not in known:
        speaking = Post.objects.in_thread(thread).values("author")
        known[viewer.pk] = ConfidentialQuestion.objects.filter(
            asker=viewer.pk, pseudonym__in=speaking
        ).first()
    found: ConfidentialQuestion | None = known[viewer.pk]
    return found


def listeners(thread: Thread) -> dict[int, int]:
    """Who asked through the office in this thread and should hear of answers: pseudonym to person (keys)."""
    speaking = Post.objects.in_thread(thread).filter(author__is_pseudonym=True).values("author")
    return dict(ConfidentialQuestion.objects.filter(pseudonym__in=speaking).values_list("pseudonym", "asker"))


def disclosures(municipality: Municipality | None) -> dict[str, str]:
    """What may be said about the municipality, and how: only what fits at least five that take part."""
    said = {ConfidentialQuestion.Discloses.NOTHING.value: ""}
    size = _size_of(municipality)
    if municipality is None or size is None:
        return said
    alike = Municipality.objects.of_size(size.slug).with_members()
    with override("de"):  # it is the author's line from now on, for every reader
        if _fits_many(alike):
            said[ConfidentialQuestion.Discloses.SIZE.value] = str(size)
        if _fits_many(alike.filter(state=municipality.state)):
            said[ConfidentialQuestion.Discloses.STATE.value] = f"{size}, {municipality.state}"
    return said


def disclosed(question: ConfidentialQuestion) -> str:
    """What will be said beside the pseudonym; less than was allowed where it would fit too few by now."""
    possible = disclosures(question.asker.municipality)
    if question.discloses in possible:
        return possible[question.discloses]
    return (
        possible.get(ConfidentialQuestion.Discloses.SIZE.value, "")
        if question.discloses == ConfidentialQuestion.Discloses.STATE
        else ""
    )


def traces(asker: Member, *texts: str) -> list[str]:
    """Names in the texts by which the asker could be recognised: their own and that of where they belong."""
    found = fold(" ".join(texts))
    town = asker.municipality
    names = [*asker.name.split(), *([town.short_name, town.district] if town else [])]
    known: Collection[str] = dict.fromkeys(name for name in names if len(name) >= SHORTEST)
    return [name for name in known if fold(name) in found]


def _size_of(municipality: Municipality | None) -> SizeClass | None:
    if municipality is None or municipality.is_district or municipality.population is None:
        return None
    return next(size for size in SIZE_CLASSES if municipality.population >= size.least)


def _fits_many(municipalities: Any) -> bool:
    return len(municipalities.values_list("pk", flat=True)[:FEWEST]) >= FEWEST
