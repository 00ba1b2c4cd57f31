"""Drafts: kept while typing, told apart between devices, gone when posted."""

from __future__ import annotations

from uuid import uuid4

import pytest

from forum.drafts import actions as draft_actions
from forum.models import Draft
from tests.factories.forum import ActionFieldFactory, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return MemberFactory()


def save(client, place, text, **data):
    return client.post(
        "/entwuerfe/speichern/",
        {"place": place, "text": text, **data},
        headers={"Accept": "application/json"},
    )


def test_a_draft_is_stored_and_comes_back(client, anna):
    thread = make_thread(anna)
    client.force_login(anna)
    stored = save(client, f"thread:{thread.pk}", "Angefangen", version=0, device="tablet")
    assert stored.json() == {"version": 1, "saved": True}
    assert save(client, f"thread:{thread.pk}", "Weiter", version=1, device="tablet").json()["version"] == 2
    html = client.get(thread.get_absolute_url()).content.decode()
    assert "Weiter" in html and "Entwurf ist wieder da" in html


def test_two_devices_are_told_and_nothing_is_lost(client, anna):
    client.force_login(anna)
    save(client, "new:", "Vom Tablet", version=0, device="tablet")
    refused = save(client, "new:", "Vom Rechner", version=0, device="rechner")
    assert refused.status_code == 409
    assert refused.json()["text"] == "Vom Tablet"
    assert Draft.objects.get().text == "Vom Tablet"
    kept = save(client, "new:", "Vom Rechner", version=0, device="rechner", overwrite="1")
    assert kept.json()["version"] == 2
    assert Draft.objects.get().text == "Vom Rechner"


def test_a_lost_answer_does_not_make_a_device_its_own_rival(client, anna):
    client.force_login(anna)
    save(client, "new:", "Eins", version=0, device="tablet")
    assert save(client, "new:", "Eins zwei", version=0, device="tablet").status_code == 200


def test_emptying_discards_and_posting_clears(client, anna):
    thread = make_thread(anna)
    client.force_login(anna)
    save(client, f"thread:{thread.pk}", "Doch nicht")
    assert save(client, f"thread:{thread.pk}", "  ", version=1).json() == {"version": 0, "saved": False}
    save(client, f"thread:{thread.pk}", "Fertig")
    client.post(f"/themen/{thread.pk}/antworten/", {"text": "Fertig", "key": uuid4()})
    assert not Draft.objects.exists()


def test_a_draft_for_a_new_thread_comes_back_with_its_title(client, anna):
    field = ActionFieldFactory()
    client.force_login(anna)
    save(client, f"new:{field.slug}", "Text", title="Titel bis hier")
    html = client.get(f"/themen/neu/?feld={field.slug}").content.decode()
    assert "Titel bis hier" in html
    assert "Titel bis hier" in client.get("/entwuerfe/").content.decode()


def test_a_draft_may_hold_what_a_post_may_not(client, anna):
    client.force_login(anna)
    assert save(client, "new:", "x" * 50_000).status_code == 200
    assert save(client, "new:", "a\0b", version=1).status_code == 200
    assert Draft.objects.get().text == "ab"


@pytest.mark.parametrize(
    "place", ["", "thread:", "thread:x", "new:ÄÖ", "sql:1", "post:1\0", "thread:" + "9" * 30]
)
def test_places_that_are_none(client, anna, place):
    client.force_login(anna)
    assert save(client, place, "Text").status_code == 404


def test_drafts_are_private(client, anna):
    draft = draft_actions.save_draft(anna, "new:", text="Nur für mich")
    client.force_login(MemberFactory())
    assert "Nur für mich" not in client.get("/entwuerfe/").content.decode()
    assert client.post(f"/entwuerfe/{draft.pk}/verwerfen/").status_code == 404
    client.force_login(anna)
    assert client.post(f"/entwuerfe/{draft.pk}/verwerfen/").status_code == 303
    assert not Draft.objects.exists()


def test_saving_after_the_session_ended_says_so(client):
    response = save(client, "new:", "Text")
    assert response.status_code == 403 and response.json()["sign_in"]
    assert "Sitzung" in response.json()["detail"]


def test_of_one_member_a_hundred_are_kept_and_none_is_lost_for_another(client, anna):
    client.force_login(anna)
    for number in range(draft_actions.AT_MOST):
        assert draft_actions.save_draft(anna, f"thread:{number}", text="Angefangen")
    refused = save(client, "thread:4711", "Noch eins", version=0)
    assert refused.status_code == 409 and "Sie haben schon 100 Entwürfe" in refused.json()["detail"]
    assert "version" not in refused.json(), "no other device wrote"
    assert Draft.objects.filter(member=anna).count() == draft_actions.AT_MOST
    assert save(client, "thread:7", "Weiter", version=1).status_code == 200, "what is there goes on"
    assert draft_actions.save_words(anna, "thread:4711", text="Ohne Sitzung getippt")
