"""Steps of the stories about accounts."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client

from tests.db.community.people.conftest import SPELLE_TOGETHER
from tests.factories.people import PASSWORD

NEW_PASSWORD = "ein ganz neuer langer Satz"


def details(**changed: str) -> dict[str, str]:
    return {
        "name": "Łucja Ķēniņš-Ḑangė",
        "email": "lucja@spelle.example",
        "municipality": "Spelle",
        "municipality_fuer": "Spelle",
        "municipality_ars": SPELLE_TOGETHER,
        "function": "Ehrenamt im Stammtisch",
        "password1": PASSWORD,
        "consent": "on",
        **changed,
    }


def link_in(message: mail.EmailMessage) -> str:
    """The path of the first address in a letter."""
    found = re.search(r"https?://[^/\s]+(/\S*)", message.body)
    assert found, message.body
    return found[1]


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/konto/login/", {"login": email, "password": password})


def user_of(client: Client) -> int | None:
    key = client.session.get("_auth_user_id")
    return int(key) if key else None
