"""Outlines: the office words them, the writer's own figures stand in them, and nothing typed is ever lost to them."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import Client

from community.audit.models import AuditEvent
from community.people.models import Member
from forum.drafts import actions as draft_actions
from forum.models import ActionField, Outline
from forum.outlines import actions as outline_actions
from tests.factories.forum import ActionFieldFactory, make_thread
from tests.factories.people import MemberFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db
WORDS = "**Worum geht es?**\n\n**Einwohnerzahl:** {Einwohnerzahl} ({Kommune})"
FILLED = "**Worum geht es?**\n\n**Einwohnerzahl:** 41.257 (Coburg)"


@pytest.fixture
def field() -> ActionField:
    field = ActionFieldFactory(public=True, slug="mobil")
    outline_actions.write_outline(MemberFactory(office=True), field, text=WORDS)
    return field


@pytest.fixture
def anna(client: Client) -> Member:
    member = MemberFactory(municipality=MunicipalityFactory(name="Coburg", population=41_257))
    client.force_login(member)
    return member


def box(client: Client, address: str) -> str:
    value: str = client.get(address).context["form"]["text"].value() or ""
    return value.strip()


def test_the_chosen_field_brings_its_outline_filled_in(client: Client, field: ActionField, anna: Member):
    assert box(client, "/themen/neu/?feld=mobil") == FILLED
    assert box(client, "/themen/neu/") == ""
    assert client.get("/handlungsfelder/mobil/gliederung/").content.decode() == FILLED
    assert (
        client.get("/themen/neu/?feld=mobil").content.decode().count("Löschen Sie, was Sie nicht brauchen")
        == 1
    )
    client.force_login(MemberFactory(municipality=None))
    assert "{" not in box(client, "/themen/neu/?feld=mobil")


def test_what_was_typed_stays(client: Client, field: ActionField, anna: Member):
    thread = make_thread(anna, field=field, title="Fahrplan")
    assert box(client, f"/themen/neu/?feld=mobil&bezug={thread.pk}").startswith("Es geht um eine Fortsetzung")
    sent = {"field": "mobil", "title": "", "text": "Meine Worte.", "key": "no"}
    page = client.post("/themen/neu/", sent)
    assert page.status_code == 422 and page.context["form"]["text"].value() == "Meine Worte."
    draft_actions.save_words(anna, "new:mobil", title="", text="Mein Anfang")
    assert box(client, "/themen/neu/?feld=mobil") == "Mein Anfang"


def test_the_office_words_it_and_takes_it_away(client: Client, field: ActionField):
    officer = MemberFactory(office=True)
    client.force_login(officer)
    assert "Worum geht es?" in client.get("/moderation/gliederungen/").content.decode()
    assert client.post("/moderation/gliederungen/mobil/", {"text": "x" * 3000}).status_code == 422
    assert client.post("/moderation/gliederungen/mobil/", {"text": ""}).status_code == 303
    assert not Outline.objects.exists()
    assert AuditEvent.objects.latest("pk").before == {"text": WORDS}
    with pytest.raises(Http404):
        outline_actions.write_outline(MemberFactory(), field, text="Meins")
