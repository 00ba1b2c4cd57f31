"""No page that anyone can open says a word too much."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import quote, urljoin

import pytest
from django.db import transaction

from tests.contracts.cast import ROLES, Cast
from tests.contracts.secrets import SECRETS
from tests.contracts.things import rows

pytestmark = pytest.mark.django_db

SEARCHES = (
    "/suche/",
    "/suche/vorschlaege/",
    "/kommunen/",
    "/kommunen/vorschlaege/",
    "/mitglieder/",
    "/mitglieder/vorschlaege/",
)
# Parts of names, not the whole: a search page repeats what was searched for.
PARTS = ("e", "walt", "dorn", "lind")
FRAGMENTS = re.compile(r"/(?:kontext|antworten|beitraege|vorschlaege)/")
MOST_PAGES = 1_200
# Whoever knows the secret reads in its owner's place: `test_feeds` looks at what that is.
BEHIND_A_SECRET = ("/feeds/mein/", "/einladung/")
WAYS_TO_ASK = 2  # of one page: filters and orders multiply, and say the same
MOST_ALIKE = 10  # pages of one kind that only links lead to; the table names one for each kind of thing
NUMBERS = re.compile(r"\d+")


@pytest.mark.parametrize("role", ROLES)
def test_no_page_says_a_word_too_much(cast: Cast, role: str) -> None:
    said: dict[str, str] = {}
    for address, page in _crawl(cast, role):
        for word in SECRETS:
            if word.lower() in page:
                said.setdefault(word, address)
    due = {word for word, readers in SECRETS.items() if role in readers}
    too_much = {word: address for word, address in said.items() if word not in due}
    assert too_much == {}
    assert due - set(said) == set(), "the crawl did not reach what this role may read"


def _crawl(cast: Cast, role: str) -> Iterator[tuple[str, str]]:
    """Address and lower-case text of every page this role can open: the table's addresses and where they lead."""
    client: Any = cast.client(role)
    searches = [f"{address}?q={part}" for address in SEARCHES for part in PARTS]
    named = {row.address(cast) for row in rows() if row.method == "GET"}
    waiting = [*(address for address in named if not address.startswith(BEHIND_A_SECRET)), *searches]
    known = set(waiting)
    asked: Counter[str] = Counter()
    alike: Counter[str] = Counter()
    with transaction.atomic():
        while waiting:
            address = waiting.pop()
            for headers in ({}, {"HX-Request": "true"}) if FRAGMENTS.search(address) else ({},):
                answer = client.get(address, headers=headers)
                text = f"{answer.get('Location', '')} {answer.getvalue().decode('utf-8', 'replace')}"
                yield address, _without(address, text)
            for link in sorted(set(_links(address, text)) - known):
                path = link.partition("?")[0]
                kind = NUMBERS.sub("", path)
                asked[path] += 1
                alike[kind] += 1
                known.add(link)
                if asked[path] <= WAYS_TO_ASK and alike[kind] <= MOST_ALIKE:
                    waiting.append(link)
            assert len(known) < MOST_PAGES, "the crawl does not end"
        transaction.set_rollback(True)


def _without(address: str, page: str) -> str:
    """The page in lower case without the address that was asked for: whoever asks for it knows it."""
    for known in (quote(address, safe=""), quote(address, safe="/"), address):
        page = page.replace(known, "")
    return page.lower()


def _links(here: str, page: str) -> Iterator[str]:
    for link in re.findall(r'href="([^"#]+)', page):
        address = urljoin(here, unescape(link))
        if address.startswith("/") and not address.startswith(("/static/", "/konto/")):
            yield address
