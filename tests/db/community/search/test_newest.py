"""Of very much the newest is found, however the database gets there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection

from community.search import index
from community.search.index import postgresql
from community.search.models import Document
from community.search.wanted import Alternative, Group, Wanted
from forum.models import Post
from tests.factories.forum import make_reply, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db

PEARS = Wanted((Group((Alternative(("birn",)),)),))
EVERY_OTHER = [number % 2 == 0 for number in range(12)]
ON_POSTGRESQL = pytest.mark.vendor("postgresql")
APART = [1, *(pytest.param(keys, marks=ON_POSTGRESQL) for keys in (400, 50_000))]


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch: Any) -> None:
    monkeypatch.setattr(postgresql, "PORTIONS", (3, 7))
    monkeypatch.setattr(postgresql, "_edges", {})


@pytest.fixture(params=APART, ids="{} keys apart".format)
def with_pears(request: Any) -> list[int]:
    """The documents that say it, the newest first. How far apart keys are decides which terms of age they share."""
    author = MemberFactory()
    thread = make_thread(author, title="Was wächst hier?", text="Wir sammeln.")
    replies = []
    for number, pears in enumerate(EVERY_OTHER):
        _skip_keys(request.param - 1)
        replies.append(make_reply(thread, author, text=f"{number} {'Birnen' if pears else 'Quitten'}"))
    saying = [reply.pk for reply, pears in zip(replies, EVERY_OTHER, strict=True) if pears]
    documents = Document.objects.filter(kind="post", object_id__in=saying)
    return list(documents.order_by("-pk").values_list("pk", flat=True))


def _skip_keys(count: int) -> None:
    if count:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(sequence, nextval(sequence) + %s)"
                " FROM pg_get_serial_sequence('search_document', 'id') AS sequence",
                [count],
            )


def _found(count: int, *, shown: Sequence[int] | None = None, **narrowed: Any) -> list[int]:
    rows = index.matching(PEARS, kind="post", scopes=[]).filter(**narrowed)
    seen = rows if shown is None else rows.filter(pk__in=shown)
    return [row["pk"] for row in index.newest(rows, seen.values("pk"), kind="post", count=count)]


def test_the_newest_are_found_across_all_portions(with_pears: list[int]) -> None:
    for count in range(1, 8):
        assert _found(count) == with_pears[:count]


def test_what_narrows_holds_in_every_portion(with_pears: list[int]) -> None:
    oldest = with_pears[-1]
    assert _found(5, pk__lte=oldest) == [oldest]


def test_what_has_come_since_the_portions_were_measured_is_found(with_pears: list[int]) -> None:
    _found(1)
    thread = Post.objects.get(pk=Document.objects.get(pk=with_pears[0]).object_id).thread
    for number in range(8):
        make_reply(thread, thread.author, text=f"Noch {number} Birnen")
    assert len(_found(100)) == len(with_pears) + 8


def test_what_may_not_be_shown_gives_way_to_older_ones(with_pears: list[int]) -> None:
    for count in (1, 2, 10):
        assert _found(count, shown=with_pears[3:]) == with_pears[3 : 3 + count]


def test_the_newest_may_have_gone_since_the_portions_were_measured(with_pears: list[int]) -> None:
    _found(1)
    Document.objects.filter(pk__gt=with_pears[-2]).delete()
    assert _found(100) == with_pears[-2:]


@ON_POSTGRESQL
def test_older_portions_are_not_asked_about_where_the_newest_are_enough(
    with_pears: list[int], django_assert_num_queries: Any
) -> None:
    _found(1)  # measures the portions
    with django_assert_num_queries(3):  # the last key, keys, what is shown
        _found(1)
    with django_assert_num_queries(4):
        _found(100)


@ON_POSTGRESQL
def test_what_is_not_quite_rare_is_asked_about_in_every_portion(
    with_pears: list[int], monkeypatch: Any, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(postgresql, "FEW", 0)
    assert _found(100) == with_pears
    with django_assert_num_queries(5):
        _found(100)


def test_what_a_document_stands_in_is_not_what_it_says() -> None:
    thread = make_thread(MemberFactory(), title="Birnen für alle", text="Wir sammeln.")
    make_reply(thread, thread.author, text="Ich bringe Quitten.")
    rows = index.matching(PEARS, kind="post", scopes=[])
    assert index.newest(rows, rows.values("pk"), kind="post", count=10) == []


def test_nobody_writes_a_document_into_a_scope() -> None:
    make_thread(MemberFactory(), title="Birnen", text="field999 ßfield999 ßßfield999 kindpost")
    for kind, scopes in (("thread", [("field999",)]), ("post", [])):
        rows = index.matching(PEARS, kind=kind, scopes=scopes)
        assert index.newest(rows, rows.values("pk"), kind=kind, count=10) == []
