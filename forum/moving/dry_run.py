"""A dry run: the act itself in a transaction that is rolled back, so a preview cannot differ from what will be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

Seen = TypeVar("Seen")


def rehearse(act: Callable[[], Any], look: Callable[[Any], Seen]) -> Seen:
    """What `look` sees when `act` is done; then everything is as before. Errors of the act are raised."""
    with transaction.atomic():
        seen = look(act())
        transaction.set_rollback(True)
    return seen
