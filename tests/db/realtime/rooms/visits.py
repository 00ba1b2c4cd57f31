"""Visits to pages by members who are signed in."""

from __future__ import annotations

from typing import Any

from django.test import Client


def browser(member: Any) -> Client:
    client = Client()
    client.force_login(member)
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    """The page at the address; the test fails where the answer is another."""
    answer = client.get(address)
    assert answer.status_code == status, answer.get("Location")
    return answer.content.decode()
