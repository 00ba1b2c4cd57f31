"""Hostile words that arrive while one looks on: scripts put them on the page, over a socket and where there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from community.people.models import Member
from community.text import MESSAGE_LIMIT, TITLE_LIMIT
from realtime.rooms.models import Room
from tests.factories.forum import make_thread
from tests.factories.rooms import fresh
from tests.system.browser.hostile.looking import what_acts
from tests.system.browser.hostile.words import SHORTEST, packed_lines, packed_sources
from tests.system.browser.rooms.talk import NO_SOCKETS, SECOND, Voice, item, texts, write

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = packed_lines(TITLE_LIMIT)
WAYS = {"live": "", "polling": NO_SOCKETS}


@pytest.fixture
def hostile(room: Room, fatma: Member) -> Room:
    """The room and whoever speaks in it have hostile names, and a message stands there already."""
    Member.objects.filter(pk=fatma.pk).update(name=NAMES[0])
    room.group.members.exclude(pk=fatma.pk).update(name=NAMES[2])
    Room.objects.filter(pk=room.pk).update(name=packed_lines(120)[0], purpose=packed_lines(300)[0])
    return fresh(room)


def watched(page: Page, url: str) -> list[str]:
    """What the page does from now on that no page may do."""
    found: list[str] = []
    page.on("dialog", lambda dialog: (found.append("dialog"), dialog.dismiss()))
    page.on("popup", lambda other: found.append(f"window: {other.url}"))
    page.on("console", lambda said: "Content Security Policy" in said.text and found.append(said.text[:300]))
    page.on("request", lambda asked: _is_foreign(asked.url, url) and found.append(asked.url[:200]))
    return found


def test_success_would_be_noticed(visit: Any, hostile: Room, anna: Member, server: Any) -> None:
    """Where the script were to take the source for the words."""
    mine = visit(anna, hostile)
    found = watched(mine, server.url)
    mine.evaluate(f"document.querySelector('.message__text').innerHTML = {SHORTEST!r}")
    mine.wait_for_timeout(300)
    assert found and what_acts(mine)


@pytest.mark.parametrize("state", WAYS)
def test_nothing_acts_that_arrives(
    visit: Any,
    voice: Callable[[Member], Voice],
    hostile: Room,
    anna: Member,
    fatma: Member,
    server: Any,
    state: str,
) -> None:
    mine = visit(anna, hostile, state=state, script=WAYS[state])
    found = watched(mine, server.url)
    says = voice(fatma)
    packs = packed_sources(MESSAGE_LIMIT)
    seqs = [says.says(hostile, pack, reply_to=number) for number, pack in enumerate(packs, 1)]
    thread = make_thread(anna, title=NAMES[1], text=packs[0])
    seqs.append(says.says(hostile, f"Siehe [{SHORTEST}]({thread.get_absolute_url()})"))
    expect(item(mine, seqs[-1]).locator(".quote-card__title")).to_be_attached(timeout=20 * SECOND)
    assert len(texts(mine)) == 1 + len(seqs)
    expect(item(mine, seqs[0]).locator("[data-part=name]")).to_have_text(NAMES[0])
    says.does(hostile, seqs[0], "bearbeiten", text=packs[-1])
    says.does(hostile, seqs[1], "entfernen", reason=NAMES[3])
    expect(item(mine, seqs[0]).locator("[data-part=edited]")).to_be_attached(timeout=20 * SECOND)
    expect(item(mine, seqs[1]).locator("[data-part=tombstone]")).to_contain_text(
        "entfernt", timeout=20 * SECOND
    )
    voice(anna).does(hostile, seqs[2], "anheften")
    expect(mine.locator("[data-part=pins]")).to_contain_text("pwned", timeout=20 * SECOND)
    assert what_acts(mine) + found == []


def test_nothing_acts_in_what_one_writes_oneself(
    visit: Any, hostile: Room, anna: Member, fatma: Member, server: Any
) -> None:
    """On its way out it is kept in the browser and shown as text; the other is told who is writing."""
    hers, mine = visit(fatma, hostile), visit(anna, hostile)
    found = watched(hers, server.url) + watched(mine, server.url)
    hers.locator("input[type=file]").set_input_files(
        [{"name": f"{SHORTEST}.txt", "mimeType": "text/plain", "buffer": b"Text"}]
    )
    expect(hers.locator("[data-part=file-name]").first).to_contain_text("onerror")
    hers.reload()
    hers.locator("chat-room[data-state=live]").wait_for(state="attached")
    hers.get_by_role("textbox", name="Ihre Nachricht").press_sequentially("Ha")
    expect(mine.locator("[data-part=typing]")).to_contain_text("pwned", timeout=10 * SECOND)
    hers.context.set_offline(True)
    write(hers, packed_sources(MESSAGE_LIMIT)[2])
    expect(hers.locator("[data-part=outbox] li")).to_have_count(1)
    item(hers, 1).hover()
    item(hers, 1).get_by_label("Antworten", exact=True).click()
    assert what_acts(hers) == []
    hers.context.set_offline(False)
    expect(item(mine, 2)).to_be_attached(timeout=20 * SECOND)
    assert what_acts(hers) + what_acts(mine) + found == []


def _is_foreign(asked: str, url: str) -> bool:
    return not asked.startswith((f"{url}/", url.replace("http", "ws", 1), "data:", "blob:"))
