"""Pages on which rooms are looked after: the door, guests, settings, opening; without JavaScript."""

from __future__ import annotations

import pytest

from realtime.rooms.models import Participation
from tests.db.realtime.rooms.visits import browser, page
from tests.factories.rooms import fresh, part_of, say

pytestmark = pytest.mark.django_db


def test_the_office_stands_at_the_door(chiara, anna, table):
    say(anna, table, "Unter uns")
    client = browser(chiara)
    html = page(client, table.get_absolute_url())
    assert "Unter uns" not in html
    client.post(f"/raeume/{table.pk}/betreten/", {"reason": ""})
    assert "Unter uns" not in page(client, table.get_absolute_url())
    client.post(f"/raeume/{table.pk}/betreten/", {"reason": "Meldung 17"})
    assert "Unter uns" in page(client, table.get_absolute_url())
    assert "Chiara Brandt" in page(browser(anna), f"/raeume/{table.pk}/mitglieder/")


def test_talks_of_two_begin_on_the_list_when_something_was_said(anna, bruno):
    client = browser(anna)
    answer = client.post("/raeume/direkt/", {"member": bruno.pk})
    address = answer["Location"].split("#")[0]
    assert "Bruno Krüger" in page(client, address)
    assert "Zu zweit" not in page(client, "/raeume/")
    say(anna, fresh(Participation.objects.get(member=anna).room))
    assert "Zu zweit" in page(client, "/raeume/")


def test_inviting_and_sending_out(anna, greta, table):
    client = browser(anna)
    here = f"/raeume/{table.pk}/mitglieder/"
    assert "Greta Lindner" in page(client, f"{here}?suche=lindner")
    for until, said in (("2020-01-01", "Vergangenheit"), ("morgen", "Datum"), ("", "jetzt im Raum")):
        answer = client.post(
            f"/raeume/{table.pk}/einladen/", {"member": greta.pk, "until": until}, follow=True
        )
        assert said in answer.content.decode()
    assert part_of(greta, table)
    for reason, said in ((" ", "Bitte nennen Sie den Grund"), ("Aufgabe erledigt", "nicht mehr im Raum")):
        answer = client.post(
            f"/raeume/{table.pk}/entlassen/", {"member": greta.pk, "reason": reason}, follow=True
        )
        assert said in answer.content.decode()
    assert part_of(greta, table) is None


def test_a_guests_last_day_counts(anna, greta, table, time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    browser(anna).post(f"/raeume/{table.pk}/einladen/", {"member": greta.pk, "until": "2026-11-24"})
    assert "zu Gast bis 24. November 2026" in page(browser(anna), f"/raeume/{table.pk}/mitglieder/")
    time_machine.move_to("2026-11-24T22:59:00Z", tick=False)
    page(browser(greta), table.get_absolute_url())
    time_machine.move_to("2026-11-24T23:00:00Z", tick=False)
    page(browser(greta), table.get_absolute_url(), status=404)


def test_settings_page(anna, bruno, table):
    sent = {
        "name": "Reißbrett",
        "purpose": "",
        "meeting_url": "treffen.example/kinderstadtplan",
        "history": "all",
        "retention_days": "90",
        "slow_seconds": "30",
    }
    answer = browser(anna).post(f"/raeume/{table.pk}/einstellungen/", sent)
    assert answer.status_code == 303
    room = fresh(table)
    assert (room.name, room.history, room.retention_days, room.slow_seconds) == ("Reißbrett", "all", 90, 30)
    assert room.meeting_url == "https://treffen.example/kinderstadtplan"
    html = page(browser(bruno), room.get_absolute_url())
    assert "Nachrichten werden nach 90 Tagen gelöscht" in html
    assert 'href="https://treffen.example/kinderstadtplan"' in html
    assert browser(bruno).post(f"/raeume/{table.pk}/einstellungen/", sent).status_code == 403


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://alt.example/"])
def test_a_meeting_has_a_web_address(anna, table, address):
    sent = {
        "name": "Tisch",
        "meeting_url": address,
        "history": "all",
        "retention_days": "",
        "slow_seconds": "0",
    }
    answer = browser(anna).post(f"/raeume/{table.pk}/einstellungen/", sent)
    assert answer.status_code == 422
    assert fresh(table).meeting_url == ""


def test_opening_a_room(anna, bruno, group):
    answer = browser(anna).post(
        "/raeume/neu/", {"name": "Vereinskalender", "purpose": "", "group": group.slug}
    )
    assert answer.status_code == 303
    assert "Vereinskalender" in page(browser(bruno), "/raeume/")
    assert browser(anna).post("/raeume/neu/", {"name": "Für alle", "group": ""}).status_code == 422
    assert browser(bruno).get("/raeume/neu/").status_code == 403


def test_a_talk_begins_on_the_page_about_a_member(anna, bruno):
    client = browser(anna)
    assert 'action="/raeume/direkt/"' in page(client, f"/mitglieder/{bruno.pk}/")
    assert 'action="/raeume/direkt/"' not in page(client, f"/mitglieder/{anna.pk}/")
    assert 'action="/raeume/direkt/"' not in page(client, bruno.municipality.get_absolute_url())
