"""What writing asks the database, from the request to its answer: a written number for a reply and for a message."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room

pytestmark = pytest.mark.django_db

REPLY = 34
MESSAGE = 11


def _write(client: Client, address: str, text: str) -> int:
    words = {"text": text, "key": uuid4()}
    return client.post(address, words, headers={"Accept": "application/json"}).status_code


def test_a_reply(client: Client, django_assert_num_queries: Any) -> None:
    address = f"/themen/{make_thread(MemberFactory()).pk}/antworten/"
    client.force_login(MemberFactory())
    assert _write(client, address, "Gern, am Markt.") == 201
    with django_assert_num_queries(REPLY):
        assert _write(client, address, "Und am Bahnhof.") == 201


def test_a_message(client: Client, settings: Any, django_assert_num_queries: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False
    address = f"/raeume/{make_room().pk}/nachrichten/"
    client.force_login(MemberFactory())
    assert _write(client, address, "Guten Morgen") == 201
    with django_assert_num_queries(MESSAGE):
        assert _write(client, address, "Wer kommt?") == 201
