"""One table of answers: forum and rooms refuse alike, in JSON by status and code, on pages with the words kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from community.people.models import Member
from forum.closing import actions as closing_actions
from forum.models import Draft, Post
from realtime.rooms.management import actions as management_actions
from realtime.rooms.models import Message
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
TOO_LONG = "x" * 20_001


@pytest.fixture
def head(settings: Any) -> Member:
    settings.OFFICE_SECOND_FACTOR = False
    return MemberFactory(head=True)


@pytest.fixture
def anna(client: Client) -> Member:
    anna = MemberFactory(name="Anna Weber")
    client.force_login(anna)
    return anna


@pytest.fixture(params=["forum", "rooms"])
def place(request: Any, head: Member) -> Any:
    """Where one writes, with what shuts it."""
    return make_thread(MemberFactory()) if request.param == "forum" else make_room(by=head)


def address(place: Any) -> str:
    return (
        f"/themen/{place.pk}/antworten/" if hasattr(place, "field_id") else f"/raeume/{place.pk}/nachrichten/"
    )


def shut(place: Any, head: Member) -> None:
    if hasattr(place, "field_id"):
        closing_actions.close_thread(head, place, reason="Alles gesagt")
    else:
        management_actions.archive_room(head, place, reason="Das Projekt ist zu Ende")


@pytest.fixture
def write(client: Client, place: Any) -> Callable[..., Any]:
    def write(text: str, *, key: Any = None, json: bool = True, **more: Any) -> Any:
        words = {"text": text, "key": key or uuid4(), **more}
        return client.post(address(place), words, headers=JSON if json else {})

    return write


def said(answer: Any) -> tuple[int, str]:
    body = answer.json()
    assert body["detail"]
    return answer.status_code, body["code"]


def test_signed_out(write: Any, place: Any) -> None:
    answer = write("Nicht verlieren")
    assert said(answer) == (403, "forbidden") and answer.json()["sign_in"].startswith("/konto/login/")
    page = write("Nicht verlieren", json=False)
    assert page.status_code == 303 and page["Location"].startswith("/konto/login/")


def test_words_that_cannot_stand(anna: Member, write: Any) -> None:
    answer = write("\x07Piep")
    assert said(answer) == (400, "bad_request") and list(answer.json()["fields"]) == ["text"]
    assert write(" ", json=False).status_code == 422


def test_too_long(anna: Member, write: Any) -> None:
    assert said(write(TOO_LONG)) == (413, "too_long")
    page = write(TOO_LONG, json=False)
    assert page.status_code == 422 and TOO_LONG in page.content.decode()


def test_one_key_for_two_texts(anna: Member, write: Any) -> None:
    key = uuid4()
    assert write("Ja", key=key).status_code == 201
    assert said(write("Nein", key=key)) == (409, "conflict")
    page = write("Nein, danke", key=key, json=False)
    assert page.status_code == 409 and "Nein, danke" in page.content.decode()


def test_a_place_that_takes_no_more(anna: Member, head: Member, place: Any, write: Any) -> None:
    assert write("Eins").status_code == 201
    shut(place, head)
    assert said(write("Noch etwas")) == (423, "locked")
    page = write("Noch etwas dazu", json=False)
    assert page.status_code == 403


def test_a_member_who_only_reads(anna: Member, write: Any) -> None:
    anna.silenced = {"": (timezone.now() + timedelta(days=1)).isoformat()}
    anna.save(update_fields=["silenced"])
    assert said(write("Noch etwas")) == (423, "muted")
    assert write("Noch etwas", json=False).status_code == 403


def test_one_too_many(anna: Member, write: Any, settings: Any) -> None:
    settings.FORUM_RATE = settings.ROOM_RATE = "1/d"
    assert write("Eins").status_code == 201
    answer = write("Zwei")
    assert said(answer) == (429, "rate_limited")
    assert 0 < answer.json()["retry_after"] <= 86_400 and answer["Retry-After"]
    page = write("Zwei Bänke", json=False)
    assert page.status_code == 429 and "Zwei Bänke" in page.content.decode()


def test_the_same_again_does_not_count(anna: Member, write: Any, settings: Any) -> None:
    settings.FORUM_RATE = settings.ROOM_RATE = "2/d"
    key = uuid4()
    assert [write("Eins", key=key).status_code for _try in range(4)] == [201, 200, 200, 200]
    assert write("Zwei").status_code == 201
    assert write("Drei").status_code == 429
    assert write("Eins", key=key).status_code == 200


@pytest.mark.parametrize(
    "path", ["/themen/4711/antworten/", "/raeume/4711/nachrichten/", "/raeume/4711/ereignisse/"]
)
def test_what_one_may_not_know_of_has_one_body(anna: Member, client: Client, path: str) -> None:
    ask = client.get if path.endswith("ereignisse/") else client.post
    answer = ask(path, {"text": "Hallo", "key": uuid4()}, headers=JSON)
    known = {"code": "not_found", "detail": "Das gibt es hier nicht oder nicht mehr."}
    assert (answer.status_code, answer.json()) == (404, known)


def test_whoever_waits_may_not_write(client: Client, write: Any) -> None:
    client.force_login(MemberFactory(waiting=True))
    assert said(write("Hallo")) == (403, "forbidden")


def test_a_draft_says_the_same(client: Client, head: Member) -> None:
    assert said(client.post("/entwuerfe/speichern/", {"place": "new:", "text": "Hallo"})) == (
        403,
        "forbidden",
    )
    client.force_login(head)
    assert said(client.post("/entwuerfe/speichern/", {"place": "anderswo", "text": "x"})) == (
        404,
        "not_found",
    )
    first = {"place": "new:", "text": "Eins", "device": "a"}
    assert client.post("/entwuerfe/speichern/", first).json()["version"] == 1
    other = client.post("/entwuerfe/speichern/", {**first, "text": "Zwei", "device": "b"})
    assert said(other) == (409, "conflict") and other.json()["text"] == "Eins"
    assert Draft.objects.get().text == "Eins"


def test_what_was_typed_comes_with_a_no(anna: Member, client: Client) -> None:
    """A page without a form of its own gives the words back, to be copied."""
    post = Post.objects.get(thread=make_thread(MemberFactory()))
    page = client.post(f"/beitraege/{post.pk}/bearbeiten/", {"text": "Das war ein langer Satz.", "seen": 0})
    assert page.status_code == 403 and "Das war ein langer Satz.</textarea>" in page.content.decode()


def test_nothing_was_written(anna: Member, write: Any, place: Any) -> None:
    before = (Post.objects.count(), Message.objects.count())
    for text in (" ", TOO_LONG, "\x07"):
        write(text)
    assert (Post.objects.count(), Message.objects.count()) == before
