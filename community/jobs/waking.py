"""Waking the worker of this process, if there is one; those of other processes look by themselves."""

from __future__ import annotations

import threading

from django.db import transaction

woken = threading.Event()


def wake() -> None:
    """There is something to do once the running transaction has committed."""
    transaction.on_commit(woken.set, robust=True)
