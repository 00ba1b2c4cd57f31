"""What a program that opens a member's file may take. It needs neither settings nor database."""

from __future__ import annotations

import os
import resource

LESS_URGENT = 5  # pages go first, but not for ever


def bound(*, memory: int, seconds: int) -> None:
    """No more memory (bytes) and processor time than this for this process, and no copy of its memory on the disk."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(LESS_URGENT)
