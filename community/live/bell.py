"""Ringing after commit: the database is the truth, the bell only makes it fast."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import transaction

from community.live.transports import transports

logger = logging.getLogger(__name__)


def publish(stream: str, event: dict[str, Any]) -> None:
    """Tell the listeners of `stream` about `event` once the running transaction has committed.

    `stream` is a name such as ``thread:42`` (``me:7`` for what only member 7 hears); `event` the very object that
    browsers get: JSON-serialisable, with ``type``, ``stream`` as the browser calls it, and ``head`` or ``rev``.
    Nothing is sent when the transaction rolls back. A transport that fails is logged and never fails the caller:
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


def _after_commit(what: str, *args: Any, **kwargs: Any) -> None:
    transaction.on_commit(partial(_tell, what, *args, **kwargs), robust=True)


def _tell(what: str, *args: Any, **kwargs: Any) -> None:
    for transport in transports():
        try:
            getattr(transport, what)(*args, **kwargs)
        except Exception:
            logger.exception("A transport failed to %s %s", what, args)
