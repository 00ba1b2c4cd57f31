"""A member's own list: kept posts, their day, and a calendar that other programs can read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from community.people.models import Member
from forum.bookmarks import actions as bookmark_actions
from forum.exports.calendars import escaped, folded
from forum.models import Bookmark, Post
from tests.factories.forum import make_reply, make_thread, opening
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client: Client) -> Member:
    member = MemberFactory()
    client.force_login(member)
    return member


@pytest.fixture
def post(anna: Member) -> Post:
    thread = make_thread(MemberFactory(), title="Pflege; Fahrdienst, Kosten")
    return make_reply(thread, MemberFactory())


def test_a_post_is_kept_once_and_only_by_oneself(client, anna, post):
    today = timezone.localdate()
    address = f"/beitraege/{post.pk}/merken/"
    assert client.post(address, {"note": "Nachrechnen", "due_on": today.isoformat()}).status_code == 303
    assert client.post(address, {"note": "Nachfragen", "due_on": today.isoformat()}).status_code == 303
    assert list(Bookmark.objects.values_list("member", "note", "due_on")) == [(anna.pk, "Nachfragen", today)]
    page = client.get("/merkzettel/").content.decode()
    assert "Zur Wiedervorlage" in page and page.count("Nachfragen") == 2
    client.force_login(MemberFactory())
    assert "Nachfragen" not in client.get("/merkzettel/").content.decode()
    client.force_login(anna)
    client.post(f"{address}loesen/")
    assert not Bookmark.objects.exists()


def test_bad_days_are_said_at_the_field(client, anna, post):
    for wrong in ("31.02.2026", "morgen", "9999-12-31", "0001-01-01"):
        answer = client.post(f"/beitraege/{post.pk}/merken/", {"note": "Bleibt da", "due_on": wrong})
        assert answer.status_code == 422 and "Bleibt da" in answer.content.decode()
    assert not Bookmark.objects.exists()


def test_the_calendar_holds_days_and_nothing_of_others(client, anna, post):
    bookmark_actions.bookmark_post(anna, post, note="Zeile, mit; Zeichen", due_on=date(2026, 12, 24))
    bookmark_actions.bookmark_post(anna, opening(post.thread))
    bookmark_actions.bookmark_post(MemberFactory(), post, note="Fremd", due_on=date(2026, 12, 25))
    answer = client.get("/merkzettel/wiedervorlagen.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20261224" in lines and "DTEND;VALUE=DATE:20261225" in lines
    assert r"SUMMARY:Wiedervorlage: Pflege\; Fahrdienst\, Kosten" in lines
    assert all(len(line.encode()) <= 75 for line in answer.content.decode().split("\r\n"))


def test_folding_never_cuts_a_letter():
    line = "SUMMARY:" + "Ärger über Öl " * 20
    assert "".join(part.removeprefix(" ") if n else part for n, part in enumerate(folded(line))) == line
    assert escaped("a\r\nBEGIN:VEVENT") == "a BEGIN:VEVENT"


def test_who_may_not_read_it_keeps_nothing(anna, post):
    with pytest.raises(PermissionDenied):
        bookmark_actions.bookmark_post(MemberFactory(waiting=True), post)
    bookmark_actions.bookmark_post(anna, post, due_on=timezone.localdate() - timedelta(days=1))
    assert Bookmark.objects.kept_by(anna).due(timezone.localdate()).count() == 1
