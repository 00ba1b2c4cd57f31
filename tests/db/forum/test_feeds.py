"""Feeds as programs read them: valid Atom, entries that stay the same, and 304 while nothing has changed."""

from __future__ import annotations

from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from community.people.models import Member
from forum.feeds import actions as feed_actions
from forum.feeds.actions import MOST_KEYS
from forum.models import FeedKey, Tag
from forum.thread_tools import actions as thread_tool_actions
from forum.vocabulary import actions as vocabulary_actions
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread, opening, remove
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def anna(client: Client) -> Member:
    member = MemberFactory(name="Anna Weber")
    client.force_login(member)
    return member


def read(client: Client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8"), (
        address
    )
    return ElementTree.fromstring(answer.content)


def ids(feed: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}id") or "" for entry in feed.iter(f"{ATOM}entry")]


def test_each_feed_is_whole_and_its_identities_stay(client: Client, anna: Member):
    field = ActionFieldFactory(public=True, slug="mobil")
    thread = make_thread(
        anna, field=field, title="Bus & Bahn <früh>", text="Der **erste** Bus.", tags=["Bus"]
    )
    make_reply(thread, anna, text="Der Bus um sechs.")
    before = {}
    for address in ("themen/", "handlungsfelder/mobil/", "stichworte/bus/", "suche/?q=Bus"):
        feed = read(client, f"/feeds/{address}")
        for part in ("id", "title", "updated"):
            assert feed.findtext(f"{ATOM}{part}"), (address, part)
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == f"http://testserver/feeds/{address}"
        for entry in feed.iter(f"{ATOM}entry"):
            for part in ("id", "title", "updated", "published", "author/name", "summary"):
                assert entry.findtext(f"{ATOM}{part.replace('/', f'/{ATOM}')}"), (address, part)
        before[address] = ids(feed)
        assert f"http://testserver/themen/{thread.pk}/" in before[address]
    first = next(read(client, "/feeds/themen/").iter(f"{ATOM}entry"))
    assert first.findtext(f"{ATOM}title") == "Bus & Bahn <früh>"
    assert first.findtext(f"{ATOM}author/{ATOM}name") == "Anna Weber"
    assert anna.email not in ElementTree.tostring(first, encoding="unicode")
    officer = MemberFactory(office=True)
    thread_tool_actions.retitle_thread(officer, thread, title="Bus", reason="Kürzer")
    vocabulary_actions.merge_tags(
        officer,
        Tag.objects.get(),
        target=vocabulary_actions.add_tag(officer, name="ÖPNV", reason="x"),
        reason="x",
    )
    assert {address: ids(read(client, f"/feeds/{address}")) for address in before} == before


def test_asking_again_costs_nothing_until_something_changes(client: Client, anna: Member):
    empty = client.get("/feeds/themen/")
    assert client.get("/feeds/themen/", headers={"If-None-Match": empty["ETag"]}).status_code == 304
    thread = make_thread(anna, text="Ein Wort zu viel.")
    first = client.get("/feeds/themen/", headers={"If-None-Match": empty["ETag"]})
    assert first.status_code == 200 and first["Last-Modified"] and "public" in first["Cache-Control"]
    again = client.get("/feeds/themen/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    remove(opening(thread))
    gone = client.get(
        "/feeds/themen/",
        headers={"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]},
    )
    assert gone.status_code == 200 and "zu viel" not in gone.content.decode()


def test_addresses_are_shown_once_and_end(client: Client, anna: Member):
    hidden = make_thread(anna, field=ActionFieldFactory(slug="pflege"), title="Unter uns")
    page = client.post("/konto/feeds/", {"name": "Outlook"})
    secret = page.content.decode().partition("/feeds/mein/")[2].partition("/")[0]
    assert len(secret) > 40 and "no-store" in page["Cache-Control"]
    assert secret not in client.get("/konto/feeds/").content.decode()
    assert not FeedKey.objects.filter(digest__contains=secret).exists()
    outlook = Client()
    address = f"/feeds/mein/{secret}/handlungsfelder/pflege/"
    feed = read(outlook, address)
    assert ids(feed) == [f"http://testserver/themen/{hidden.pk}/"]
    assert feed.findtext(f"{ATOM}id") == "http://testserver/feeds/handlungsfelder/pflege/", "no secret in it"
    assert outlook.get(address)["Cache-Control"] == "private, no-cache"
    assert "zuletzt abgerufen am" in client.get("/konto/feeds/").content.decode()
    stranger = Client()
    stranger.force_login(MemberFactory())
    assert stranger.post(f"/konto/feeds/{FeedKey.objects.get().pk}/beenden/").status_code == 404
    assert client.post(f"/konto/feeds/{FeedKey.objects.get().pk}/beenden/").status_code == 303
    assert outlook.get(address).status_code == 404


def test_nobody_makes_keys_without_end(client: Client, anna: Member):
    for number in range(MOST_KEYS):
        feed_actions.make_feed_key(anna, name=f"Nummer {number}")
    answer = client.post("/konto/feeds/", {"name": "Noch einer"})
    assert answer.status_code == 422 and "Bitte beenden Sie zuerst eine" in answer.content.decode()
    with pytest.raises(PermissionDenied):
        feed_actions.make_feed_key(MemberFactory(waiting=True), name="Früh")


def test_pages_name_their_feed_only_where_there_is_one(client: Client, anna: Member):
    shown, hidden = ActionFieldFactory(public=True, slug="mobil"), ActionFieldFactory(slug="pflege")
    make_thread(anna, field=hidden, tags=["Nachtpflege"])
    feed = 'type="application/atom+xml"'
    assert 'href="/feeds/handlungsfelder/mobil/"' in client.get(shown.get_absolute_url()).content.decode()
    assert feed not in client.get(hidden.get_absolute_url()).content.decode()
    assert feed not in client.get("/stichworte/nachtpflege/").content.decode()
    assert 'href="/feeds/suche/?q=Bus"' in client.get("/suche/", {"q": "Bus"}).content.decode()


@pytest.mark.parametrize("sign", ["\v", "\f", "\ufffe", "\uffff"])
def test_a_feed_leaves_out_what_no_xml_may_hold(client: Client, sign: str):
    """Whoever searches for it may have pasted it from Word."""
    feed = read(client, f"/feeds/suche/?{urlencode({'q': f'Bus{sign}takt'})}")
    assert feed.findtext(f"{ATOM}title") == "Suche: Bustakt – Demografiedialog"


@pytest.mark.parametrize("sign", ["\0", "\x01", "\x1f", "\x7f"])
def test_no_feed_can_be_asked_for_control_characters(client: Client, sign: str):
    assert client.get("/feeds/suche/", {"q": f"Bus{sign}"}).status_code == 400
