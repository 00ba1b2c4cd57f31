"""A real mail server on this machine, for tests and measuring. It counts a mail when it has answered for it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Letters:
    """Takes every mail, a little slowly; `taken` are pairs of address and message."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.taken: list[tuple[str, Message]] = []

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content)
        self.taken += [(address, message) for address in envelope.rcpt_tos]
        await asyncio.sleep(self.seconds)
        return "250 OK"


@contextmanager
def mail_server(*, seconds: float = 0.005) -> Iterator[tuple[int, Letters]]:
    """The port of a running server, and what it takes."""
    letters = Letters(seconds)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(letters, hostname="127.0.0.1", port=port, ready_timeout=30)
    controller.start()
    try:
        yield port, letters
    finally:
        controller.stop()
