"""Keeping the index: called by the actions of content apps, in the transaction of what they change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache, partial

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from community.bulk import put_row
from community.people.models import Member
from community.search import index, policy
from community.search.kind import Words, searchable
from community.search.models import Document, FruitlessSearch, Help, Word, kind_scope
from community.search.wanted import Alternative, Group, Wanted
from community.search.words import ANALYSIS_VERSION, LONGEST, term_of, terms, words
from community.text import fold

BATCH = 500
UNIQUE = ("kind", "object_id")
COLUMNS = ("family", "author", "at", "answers", "title", "body", "context", "scope", "version")
FRUITLESS_KEPT = 1_000
LONGEST_FRUITLESS = 80


def follow(kind: str, *keys: int) -> None:
    """These things have changed: what is found of them from this transaction on is what they say now.

    New words are learnt after the commit, in a transaction of their own: two writers never wait for each other
    because of a word.
    """
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        said = list(searchable(kind).indexed(batch))
        former = _said_by(Document.objects.filter(kind=kind, object_id__in=batch))
        put(kind, said)
        if gone := set(batch) - {item.key for item in said}:
            Document.objects.filter(kind=kind, object_id__in=gone).delete()
        forget(former)


def put(kind: str, said: Sequence[Words]) -> None:
    """Store what is said as documents, new or in place of what was said before."""
    documents = [document(kind, item) for item in said]
    if len(documents) == 1:  # a post, a message: somebody waits for it
        put_row(documents[0], by=UNIQUE)
    else:
        Document.objects.bulk_create(
            documents,
            update_conflicts=True,
            unique_fields=UNIQUE,
            update_fields=COLUMNS,
            batch_size=BATCH,
        )
    texts = [text for item in said for text in (item.title, item.text)]
    transaction.on_commit(partial(learn, texts), robust=True)


def drop(kind: str, *keys: int) -> None:
    """These things are gone: they are not found any more, nor is a word that only they said."""
    gone = Document.objects.filter(kind=kind, object_id__in=keys)
    said = _said_by(gone)
    gone.delete()
    forget(said)


def learn(texts: Iterable[str]) -> int:
    """Remember the words of these texts; returns how many were new."""
    found = {(fold(word), term_of(word)) for text in texts for word in words(text)}
    wanted = {pair for pair in found if pair[1] and 2 < len(pair[0]) <= LONGEST and not pair[0].isdigit()}
    folded = sorted({word for word, _term in wanted})
    known: set[tuple[str, str]] = set()
    for start in range(0, len(folded), BATCH):
        rows = Word.objects.filter(folded__in=folded[start : start + BATCH])
        known |= set(rows.values_list("folded", "term"))
    new = sorted(wanted - known)
    if new:
        Word.objects.bulk_create(
            (Word(folded=word, term=term) for word, term in new), ignore_conflicts=True, batch_size=BATCH
        )
    return len(new)


def forget(said: Collection[str]) -> None:
    """Of these terms, forget the words of those that no document says any more."""
    known = set(Word.objects.filter(term__in=said).values_list("term", flat=True)) if said else set()
    unsaid = [term for term in sorted(known) if not _is_said(term)]
    Word.objects.filter(term__in=unsaid).delete()


def document(kind: str, said: Words) -> Document:
    """The document of what is said, not yet stored."""
    return Document(
        kind=kind,
        object_id=said.key,
        family=said.family,
        author_id=said.author_id,
        at=said.at,
        answers=said.answers,
        title=_joined(said.title),
        body=_joined(said.text),
        context=_joined(said.context),
        scope=" ".join((kind_scope(kind), *said.scopes)),
        version=ANALYSIS_VERSION,
    )


def count_fruitless(query: str) -> None:
    """Somebody found nothing: count the words for the office, unless they could be about a person.

    Names, addresses and long numbers are not kept, nor is who searched or when within the day.
    """
    asked = " ".join(query.split())[:LONGEST_FRUITLESS].casefold()
    if not _may_be_kept(asked):
        return
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    if FruitlessSearch.objects.filter(words=asked).update(times=F("times") + 1, last_at=today):
        return
    if FruitlessSearch.objects.count() >= FRUITLESS_KEPT:
        oldest = FruitlessSearch.objects.order_by("times", "last_at").values("pk")[: FRUITLESS_KEPT // 10]
        FruitlessSearch.objects.filter(pk__in=list(oldest.values_list("pk", flat=True))).delete()
    FruitlessSearch.objects.bulk_create(
        [FruitlessSearch(words=asked, first_at=today, last_at=today)], ignore_conflicts=True
    )


def say_helpful(actor: Member, kind: str, key: int) -> None:
    """What the actor was about to ask is answered here. Saying it again changes nothing."""
    policy.can_say_helpful(actor, kind, key).require()
    Help.objects.bulk_create([Help(kind=kind, object_id=key, member=actor)], ignore_conflicts=True)


def _said_by(documents: QuerySet[Document]) -> set[str]:
    """The terms that stand in these documents now."""
    return {
        term for texts in documents.values_list("title", "body") for text in texts for term in text.split()
    }


def _is_said(term: str) -> bool:
    wanted = Wanted((Group((Alternative((term,)),)),))
    return index.matching(wanted, scopes=[]).order_by().exists()


def _may_be_kept(asked: str) -> bool:
    folded = [fold(word) for word in words(asked)]
    if not folded or not any(len(word) > 2 for word in folded):
        return False
    if "@" in asked or "://" in asked or any(sum(map(str.isdigit, word)) > 4 for word in folded):
        return False
    named = Q()
    for word in folded:
        named |= (
            Q(folded__startswith=f"{word} ") | Q(folded__contains=f" {word} ") | Q(email__istartswith=word)
        )
    return not Member.objects.filter(named).exists()


@lru_cache(maxsize=1_000)
def _joined(text: str) -> str:
    """The terms of a text; bulk data says the same again and again."""
    return " ".join(terms(text))
