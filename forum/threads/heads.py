"""The thread's counter: locked, raised by one for every durable change, rung after commit."""

from __future__ import annotations

from typing import Any

from community import live
from forum.models import Thread


def locked(thread: Thread) -> Thread:
    """The thread's row, fresh and locked until the transaction ends, with its field."""
    return Thread.objects.select_for_update(of=("self",)).select_related("field").get(pk=thread.pk)


def raise_head(thread: Thread, **changes: Any) -> int:
    """Count one durable change of a locked thread, store it with `changes`, ring, and return the new head."""
    thread.head += 1
    for name, value in changes.items():
        setattr(thread, name, value)
    thread.save(update_fields=["head", *changes])
    ring(thread)
    return thread.head


def ring(thread: Thread) -> None:
    live.publish(thread.stream, {"type": "head", "stream": thread.stream, "head": thread.head})
