"""Of very much the newest is found, however the database gets there."""

from __future__ import annotations

from typing import Any

import pytest

from community.search import index
from community.search.index import postgresql
from community.search.models import Document
from community.search.reindexing import catch_up
from community.search.wanted import Alternative, Group, Wanted
from forum.models import Post
from tests.factories.forum import make_reply, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db

PEARS = Wanted((Group((Alternative(("birn",)),)),))
EVERY_OTHER = [number % 2 == 0 for number in range(12)]


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch: Any) -> None:
    monkeypatch.setattr(postgresql, "PORTIONS", (3, 7))
    monkeypatch.setattr(postgresql, "_edges", {})


@pytest.fixture
def with_pears() -> list[int]:
    """The documents that say it, the newest first."""
    author = MemberFactory()
    thread = make_thread(author, title="Was wächst hier?", text="Wir sammeln.")
    replies = [
        make_reply(thread, author, text=f"{number} {'Birnen' if pears else 'Quitten'}")
        for number, pears in enumerate(EVERY_OTHER)
    ]
    for _progress in catch_up(everything=True):
        pass
    saying = [reply.pk for reply, pears in zip(replies, EVERY_OTHER, strict=True) if pears]
    documents = Document.objects.filter(kind="post", object_id__in=saying)
    return list(documents.order_by("-pk").values_list("pk", flat=True))


def _found(count: int, **narrowed: Any) -> list[int]:
    rows = index.matching(PEARS, kind="post", scopes=[]).filter(**narrowed).values("pk")
    return [row["pk"] for row in index.newest(rows, kind="post", count=count)]


@pytest.mark.parametrize("count", range(1, 8))
def test_the_newest_are_found_across_all_portions(with_pears: list[int], count: int) -> None:
    assert sorted(_found(count), reverse=True) == with_pears[:count]


def test_what_narrows_holds_in_every_portion(with_pears: list[int]) -> None:
    oldest = with_pears[-1]
    assert _found(5, pk__lte=oldest) == [oldest]


def test_what_has_come_since_the_portions_were_measured_is_found(with_pears: list[int]) -> None:
    _found(1)
    thread = Post.objects.get(pk=Document.objects.get(pk=with_pears[0]).object_id).thread
    for number in range(8):
        make_reply(thread, thread.author, text=f"Noch {number} Birnen")
    for _progress in catch_up():
        pass
    assert len(_found(100)) == len(with_pears) + 8


@pytest.mark.vendor("postgresql")
def test_older_portions_are_not_asked_about_where_the_newest_are_enough(
    with_pears: list[int], django_assert_num_queries: Any
) -> None:
    _found(1)  # measures the portions
    with django_assert_num_queries(1):
        _found(1)
    with django_assert_num_queries(2):
        _found(100)


@pytest.mark.vendor("postgresql")
def test_what_is_not_quite_rare_is_asked_about_in_every_portion(
    with_pears: list[int], monkeypatch: Any, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(postgresql, "FEW", 0)
    assert sorted(_found(100), reverse=True) == with_pears
    with django_assert_num_queries(3):
        _found(100)
