"""The page of notices and the page where one chooses: right, their own, and without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from community.notices.models import Level, MailWish, Notice, Watch
from community.people.groups.actions import remove_from_group
from community.people.models import Member
from forum.models import ActionField, Thread
from realtime.rooms.models import Participation
from realtime.rooms.participation import actions as participation_actions
from tests.factories.forum import make_reply, make_thread
from tests.factories.people import MemberFactory, WorkingGroupFactory
from tests.factories.rooms import make_room, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client: Client) -> Member:
    anna = MemberFactory(name="Anna Weber")
    client.force_login(anna)
    return anna


@pytest.fixture
def thread(anna: Member) -> Thread:
    thread = make_thread(anna, title="Wer kennt Mitfahrbänke?")
    make_reply(thread, MemberFactory(name="Bruno Krüger"))
    return thread


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_page_says_what_where_and_why(client: Client, thread: Thread) -> None:
    page = text_of(client, "/hinweise/")
    for words in (
        "Bruno Krüger hat Ihnen geantwortet.",
        f"{thread.field.name}: Wer kennt Mitfahrbänke?",
        "weil Sie in diesem Thema gefragt oder geschrieben haben",
    ):
        assert words in page
    assert "1 ungelesener Hinweis" in page
    assert client.get("/hinweise/anzahl/").json() == {"unread": 1}


def test_following_a_notice_settles_it(client: Client, thread: Thread, anna: Member) -> None:
    notice = Notice.objects.get(member=anna)
    answer = client.get(f"/hinweise/{notice.pk}/")
    assert answer["Location"] == f"/themen/{thread.pk}/ungelesen/"
    assert client.get("/hinweise/anzahl/").json() == {"unread": 0}


def test_reading_the_thread_settles_it_too(client: Client, thread: Thread) -> None:
    client.get(thread.get_absolute_url())
    assert client.get("/hinweise/anzahl/").json() == {"unread": 0}


def test_all_at_once(client: Client, thread: Thread) -> None:
    assert client.post("/hinweise/gelesen/").status_code == 303
    assert "neu" not in text_of(client, "/hinweise/").partition("<main")[2].partition("</main")[0].split()


def test_what_one_may_no_longer_know_of_is_gone(client: Client, anna: Member) -> None:
    lead = MemberFactory(name="Lea Leitung")
    group = WorkingGroupFactory(lead=lead, with_members=[anna])
    table = make_room(group, name="Geheimer Tisch")
    for member in (lead, anna):
        participation_actions.enter_room(member, table)
    say(lead, table, f"@{anna.handle} bitte")
    assert "Geheimer Tisch" in text_of(client, "/hinweise/")
    remove_from_group(lead, group, anna)
    notice = Notice.objects.get(member=anna)
    page = text_of(client, "/hinweise/")
    assert "Geheimer Tisch" not in page and "Lea Leitung" not in page
    assert client.get(f"/hinweise/{notice.pk}/")["Location"] == "/hinweise/"
    assert client.get("/hinweise/anzahl/").json() == {"unread": 0}


def test_nobody_opens_the_notice_of_another(thread: Thread) -> None:
    other = Client()
    other.force_login(MemberFactory())
    assert other.get(f"/hinweise/{Notice.objects.get().pk}/").status_code == 404


def test_a_level_is_chosen_beside_the_thread(client: Client, thread: Thread, anna: Member) -> None:
    page = text_of(client, thread.get_absolute_url())
    assert 'value="important" checked' in page
    sent = {"place": "thread", "key": thread.pk, "level": "all", "next": thread.get_absolute_url()}
    assert client.post("/hinweise/stufe/", sent)["Location"] == thread.get_absolute_url()
    assert 'value="all" checked' in text_of(client, thread.get_absolute_url())
    assert "Wer kennt Mitfahrbänke?" in text_of(client, "/konto/hinweise/")


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_way_back_stays_in_the_house(client: Client, thread: Thread, next_page: str) -> None:
    sent = {"place": "thread", "key": thread.pk, "level": "all", "next": next_page}
    assert client.post("/hinweise/stufe/", sent)["Location"] == "/konto/hinweise/"


@pytest.mark.parametrize(
    "wrong", [{"level": "laut"}, {"place": "keller"}, {"key": "x"}, {"key": 2**70}, {"place": ""}]
)
def test_what_cannot_be_chosen(client: Client, thread: Thread, wrong: dict[str, Any]) -> None:
    sent = {"place": "thread", "key": thread.pk, "level": "all", **wrong}
    assert client.post("/hinweise/stufe/", sent).status_code == 400
    assert not Watch.objects.exists()


def test_levels_of_rooms_are_kept_with_the_room(client: Client, anna: Member) -> None:
    table = make_room(WorkingGroupFactory(lead=anna))
    participation_actions.enter_room(anna, table)
    for level, theirs in (("all", "all"), ("important", "mentions"), ("nothing", "nothing")):
        client.post("/hinweise/stufe/", {"place": "room", "key": table.pk, "level": level})
        assert Participation.objects.get(member=anna, room=table).level == theirs
    hidden = make_room(WorkingGroupFactory())
    assert (
        client.post("/hinweise/stufe/", {"place": "room", "key": hidden.pk, "level": "all"}).status_code
        == 404
    )


def test_the_page_shows_every_field_and_stores_how_mails_come(
    client: Client, thread: Thread, anna: Member
) -> None:
    page = text_of(client, "/konto/hinweise/")
    assert all(field.name in page for field in ActionField.objects.all())
    sent = {"by_mail": "on", "quiet_from": "20", "quiet_until": "8", "weekends": "on"}
    assert client.post("/konto/hinweise/", sent).status_code == 303
    wish = MailWish.objects.get(member=anna)
    assert (wish.by_mail, wish.monday, wish.quiet_from, wish.quiet_until) == (True, False, 20, 8)
    assert client.post("/konto/hinweise/", {"quiet_from": "3", "quiet_until": "23"}).status_code == 422


def test_the_choice_beside_a_field(client: Client, thread: Thread, anna: Member) -> None:
    client.post("/hinweise/stufe/", {"place": "field", "key": thread.field_id, "level": "nothing"})
    assert Watch.objects.get(member=anna).level == Level.NOTHING
    assert 'value="nothing" checked' in text_of(client, thread.field.get_absolute_url())
