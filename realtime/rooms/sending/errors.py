"""What can go wrong although the policy lets this person in."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied


class KeyConflict(Exception):
    """The key of a message was used before with another text: two different messages must not share one key."""


class RoomLocked(PermissionDenied):
    """The room is archived: reading goes on, writing does not."""


class TooFast(Exception):
    """Slow mode, or more than anyone can read. `seconds` is how long to wait; the text says so."""

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class AsksFirst(Exception):
    """The message speaks to everyone in the room: whoever sends it first hears how many (`reach`) that are."""

    def __init__(self, sentence: str, reach: int) -> None:
        super().__init__(sentence)
        self.reach = reach


class NoPlaceForPin(Exception):
    """Five messages are pinned already."""
