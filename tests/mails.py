"""Mails in tests: a worker's part of the way."""

from __future__ import annotations

from typing import Any

from django.core import mail

from community.mail.delivery import deliver


def send_all() -> None:
    """What a worker does with mails that are due."""
    while deliver():
        pass


def sent() -> list[Any]:
    """All mails sent so far, with those that were waiting."""
    send_all()
    return mail.outbox
