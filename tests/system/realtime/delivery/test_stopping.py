"""A server that goes down: says so, sends its sockets elsewhere, finishes what it has begun."""

from __future__ import annotations

import signal
import socket
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from forum.models import Post
from tests.factories.forum import ActionFieldFactory, make_thread
from tests.factories.people import MemberFactory
from tests.system.realtime.delivery.serving import Guest, Server

pytestmark = pytest.mark.everywhere

SOCKETS = 30
POSTS = 8
HELD = 20  # seconds
AT_FIRST_NO_DATABASE_THEN_A_SLOW_ONE = """
import time
from realtime.delivery import loader
find_persons, troubles = loader.find_persons, [OSError("the database is gone")]
def slowly(keys):
    if troubles:
        raise troubles.pop()
    print("looking somebody up", flush=True)
    time.sleep(1.5)
    return find_persons(keys)
loader.find_persons = slowly
"""


@pytest.fixture
def house(transactional_db, tmp_path):
    """A server that this test may end. Its requests that hold on take their time."""
    house = Server(tmp_path)
    yield house
    house.stop(signal.SIGKILL)


def test_everyone_is_sent_elsewhere_and_every_post_is_finished(house):
    anna = MemberFactory()
    thread = make_thread(anna, field=ActionFieldFactory(public=True))
    guest = Guest(house, anna)
    lines = [guest.hear("stage:1") for _ in range(SOCKETS)]
    answers: list[int] = []
    posting = [threading.Thread(target=post, args=(guest, thread, answers)) for _ in range(POSTS)]
    slow: list[str] = []
    posting.append(threading.Thread(target=take_time, args=(house, slow)))
    for one in posting:
        one.start()
    eventually(lambda: house.call("figures/")["slow"] == 1)
    house.process.send_signal(signal.SIGTERM)
    codes = [line.ended(15) for line in lines]
    for one in posting:
        one.join()
    assert codes == [1012] * SOCKETS
    assert slow == ["done"], "a running request was cut off"
    assert answers.count(201) == Post.objects.in_thread(thread).count() - 1
    assert all(status in (201, 0) for status in answers), answers
    assert house.process.wait(10) is not None


def test_a_waiting_request_is_answered_at_once(house):
    answers: list[float] = []
    asking = threading.Thread(target=lambda: answers.append(wait(house)))
    asking.start()
    eventually(lambda: house.call("figures/")["waiters"] == 1)
    house.process.send_signal(signal.SIGTERM)
    asking.join(HELD - 2)
    assert answers, "it was held although nobody could ring any more"


def test_a_browser_that_ignores_the_goodbye_holds_nothing_up(house):
    guest = Guest(house, MemberFactory())
    deaf = guest.hear("stage:1")
    deaf.socket.socket.settimeout(0.001)  # its thread reads no more
    house.process.send_signal(signal.SIGTERM)
    assert house.process.wait(10) is not None


def test_a_browser_that_comes_while_we_stop_is_sent_elsewhere_and_not_refused(house):
    """A refusal would count as "sockets are blocked here"; pages of others are refused all the same."""
    guest = Guest(house, MemberFactory())
    witness = guest.hear("stage:1")
    early = [socket.create_connection(("127.0.0.1", house.port), timeout=20) for _ in range(3)]
    with hold_up(house):
        house.process.send_signal(signal.SIGTERM)
        assert witness.ended(15) == 1012
        assert guest.connect(sock=early[0]).ended(15) == 1012
        assert guest.connect(sock=early[1], path="/ws/netztest/").ended(15) == 1012
        assert guest.refused(sock=early[2], origin="http://evil.example") in (400, 403)


def test_who_cannot_be_looked_up_comes_again_and_who_is_still_being_looked_up_when_we_stop_goes_elsewhere(
    transactional_db, tmp_path
):
    house = Server(tmp_path, patches=AT_FIRST_NO_DATABASE_THEN_A_SLOW_ONE)
    try:
        codes: list[int] = []
        guest = Guest(house, MemberFactory())
        assert guest.connect().ended(15) == 1013
        coming = threading.Thread(target=lambda: codes.append(guest.connect().ended(15)))
        coming.start()
        eventually(lambda: "looking somebody up" in house.words())
        house.process.send_signal(signal.SIGTERM)
        coming.join(20)
        assert codes == [1012]
    finally:
        house.stop(signal.SIGKILL)


@contextmanager
def hold_up(house: Server) -> Iterator[None]:
    """A request that keeps a stopping server from ending."""
    with socket.create_connection(("127.0.0.1", house.port), timeout=20) as line:
        line.sendall(f"GET /stage/slow/?seconds=7 HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\n\r\n".encode())
        eventually(lambda: house.call("figures/")["slow"] == 1)
        yield


def eventually(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 15
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def post(guest: Guest, thread, answers: list[int]) -> None:
    """0 stands for: the door was already closed, so nothing was promised."""
    try:
        status = guest.post(f"/themen/{thread.pk}/antworten/", text="Noch etwas", key=str(uuid.uuid4()))
    except OSError:
        status = 0
    answers.append(status)


def take_time(house: Server, answers: list[str]) -> None:
    with urllib.request.urlopen(f"{house.url}/stage/slow/?seconds=2", timeout=20) as answer:
        answers.append(answer.read().decode())


def wait(house: Server) -> float:
    started = time.monotonic()
    urllib.request.urlopen(f"{house.url}/stage/wait/?key=1&head=0&wait={HELD}", timeout=30).close()
    return time.monotonic() - started
