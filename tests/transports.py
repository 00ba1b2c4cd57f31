"""A transport for tests: hears what content says.

stop = carry(lambda stream, event: heard.append(event))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from community.live import Transport, transports


def carry(
    ring: Callable[..., Any],
    *,
    withdraw: Callable[..., Any] | None = None,
    hang_up: Callable[..., Any] | None = None,
    review: Callable[..., Any] | None = None,
) -> Callable[[], None]:
    """Call these after each commit from now on; returns what ends it."""
    transport = Transport()
    said = {"ring": ring, "withdraw": withdraw, "hang_up": hang_up, "review": review}
    for name, hear in said.items():
        if hear is not None:
            setattr(transport, name, hear)
    return transports.register(transport)
