"""Two processes with Redis between them, and what becomes of it when Redis goes, sleeps or forgets."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from community.people.groups.actions import add_to_group
from community.people.models import Member
from forum.models import Thread
from tests.factories.forum import ActionFieldFactory, make_thread
from tests.factories.people import PASSWORD, MemberFactory, WorkingGroupFactory
from tests.factories.rooms import make_room
from tests.parts import needs
from tests.system.realtime.delivery.middle import Redis, Tunnel
from tests.system.realtime.delivery.serving import ROOT, SOON, Guest, Server, database_url
from tests.system.realtime.delivery.test_revocation import erase

pytestmark = needs("redis")


@pytest.fixture(scope="module")
def middle(tmp_path_factory) -> Iterator[Redis]:
    middle = Redis(tmp_path_factory.mktemp("redis"))
    yield middle
    middle.go_on()
    middle.kill()


@pytest.fixture(scope="module")
def tunnel(middle) -> Tunnel:
    return Tunnel(middle.port)


@pytest.fixture(scope="module")
def shared_pair(
    django_db_setup, django_db_blocker, tmp_path_factory, middle, tunnel
) -> Iterator[list[Server]]:
    folder = tmp_path_factory.mktemp("pair")
    sooner = "from realtime.delivery import relay\nrelay.START_OVER = 4.0"
    with django_db_blocker.unblock():
        pair = [Server(folder, redis=url, patches=sooner) for url in (middle.url, tunnel.url)]
    yield pair
    for server in pair:
        server.stop()


@pytest.fixture
def pair(transactional_db, shared_pair, middle) -> list[Server]:
    """Two processes who hear each other."""
    until = time.monotonic() + 20
    anna = MemberFactory()
    line = Guest(shared_pair[1], anna).hear("stage:0")
    while not heard_within(line, shared_pair[0]):
        assert time.monotonic() < until, "the processes do not hear each other"
    line.close()
    return shared_pair


@pytest.fixture
def thread(pair) -> Thread:
    return make_thread(MemberFactory(), field=ActionFieldFactory(public=True))


def heard_within(line, server: Server, seconds: float = 0.5) -> bool:
    server.ring("stage:0")
    try:
        return bool(line.until("head", seconds))
    except TimeoutError:
        return False


def answer(server: Server, thread: Thread) -> None:
    """A member answers over this server."""
    guest = Guest(server, MemberFactory())
    status = guest.post(f"/themen/{thread.pk}/antworten/", text="Neues", key=new_key())
    assert status == 201


def over(server: Server, guest: Guest) -> Guest:
    """The same browser, on its way to this server."""
    other = Guest(server, None)
    other.session, other.member = guest.session, guest.member
    return other


def new_password() -> dict[str, str]:
    return {"oldpassword": PASSWORD, "password1": "etwas-neues-2026-x", "password2": "etwas-neues-2026-x"}


def new_key() -> str:
    return f"{time.monotonic_ns():032x}"


def test_what_is_rung_in_one_process_is_heard_in_the_other_and_once(pair, thread):
    there, here = (Guest(server, MemberFactory()).hear(thread.stream) for server in pair)
    answer(pair[0], thread)
    head = Thread.objects.get(pk=thread.pk).head
    for line in (there, here):
        assert line.next() == {"type": "head", "stream": thread.stream, "head": head}
    assert here.silent() and there.silent(0.1)
    here.close()
    there.close()


def test_what_a_command_rings_is_heard(pair, thread, middle):
    line = Guest(pair[0], MemberFactory()).hear(thread.stream)
    code = (
        "import django; django.setup()\n"
        "from forum.models import Thread; from forum.writing import actions\n"
        f"thread = Thread.objects.get(pk={thread.pk}); import uuid\n"
        "actions.reply(thread.author, thread, text='Aus einem Befehl', key=uuid.uuid4())"
    )
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "community.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": middle.url,
    }
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    assert line.until("head")["head"] == Thread.objects.get(pk=thread.pk).head
    line.close()


def test_presence_and_typing_cross_over(pair):
    anna, bruno = MemberFactory(shows_presence=True), MemberFactory(shows_presence=True)
    hers, his = Guest(pair[0], anna).hear("stage:51"), Guest(pair[1], bruno).hear("stage:51")
    hers.say(type="here", streams=["stage:51"])
    assert his.until("presence")["here"] == [anna.pk]
    his.say(type="typing", stream="stage:51")
    assert hers.until("typing")["member"] == bruno.pk
    his.close()


def test_who_comes_later_in_another_process_sees_who_is_there(pair):
    anna, bruno = MemberFactory(shows_presence=True), MemberFactory()
    hers = Guest(pair[0], anna).hear("stage:52")
    hers.say(type="here", streams=["stage:52"])
    assert hers.until("presence")["here"] == [anna.pk]
    his = Guest(pair[1], bruno).hear("stage:52")
    assert his.until("presence")["here"] == [anna.pk]
    hers.close()
    his.close()


def test_who_is_there_is_seen_also_where_joining_takes_its_time(pair, tunnel):
    """The layer does not say when a group is joined, and a question may overtake it."""
    anna, bruno = MemberFactory(shows_presence=True), MemberFactory()
    hers = Guest(pair[0], anna).hear("stage:53")
    hers.say(type="here", streams=["stage:53"])
    assert hers.until("presence")["here"] == [anna.pk]
    with tunnel.holding(b"SUBSCRIBE", 1.0):
        his = Guest(pair[1], bruno).hear("stage:53")
        assert his.until("presence", 5.0)["here"] == [anna.pk]
    hers.close()
    his.close()


def test_what_ends_here_ends_there_without_waiting_for_the_check(pair):
    """Signed out, withdrawn from one, closed to all, changed rights: said in one process, done in the other."""
    anna, bruno, greta = MemberFactory(), MemberFactory(), MemberFactory()
    for server in pair:
        server.call("checks/", on=False)
    try:
        out = over(pair[1], Guest(pair[0], anna))
        lines = [
            guest.hear("stage:1", "stage:2")
            for guest in (out, *(Guest(pair[1], one) for one in (bruno, greta)))
        ]
        over(pair[0], out).post("/konto/logout/")
        assert lines[0].ended(SOON) == 4003
        pair[0].call("withdraw/", member=bruno.pk, stream="stage:1", reason="removed")
        assert lines[1].until("revoked", SOON)["stream"] == "stage:1"
        pair[0].call("withdraw/", member=None, stream="stage:2", reason="archived")
        assert [line.until("revoked", SOON)["reason"] for line in lines[1:]] == ["archived", "archived"]
        Member.objects.filter(pk=greta.pk).update(is_active=False)
        pair[0].call("review/", member=greta.pk)
        assert lines[2].ended(SOON) == 4003
    finally:
        for server in pair:
            server.call("checks/", on=True)
    lines[1].close()


def test_redis_killed_and_back(pair, thread, middle):
    here, there = (Guest(server, MemberFactory()).hear(thread.stream) for server in pair)
    middle.kill()
    try:
        assert not middle.answers(), "the fault did not happen"
        answer(pair[0], thread)
        assert here.next()["type"] == "head", "one's own process does not need Redis"
    finally:
        middle.start()
    head = Thread.objects.get(pk=thread.pk).head
    assert told_of(there, thread, head, within=SOON)
    answer(pair[0], thread)
    assert told_of(there, thread, head + 1, within=SOON)
    here.close()
    there.close()


def test_redis_asleep(pair, thread, middle):
    """Redis accepts and never answers: nothing waits for it, and the others learn by the check."""
    there = Guest(pair[1], MemberFactory()).hear(thread.stream)
    middle.pause()
    try:
        assert not middle.answers(), "the fault did not happen"
        for _ in range(3):
            answer(pair[0], thread)
        head = Thread.objects.get(pk=thread.pk).head
        assert told_of(there, thread, head, within=SOON), "not even the check told"
        newcomer = Guest(pair[1], MemberFactory()).hear(thread.stream)
        assert newcomer.socket.state.name == "OPEN"
    finally:
        middle.go_on()
    newcomer.close()
    answer(pair[0], thread)
    assert told_of(there, thread, head + 1, within=SOON)
    there.close()


def test_redis_forgets_everything_and_everyone(pair, thread, middle):
    there = Guest(pair[1], MemberFactory()).hear(thread.stream)
    middle.forget()
    answer(pair[0], thread)
    assert told_of(there, thread, Thread.objects.get(pk=thread.pk).head, within=SOON)
    there.close()


def test_rights_lost_in_eight_ways_while_redis_is_down(pair, middle):
    """Done in one process, heard in the other, and nothing between them: the check finds all of it."""
    anna, chiara = MemberFactory(), MemberFactory(office=True)
    group = WorkingGroupFactory(lead=anna)
    groups_room, cafe = make_room(group), make_room(name="Café")
    ways = ("signed out", "password", "suspended", "removed", "archived", "expired", "erased", "role")
    guests = {way: Guest(pair[1], MemberFactory()) for way in ways}
    guests["role"] = Guest(pair[1], chiara)
    add_to_group(anna, group, guests["removed"].member)
    streams = {"removed": groups_room.stream, "archived": cafe.stream, "role": "lobby"}
    lines = {way: guest.hear(streams.get(way, "stage:1")) for way, guest in guests.items()}
    witness = Guest(pair[1], anna).hear("stage:1", groups_room.stream)
    here = {way: over(pair[0], guest) for way, guest in guests.items()}
    dora = Guest(pair[0], MemberFactory(head=True))
    middle.kill()
    assert not middle.answers(), "the fault did not happen"
    try:
        here["signed out"].post("/konto/logout/")
        here["password"].post("/konto/password/change/", **new_password())
        Guest(pair[0], anna).post(
            f"/arbeitsgruppen/{group.slug}/entfernen/", member=str(guests["removed"].member.pk)
        )
        dora.post(f"/raeume/{cafe.pk}/archivieren/", reason="Es ist alles gesagt.")
        dora.post(f"/moderation/rollen/entziehen/{chiara.grants.get().pk}/", reason="Sie hat gewechselt.")
        Member.objects.filter(pk=guests["suspended"].member.pk).update(is_active=False)
        Session.objects.filter(session_key=guests["expired"].session).update(expire_date=timezone.now())
        erase(guests["erased"].member)
        for way in ("signed out", "password", "suspended", "expired", "erased"):
            assert lines[way].ended(SOON) == 4003, way
        for way, stream in streams.items():
            assert lines[way].until("revoked", SOON)["stream"] == stream, way
            lines[way].close()
    finally:
        middle.start()
    assert witness.silent()
    witness.close()


def test_a_connection_that_died_without_a_word_is_replaced(pair, thread, tunnel):
    """As after a firewall has forgotten it: nothing arrives, and nobody says so."""
    there = Guest(pair[1], MemberFactory()).hear(thread.stream)
    assert tunnel.lose() >= 2, "the fault did not happen"
    answer(pair[0], thread)
    head = Thread.objects.get(pk=thread.pk).head
    assert told_of(there, thread, head, within=SOON)
    until = time.monotonic() + 30
    line = Guest(pair[1], MemberFactory()).hear("stage:0")
    while not heard_within(line, pair[0]):
        assert time.monotonic() < until, "the connection was not replaced"
    line.close()
    there.close()


def told_of(line, thread: Thread, head: int, *, within: float) -> bool:
    """Whether the browser learns that the thread has moved to `head`, by bell or by heads."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            message = line.next(max(0.01, until - time.monotonic()), heads=True)
        except TimeoutError:
            return False
        if message["type"] == "head" and message["head"] >= head:
            return True
        if message["type"] == "heads" and message["heads"].get(thread.stream, 0) >= head:
            return True
    return False
