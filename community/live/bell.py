"""Ringing after commit: the database is the truth, the bell only makes it fast."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from django.db import transaction

logger = logging.getLogger(__name__)

Ring = Callable[[str, dict[str, Any]], None]


class Withdraw(Protocol):
    def __call__(self, member_pk: int | None, *, stream: str | None, reason: str) -> None: ...


Review = Callable[[int], None]


class HangUp(Protocol):
    def __call__(self, member_pk: int | None, *, session_key: str | None, reason: str) -> None: ...


@dataclass(frozen=True)
class Carrier:
    """What a transport does with the four things that content says."""

    ring: Ring
    withdraw: Withdraw | None = None
    hang_up: HangUp | None = None
    review: Review | None = None


_carriers: list[Carrier] = []
_browser_scripts: list[str] = []


def publish(stream: str, event: dict[str, Any]) -> None:
    """Tell the listeners of `stream` about `event` once the running transaction has committed.

    `stream` is a name such as ``thread:42`` (``me:7`` for what only member 7 hears); `event` the very object that
    browsers get: JSON-serialisable, with ``type``, ``stream`` as the browser calls it, and ``head`` or ``rev``.
    Nothing is sent when the transaction rolls back. A carrier that fails is logged and never fails the caller:
    listeners catch up by HTTP.
    """
    _after_commit("ring", stream, event)


def withdraw(member_pk: int | None, *, stream: str | None = None, reason: str = "removed") -> None:
    """After commit: this member no longer hears `stream`, or with `None` nothing at all.

    With `None` as the member nobody hears `stream` any more. `reason` is one of the protocol's words: left, removed,
    suspended, archived.
    """
    if member_pk is None and stream is None:
        raise ValueError("Who hears what no longer?")
    _after_commit("withdraw", member_pk, stream=stream, reason=reason)


def review(member_pk: int) -> None:
    """After commit: what this member may do has changed; whatever they hear is asked about once more, at once.

    For changes of which it is not known here which streams they close: a role, a sanction, a municipality.
    """
    _after_commit("review", member_pk)


def hang_up(member_pk: int | None, *, session_key: str | None = None, reason: str) -> None:
    """After commit: the member's connections end, or only those of one session.

    Whoever ends a session without knowing whose it is passes `None` and the `session_key`.
    """
    _after_commit("hang_up", member_pk, session_key=session_key, reason=reason)


def carry(
    ring: Ring,
    *,
    withdraw: Withdraw | None = None,
    hang_up: HangUp | None = None,
    review: Review | None = None,
) -> Callable[[], None]:
    """Register a transport, called after commit in the thread that committed; returns what takes it out again.

    What it does must be quick and must not wait for a network.
    """
    carrier = Carrier(ring, withdraw, hang_up, review)
    _carriers.append(carrier)
    return partial(_carriers.remove, carrier)


def carry_in_browser(static_path: str) -> None:
    """Register a module script, a path below ``/static/``, that every page of an admitted member loads."""
    if static_path not in _browser_scripts:
        _browser_scripts.append(static_path)


def browser_scripts() -> tuple[str, ...]:
    """Paths of the transports' module scripts."""
    return tuple(_browser_scripts)


def _after_commit(what: str, *args: Any, **kwargs: Any) -> None:
    transaction.on_commit(partial(_tell, what, *args, **kwargs), robust=True)


def _tell(what: str, *args: Any, **kwargs: Any) -> None:
    for carrier in tuple(_carriers):
        act = getattr(carrier, what)
        if act is None:
            continue
        try:
            act(*args, **kwargs)
        except Exception:
            logger.exception("A carrier failed to %s %s", what, args)
