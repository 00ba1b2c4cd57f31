"""Requests that wait: held while nothing happens, answered anew when something does, and costing next to nothing."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.request
import uuid
from pathlib import Path

from django.http import HttpResponse
from django.test import RequestFactory

from community import live
from realtime.delivery import waiting
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory


def ask(server, *, key: int, head: int, wait: float, more: str = "") -> tuple[int, float, dict[str, str]]:
    """The head that is answered, after how many seconds, with which headers."""
    started = time.monotonic()
    address = f"{server.url}/stage/wait/?key={key}&head={head}&wait={wait}{more}"
    with urllib.request.urlopen(address, timeout=40) as answer:
        data = json.loads(answer.read())
        return data["head"], time.monotonic() - started, dict(answer.headers)


def test_an_answer_is_held_until_the_time_is_over(server):
    head, seconds, headers = ask(server, key=61, head=0, wait=1)
    assert head == 0 and seconds > 0.9
    assert waiting.HEADER not in headers


def test_the_view_is_asked_again_when_the_stream_rings(server):
    ringing = threading.Timer(0.7, lambda: server.ring("stage:62"))
    ringing.start()
    head, seconds, headers = ask(server, key=62, head=0, wait=20)
    assert head == 1
    assert 0.5 < seconds < 19
    assert waiting.HEADER not in headers


def test_what_is_new_already_is_not_held(server):
    server.ring("stage:63")
    head, seconds, _headers = ask(server, key=63, head=0, wait=20)
    assert head == 1 and seconds < 19


def test_what_happens_between_looking_and_waiting_is_not_slept_through(server):
    head, seconds, _headers = ask(server, key=66, head=0, wait=20, more="&meanwhile=1")
    assert head == 1 and seconds < 19


def test_typing_wakes_nobody(server, visit):
    line = visit(MemberFactory()).hear("stage:64")
    typing = threading.Timer(0.3, lambda: line.say(type="typing", stream="stage:64"))
    typing.start()
    head, seconds, _headers = ask(server, key=64, head=0, wait=1)
    assert head == 0 and seconds > 0.9
    assert line.until("typing")
    line.close()


def test_a_thread_can_be_waited_for(server, visit):
    anna = MemberFactory()
    thread = make_thread(anna)
    reader = visit(MemberFactory())
    posting = threading.Timer(
        0.7, lambda: visit(anna).post(f"/themen/{thread.pk}/antworten/", text="Da!", key=str(uuid.uuid4()))
    )
    posting.start()
    started = time.monotonic()
    changes = reader.get(f"/themen/{thread.pk}/beitraege/?nach={thread.head}&wait=20")
    assert "Da!" in changes
    assert 0.5 < time.monotonic() - started < 19


def test_who_waits_takes_no_thread_and_goes_away_unnoticed(server):
    """Sixty requests wait; none of them has a thread, and when their browsers are gone nobody waits any more."""
    ask(server, key=65, head=0, wait=0.1)
    before = threads(server)
    lines = [waiting_line(server, "/stage/wait/?key=65&head=0&wait=20") for _ in range(60)]
    until = time.monotonic() + 20
    while waiters(server) < 60:
        assert time.monotonic() < until, "they do not wait"
        time.sleep(0.1)
    time.sleep(0.5)
    assert threads(server) - before < 20
    for line in lines:
        line.close()
    while waiters(server):
        assert time.monotonic() < until + 10, "they still wait"
        time.sleep(0.1)


def waiting_line(server, path: str) -> socket.socket:
    """A request that nobody waits for the answer of."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
    return line


def threads(server) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/task").iterdir()))


def waiters(server) -> int:
    return int(server.call("figures/")["waiters"])


def test_without_our_entry_the_header_is_all_there_is(rf: RequestFactory):
    """On another server the answer goes out at once; scripts must not ask in a storm, and do not."""
    request = rf.get("/")
    answer = live.hold(request, HttpResponse(), stream="thread:1", head=3, seconds=25)
    assert answer.headers[waiting.HEADER] == "thread:1 3 25.0 0 visitor:127.0.0.1"
