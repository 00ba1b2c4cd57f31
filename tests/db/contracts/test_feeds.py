"""No feed ever says what its reader may not see: every feed, for everyone of the cast, word by word."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from community.people.models import Member
from forum.feeds import actions as feed_actions
from tests.contracts.cast import GROUPS, ROLES, Cast
from tests.contracts.secrets import SECRETS

pytestmark = pytest.mark.django_db

CHANNELS = ("themen/", "handlungsfelder/mobilitaet/", "handlungsfelder/pflege/", "stichworte/ehrenamt/")
CHANNELS += ("stichworte/apfelkahnernte/", "stichworte/quittenzwiebackernte/")
READERS = [role for role in ROLES if role in GROUPS["admitted"]]
# What stands in no feed, not even for those who may read it elsewhere.
NEVER = {
    "geheimapfelkahn",
    "geheimquittenzwieback",
    "rohrspatzentwurf",
    "pflaumenmus",
    "rübenkompass",
    "flüsterdistel",
}


def _feeds(home: str) -> list[str]:
    searches = [f"{home}suche/?q={word}" for word in ("Ehrenamt", "wir", *SECRETS)]
    return [*(f"{home}{channel}" for channel in CHANNELS), *searches]


def _said(client: Any, home: str) -> dict[str, str]:
    """By secret word the first feed that says it; the address that was asked for is not counted."""
    said: dict[str, str] = {}
    for address in _feeds(home):
        answer = client.get(address)
        asked = address.partition("?q=")[2].lower()
        text = answer.content.decode().lower() if answer.status_code == 200 else ""
        for word in SECRETS:
            if word.lower() in text and not (asked and word.lower() in asked):
                said.setdefault(word, address)
    return said


@pytest.mark.parametrize("role", ROLES)
def test_public_feeds_say_the_same_to_everyone(cast: Cast, role: str) -> None:
    said = _said(cast.client(role), "/feeds/")
    due = {word for word, readers in SECRETS.items() if "visitor" in readers}
    assert set(said) - due == set(), said
    assert "apfelkahn" in said


@pytest.mark.parametrize("role", READERS)
def test_private_feeds_say_what_their_owner_may_read(cast: Cast, role: str) -> None:
    _key, secret = feed_actions.make_feed_key(cast.people[role], name="Probe")
    said = _said(Client(), f"/feeds/mein/{secret}/")
    due = {word for word, readers in SECRETS.items() if role in readers} - NEVER
    assert set(said) - due == set(), said
    assert {"apfelkahn", "quittenzwieback"} <= set(said)


@pytest.mark.parametrize("ending", ["revoked", "suspended", "left", "not admitted"])
def test_a_secret_opens_nothing_once_its_owner_may_not_read(cast: Cast, ending: str) -> None:
    member = cast.people["author"]
    key, secret = feed_actions.make_feed_key(member, name="Probe")
    opened = [
        address for address in _feeds(f"/feeds/mein/{secret}/") if Client().get(address).status_code == 200
    ]
    assert len(opened) > len(CHANNELS)
    rows = Member.objects.filter(pk=member.pk)
    if ending == "revoked":
        feed_actions.revoke_feed_key(member, key)
    elif ending == "suspended":
        rows.update(suspended_until="2999-01-01T00:00Z")
    elif ending == "left":
        rows.update(is_active=False)
    else:
        member.admission.delete()
    assert {Client().get(address).status_code for address in opened} == {404}
