"""Chat meets forum: messages become the draft of a thread, threads a card in a room, and both know of each other."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import Http404
from django.test import Client
from django.utils.html import escape

from community.quotes.citing import citing
from community.quotes.kind import beginnings, card_of
from community.quotes.models import Citation
from forum.models import Draft, Thread
from realtime.rooms.management import actions as management_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.models import Message
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.sending import actions as sending_actions
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread, opening, remove
from tests.factories.people import MemberFactory
from tests.factories.rooms import again, fresh, make_room, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def field():
    return ActionFieldFactory(name="Mobilität", slug="mobilitaet", is_public=True)


@pytest.fixture
def thread(field, bruno):
    return make_thread(bruno, field=field, title="Wer fährt (noch) *Bürgerbus*?")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` what the block brings about after its commit has happened."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def browser(member):
    client = Client()
    client.force_login(member)
    return client


def page(member, address):
    return browser(member).get(address).content.decode()


def forward(member, room, seqs, where="thema:mobilitaet"):
    return browser(member).post(
        f"/raeume/{room.pk}/weitertragen/", {"seqs": [str(seq) for seq in seqs], "where": where}
    )


def publish(member, field, draft):
    sent = {"field": field.slug, "title": "Aus dem Raum", "text": draft.text, "key": str(uuid4())}
    assert browser(member).post("/themen/neu/", sent).status_code == 303
    return Thread.objects.latest("pk")


def discuss(member, room, thread, text=""):
    sent = {"was": f"thema:{thread.pk}", "room": str(room.pk), "text": text, "key": str(uuid4())}
    return browser(member).post("/raeume/besprechen/", sent)


def test_chosen_messages_become_a_draft_that_names_everyone(anna, bruno, table, field):
    for number, who in enumerate((anna, bruno, anna), start=1):
        say(who, table, f"Nachricht {number}")
    answer = forward(anna, table, [3, 2])
    assert (answer.status_code, answer["Location"]) == (303, "/themen/neu/?feld=mobilitaet")
    draft = Draft.objects.get(member=anna, place="new:mobilitaet")
    assert draft.text == (
        f"> **[Bruno Krüger im Raum „Zeichentisch“](/raeume/{table.pk}/nachrichten/2/):**\n>\n> Nachricht 2\n\n"
        f"> **[Anna Weber im Raum „Zeichentisch“](/raeume/{table.pk}/nachrichten/3/):**\n>\n> Nachricht 3\n\n"
    )
    assert "Nachricht 2" in page(anna, "/themen/neu/?feld=mobilitaet")


def test_a_draft_that_waited_there_stays(anna, table, field):
    say(anna, table, "Neu")
    Draft.objects.create(member=anna, place="new:mobilitaet", text="Alt")
    forward(anna, table, [1])
    assert [word in Draft.objects.get().text for word in ("Neu", "Alt")] == [True, True]


def test_published_they_know_of_each_other(anna, bruno, greta, table, field, committed):
    say(bruno, table, "Der Bus war voll")
    forward(anna, table, [1])
    with committed():
        thread = publish(anna, field, Draft.objects.get())
    post = opening(thread)
    message = again(Message.objects.get())
    assert (message.has_cards, message.rev) == (True, 2)
    shown = page(bruno, f"/raeume/{table.pk}/")
    assert "Aufgegriffen in:" in shown
    assert post.get_absolute_url() in shown
    assert f"/raeume/{table.pk}/nachrichten/1/" in page(greta, thread.get_absolute_url())


def test_words_of_two_stay_between_two(anna, bruno, field):
    pair = management_actions.open_direct_room(anna, bruno)
    say(anna, pair, "Nur du")
    assert browser(anna).get(f"/raeume/{pair.pk}/weitertragen/").status_code == 403
    assert forward(anna, pair, [1]).status_code == 403
    assert "weitertragen" not in page(anna, f"/raeume/{pair.pk}/")
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("seqs", "where", "sentence"),
    [
        ([], "thema:mobilitaet", "Bitte wählen Sie mindestens eine Nachricht."),
        ([1], "", "Bitte wählen Sie, wohin."),
        ([1], "thema:geheim", "Dorthin geht es nicht."),
        ([99], "thema:mobilitaet", "Eine der Nachrichten ist nicht mehr da."),
        (["x"], "thema:mobilitaet", "Eine der Nachrichten ist nicht mehr da."),
    ],
)
def test_what_is_missing_is_said_and_the_choice_stays(anna, table, field, seqs, where, sentence):
    say(anna, table)
    answer = forward(anna, table, seqs, where)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Draft.objects.exists()


def test_removed_messages_and_those_before_ones_time_are_not_offered(anna, bruno, chiara, group, field):
    table = make_room(group, history="joining")
    say(anna, table, "Vor deiner Zeit")
    participation_actions.invite(anna, table, chiara)
    gone = say(anna, table, "Verschwunden")
    message_actions.remove_message(anna, gone)
    say(anna, table, "Zu haben")
    shown = page(chiara, f"/raeume/{table.pk}/weitertragen/")
    assert [words in shown for words in ("Vor deiner Zeit", "Verschwunden", "Zu haben")] == [
        False,
        False,
        True,
    ]
    assert forward(chiara, fresh(table), [1]).status_code == 422


def test_a_thread_becomes_a_card_with_its_number_of_answers(anna, bruno, greta, table, thread):
    make_reply(thread, anna)
    answer = discuss(anna, table, thread, "Was sagen wir dazu?")
    assert (answer.status_code, answer["Location"]) == (303, f"/raeume/{table.pk}/#nachricht-1")
    message = again(Message.objects.get())
    assert message.source.startswith("Was sagen wir dazu?\n\n[Wer fährt \\(noch\\)")
    shown = page(bruno, f"/raeume/{table.pk}/")
    assert f'class="quote-card" data-stream="thread:{thread.pk}" data-head="2"' in shown
    assert "Mobilität · 1 Antwort<" in shown
    make_reply(thread, anna)
    fragment = page(bruno, f"{message.get_absolute_url()}karten/")
    assert "2 Antworten" in fragment
    assert "<html" not in fragment


def test_the_thread_says_where_it_is_discussed_to_those_who_may_go_there(anna, bruno, greta, table, thread):
    discuss(anna, table, thread)
    link = f"/raeume/{table.pk}/nachrichten/1/"
    assert link in page(bruno, thread.get_absolute_url())
    assert link not in page(greta, thread.get_absolute_url())
    assert link not in Client().get(thread.get_absolute_url()).content.decode()
    message_actions.remove_message(anna, again(Message.objects.get()))
    assert link not in page(bruno, thread.get_absolute_url())


def test_the_way_from_the_thread(anna, cafe, thread):
    say(anna, cafe)
    assert f"/raeume/besprechen/?was=thema:{thread.pk}" in page(anna, thread.get_absolute_url())
    assert "besprechen" not in Client().get(thread.get_absolute_url()).content.decode()
    assert escape(thread.title) in page(anna, f"/raeume/besprechen/?was=thema:{thread.pk}")


@pytest.mark.parametrize(
    "what", ["", "thema:", "thema:999999", "thema:x", "raum:1", f"thema:{'9' * 40}", "x" * 500]
)
def test_what_is_nothing_cannot_be_discussed(anna, cafe, what):
    assert browser(anna).get("/raeume/besprechen/", {"was": what}).status_code == 404


def test_nobody_writes_where_they_do_not_belong(greta, cafe, table, thread):
    answer = discuss(greta, table, thread, "Hallo")
    assert (answer.status_code, "In diesem Raum können Sie nicht schreiben." in answer.content.decode()) == (
        422,
        True,
    )
    assert "Hallo" in answer.content.decode()
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    "form", ["/themen/{pk}/", "http://127.0.0.1:8000/themen/{pk}/{slug}/?seite=2#beitrag-1"]
)
def test_links_are_unfurled_with_and_without_our_name(anna, cafe, thread, form, settings):
    settings.ALLOWED_ORIGINS = ["http://127.0.0.1:8000"]
    address = form.format(pk=thread.pk, slug=thread.slug)
    assert say(anna, cafe, f"[Hier]({address})").has_cards
    assert 'class="quote-card"' in page(anna, f"/raeume/{cafe.pk}/")
    assert not say(anna, cafe, f"[Hier](https://boese.example/themen/{thread.pk}/)").has_cards


def test_a_card_shows_nothing_that_its_reader_may_not_see(anna, bruno, greta, cafe, table):
    secret = say(anna, table, "Streng vertraulich")
    say(anna, cafe, f"[Dazu]({secret.get_absolute_url()})")
    address = f"/raeume/{cafe.pk}/"
    assert "Streng vertraulich" in page(bruno, address)
    assert "Streng vertraulich" not in page(greta, address)
    assert "Streng vertraulich" not in page(greta, f"{address}nachrichten/1/karten/")


def test_nobody_reaches_into_rooms_they_do_not_know(anna, greta, cafe, table):
    secret = say(anna, table)
    say(greta, cafe, f"[Dazu]({secret.get_absolute_url()})")
    assert (Citation.objects.count(), again(secret).rev) == (0, 1)


def test_links_follow_edits(anna, cafe, thread):
    message = say(anna, cafe, "Noch nichts")
    message_actions.edit_message(anna, message, text=f"[Hier]({thread.get_absolute_url()})")
    assert again(message).has_cards
    assert citing(anna, "thread", [thread.pk])[thread.pk][0].key == message.pk
    message_actions.edit_message(anna, again(message), text="Wieder nichts")
    assert citing(anna, "thread", [thread.pk]) == {}


def test_two_rooms_that_refer_to_each_other(anna, cafe, table, committed):
    first = say(anna, cafe, "Eins")
    with committed():
        second = say(anna, table, f"[Dort]({first.get_absolute_url()})")
    with committed():
        message_actions.edit_message(anna, again(first), text=f"[Und hier]({second.get_absolute_url()})")
    assert [again(message).rev for message in (first, second)] == [3, 2]
    with committed():
        same = say(anna, cafe, f"[Oben]({first.get_absolute_url()})")
    assert [again(message).rev for message in (first, same)] == [5, 4]


def test_what_was_deleted_is_forgotten(anna, bruno, cafe, thread):
    quoted = say(anna, cafe, f"[Hier]({thread.get_absolute_url()})")
    assert card_of(anna, f"nachricht:{quoted.pk}") == card_of(anna, f"message:{quoted.pk}")
    remove(opening(thread))
    assert 'class="quote-card"' in page(anna, f"/raeume/{cafe.pk}/")
    again(quoted).delete()
    assert citing(anna, "thread", [thread.pk]) == {}


def test_many_cards_cost_no_more_queries(anna, cafe, field, django_assert_num_queries):
    threads = [make_thread(anna, field=field, title=f"Thema {n}") for n in range(6)]
    client, address = browser(anna), f"/raeume/{cafe.pk}/"
    say(anna, cafe, f"[Hier]({threads[0].get_absolute_url()})")
    client.get(address)
    with django_assert_num_queries(19):
        client.get(address)
    for thread in threads:
        say(anna, cafe, f"[Hier]({thread.get_absolute_url()})")
    client.get(address)
    with django_assert_num_queries(19):
        client.get(address)


def test_the_waiting_carry_nothing(cafe, thread):
    waiting = MemberFactory(waiting=True)
    with pytest.raises(Http404):
        sending_actions.send_message(waiting, cafe, text=f"[x]({thread.get_absolute_url()})", key=uuid4())
    assert beginnings(waiting) == []
