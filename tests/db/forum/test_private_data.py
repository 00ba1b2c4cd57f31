"""Private data holds a post back once, with a hint; whoever means it may publish."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from community.people.models import Member
from forum.models import Post, Thread
from tests.factories.forum import ActionFieldFactory, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
NUMBER = "Rufen Sie mich an: 0171 2345678"


@pytest.fixture
def anna(client: Client) -> Member:
    member = MemberFactory()
    client.force_login(member)
    return member


def test_an_answer_is_held_back_once(client, anna):
    thread = make_thread(anna)
    address, words = f"/themen/{thread.pk}/antworten/", {"text": NUMBER, "key": str(uuid4())}
    page = client.post(address, words)
    assert page.status_code == 422
    assert "Mobilnummer" in page.content.decode() and NUMBER in page.content.decode()
    assert 'name="anyway"' in page.content.decode()
    script = client.post(address, words, headers={"Accept": "application/json"})
    assert (script.status_code, script.json()["code"]) == (409, "confirm")
    assert Post.objects.filter(thread=thread).count() == 1
    assert client.post(address, {**words, "anyway": "on"}).status_code == 303
    assert Post.objects.get(thread=thread, number=2).source == NUMBER


def test_nothing_is_asked_where_there_is_nothing(client, anna):
    thread = make_thread(anna)
    assert 'name="anyway"' not in client.get(thread.get_absolute_url()).content.decode()
    sent = {"text": "Ohne Nummer.", "key": str(uuid4())}
    assert client.post(f"/themen/{thread.pk}/antworten/", sent).status_code == 303
    page = client.post(f"/themen/{thread.pk}/antworten/", {"text": " ", "key": str(uuid4())})
    assert page.status_code == 422 and 'name="anyway"' not in page.content.decode()


def test_a_new_thread_is_held_back_too(client, anna):
    field = ActionFieldFactory(public=True)
    words = {"field": field.slug, "title": "Wer hilft?", "text": "geb. 12.03.1941", "key": str(uuid4())}
    assert client.post("/themen/neu/", words).status_code == 422
    assert not Thread.objects.exists()
    assert client.post("/themen/neu/", {**words, "anyway": "on"}).status_code == 303
