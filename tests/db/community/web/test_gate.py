"""What no person types is refused before a view sees it, on either database."""

from __future__ import annotations

import pytest
from django.test import Client

from forum.models import Draft
from tests.factories.forum import ActionFieldFactory
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client) -> Client:
    ActionFieldFactory(public=True)
    client.force_login(MemberFactory())
    return client


@pytest.mark.parametrize("name", ["device", "text", "title"])
def test_a_draft_loses_its_nul_and_nothing_else(signed_in: Client, name: str) -> None:
    sent = {"place": "new:mobilitaet", "text": "Ein Anfang", "device": "Rechner", "title": "Titel"}
    assert signed_in.post("/entwuerfe/speichern/", {**sent, name: f"{sent[name]}\0"}).status_code == 200
    draft = Draft.objects.get()
    assert (draft.text, draft.title) == ("Ein Anfang", "Titel")


@pytest.mark.parametrize("name", ["field", "feld"])
@pytest.mark.parametrize("address", ["/themen/neu/", "/vertrauliche-fragen/neu/"])
def test_a_field_with_nul_is_none(signed_in: Client, address: str, name: str) -> None:
    answer = signed_in.post(address, {name: "\0", "text": "Zwei Sätze. Oder drei."})
    assert answer.status_code == 422 and "Zwei Sätze. Oder drei." in answer.content.decode()


@pytest.mark.parametrize("sign", ["%00", "%01", "%1F", "%7F", "%C2%9F"])
@pytest.mark.parametrize("address", ["/suche/?q={}", "/suche/?{}=1", "/kommunen/{}/", "/feeds/suche/?q={}"])
def test_an_address_with_control_characters_goes_no_further(client: Client, address: str, sign: str) -> None:
    assert client.get(address.format(sign)).status_code == 400


@pytest.mark.parametrize("sign", ["%09", "%0A", "%0B", "%0C", "%C2%85", "%E2%80%A8"])
def test_white_space_of_other_programs_is_none_of_them(client: Client, sign: str) -> None:
    assert client.get(f"/suche/?q=Bus{sign}takt").status_code == 200


@pytest.mark.parametrize("number", [2**63, 10**40])
@pytest.mark.parametrize(
    "address", ["/themen/{}/umfrage/schliessen/", "/themen/{}/", "/mitglieder/{}/", "/raeume/{}/"]
)
def test_a_number_that_no_column_holds_is_not_found(signed_in: Client, address: str, number: int) -> None:
    assert signed_in.get(address.format(number)).status_code == 404
