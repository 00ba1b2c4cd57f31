"""Whatever is sent: a sentence where it belongs, the typed text kept, never a 500."""

from __future__ import annotations

from uuid import uuid4

import pytest

from community.text import POST_LIMIT
from forum.models import Draft, Post, Thread
from tests.factories.forum import ActionFieldFactory, close, make_reply, make_thread, opening, remove
from tests.factories.people import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def thread(anna):
    return make_thread(anna)


def send(client, thread, text, **data):
    return client.post(f"/themen/{thread.pk}/antworten/", {"text": text, "key": uuid4(), **data})


BAD = {
    "empty": "",
    "only white space": " \n\t  ",
    "invisible": "​​",
    "too long": "Wort " * (POST_LIMIT // 5 + 1),
    "NUL": "vor\0nach",
    "control": "Glocke\x07",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_refused_texts_come_back_with_a_sentence(client, anna, thread, text):
    client.force_login(anna)
    response = send(client, thread, text)
    assert response.status_code == 422
    html = response.content.decode()
    assert 'aria-invalid="true"' in html
    assert "alert" in html or "error" in html
    if text.strip().strip("​"):
        assert text.strip()[:20].replace("\0", "�")[:3] in html
    assert Post.objects.count() == 1


HOSTILE = {
    "ten thousand brackets": "[" * 10_000,
    "images": "![" * 9_000,
    "quotes": ">" * 5_000,
    "script": "<script>window.pwned=1</script>",
    "surrogate by entity": "&#xD800;",
    "template": "{{ request }} {% debug %}",
    "right to left": "‮evil‬",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_are_taken_as_words(client, anna, thread, text):
    client.force_login(anna)
    assert send(client, thread, text).status_code == 303
    html = client.get(thread.get_absolute_url()).content.decode()
    assert "<script>window" not in html
    assert Post.objects.count() == 2


def test_sending_twice_stores_once(client, anna, thread):
    client.force_login(anna)
    key = uuid4()
    first, second = (send(client, thread, "Doppelt geklickt", key=key) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Post.objects.count() == 2


@pytest.mark.parametrize("key", ["", "kein-schlüssel", "1", "\0"])
def test_a_broken_key_is_no_crash(client, anna, thread, key):
    client.force_login(anna)
    assert send(client, thread, "Text", key=key).status_code == 422


def test_a_key_used_with_other_words_says_so(client, anna, thread):
    client.force_login(anna)
    key = uuid4()
    send(client, thread, "Erster Text", key=key)
    response = send(client, thread, "Zweiter Text", key=key)
    assert response.status_code == 409
    assert "Zweiter Text" in response.content.decode()


@pytest.mark.parametrize("number", ["999", "0", "-1", "x", "99999999999999999999"])
def test_answering_a_post_that_is_not_there(client, anna, thread, number):
    client.force_login(anna)
    response = send(client, thread, "Mein langer Text", reply_to=number)
    assert response.status_code == 422
    assert "Mein langer Text" in response.content.decode()


def test_answering_a_removed_post(client, anna, thread):
    gone = remove(make_reply(thread, anna))
    client.force_login(anna)
    response = send(client, thread, "Mein langer Text", reply_to=gone.number)
    assert response.status_code == 422
    assert "wurde inzwischen entfernt" in response.content.decode()


def test_answering_in_a_closed_thread_keeps_the_text(client, anna, thread):
    close(thread, by=MemberFactory(office=True))
    client.force_login(anna)
    response = send(client, thread, "Eine Stunde Arbeit")
    html = response.content.decode()
    assert response.status_code == 403
    assert "Eine Stunde Arbeit" in html and "geschlossen" in html


def test_answering_where_nothing_is(client, anna):
    client.force_login(anna)
    for number in (4711, 10**18):
        assert (
            client.post(f"/themen/{number}/antworten/", {"text": "Hallo", "key": uuid4()}).status_code == 404
        )


def test_editing_the_words_of_others(client, thread):
    client.force_login(MemberFactory())
    post = opening(thread)
    assert client.get(f"/beitraege/{post.pk}/bearbeiten/").status_code == 403
    assert client.post(f"/beitraege/{post.pk}/bearbeiten/", {"text": "Gekapert"}).status_code == 403
    assert "Gekapert" not in Post.objects.get(pk=post.pk).source


def test_an_edit_conflict_shows_both_texts(client, anna, thread):
    post = opening(thread)
    client.force_login(anna)
    address = f"/beitraege/{post.pk}/bearbeiten/"
    assert client.post(address, {"text": "Vom Tablet", "seen": 0}).status_code == 303
    refused = client.post(address, {"text": "Vom Rechner", "seen": 0})
    html = refused.content.decode()
    assert refused.status_code == 409
    assert "Vom Tablet" in html and "Vom Rechner" in html
    assert client.post(address, {"text": "Vom Rechner", "seen": 1}).status_code == 303
    assert Post.objects.get(pk=post.pk).source == "Vom Rechner"


def test_a_new_thread_with_mistakes_keeps_everything(client, anna):
    field = ActionFieldFactory()
    client.force_login(anna)
    response = client.post(
        "/themen/neu/", {"field": "gibt-es-nicht", "title": "", "text": "Mein Anliegen", "key": uuid4()}
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert "Dieses Handlungsfeld gibt es nicht." in html and "Mein Anliegen" in html
    response = client.post(
        "/themen/neu/", {"field": field.slug, "title": "T" * 201, "text": "Mein Anliegen", "key": uuid4()}
    )
    assert response.status_code == 422
    assert "T" * 201 in response.content.decode()
    assert not Thread.objects.exists()


def test_words_typed_after_the_session_ended_wait_behind_the_sign_in(client, anna, thread):
    """The whole way: session gone, reply sent, sign-in, text back in the composer, posted."""
    sent = client.post(
        f"/themen/{thread.pk}/antworten/",
        {
            "text": "Zwei Seiten Erfahrung",
            "key": uuid4(),
            "reply_to": "1",
            "page": f"{thread.get_absolute_url()}#antworten",
        },
    )
    assert sent.status_code == 303 and sent["Location"].startswith("/konto/login/?next=")
    sign_in = client.get(sent["Location"])
    assert "Ihr Text ist gesichert" in sign_in.content.decode()
    back = client.post(sent["Location"], {"login": anna.email, "password": PASSWORD})
    assert back.status_code == 302, back.content.decode()[:3000]
    html = client.get(back["Location"].split("#")[0]).content.decode()
    assert "Zwei Seiten Erfahrung" in html
    assert Draft.objects.get().text == "Zwei Seiten Erfahrung"
    send(client, thread, "Zwei Seiten Erfahrung")
    assert not Draft.objects.exists()


def test_words_of_an_expired_session_stand_beside_an_older_draft(client, anna, thread):
    Draft.objects.create(member=anna, place=f"thread:{thread.pk}", text="Älterer Entwurf")
    client.post(f"/themen/{thread.pk}/antworten/", {"text": "Neuer Text", "key": uuid4()})
    client.post("/konto/login/", {"login": anna.email, "password": PASSWORD})
    client.get(thread.get_absolute_url())
    assert Draft.objects.get().text == "Neuer Text\n\n---\n\nÄlterer Entwurf"


def test_scripts_hear_where_to_sign_in_when_the_session_ended(client, thread):
    response = client.post(
        f"/themen/{thread.pk}/antworten/",
        {"text": "Hallo", "key": uuid4()},
        headers={"Accept": "application/json"},
    )
    assert response.status_code == 403
    assert response.json()["code"] == "forbidden"
    assert response.json()["sign_in"].startswith("/konto/login/")
    assert client.session["kept_words"]["text"] == "Hallo"


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_way_back_never_leaves_the_house(client, thread, target):
    response = client.post(
        f"/themen/{thread.pk}/antworten/", {"text": "Hallo", "page": target, "key": uuid4()}
    )
    assert response["Location"] == "/konto/login/?next=%2F"


def test_writing_too_fast_keeps_the_text(client, anna, thread, settings):
    settings.FORUM_RATE = "3/d"
    client.force_login(anna)
    answers = [send(client, thread, f"Beitrag {number}").status_code for number in range(5)]
    assert answers == [303, 303, 303, 429, 429]
    assert "Beitrag 99" in send(client, thread, "Beitrag 99").content.decode()


@pytest.mark.parametrize("path", ["/themen/1/x%00/", "/handlungsfelder/?seite=%00", "/themen/?filter=%00"])
def test_addresses_with_nul_are_refused(client, path):
    assert client.get(path).status_code in (400, 404)


def test_an_address_with_broken_utf8_is_no_crash(client):
    assert client.get("/handlungsfelder/?seite=%ED%A0%80").status_code < 500
    assert client.get("/themen/?seite=%ED%A0%80").status_code == 404
