"""What goes over the wire: events become frames once, what comes in is read without trust."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import Any

LONGEST_NUMBER = 15  # digits; JavaScript has no larger whole numbers, and Python's slow down quadratically
TEXT_FRAME = 0x81


class BadFrame(ValueError):
    """What came in is not one of our messages."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One event for many sockets: its JSON, and the same as a finished WebSocket frame of a server."""

    payload: bytes
    wire: bytes

    @classmethod
    def of(cls, event: dict[str, Any]) -> Frame:
        """Raises `ValueError` or `TypeError` for what JSON cannot say (NaN, objects)."""
        return cls.around(encode(event))

    @classmethod
    def around(cls, payload: bytes) -> Frame:
        """The frame for JSON that is already encoded."""
        return cls(payload, _header(len(payload)) + payload)

    @property
    def text(self) -> str:
        return self.payload.decode()


def encode(event: dict[str, Any]) -> bytes:
    """Compact JSON as UTF-8; half a surrogate pair is escaped, because as UTF-8 it would close every socket."""
    try:
        return json.dumps(event, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(event, allow_nan=False, separators=(",", ":")).encode()


def decode(text: str | None) -> dict[str, Any]:
    """One message of a client. Raises `BadFrame` for everything else, however it was built to hurt."""
    if text is None:
        raise BadFrame("binary")
    try:
        message = json.loads(text, parse_int=_whole, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadFrame("not JSON") from error
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise BadFrame("no type")
    return message


def _header(length: int) -> bytes:
    if length < 126:
        return struct.pack("!BB", TEXT_FRAME, length)
    if length < 65536:
        return struct.pack("!BBH", TEXT_FRAME, 126, length)
    return struct.pack("!BBQ", TEXT_FRAME, 127, length)


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise BadFrame("huge number")
    return int(digits)


def _refuse(constant: str) -> Any:
    raise BadFrame(constant)
