"""Devices end together with connections: whatever ends those after a commit ends these. Pages take up again what a
sign-in that ran out had left.
"""

from __future__ import annotations

from typing import Any

from community import live
from community.push.actions import end_devices


def _ring(stream: str, event: dict[str, Any]) -> None:
    """What rings in pages is no push."""


def _hang_up(member_pk: int | None, *, session_key: str | None, reason: str) -> None:
    end_devices(member_pk, session_key=session_key)


live.carry(_ring, hang_up=_hang_up)
live.carry_in_browser("push/app.js")
