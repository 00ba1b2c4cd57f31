"""What tests of rooms in a browser share: somebody who speaks from elsewhere, and ways to look at a page."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from playwright.sync_api import Page

from community.people.models import Member
from realtime.rooms.models import Message, Room
from tests.system.realtime.delivery.serving import Guest, Server

SECOND = 1_000
SOON = 10 * SECOND  # well before the next heads, by which a browser would learn of it anyway
NO_SOCKETS = """
window.WebSocket = class {
  static OPEN = 1;
  constructor() { setTimeout(() => this.onclose?.({ code: 1006 }), 20); }
  close() {}
};
"""
SHOWN = """() => [...document.querySelectorAll("[data-part=messages] > li")]
    .map((item) => item.outerHTML.replace(/\\s+/g, " ").replaceAll("> <", "><"))"""


class Voice:
    """Somebody who takes part from elsewhere, through the same door as everyone."""

    def __init__(self, server: Server, member: Member) -> None:
        self.guest = Guest(server, member)

    def says(self, room: Room, text: str, *, reply_to: int | None = None) -> int:
        """Returns the place of the message."""
        fields = {"key": str(uuid4()), "text": text, **({"reply_to": str(reply_to)} if reply_to else {})}
        assert self.guest.post(f"{room.get_absolute_url()}nachrichten/", **fields) == 201
        return Message.objects.in_room(room).latest("seq").seq

    def does(self, room: Room, seq: int, act: str, **fields: str) -> None:
        assert self.guest.post(f"{room.get_absolute_url()}nachrichten/{seq}/{act}/", **fields) == 200


def item(page: Page, seq: int) -> Any:
    return page.locator(f"#nachricht-{seq}")


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Ihre Nachricht").fill(text)
    page.keyboard.press("Enter")


def texts(page: Page) -> list[str]:
    return page.locator("[data-part=messages] .message__text").all_inner_texts()
