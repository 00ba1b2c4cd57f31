"""Who brings what content says to browsers, devices and other processes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any


class Transport:
    """One way. It is called after the commit, in the thread that committed, must be quick and wait for no network.

    A way to which something does not matter leaves it as it is.
    """

    def ring(self, stream: str, event: dict[str, Any]) -> None:
        """Something happened on a stream; see `publish`."""

    def withdraw(self, member_pk: int | None, *, stream: str | None, reason: str) -> None:
        """A member hears a stream no longer; see `withdraw`."""

    def review(self, member_pk: int) -> None:
        """What a member may hear has changed; see `review`."""

    def hang_up(self, member_pk: int | None, *, session_key: str | None, reason: str) -> None:
        """A member's connections end, or those of one session; see `hang_up`."""


_transports: list[Transport] = []
_browser_scripts: list[str] = []


def register(transport: Transport) -> Callable[[], None]:
    """Make a transport known; returns what takes it out again."""
    _transports.append(transport)
    return partial(_transports.remove, transport)


def register_script(static_path: str) -> None:
    """A module script, a path below ``/static/``, that every page of an admitted member loads."""
    if static_path not in _browser_scripts:
        _browser_scripts.append(static_path)


def transports() -> tuple[Transport, ...]:
    return tuple(_transports)


def browser_scripts() -> tuple[str, ...]:
    """Paths of the transports' module scripts."""
    return tuple(_browser_scripts)
