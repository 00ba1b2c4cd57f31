"""A message's line: what everyone hears of it, and what one reader finds in it."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from realtime.rooms.management import actions as management_actions
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.messages.events import message_event
from realtime.rooms.participation import actions as participation_actions
from tests.db.realtime.rooms.visits import browser, page
from tests.factories.rooms import again, fresh, say

pytestmark = pytest.mark.django_db


def test_everyone_hears_nothing_that_only_some_may_read(anna, bruno, table):
    question = say(anna, table, "Das Geheimnis")
    answer = say(bruno, table, "Dazu", reply_to=question.seq)
    message_actions.remove_message(anna, again(answer), reason="Beleidigung")
    for message in (answer, say(bruno, table, "Noch einmal", reply_to=question.seq)):
        told = message_event(again(message))["item"]
        assert "Geheimnis" not in told and "Dazu" not in told
        assert f'data-to="{question.seq}"' in told


def test_what_everyone_hears_is_in_the_language_of_the_house(anna, bruno, cafe):
    message = say(anna, cafe, "Am Dienstag")
    mark_actions.react(bruno, message, kind="hilfreich")
    message_actions.edit_message(anna, again(message), text="Am Mittwoch")
    with translation.override("en"):
        told = message_event(again(message))["item"]
    assert "Hilfreich" in told and "bearbeitet" in told
    assert f'data-members="{bruno.pk}"' in told


def test_lines_are_for_their_reader(anna, bruno, greta, table):
    removed, other = say(bruno, table, "Grobheit"), say(bruno, table, "Anders")
    message_actions.remove_message(anna, removed, reason="Beleidigung")
    address = f"{table.get_absolute_url()}zeilen/?seq={removed.seq}&seq={other.seq}&seq=x&seq=999"
    offered = {
        who.name: re.findall(r'data-act="(edit|restore|report)"', page(browser(who), address))
        for who in (anna, bruno)
    }
    assert offered == {"Anna Weber": ["restore", "report"], "Bruno Krüger": ["edit"]}
    assert page(browser(bruno), address).count("Entfernten Text ansehen") == 1
    page(browser(greta), address, status=404)


def test_lines_begin_where_ones_history_does(anna, chiara, greta, cafe):
    management_actions.edit_room(chiara, cafe, history="joining")
    before = say(anna, cafe, "Vorher")
    participation_actions.enter_room(greta, fresh(cafe))
    after = say(anna, cafe, "Nachher", reply_to=before.seq)
    html = page(browser(greta), f"{cafe.get_absolute_url()}zeilen/?seq={before.seq}&seq={after.seq}")
    assert "Nachher" in html and "Vorher" not in html
    assert "Antwort auf eine frühere Nachricht" in html
