"""Any other ASGI server: the same promises through its `send`."""

from __future__ import annotations

import asyncio
import json
import time

from realtime.delivery.frames import Frame
from realtime.delivery.wires import PlainWire


class Browser:
    """The far end of `send`; reads while `reading` is set."""

    def __init__(self) -> None:
        self.heard: list[dict] = []
        self.reading = asyncio.Event()
        self.reading.set()
        self.gone = False

    async def send(self, message: dict) -> None:
        await self.reading.wait()
        if self.gone:
            raise ConnectionError
        self.heard.append(message)

    @property
    def numbers(self) -> list[int]:
        return [json.loads(message["text"])["n"] for message in self.heard if "text" in message]

    @property
    def code(self) -> int | None:
        return next((message["code"] for message in self.heard if "code" in message), None)


async def settled() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


async def test_frames_arrive_in_order_and_then_the_code():
    browser = Browser()
    wire = PlainWire(browser.send)
    for n in range(20):
        wire.write(Frame.of({"n": n}))
        await asyncio.sleep(0)
    wire.close(4003)
    wire.write(Frame.of({"n": 99}))
    await settled()
    assert browser.numbers == list(range(20))
    assert browser.heard[-1] == {"type": "websocket.close", "code": 4003}


async def test_who_does_not_read_fills_one_outbox_and_is_told_when_reading_again():
    browser = Browser()
    wire = PlainWire(browser.send)
    browser.reading.clear()
    for n in range(30):
        wire.write(Frame.of({"n": n, "words": "x" * 100_000}))
        await asyncio.sleep(0)
    assert wire._waiting <= 1.2 * 1024 * 1024
    browser.reading.set()
    await settled()
    assert browser.code == 1013
    assert browser.numbers == [0], "what was not under way is not sent any more"


async def test_who_is_ten_seconds_behind_is_cut():
    browser = Browser()
    wire = PlainWire(browser.send)
    browser.reading.clear()
    wire.write(Frame.of({"n": 0}))
    wire.write(Frame.of({"n": 1}))
    await settled()
    wire.check(time.monotonic() + 9)
    wire.check(time.monotonic() + 11)
    browser.reading.set()
    await settled()
    assert browser.code == 1013


async def test_a_browser_that_is_gone_raises_nothing():
    browser = Browser()
    wire = PlainWire(browser.send)
    browser.gone = True
    wire.write(Frame.of({"n": 0}))
    await settled()
    wire.write(Frame.of({"n": 1}))
    wire.close(1012)
    await settled()
    assert browser.heard == []
