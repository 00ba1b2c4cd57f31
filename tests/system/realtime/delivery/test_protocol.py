"""The protocol as a browser speaks it, over real sockets."""

from __future__ import annotations

import json
import uuid

import pytest

from forum.models import Thread
from tests.factories.forum import ActionFieldFactory, make_thread
from tests.factories.people import MemberFactory


@pytest.fixture
def anna():
    return MemberFactory(name="Anna Weber", shows_presence=True)


@pytest.fixture
def bruno():
    return MemberFactory(name="Bruno Krüger", shows_presence=True)


def test_an_answer_rings_at_everyone_who_reads_the_thread(server, visit, anna, bruno):
    thread = make_thread(anna, field=ActionFieldFactory(public=False))
    reader = visit(bruno).hear(thread.stream)
    address = f"/themen/{thread.pk}/antworten/"
    assert visit(anna).post(address, text="Neues von uns", key=str(uuid.uuid4())) == 201
    head = Thread.objects.get(pk=thread.pk).head
    assert reader.next() == {"type": "head", "stream": thread.stream, "head": head}
    reader.close()


def test_subscribing_tells_how_far_the_stream_has_moved(server, visit, anna):
    thread = make_thread(anna)
    line = visit(anna).connect()
    line.next()
    line.say(type="subscribe", stream=thread.stream)
    assert line.next() == {"type": "subscribed", "stream": thread.stream, "head": thread.head}
    line.close()


def test_one_socket_carries_many_streams(server, visit, anna):
    line = visit(anna).hear(*[f"stage:{n}" for n in range(20, 60)])
    for n in (20, 41, 59):
        server.ring(f"stage:{n}")
        assert line.next()["stream"] == f"stage:{n}"
    line.close()


def test_who_unsubscribes_hears_no_more_of_it(server, visit, anna):
    line = visit(anna).hear("stage:1", "stage:2")
    line.say(type="unsubscribe", stream="stage:1")
    line.subscribe("stage:3")  # answered after the unsubscription was heard
    server.ring("stage:1")
    server.ring("stage:2")
    assert line.next()["stream"] == "stage:2"
    line.close()


def test_everyone_gets_the_same_bytes(server, visit, anna, bruno):
    lines = [visit(anna).hear("stage:1"), visit(anna).hear("stage:1"), visit(bruno).hear("stage:1")]
    server.ring("stage:1", more={"type": "message", "html": "<p>Grüße 🙂</p>"})
    heard = {line.socket.recv(5) for line in lines}
    assert len(heard) == 1
    assert json.loads(heard.pop())["html"] == "<p>Grüße 🙂</p>"
    for line in lines:
        line.close()


@pytest.mark.parametrize("size", [0, 60, 125, 126, 1000, 65_400, 65_535, 65_536, 300_000])
def test_frames_of_every_size_arrive_whole(server, visit, anna, size):
    line = visit(anna).hear("stage:1")
    server.ring("stage:1", size=size)
    assert len(line.next()["padding"]) == size
    line.close()


@pytest.mark.parametrize(
    "name",
    [
        "stage:13",
        "stage:",
        "stage:01",
        "stage:-1",
        "stage:1:2",
        "stage:²",
        "stage:9999999999999999999",
        "nothing:1",
        "mine:1",
        "lobby:0",
        "lobby",
        "",
    ],
)
def test_what_one_may_not_hear_and_what_does_not_exist_look_the_same(server, visit, anna, name):
    line = visit(anna).connect()
    line.next()
    line.say(type="subscribe", stream=name)
    answer = line.next()
    assert (answer["type"], answer["code"], answer["stream"]) == ("error", "not_found", name)
    line.close()


def test_a_thread_of_members_is_not_there_for_those_who_may_not_read_it(server, visit, anna):
    thread = make_thread(anna, field=ActionFieldFactory(public=False))
    line = visit(anna).connect()
    line.next()
    line.say(type="subscribe", stream=f"thread:{thread.pk + 1000}")
    assert line.next()["code"] == "not_found"
    line.close()


def test_my_own_stream_is_mine_alone(server, visit, anna, bruno):
    hers, his = visit(anna).hear("mine"), visit(bruno).hear("mine")
    server.ring(f"mine:{anna.pk}", name="mine")
    assert hers.next()["stream"] == "mine"
    assert his.silent()
    hers.close()
    his.close()


def test_a_shared_stream_is_heard_by_all_who_may(server, visit, anna):
    chiara, dora = MemberFactory(office=True), MemberFactory(head=True)
    lines = [visit(chiara).hear("lobby"), visit(dora).hear("lobby")]
    server.ring("lobby")
    assert [line.next()["stream"] for line in lines] == ["lobby", "lobby"]
    for line in lines:
        line.close()


def test_typing_is_passed_on_with_a_name(server, visit, anna, bruno):
    hers, his = visit(anna).hear("stage:1"), visit(bruno).hear("stage:1")
    his.say(type="typing", stream="stage:1")
    expected = {"type": "typing", "stream": "stage:1", "member": bruno.pk, "name": "Bruno Krüger"}
    assert hers.until("typing") == expected
    hers.close()
    his.close()


def test_typing_is_not_repeated_with_every_key(server, visit, anna, bruno):
    hers, his = visit(anna).hear("stage:1"), visit(bruno).hear("stage:1")
    for _ in range(5):
        his.say(type="typing", stream="stage:1")
    assert hers.until("typing")
    assert hers.silent()
    hers.close()
    his.close()


@pytest.mark.parametrize("stream", ["stage:100", "stage:2", "stage:13", "lobby"])
def test_nobody_types_where_it_is_switched_off_or_where_one_does_not_listen(
    server, visit, anna, bruno, stream
):
    hers = visit(anna).hear("stage:100", "stage:2")
    his = visit(bruno).hear("stage:100")
    his.say(type="typing", stream=stream)
    assert hers.silent()
    hers.close()
    his.close()


def test_who_is_here_is_told_to_those_who_listen(server, visit, anna, bruno):
    hers = visit(anna).hear("stage:31")
    hers.say(type="here", streams=["stage:31"])
    assert hers.until("presence")["here"] == [anna.pk]
    his = visit(bruno).hear("stage:31")
    assert his.until("presence")["here"] == [anna.pk]
    his.say(type="here", streams=["stage:31", "stage:2", "stage:13"])
    assert hers.until("presence")["here"] == sorted([anna.pk, bruno.pk])
    hers.close()
    his.close()


def test_who_does_not_want_to_be_seen_is_not(server, visit, anna):
    greta = MemberFactory(shows_presence=False)
    watching, hidden = visit(anna).hear("stage:7"), visit(greta).hear("stage:7")
    hidden.say(type="here", streams=["stage:7"])
    hidden.say(type="typing", stream="stage:7")
    assert watching.next()["type"] == "typing"  # the presence would have come before it
    watching.close()
    hidden.close()


def test_a_message_of_the_future_is_ignored(server, visit, anna):
    line = visit(anna).hear("stage:30")
    line.say(type="hologram", stream="stage:30", depth=[[[[[[]]]]]])
    server.ring("stage:30")
    assert line.next()["type"] == "head"
    line.close()
