"""Saying something: places, keys, mentions, answers, who may, what is told."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404

from community.search import actions as search
from community.text import MESSAGE_LIMIT
from community.web.answers import answer_for
from community.web.refusals import Conflict, Denied, RateLimited, codes_of, fields_of
from realtime.rooms.management import actions as management_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.models import Message, MessageMention, Participation, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.sending import actions as sending_actions
from tests.factories.people import MemberFactory
from tests.factories.rooms import again, fresh, make_room, part_of, say
from tests.transports import carry

pytestmark = pytest.mark.django_db


def test_messages_have_places_in_their_room(anna, bruno, cafe):
    first, second = say(anna, cafe, "Guten *Morgen*"), say(bruno, cafe)
    other = say(anna, make_room(name="Anderswo"))
    assert [(m.seq, m.rev) for m in (first, second, other)] == [(1, 1), (2, 2), (1, 1)]
    assert "<em>Morgen</em>" in first.html
    room = fresh(cafe)
    assert (room.head, room.active_at) == (2, second.created_at)


def test_the_same_key_returns_the_first_message(anna, cafe):
    key = uuid4()
    first = sending_actions.send_message(anna, cafe, text="Gern!", key=key)
    second = sending_actions.send_message(anna, cafe, text="Gern!  ", key=key)
    assert (first.created, second.created, second.message.pk) == (True, False, first.message.pk)
    assert fresh(cafe).head == 1


def test_the_same_key_returns_the_first_message_after_an_edit_too(anna, cafe):
    key = uuid4()
    message = say(anna, cafe, "Gern!", key=key)
    message_actions.edit_message(anna, message, text="Sehr gern!")
    assert sending_actions.send_message(anna, cafe, text="Gern!", key=key).message.pk == message.pk
    with pytest.raises(Conflict):
        sending_actions.send_message(anna, cafe, text="Sehr gern!", key=key)


def test_a_key_with_other_words_is_a_conflict(anna, cafe):
    key = uuid4()
    say(anna, cafe, "Gern!", key=key)
    with pytest.raises(Conflict):
        sending_actions.send_message(anna, cafe, text="Nein danke", key=key)
    assert Message.objects.count() == 1


def test_a_key_belongs_to_one_author_and_one_room(anna, bruno, cafe):
    key = uuid4()
    say(anna, cafe, "Eins", key=key)
    say(bruno, cafe, "Zwei", key=key)
    say(anna, make_room(name="Anderswo"), "Drei", key=key)
    assert Message.objects.filter(key=key).count() == 3


def test_a_key_still_counts_when_the_room_has_been_archived(anna, chiara, cafe):
    key = uuid4()
    message = say(anna, cafe, "Rechtzeitig", key=key)
    management_actions.archive_room(chiara, cafe, reason="Fertig")
    assert (
        sending_actions.send_message(anna, fresh(cafe), text="Rechtzeitig", key=key).message.pk == message.pk
    )


def test_what_is_told_is_the_event_and_only_after_the_commit(anna, cafe, rung):
    with rung() as heard:
        message = say(anna, cafe, "Hallo")
        assert heard == []
    ((stream, event),) = heard
    assert stream == event["stream"] == f"room:{cafe.pk}"
    assert (event["type"], event["seq"], event["rev"]) == ("message", 1, 1)
    assert event["author"] == {"id": anna.pk, "name": "Anna Weber", "place": anna.place, "initials": "AW"}
    assert (event["html"], event["key"]) == ("<p>Hallo</p>", str(message.key))
    assert (event["reactions"], event["removed"], event["edited"], event["pinned"]) == (
        {},
        False,
        False,
        False,
    )
    assert event["at"].endswith("Z") and len(event["at"]) == 24


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_of_what_was_rolled_back(anna, cafe):
    heard = []
    stop = carry(lambda stream, event: heard.append(event))
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            say(anna, cafe)
            raise RuntimeError
    finally:
        stop()
    assert heard == []
    assert (Message.objects.count(), fresh(cafe).head) == (0, 0)


def test_a_broken_transport_does_not_fail_the_message(anna, cafe, django_capture_on_commit_callbacks, caplog):
    def broken(stream, event):
        raise ConnectionError

    stop = carry(broken)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            message = say(anna, cafe)
    finally:
        stop()
    assert again(message).seq == 1
    assert "failed to ring" in caplog.text


def test_the_bell_rings_before_the_search_learns(anna, cafe, rung, monkeypatch):
    with rung() as events:
        monkeypatch.setattr(search, "learn", lambda texts: events.append("learnt"))
        say(anna, cafe, "Fahrdienstgrüppchen")
    assert [event if event == "learnt" else event[0] for event in events] == [cafe.stream, "learnt"]


def test_writing_in_an_open_room_enters_it(anna, cafe):
    assert part_of(anna, cafe) is None
    say(anna, cafe)
    assert part_of(anna, cafe).from_seq == 0


def test_answers_name_the_place_they_answer(anna, bruno, cafe):
    say(anna, cafe)
    assert say(bruno, cafe, "Ich!", reply_to=1).reply_to == 1
    with pytest.raises(ValidationError) as refused:
        say(bruno, cafe, "Wem?", reply_to=9)
    assert list(refused.value.message_dict) == ["reply_to"]


def test_an_answer_to_what_was_removed_meanwhile_is_kept(anna, bruno, cafe):
    asked = say(anna, cafe)
    message_actions.remove_message(anna, asked)
    assert say(bruno, cafe, "Ich!", reply_to=1).reply_to == 1


def test_nobody_answers_what_they_may_not_read(anna, bruno, chiara, group):
    table = make_room(group, history=Room.History.JOINING)
    say(anna, table, "Vorher")
    participation_actions.invite(anna, table, chiara)
    with pytest.raises(ValidationError):
        say(chiara, table, "Worauf?", reply_to=1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("x" * (MESSAGE_LIMIT + 1), "too_long"),
        ("\ud800", "surrogate"),
        ("a\0b", "control"),
    ],
)
def test_text_that_cannot_stand_is_refused(anna, cafe, text, code):
    with pytest.raises(ValidationError) as refused:
        sending_actions.send_message(anna, cafe, text=text, key=uuid4())
    assert codes_of(refused.value) == {code} and list(fields_of(refused.value)) == ["text"]
    assert Message.objects.count() == 0


def test_mentions_are_stored_for_those_who_may_read(anna, bruno, greta, table):
    say(anna, table, f"@{bruno.handle} und @{greta.handle}, schaut ihr?")
    assert [mention.member for mention in MessageMention.objects.all()] == [bruno]


def test_in_an_open_room_everyone_can_be_mentioned(anna, greta, cafe):
    message = say(anna, cafe, f"@{greta.handle}!")
    assert [mention.member for mention in message.mentions.all()] == [greta]
    assert f'href="/mitglieder/{greta.pk}/"' in message.html


def test_strangers_cannot_tell_a_closed_room_from_none(greta, table):
    with pytest.raises(Http404):
        say(greta, table)


def test_who_is_waiting_writes_nowhere(cafe):
    with pytest.raises(Http404):
        say(MemberFactory(waiting=True), cafe)


def test_in_an_archived_room_nobody_writes(anna, chiara, cafe):
    management_actions.archive_room(chiara, cafe, reason="Fertig")
    with pytest.raises(Denied) as locked:
        say(anna, fresh(cafe))
    assert "archiviert" in str(locked.value)
    assert issubclass(Denied, PermissionDenied)


def test_slow_mode_asks_for_patience(anna, greta, chiara, time_machine, cafe):
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    management_actions.set_slow_mode(chiara, cafe, seconds=30)
    room = fresh(cafe)
    say(greta, room)
    say(anna, room)
    time_machine.shift(12)
    with pytest.raises(RateLimited) as fast:
        say(greta, room)
    assert fast.value.seconds == 18
    assert "18 Sekunden" in str(fast.value)
    time_machine.shift(18)
    assert say(greta, room).seq == 3


def test_slow_mode_does_not_slow_those_who_look_after_the_room(chiara, cafe):
    management_actions.set_slow_mode(chiara, cafe, seconds=300)
    say(chiara, fresh(cafe))
    assert say(chiara, fresh(cafe)).seq == 2


def test_somebody_who_has_just_been_sent_out_writes_no_more(bruno, chiara, cafe):
    """Whoever looked at the room before may hold a row that still says they are in."""
    say(bruno, cafe)
    stale = fresh(cafe)
    say(bruno, stale)
    participation_actions.remove_participant(chiara, cafe, bruno, reason="Beleidigend")
    with pytest.raises(Http404):
        say(bruno, stale)


def test_who_left_the_group_writes_no_more(anna, bruno, table):
    stale = fresh(table)
    say(bruno, stale)
    Participation.objects.filter(member=bruno).update(left_at="2026-11-01T00:00Z")
    bruno.memberships.update(left_at="2026-11-01T00:00Z")
    with pytest.raises(Http404):
        say(bruno, fresh(table))


class TestSpeakingToEveryone:
    def test_asks_first_how_many_it_reaches(self, anna, bruno, table):
        with pytest.raises(ValidationError) as asked:
            say(anna, table, "@Raum, wer kommt?")
        assert (answer_for(asked.value).more["reach"], Message.objects.count()) == (1, 0)
        sent = sending_actions.send_message(anna, table, text="@Raum, wer kommt?", key=uuid4(), to_all=True)
        assert [row.member for row in sent.message.mentions.all()] == [bruno]
        assert f'<a class="mention" href="/raeume/{table.pk}/"' in sent.message.html

    @pytest.mark.parametrize("text", ["Im @Raumschiff", "a@raum.de", "`@Raum`", "@raum-x", "> @Raum"])
    def test_what_only_looks_like_it(self, anna, table, text):
        assert say(anna, table, text).mentions.count() == 0

    def test_a_talk_of_two_has_nobody_else(self, anna, bruno):
        assert say(anna, management_actions.open_direct_room(anna, bruno), "@Raum?").mentions.count() == 0

    def test_an_edit_tells_nobody_anew(self, anna, bruno, table):
        message = say(anna, table, "Wer kommt?")
        edited = message_actions.edit_message(anna, again(message), text="@Raum, wer kommt?")
        assert edited.mentions.count() == 0
        sent = sending_actions.send_message(anna, table, text="@raum!", key=uuid4(), to_all=True).message
        message_actions.edit_message(anna, again(sent), text="@raum!!")
        assert sent.mentions.count() == 1
        message_actions.edit_message(anna, again(sent), text="Doch nicht")
        assert sent.mentions.count() == 0

    def test_the_call_and_the_form_ask(self, client, anna, table):
        client.force_login(anna)
        url, fields = f"/raeume/{table.pk}/nachrichten/", {"key": str(uuid4()), "text": "Hallo @Raum"}
        answer = client.post(url, fields, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()["code"], answer.json()["reach"]) == (409, "confirm", 1)
        page = client.post(url, fields)
        assert (page.status_code, 'name="to_all"' in page.content.decode()) == (422, True)
        assert "Hallo @Raum" in page.content.decode()
        assert client.post(url, {**fields, "to_all": "on"}).status_code == 303
