"""Passwords: how they are hashed, and how many at a time.

Argon2id with 19 MiB, two passes and one lane: what the OWASP Password Storage Cheat Sheet recommends
(https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id). Django's own 100 MiB in
eight lanes are a multiple of that, which whoever sends wrong passwords spends for us. Former hashes still open and are
renewed at the next sign-in.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher
from django.utils.translation import gettext as _

from community.web.refusals import Busy

MEMORY = 19 * 1024  # KiB for one password
# Half of the cores: pages are worked on beside.
AT_ONCE = max(1, (os.cpu_count() or 1) // 2)
TURN_WITHIN = 3.0  # seconds
TRY_AGAIN = 5  # seconds


class HashingMemory:
    """Room for so many KiB at once. What asks for more than there is waits until it is alone."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = 0
        self._changed = threading.Condition()

    @contextmanager
    def reserve(self, size: int) -> Iterator[None]:
        """Wait up to `TURN_WITHIN` seconds. Raises `Busy` with a sentence where that was not enough."""
        size = min(size, self.room)
        with self._changed:
            if not self._changed.wait_for(lambda: self.taken + size <= self.room, TURN_WITHIN):
                raise Busy(
                    _(
                        "Gerade melden sich sehr viele zugleich an. Bitte versuchen Sie es in einigen Sekunden "
                        "noch einmal."
                    ),
                    seconds=TRY_AGAIN,
                )
            self.taken += size
        try:
            yield
        finally:
            with self._changed:
                self.taken -= size
                self._changed.notify_all()


hashing_memory = HashingMemory(AT_ONCE * MEMORY)


class HouseArgon2(Argon2PasswordHasher):
    """Django's hasher with other parameters; every way to a hash leads through `encode` or `verify`."""

    time_cost = 2
    memory_cost = MEMORY
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with hashing_memory.reserve(self.memory_cost):
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """A former hash costs what it cost then, and counts as that."""
        with hashing_memory.reserve(self.decode(encoded)["memory_cost"]):
            return super().verify(password, encoded)


class HousePBKDF2(PBKDF2PasswordHasher):
    """For passwords that came from elsewhere. Needs no memory, but a core for half a second; `verify` asks `encode`."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        with hashing_memory.reserve(MEMORY):
            return super().encode(password, salt, iterations)
