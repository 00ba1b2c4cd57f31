"""What people type finds what they mean: the written queries of `queries.toml`, on both databases alike."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from typing import Any

import pytest

from community.search.vocabulary import Vocabulary
from community.search.words import term_of
from tests.db.community.search.conftest import HERE, Network
from tests.db.community.search.searching import first_ten

pytestmark = pytest.mark.django_db

QUERIES: list[dict[str, Any]] = tomllib.loads((HERE / "queries.toml").read_text(encoding="utf-8"))["query"]
RECALL_AT_TEN = 0.95


def test_there_are_enough_queries_of_every_sort() -> None:
    assert len(QUERIES) >= 60
    assert len({item["about"] for item in QUERIES}) >= 8


def test_recall_at_ten(network: Network) -> None:
    found: dict[str, list[float]] = defaultdict(list)
    missing = []
    for item in QUERIES:
        hits = first_ten(network, item["text"], **item.get("with", {}))
        share = len(set(item["finds"]) & set(hits)) / len(item["finds"])
        found[item["about"]].append(share)
        if share < 1:
            missing.append(f"{item['text']} {item.get('with', '')}: {sorted(set(item['finds']) - set(hits))}")
    shares = [share for row in found.values() for share in row]
    print({about: round(sum(row) / len(row), 3) for about, row in found.items()})
    print("\n".join(missing))
    assert sum(shares) / len(shares) >= RECALL_AT_TEN, missing


def test_a_short_end_that_is_chance_is_no_part() -> None:
    vocabulary = Vocabulary()
    vocabulary.terms |= {term_of("Leerstand"), term_of("vier"), term_of("Kataster")}
    assert vocabulary.known_ends(term_of("Leerstandsaktivierung")) == [term_of("Leerstand")]
    assert vocabulary.known_ends(term_of("Brachflächenkataster")) == [term_of("Kataster")]
