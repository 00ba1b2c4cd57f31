"""Pages as they are without JavaScript: reading, paging, writing as a form, what is new, what is offered to whom."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from realtime.rooms.management import actions as management_actions
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.models import Message
from realtime.rooms.participation import actions as participation_actions
from tests.db.realtime.rooms.visits import browser, page, tidy
from tests.factories.people import MemberFactory
from tests.factories.rooms import again, fresh, part_of, say

pytestmark = pytest.mark.django_db


def places(html) -> list[int]:
    """The messages on a page, in order; the blank in the template is none."""
    return [
        int(seq)
        for seq in re.findall(r'<li class="message[^"]*" id="nachricht-\d+" data-seq="(\d+)"', html)
        if seq != "0"
    ]


def talk(author, room, count) -> None:
    for number in range(1, count + 1):
        say(author, room, f"Nachricht Nummer {number}.")


def test_a_message_on_the_page(anna, bruno, cafe):
    say(anna, cafe, "Wer bringt *Kuchen* mit?")
    say(bruno, cafe, "Ich!", reply_to=1)
    html = page(browser(bruno), cafe.get_absolute_url())
    assert re.search(r'<li class="message" id="nachricht-1" data-seq="1" data-rev="1"', html)
    assert re.search(r'<li class="message message--own" id="nachricht-2"', html)
    assert "Wer bringt <em>Kuchen</em> mit?" in html
    assert "Antwort auf Anna Weber: Wer bringt Kuchen mit?" in html
    assert html.count("<h1>") == 1


def test_long_talks_are_paged_both_ways_by_place(anna, cafe):
    talk(anna, cafe, 120)
    client, here = browser(anna), cafe.get_absolute_url()
    assert places(page(client, here)) == list(range(71, 121))
    older = page(client, f"{here}?vor=71")
    assert places(older) == list(range(21, 71))
    assert 'href="?vor=21"' in older and 'href="?nach=70"' in older
    assert places(page(client, f"{here}?vor=21")) == list(range(1, 21))
    assert places(page(client, f"{here}?nach=70")) == list(range(71, 121))
    assert places(page(client, f"{here}?um=60")) == list(range(35, 85))
    assert places(page(client, f"{here}?um=120"))[-1] == 120


@pytest.mark.parametrize("query", ["vor=x", "nach=-1", "um=" + "9" * 40])
def test_places_that_are_none(anna, cafe, query):
    page(browser(anna), f"{cafe.get_absolute_url()}?{query}", status=404)


def test_days_are_marked_and_what_one_says_in_a_row_stands_together(anna, bruno, cafe, time_machine):
    for moment, who in (
        ("2026-11-20T21:00:00Z", anna),
        ("2026-11-20T21:03:00Z", anna),
        ("2026-11-20T21:10:00Z", anna),
        ("2026-11-20T21:11:00Z", bruno),
        ("2026-11-20T23:30:00Z", bruno),
    ):
        time_machine.move_to(moment, tick=False)
        say(who, cafe)
    html = page(browser(anna), cafe.get_absolute_url())
    assert re.findall(r'data-day="([\d-]+)"><span>([^<]+)', html) == [
        ("2026-11-20", "Freitag, 20. November 2026"),
        ("2026-11-21", "Samstag, 21. November 2026"),
    ]
    assert re.findall(r'message--joined" id="nachricht-(\d)"', html) == ["2"]


def test_jumping_to_a_day(anna, cafe, time_machine):
    for day in ("2026-11-20", "2026-11-22"):
        time_machine.move_to(f"{day}T10:00:00Z", tick=False)
        say(anna, cafe)
    client, here = browser(anna), cafe.get_absolute_url()
    for day, target in (
        ("2026-11-20", f"{here}?um=1#nachricht-1"),
        ("2026-11-21", f"{here}?um=2#nachricht-2"),
        ("2026-11-23", here),
        ("gestern", here),
    ):
        answer = client.get(here, {"am": day})
        assert (answer.status_code, answer["Location"]) == (303, target)


def test_what_is_new_is_marked_once(anna, greta, cafe):
    talk(anna, cafe, 3)
    participation_actions.enter_room(greta, cafe)
    say(anna, cafe, "Neu für Greta")
    client = browser(greta)
    assert "1 neu" in page(client, "/raeume/")
    html = page(client, cafe.get_absolute_url())
    assert html.index('id="nachricht-3"') < html.index('id="neu"') < html.index('id="nachricht-4"')
    assert 'id="neu"' not in page(client, cafe.get_absolute_url())
    assert "1 neu" not in page(client, "/raeume/")


def test_what_one_says_oneself_is_not_new(anna, cafe):
    say(anna, cafe)
    assert "room-row--unread" not in page(browser(anna), "/raeume/")


def test_reading_an_older_page_marks_nothing_as_read(anna, greta, cafe):
    participation_actions.enter_room(greta, cafe)
    talk(anna, cafe, 60)
    page(browser(greta), f"{cafe.get_absolute_url()}?vor=10")
    assert part_of(greta, cafe).read_seq == 0
    html = page(browser(greta), cafe.get_absolute_url())
    assert f'href="{cafe.get_absolute_url()}?um=1#nachricht-1"' in html
    assert part_of(greta, cafe).read_seq == 60


def test_unread_messages_are_counted_to_a_hundred(anna, greta, cafe):
    participation_actions.enter_room(greta, cafe)
    talk(anna, cafe, 101)
    assert "über 99 neu" in page(browser(greta), "/raeume/")


def test_writing_as_a_form(anna, cafe):
    client = browser(anna)
    html = page(client, cafe.get_absolute_url())
    key = re.search(r'name="key" value="([^"]+)"', html)[1]
    answer = client.post(
        f"/raeume/{cafe.pk}/nachrichten/", {"key": key, "text": "Hallo", "reply_to": ""}, follow=True
    )
    assert answer.redirect_chain == [(f"/raeume/{cafe.pk}/#nachricht-1", 303)]
    assert places(tidy(answer.content.decode())) == [1]


def test_answering_as_a_form(anna, bruno, cafe):
    say(anna, cafe, "Wer bringt Kuchen?")
    html = page(browser(bruno), f"{cafe.get_absolute_url()}?antwort_auf=1")
    assert "Antwort auf Anna Weber: Wer bringt Kuchen?" in html
    assert re.search(r'name="reply_to" value="1"', html)


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [("x" * 4_005, 422, "um 5 Zeichen zu lang"), ("", 422, "Bitte schreiben Sie etwas")],
)
def test_a_refused_text_comes_back_with_the_reason(anna, cafe, text, status, said):
    answer = browser(anna).post(f"/raeume/{cafe.pk}/nachrichten/", {"key": str(uuid4()), "text": text})
    html = answer.content.decode()
    assert answer.status_code == status
    assert said in html and text in html


def test_too_fast_as_a_form_keeps_the_text(anna, cafe, settings):
    settings.ROOM_RATE = "1/h"
    client = browser(anna)
    for status in (303, 429):
        answer = client.post(
            f"/raeume/{cafe.pk}/nachrichten/", {"key": str(uuid4()), "text": "Nicht verlieren"}
        )
        assert answer.status_code == status
    assert "Nicht verlieren</textarea>" in answer.content.decode()


def test_words_sent_after_the_session_ended_wait_for_the_person(anna, cafe):
    client = Client()
    answer = client.post(f"/raeume/{cafe.pk}/nachrichten/", {"key": str(uuid4()), "text": "Nicht verlieren"})
    assert answer.status_code == 303
    assert answer["Location"] == f"/konto/login/?next=%2Fraeume%2F{cafe.pk}%2F"
    client.force_login(anna)
    assert "Nicht verlieren</textarea>" in page(client, cafe.get_absolute_url())
    assert "Nicht verlieren" not in page(client, cafe.get_absolute_url())


def test_acts_go_back_to_the_message(anna, table):
    talk(anna, table, 3)
    client, back = browser(anna), f"/raeume/{table.pk}/?um=2#nachricht-2"
    for act, fields in (
        ("reaktion/", {"kind": "danke"}),
        ("anheften/", {}),
        ("bearbeiten/", {"text": "Geändert"}),
        ("entfernen/", {"reason": ""}),
        ("wiederherstellen/", {}),
    ):
        answer = client.post(f"/raeume/{table.pk}/nachrichten/2/{act}", fields)
        assert (answer.status_code, answer["Location"]) == (303, back), act
    assert client.get(f"/raeume/{table.pk}/nachrichten/2/")["Location"] == back


def test_an_edited_message_says_so_and_shows_what_changed(anna, bruno, cafe):
    message = say(anna, cafe, "Am Dienstag")
    message_actions.edit_message(anna, message, text="Am Mittwoch")
    client = browser(bruno)
    assert "bearbeitet</a>" in page(client, cafe.get_absolute_url())
    html = page(client, f"/raeume/{cafe.pk}/nachrichten/1/verlauf/")
    assert "<del>Dienstag</del>" in html and "<ins>Mittwoch</ins>" in html


def test_a_tombstone_tells_what_happened_and_not_what_was_said(anna, bruno, chiara, greta, cafe):
    message = say(bruno, cafe, "Grobheit")
    say(anna, cafe, "Na!", reply_to=1)
    message_actions.remove_message(chiara, message, reason="Beleidigung")
    html = page(browser(greta), cafe.get_absolute_url())
    assert "wurde von der Leitung des Raums entfernt. Grund: Beleidigung" in html
    assert "Antwort auf eine entfernte Nachricht" in html
    assert "Grobheit" not in html
    for who in (bruno, chiara):
        assert "Grobheit" in page(browser(who), cafe.get_absolute_url())
    page(browser(greta), f"/raeume/{cafe.pk}/nachrichten/1/verlauf/", status=404)


def test_acts_are_offered_to_those_who_may(anna, bruno, table):
    say(bruno, table)
    offered = {
        who.name: set(re.findall(r'data-act="(\w+)"', _item(page(browser(who), table.get_absolute_url()), 1)))
        for who in (anna, bruno)
    }
    assert offered == {
        "Anna Weber": {"reply", "react", "link", "quote", "report", "pin", "remove"},
        "Bruno Krüger": {"reply", "react", "link", "quote", "edit", "remove"},
    }


def _item(html: str, seq: int) -> str:
    return html.split(f'id="nachricht-{seq}"')[1].split("</details>")[0]


def test_an_archived_room_is_read_and_not_written(anna, chiara, cafe):
    say(anna, cafe)
    management_actions.archive_room(chiara, cafe, reason="Der Plan ist gedruckt")
    html = page(browser(anna), cafe.get_absolute_url())
    assert "Der Plan ist gedruckt" in html
    assert "<textarea" not in html
    assert "Netzwerk-Café" not in page(browser(anna), "/raeume/")
    assert "Netzwerk-Café" in page(browser(anna), "/raeume/?archiv=1")


def test_searching_in_a_room_is_the_houses_search(anna, greta, table, cafe):
    for text in ("Die Straße ist gesperrt", "Der Weg ist frei", "In anderen Straßen auch"):
        say(anna, table, text)
    removed = say(anna, table, "Straße, gelöscht")
    message_actions.remove_message(anna, removed)
    say(anna, cafe, "Straße, anderswo")
    client, here = browser(anna), f"/raeume/{table.pk}/suche/"

    def found(query: str) -> list[str]:
        return re.findall(r'href="/raeume/\d+/nachrichten/(\d+)/"', page(client, f"{here}?q={query}"))

    assert sorted(found("STRASSE")) == ["1", "3"], "also inflected"
    assert found("freie+Wege") == ["2"]
    assert found("%22Weg+ist+frei%22") == ["2"]
    assert "Nichts gefunden" in page(client, f"{here}?q=Kuchen")
    page(browser(greta), f"{here}?q=Weg", status=404)


def test_the_list_costs_the_same_however_many_rooms(anna, chiara, group, django_assert_num_queries):
    def rooms(count):
        for number in range(count):
            room = management_actions.create_room(chiara, group=group, name=f"Raum {number}")
            say(anna, room)
        say(anna, management_actions.open_direct_room(anna, MemberFactory()))

    rooms(2)
    client = browser(anna)
    page(client, "/raeume/")
    with django_assert_num_queries(7):
        page(client, "/raeume/")
    rooms(6)
    with django_assert_num_queries(7):
        assert page(client, "/raeume/").count("room-row__title") == 10


def test_a_room_costs_the_same_however_much_was_said(anna, bruno, table, django_assert_num_queries):
    def talk_and_react(count):
        last = None
        for number in range(count):
            message = say(anna, table, f"{number}", reply_to=last)
            last = message.seq
            mark_actions.react(bruno, message, kind="danke")
        mark_actions.pin_message(anna, again(Message.objects.filter(pin__isnull=True).latest("seq")))

    talk_and_react(3)
    client = browser(anna)
    page(client, table.get_absolute_url())
    with django_assert_num_queries(18):
        page(client, table.get_absolute_url())
    talk_and_react(20)
    page(client, table.get_absolute_url())
    with django_assert_num_queries(18):
        page(client, table.get_absolute_url())


def test_a_refused_message_opens_no_door(anna, chiara, greta, table, cafe):
    say(anna, table, "Unter uns")
    say(anna, cafe, "Vorher")
    management_actions.edit_room(chiara, cafe, history="joining")
    for who, room in ((chiara, table), (greta, cafe)):
        for text in ("x" * 4_001, "", "Hallo"):
            fields = {"key": str(uuid4()), "text": text}
            answer = browser(who).post(f"/raeume/{room.pk}/nachrichten/", fields)
            assert "Unter uns" not in answer.content.decode()
            assert "Vorher" not in answer.content.decode()
            assert answer.status_code == (303 if (who, text) == (greta, "Hallo") else 403)
    assert "Vorher" not in page(browser(greta), cafe.get_absolute_url())


def test_in_a_slow_room_the_page_says_how_long_to_wait(anna, bruno, group, table, time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    management_actions.set_slow_mode(anna, table, seconds=60)
    say(bruno, fresh(table))
    time_machine.shift(18)
    html = page(browser(bruno), table.get_absolute_url())
    assert 'data-pause="60" data-to-wait="42"' in html and "Nächste Nachricht in 42 s" in html
    assert "Nächste Nachricht" not in page(browser(anna), table.get_absolute_url()), "the lead is exempt"


def test_what_was_said_to_a_message_stands_together(anna, bruno, greta, table):
    question = say(anna, table, "Wer bringt die Pinnwände mit?")
    say(bruno, table, "Etwas anderes")
    first, second = (say(bruno, table, text, reply_to=question.seq) for text in ("Ich.", "Alle sechs."))
    message_actions.remove_message(bruno, say(bruno, table, "Oder nicht", reply_to=question.seq))
    client = browser(anna)
    address = f"{question.get_absolute_url()}antworten/"
    assert f'data-count="2"><a href="{address}">' in page(client, table.get_absolute_url())
    html = page(client, address)
    assert re.findall(r'<li class="message[^>]*id="nachricht-(\d+)"', html) == ["1", "3", "4", "5"]
    page(browser(greta), address, status=404)
    carried = page(client, f"/raeume/{table.pk}/weitertragen/?mit=antworten&um={question.seq}")
    assert re.findall(r'value="(\d+)" checked', carried) == [
        str(one.seq) for one in (question, first, second)
    ]


def test_inviting_to_the_meeting_begins_a_message(anna, bruno, table):
    address = table.get_absolute_url()
    assert "treffen=1" not in page(browser(bruno), address)
    management_actions.edit_room(anna, table, meeting_url="https://treffen.example/tisch")
    assert 'href="?treffen=1#schreiben"' in page(browser(bruno), address)
    assert "Das Videotreffen ist offen: https://treffen.example/tisch</textarea>" in page(
        browser(bruno), f"{address}?treffen=1"
    )
