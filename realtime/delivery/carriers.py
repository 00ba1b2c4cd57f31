"""The transport registers itself with the port: in this process, and in the pages of members."""

from __future__ import annotations

from typing import Any

from community.live import transports
from realtime.delivery import switchboard


class Sockets(transports.Transport):
    """To the sockets and the waiting requests of this process, and through the layer to those of others."""

    def ring(self, stream: str, event: dict[str, Any]) -> None:
        switchboard.ring(stream, event)

    def withdraw(self, member_pk: int | None, *, stream: str | None, reason: str) -> None:
        switchboard.withdraw(member_pk, stream=stream, reason=reason)

    def review(self, member_pk: int) -> None:
        switchboard.review(member_pk)

    def hang_up(self, member_pk: int | None, *, session_key: str | None, reason: str) -> None:
        switchboard.hang_up(member_pk, session_key=session_key, reason=reason)


transports.register(Sockets())
transports.register_script("delivery/socket.js")
