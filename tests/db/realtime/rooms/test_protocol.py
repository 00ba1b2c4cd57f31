"""What browsers and outside tests speak to: the calls of the protocol with every answer they can give."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client

from community.live.long_poll import HEADER
from realtime.rooms.catch_up import views as catch_up_views
from realtime.rooms.management import actions as management_actions
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.models import Message, Participation, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.room import policy as room_policy
from tests.db.realtime.rooms.visits import tidy
from tests.factories.people import MemberFactory
from tests.factories.rooms import again, fresh, make_room, say

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def browser(member) -> Client:
    client = Client(headers=JSON)
    client.force_login(member)
    return client


def send(client, room, text="Hallo", **fields):
    return client.post(f"/raeume/{room.pk}/nachrichten/", {"key": str(uuid4()), "text": text, **fields})


def events(client, room, after=0, **more):
    return client.get(f"/raeume/{room.pk}/ereignisse/", {"after": after, **more})


def test_a_message_is_stored_before_it_is_answered(anna, cafe):
    key = str(uuid4())
    answer = send(browser(anna), cafe, key=key)
    assert (answer.status_code, answer.json()) == (201, {"key": key, "seq": 1, "rev": 1})
    assert Message.objects.get().key.hex == key.replace("-", "")


def test_the_same_key_again(anna, cafe):
    key = str(uuid4())
    client = browser(anna)
    send(client, cafe, key=key)
    answer = send(client, cafe, key=key)
    assert (answer.status_code, answer.json()) == (200, {"key": key, "seq": 1, "rev": 1})
    answer = send(client, cafe, "Etwas anderes", key=key)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_without_the_header_a_form_goes_back_to_the_page(anna, cafe):
    client = browser(anna)
    answer = client.post(
        f"/raeume/{cafe.pk}/nachrichten/",
        {"key": str(uuid4()), "text": "Hallo"},
        headers={"Accept": "text/html"},
    )
    assert (answer.status_code, answer["Location"]) == (303, f"/raeume/{cafe.pk}/#nachricht-1")


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"text": ""}, 400, "bad_request"),
        ({"text": "a\0b"}, 400, "bad_request"),
        ({"key": ""}, 400, "bad_request"),
        ({"key": "1234"}, 400, "bad_request"),
        ({"reply_to": "x"}, 400, "bad_request"),
        ({"reply_to": "17"}, 400, "bad_request"),
        ({"reply_to": "9" * 30}, 400, "bad_request"),
        ({"text": "x" * 4_001}, 413, "too_long"),
    ],
)
def test_what_cannot_stand(anna, cafe, fields, status, code):
    answer = send(browser(anna), cafe, **fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["detail"]
    assert Message.objects.count() == 0


def test_a_room_one_may_not_know_of_answers_like_none(greta, table):
    client = browser(greta)
    there, nowhere = send(client, table), client.post("/raeume/999999/nachrichten/", {"text": "Hallo"})
    assert (there.status_code, there.json()["code"]) == (404, "not_found")
    assert there.content == nowhere.content
    assert events(client, table).content == client.get("/raeume/999999/ereignisse/").content == there.content
    beyond = f"/raeume/{10**30}/"
    assert client.post(f"{beyond}nachrichten/", {"text": "Hallo"}).content == there.content
    assert client.get(beyond).status_code == 404


def test_who_is_not_admitted(cafe, table):
    for client in (Client(headers=JSON), browser(MemberFactory(waiting=True))):
        for room in (cafe, table):
            for answer in (send(client, room), events(client, room)):
                assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_the_office_that_has_not_come_in(chiara, table):
    for answer in (send(browser(chiara), table), events(browser(chiara), table)):
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_an_archived_room_is_locked(anna, chiara, cafe):
    say(anna, cafe)
    management_actions.archive_room(chiara, cafe, reason="Fertig")
    answer = send(browser(anna), cafe)
    assert (answer.status_code, answer.json()["code"]) == (423, "locked")
    assert len(events(browser(anna), cafe).json()["events"]) == 1


def test_too_fast(anna, cafe, settings, time_machine):
    settings.ROOM_RATE = "2/m"
    time_machine.move_to("2026-11-23T10:00:15Z", tick=False)
    client = browser(anna)
    assert [send(client, cafe, f"{n}").status_code for n in range(3)] == [201, 201, 429]
    answer = send(client, cafe)
    assert answer.json() | {"detail": ""} == {"code": "rate_limited", "detail": "", "retry_after": 45}
    assert answer["Retry-After"] == "45"
    time_machine.shift(45)
    assert send(client, cafe).status_code == 201


def test_messages_written_anew_count_as_well(anna, cafe, settings):
    settings.ROOM_RATE = "2/d"
    client, address = browser(anna), f"/raeume/{cafe.pk}/nachrichten/1/bearbeiten/"
    assert send(client, cafe, "Eins").status_code == 201
    json = {"accept": "application/json"}
    answers = [client.post(address, {"text": text}, headers=json) for text in ("Zwei", "Zwei", "Drei")]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_no_limit_where_none_is_set(anna, cafe, settings):
    settings.ROOM_RATE = ""
    client = browser(anna)
    assert {send(client, cafe, f"{n}").status_code for n in range(80)} == {201}


def test_slow_mode_says_how_long_to_wait(anna, chiara, cafe, time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    management_actions.set_slow_mode(chiara, cafe, seconds=60)
    client = browser(anna)
    send(client, cafe)
    answer = send(client, cafe)
    assert (answer.status_code, answer.json()["retry_after"]) == (429, 60)


def test_a_database_that_is_away_is_said_so(anna, cafe, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(room_policy, "can_see_room", away)
    for answer in (send(browser(anna), cafe), events(browser(anna), cafe)):
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert answer["Retry-After"]
    client = browser(anna)
    client.raise_request_exception = False
    assert client.get(f"/raeume/{cafe.pk}/", headers={"Accept": "text/html"}).status_code == 503


def test_catching_up(anna, bruno, cafe):
    first, second = say(anna, cafe, "Eins"), say(bruno, cafe, "Zwei", reply_to=1)
    mark_actions.react(bruno, first, kind="danke")
    answer = events(browser(anna), cafe).json()
    assert (answer["head"], answer["more"]) == (3, False)
    assert [(event["seq"], event["rev"]) for event in answer["events"]] == [(2, 2), (1, 3)]
    assert answer["events"][1]["reactions"] == {"danke": [bruno.pk]}
    event = answer["events"][0]
    assert tidy(event.pop("item")).startswith('<li class="message" id="nachricht-2"')
    assert event == {
        "type": "message",
        "stream": f"room:{cafe.pk}",
        "seq": 2,
        "rev": 2,
        "key": str(second.key),
        "author": {"id": bruno.pk, "name": "Bruno Krüger", "place": bruno.place, "initials": "BK"},
        "at": second.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "html": "<p>Zwei</p>",
        "reply_to": 1,
        "edited": False,
        "removed": False,
        "removal": None,
        "reactions": {},
        "pinned": False,
        "cards": False,
        "files": [],
        "pin": None,
    }
    assert [event["seq"] for event in events(browser(anna), cafe, after=2).json()["events"]] == [1]


def test_what_is_caught_up_is_what_was_told(anna, bruno, cafe, rung):
    with rung() as heard:
        message = say(anna, cafe)
        message_actions.edit_message(anna, again(message), text="Neu")
        mark_actions.react(bruno, again(message), kind="danke")
        message_actions.remove_message(anna, again(message), reason="Versehen")
    assert heard[-1][1] == events(browser(bruno), cafe).json()["events"][0]


def test_long_absence_comes_in_pieces(anna, cafe, monkeypatch):
    monkeypatch.setattr(catch_up_views, "EVENTS_AT_ONCE", 3)
    for number in range(7):
        say(anna, cafe, f"{number}")
    client, after, sizes = browser(anna), 0, []
    while True:
        answer = events(client, cafe, after).json()
        sizes.append(len(answer["events"]))
        after = answer["events"][-1]["rev"]
        assert answer["head"] == 7
        if not answer["more"]:
            break
    assert sizes == [3, 3, 1]


@pytest.mark.parametrize("query", [{"after": "x"}, {"after": "-1"}, {"wait": "bald"}, {"after": "9" * 30}])
def test_a_cursor_is_a_number(anna, cafe, query):
    answer = browser(anna).get(f"/raeume/{cafe.pk}/ereignisse/", query)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


def test_a_cursor_from_the_future_learns_where_the_room_is(anna, cafe):
    say(anna, cafe)
    assert events(browser(anna), cafe, after=500).json() == {"head": 1, "events": [], "more": False}


def test_only_an_empty_answer_is_held(anna, cafe):
    say(anna, cafe)
    assert HEADER not in events(browser(anna), cafe, after=0, wait=25)
    assert HEADER not in events(browser(anna), cafe, after=1)
    for wait in (25, 600):
        assert events(browser(anna), cafe, after=1, wait=wait)[HEADER].startswith(f"room:{cafe.pk} 1 25.0")


def test_newcomers_catch_up_from_where_they_came(anna, chiara, group):
    table = make_room(group, history=Room.History.JOINING)
    before = say(anna, table, "Vorher")
    participation_actions.invite(anna, table, chiara)
    after = say(anna, table, "Nachher")
    message_actions.edit_message(anna, before, text="Vorher, anders")
    answer = events(browser(chiara), table).json()
    assert (answer["head"], [event["seq"] for event in answer["events"]]) == (3, [after.seq])


def test_catching_up_costs_the_same_however_much_there_is(anna, bruno, cafe, django_assert_num_queries):
    for number in range(40):
        mark_actions.react(bruno, say(anna, cafe, f"{number}"), kind="danke")
    client = browser(anna)
    events(client, cafe)
    with django_assert_num_queries(6):
        assert len(events(client, cafe).json()["events"]) == 40


def test_sending_costs_little_under_the_lock(anna, cafe, django_assert_max_num_queries):
    client = browser(anna)
    send(client, cafe)
    with django_assert_max_num_queries(11):  # one of them makes it findable
        send(client, cafe, "Noch eine")


def test_acts_answer_with_where_the_message_stands_now(anna, table):
    say(anna, table)
    client, here = browser(anna), f"/raeume/{table.pk}/nachrichten/1/"
    for act, fields, rev in (
        ("bearbeiten/", {"text": "Neu"}, 2),
        ("reaktion/", {"kind": "danke"}, 3),
        ("reaktion/zuruecknehmen/", {"kind": "danke"}, 4),
        ("anheften/", {}, 5),
        ("loesen/", {}, 6),
        ("entfernen/", {}, 7),
        ("wiederherstellen/", {}, 8),
    ):
        answer = client.post(here + act, fields)
        assert (answer.status_code, answer.json()) == (200, {"seq": 1, "rev": rev}), act


def test_acts_are_refused_in_the_protocols_words(anna, bruno, greta, table):
    for number in range(6):
        say(anna, table, f"{number}")
    client, here = browser(anna), f"/raeume/{table.pk}/nachrichten"
    for number in range(1, 6):
        client.post(f"{here}/{number}/anheften/")
    for who, act, fields, status, code in (
        (anna, "6/anheften/", {}, 409, "conflict"),
        (bruno, "1/loesen/", {}, 403, "forbidden"),
        (bruno, "1/bearbeiten/", {"text": "Neu"}, 403, "forbidden"),
        (anna, "1/bearbeiten/", {"text": "x" * 4_001}, 413, "too_long"),
        (anna, "1/bearbeiten/", {"text": " "}, 400, "bad_request"),
        (anna, "1/reaktion/", {"kind": "herzchen"}, 400, "bad_request"),
        (anna, "99/reaktion/", {"kind": "danke"}, 404, "not_found"),
        (greta, "1/reaktion/", {"kind": "danke"}, 404, "not_found"),
    ):
        answer = browser(who).post(f"{here}/{act}", fields)
        assert (answer.status_code, answer.json()["code"]) == (status, code), act


def test_the_words_of_others_are_not_removed_without_a_reason(anna, bruno, table):
    say(bruno, table)
    answer = browser(anna).post(f"/raeume/{table.pk}/nachrichten/1/entfernen/")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert again(Message.objects.get()).removed is None


def test_reading_is_told_without_a_word(anna, greta, cafe):
    say(anna, cafe)
    participation_actions.enter_room(greta, cafe)
    Participation.objects.update(read_seq=0)
    answer = browser(greta).post(f"/raeume/{cafe.pk}/gelesen/", {"seq": 1})
    assert (answer.status_code, answer.content) == (204, b"")
    assert Participation.objects.get(member=greta).read_seq == 1
    assert fresh(cafe).head == 1
