"""Two people, each with their own window, in a room of their group; the house runs as a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from community.people.models import Member
from realtime.rooms.models import Room
from tests.factories.people import MemberFactory, WorkingGroupFactory
from tests.factories.rooms import fresh, make_room, say
from tests.system.browser.rooms.talk import SECOND, Voice
from tests.system.browser.visits import signed_in
from tests.system.realtime.delivery.serving import Server

SOONER = "from realtime.delivery import periodic\nperiodic.HEADS_EVERY = 2.0"


@pytest.fixture(scope="module")
def shared_server(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Server]:
    """The house as a process of its own, as it is installed: only that has sockets."""
    with django_db_blocker.unblock():
        folder = tmp_path_factory.mktemp("house")
        media = str(settings.MEDIA_ROOT)
        server = Server(folder, patches=SOONER, DJANGO_SETTINGS_MODULE="community.settings", MEDIA_ROOT=media)
    yield server
    server.stop()


@pytest.fixture
def voice(server: Server) -> Callable[[Member], Voice]:
    return lambda member: Voice(server, member)


@pytest.fixture
def server(transactional_db: None, shared_server: Server) -> Server:
    return shared_server


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def fatma() -> Member:
    return MemberFactory(name="Fatma Yıldız")


@pytest.fixture
def room(anna: Member, fatma: Member) -> Room:
    room = make_room(WorkingGroupFactory(lead=anna, with_members=[fatma]), by=anna, name="Zeichentisch")
    say(fatma, room, "Guten Morgen!")
    return fresh(room)


@pytest.fixture
def visit(
    browser: Browser, browser_context_args: dict[str, Any], server: Server
) -> Iterator[Callable[..., Page]]:
    """`visit(member, room)`: a window of their own, in the room and connected; what fails in it fails the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_window(
        member: Member, room: Room, *, state: str = "live", script: str = "", **more: Any
    ) -> Page:
        contexts.append(browser.new_context(**{**browser_context_args, **more}))
        contexts[-1].add_init_script(script)
        page = signed_in(contexts[-1], server, member)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(server.url + room.get_absolute_url())
        if state:
            expect(page.locator(f"chat-room[data-state={state}]")).to_be_attached(timeout=30 * SECOND)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert troubles == []
