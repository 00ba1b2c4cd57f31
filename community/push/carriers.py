"""Devices end together with connections: whatever ends those after a commit ends these. Pages take up again what a
sign-in that ran out had left.
"""

from __future__ import annotations

from community.live import transports
from community.push.actions import end_devices


class Devices(transports.Transport):
    """What rings in pages is no push; only what ends is heard."""

    def hang_up(self, member_pk: int | None, *, session_key: str | None, reason: str) -> None:
        end_devices(member_pk, session_key=session_key)


transports.register(Devices())
transports.register_script("push/app.js")
