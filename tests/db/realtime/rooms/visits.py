"""Visits to pages by members who are signed in."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client


def browser(member: Any) -> Client:
    client = Client()
    client.force_login(member)
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    """The page at the address, with one blank between attributes; the test fails where the answer is another."""
    answer = client.get(address)
    assert answer.status_code == status, answer.get("Location")
    return tidy(answer.content.decode())


def tidy(html: str) -> str:
    """As a browser reads it: how the template breaks the lines of a tag makes no difference."""
    return re.sub(r"<[^>]*>", lambda tag: re.sub(r"\s+", " ", tag[0]), html)
