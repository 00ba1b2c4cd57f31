"""How long a lost right lasts, in a process with a database of its own: done in one process, heard in the other."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.system.realtime.delivery.stage.settings"
django.setup()

from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from websockets.exceptions import ConnectionClosed  # noqa: E402

from community.people.models import Member  # noqa: E402
from tests.factories.people import PASSWORD, MemberFactory, WorkingGroupFactory  # noqa: E402
from tests.factories.rooms import make_room  # noqa: E402
from tests.load.faults.house import House  # noqa: E402
from tests.load.report import report  # noqa: E402
from tests.system.realtime.delivery.serving import Guest, Line, Server  # noqa: E402
from tests.system.realtime.delivery.test_revocation import erase  # noqa: E402

SAID_WITHIN, CHECKED_WITHIN = 1.0, 6.0  # seconds
TIMES_CHECKED = 5
LIVES = 3.0  # seconds of a session that expires
PREPARING = Lock()
Case = tuple[Guest, str, Callable[[Server], Any]]  # who listens there, to what, and what ends it here


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    house = House.open(Path(os.environ["VAR_DIR"]), processes=2, layer=True)
    assert house.redis
    try:
        said = {
            name: [_once(house.servers, case) for _ in range(options.times)] for name, case in WAYS.items()
        }
        house.redis.kill()
        assert not house.redis.answers(), "the fault did not happen"
        with ThreadPoolExecutor(len(WAYS)) as pool:
            # One after the other each, all ways beside each other: every moment between two checks is met.
            checked = {
                name: [pool.submit(_once, house.servers, case) for _ in range(TIMES_CHECKED)]
                for name, case in WAYS.items()
            }
    finally:
        house.close()
    rows = [
        {
            "way": name,
            "times": options.times,
            "p50 s": sorted(said[name])[options.times // 2],
            "most s": max(said[name]),
            "most s without Redis": max(one.result() for one in checked[name]),
        }
        for name in WAYS
    ]
    over = [
        row["way"]
        for row in rows
        if row["most s"] > SAID_WITHIN or row["most s without Redis"] > CHECKED_WITHIN
    ]
    bounds = f"{SAID_WITHIN} s, without Redis {CHECKED_WITHIN} s"
    report(rows, to=options.json, bounds=bounds, over=", ".join(over) or "nothing")
    return 1 if over else 0


def _once(servers: list[Server], case: Callable[[Server], Case]) -> float:
    """Seconds from the answer to the act in one process until the listener's last word in the other."""
    with PREPARING:  # factories choose free names
        guest, stream, end = case(servers[1])
    line = guest.hear(stream)
    try:
        return _until_over(line, lambda: end(servers[0]))
    finally:
        connection.close()


def _until_over(line: Line, act: Callable[[], Any]) -> float:
    moment = act()
    began = moment if isinstance(moment, float) else time.monotonic()  # it may come by itself, later
    try:
        line.until("revoked")
    except ConnectionClosed:
        assert line.ended() == 4003
    took = time.monotonic() - began
    line.close()
    return round(took, 2)


def _over(server: Server, guest: Guest) -> Guest:
    """The same browser at another server."""
    other = Guest(server, None)
    other.session = guest.session
    return other


def _listener(server: Server, **traits: Any) -> Guest:
    return Guest(server, MemberFactory(**traits))


def signed_out(there: Server) -> Case:
    guest = _listener(there)
    return guest, "stage:1", lambda here: _over(here, guest).post("/konto/logout/")


def new_password(there: Server) -> Case:
    guest, new = _listener(there), "etwas-neues-2026-x"
    words = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    return guest, "stage:1", lambda here: _over(here, guest).post("/konto/password/change/", **words)


def suspended(there: Server) -> Case:
    guest = _listener(there)

    def end(here: Server) -> None:
        Member.objects.filter(pk=guest.member.pk).update(is_active=False)
        here.call("review/", member=guest.member.pk)

    return guest, "stage:1", end


def removed_from_group(there: Server) -> Case:
    lead, guest = MemberFactory(), _listener(there)
    group = WorkingGroupFactory(lead=lead, with_members=[guest.member])
    room, path = make_room(group, name=guest.member.name), f"/arbeitsgruppen/{group.slug}/entfernen/"
    return guest, room.stream, lambda here: Guest(here, lead).post(path, member=str(guest.member.pk))


def room_closed(there: Server) -> Case:
    guest, head = _listener(there), MemberFactory(head=True)
    room = make_room(name=guest.member.name)
    path = f"/raeume/{room.pk}/archivieren/"
    return guest, room.stream, lambda here: Guest(here, head).post(path, reason="Es ist alles gesagt.")


def session_expired(there: Server) -> Case:
    """Its time is over by itself: counted from that moment."""
    guest = _listener(there)
    until = timezone.now() + timedelta(seconds=LIVES)
    Session.objects.filter(session_key=guest.session).update(expire_date=until)
    moment = time.monotonic() + LIVES
    return guest, "stage:1", lambda _here: moment


def erased(there: Server) -> Case:
    guest = _listener(there)

    def end(here: Server) -> None:
        pk = guest.member.pk
        erase(guest.member)
        here.call("hang-up/", member=pk)

    return guest, "stage:1", end


def role_lost(there: Server) -> Case:
    guest, head = _listener(there, office=True), MemberFactory(head=True)
    path = f"/moderation/rollen/entziehen/{guest.member.grants.get().pk}/"
    return guest, "lobby", lambda here: Guest(here, head).post(path, reason="Sie hat gewechselt.")


WAYS: dict[str, Callable[[Server], Case]] = {
    "signed out": signed_out,
    "new password": new_password,
    "suspended": suspended,
    "removed from the group": removed_from_group,
    "room closed": room_closed,
    "session expired": session_expired,
    "account erased": erased,
    "role lost": role_lost,
}


if __name__ == "__main__":
    sys.exit(main())
