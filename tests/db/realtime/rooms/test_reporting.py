"""Messages are reported like everything else: with what stands around them, by those who may read them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from community.moderation import things
from community.moderation.models import Case, Evidence
from realtime.rooms.management import actions as management_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.participation import actions as participation_actions
from tests.db.realtime.rooms.visits import browser, page
from tests.factories.rooms import again, fresh, say

pytestmark = pytest.mark.django_db


def report(who: Any, message: Any) -> Any:
    """Press "Melden", fill in the form, send it."""
    client = browser(who)
    answer = client.get(f"{message.get_absolute_url()}melden/")
    assert answer.status_code == 303
    fields = {"door": "rules", "reason": "insult", "text": "Unfreundlich", "key": str(uuid4())}
    return client.post(answer["Location"], fields)


def test_a_report_keeps_ten_messages_on_either_side(anna, bruno, table):
    for number in range(30):
        say(anna, table, f"Nummer {number}")
    message = say(bruno, table, "Eine Grobheit", reply_to=2)
    for number in range(30, 45):
        say(anna, table, f"Nummer {number}")
    assert report(anna, message).status_code == 303
    snapshot = Evidence.objects.get().snapshot
    assert (snapshot["text"], snapshot["author"]) == ("Eine Grobheit", "Bruno Krüger")
    assert snapshot["title"] == "Nachricht 31 im Raum „Zeichentisch“"
    around = [one["text"] for one in snapshot["context"]]
    assert around == ["Nummer 1", *(f"Nummer {number}" for number in range(20, 40))]


def test_the_office_reads_what_was_reported_and_not_the_room(anna, bruno, chiara, table):
    message = say(bruno, table, "Eine Grobheit")
    report(anna, message)
    case = Case.objects.get()
    reportable, thing = things.find(case.kind, case.thing_key)
    assert reportable.ways(chiara, thing) == [("Raum betreten …", table.get_absolute_url())]
    assert "Eine Grobheit" not in page(browser(chiara), table.get_absolute_url())
    participation_actions.enter_room(chiara, fresh(table), reason="Meldung")
    _reportable, thing = things.find(case.kind, case.thing_key)
    assert reportable.ways(chiara, thing) == []
    assert [measure.slug for measure in reportable.measures if measure.possible(thing)] == ["hide"]


def test_a_talk_of_two_is_reported_by_one_of_the_two(anna, bruno, greta, chiara):
    message = say(bruno, management_actions.open_direct_room(anna, bruno), "Eine Grobheit")
    assert browser(greta).get(f"/melden/nachricht/{message.pk}/").status_code == 404
    assert browser(chiara).get(f"/melden/nachricht/{message.pk}/").status_code == 404
    assert report(anna, message).status_code == 303
    assert Evidence.objects.get().snapshot["title"] == "Nachricht in einem Gespräch zu zweit"
    reportable, thing = things.find("nachricht", str(message.pk))
    assert reportable.ways(chiara, thing) == []


def test_nobody_reports_what_they_may_not_read(greta, bruno, table, anna):
    message = say(bruno, table)
    assert browser(greta).get(f"{message.get_absolute_url()}melden/").status_code == 404
    assert browser(greta).get(f"/melden/nachricht/{message.pk}/").status_code == 404
    message_actions.remove_message(bruno, message)
    assert not things.find("nachricht", str(message.pk))[0].may_see(anna, again(message))


@pytest.mark.parametrize(
    "where", ["nachrichten/1/", "#nachricht-1", "#nachricht-2", "#nachricht-x", "#beitrag-1"]
)
def test_an_address_of_a_message_is_recognised(anna, table, where):
    message = say(anna, table)
    path, _hash, fragment = f"{table.get_absolute_url()}{where}".partition("#")
    known = ("nachricht", str(message.pk)) if where in ("nachrichten/1/", "#nachricht-1") else None
    assert things.at_address(path, fragment) == known
