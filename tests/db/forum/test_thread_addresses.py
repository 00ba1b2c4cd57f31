"""The readable end of a thread's address, and the fixed addresses beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.urls import URLResolver, get_resolver

from forum.threads.models import RESERVED_SLUGS
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
BESIDE = re.compile(r"themen/<int:pk>/([^/<]+)/")


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def test_every_address_beside_the_slug_is_reserved() -> None:
    beside = {found[1] for route in routes(get_resolver()) if (found := BESIDE.fullmatch(route))}
    assert beside == RESERVED_SLUGS


@pytest.mark.parametrize("title", ["Umfrage", "Schließen?", "Um Antwort bitten", "Umfrage zum Markt"])
def test_a_thread_can_be_opened_whatever_its_title(client, title: str) -> None:
    thread = make_thread(MemberFactory(), title=title)
    page = client.get(thread.get_absolute_url())
    assert page.status_code == 200
    assert page.context["thread"] == thread
