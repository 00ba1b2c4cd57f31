"""Bringing the whole index up to date: after a new version, an import or a doubt.

Things whose document is missing or was made by an older analysis are done again, so a run that was interrupted goes
on where it stopped. Batches are short transactions; the house stays open.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from community.bulk import insert_rows
from community.search import index
from community.search.actions import document, drop, forget, learn, put
from community.search.kind import Searchable, searchables
from community.search.models import Document, Word
from community.search.words import ANALYSIS_VERSION

BATCH = 2_000


def catch_up(*, everything: bool = False) -> Iterator[tuple[Searchable, int, int]]:
    """Kind by kind: how many things were looked at so far, and how many of their documents were written."""
    for kind in searchables():
        seen = written = last = 0
        while keys := kind.keys_after(last, BATCH):
            seen += len(keys)
            with transaction.atomic():
                written += _renew(kind, keys, everything=everything)
                _drop_others(kind, keys, after=last)
            last = keys[-1]
            yield kind, seen, written
        _drop_others(kind, [], after=last)
    index.tidy()


def learn_anew() -> None:
    """Forget the words that nothing says any more."""
    last = 0
    while rows := list(Word.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "term")[:BATCH]):
        last = rows[-1][0]
        forget({term for _pk, term in rows})


def _renew(kind: Searchable, keys: list[int], *, everything: bool) -> int:
    """Write what is missing or outdated, all at once."""
    present = dict(
        Document.objects.filter(kind=kind.slug, object_id__in=keys).values_list("object_id", "version")
    )
    done = set() if everything else {key for key, version in present.items() if version == ANALYSIS_VERSION}
    said = list(kind.indexed([key for key in keys if key not in done]))
    insert_rows([document(kind.slug, item) for item in said if item.key not in present])
    put(kind.slug, [item for item in said if item.key in present])
    learn({text for item in said for text in (item.title, item.text)})
    indexed = {item.key for item in said}
    if unsaid := [key for key in present if key not in done and key not in indexed]:
        drop(kind.slug, *unsaid)
    return len(said)


def _drop_others(kind: Searchable, keys: list[int], *, after: int) -> None:
    """Documents between `after` and the last of `keys` (without any: to the end) whose thing does not exist."""
    documents = Document.objects.filter(kind=kind.slug, object_id__gt=after)
    if keys:
        documents = documents.filter(object_id__lte=keys[-1])
    there = set(keys)
    gone = [key for key in documents.values_list("object_id", flat=True) if key not in there]
    for start in range(0, len(gone), BATCH):
        drop(kind.slug, *gone[start : start + BATCH])
