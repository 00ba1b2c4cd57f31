"""Who gets a socket: admitted members, from our own pages."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.people import MemberFactory
from tests.system.realtime.delivery.serving import Guest

pytestmark = pytest.mark.everywhere


def test_an_admitted_member_is_greeted(server, visit):
    anna = MemberFactory()
    line = visit(anna).connect()
    assert line.next() == {"type": "hello", "protocol": 1, "member": anna.pk}
    line.close()


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.example",
        "http://127.0.0.1",
        "http://127.0.0.1:9",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:{port}.evil.example",
        "http://127.0.0.1:{port}/",
    ],
)
def test_pages_of_others_are_refused(server, visit, origin):
    origin = origin and origin.format(port=server.port)
    assert visit(MemberFactory()).refused(origin=origin) in (400, 403)


def test_two_origins_are_none(server, visit):
    guest = visit(MemberFactory())
    headers = {"Cookie": guest.cookies, "Origin": "http://evil.example"}
    assert guest.refused(additional_headers=headers) in (400, 403)


def test_our_other_address_is_welcome(server, visit):
    visit(MemberFactory()).hear("stage:1", origin="http://stage.example").close()


def test_visitors_are_refused(server):
    assert Guest(server, None).refused() == 403


@pytest.mark.parametrize("trait", ["waiting", "declined"])
def test_members_who_are_not_admitted_are_refused(server, visit, trait):
    assert visit(MemberFactory(**{trait: True})).refused() == 403


def test_a_disabled_account_is_refused(server, visit):
    anna = MemberFactory()
    guest = visit(anna)
    anna.is_active = False
    anna.save()
    assert guest.refused() == 403


@pytest.mark.parametrize("key", ["", "x" * 32, "ü" * 16, "'; --", "a" * 10_000])
def test_an_invented_session_is_refused_and_hurts_nobody(server, visit, key):
    guest = visit(MemberFactory())
    line = guest.hear("stage:1")
    guest.session = key
    assert guest.refused(additional_headers={"Cookie": f"sessionid={key.encode().decode('latin-1')}"}) in (
        400,
        403,
    )
    server.ring("stage:1")
    assert line.next()["type"] == "head"
    line.close()


def test_a_password_changed_elsewhere_counts_at_the_door(server, visit):
    anna = MemberFactory()
    guest = visit(anna)
    anna.set_password("etwas ganz anderes 2026")
    anna.save()
    assert guest.refused() == 403


def test_an_ended_session_is_refused(server, visit):
    anna = MemberFactory()
    guest = visit(anna)
    client = Client()
    client.cookies["sessionid"] = guest.session
    client.logout()
    assert guest.refused() == 403


@pytest.mark.parametrize("path", ["/", "/ws", "/ws/room/", "/themen/1/"])
def test_there_is_one_address_for_sockets(server, visit, path):
    assert visit(MemberFactory()).refused(path=path) == 403
