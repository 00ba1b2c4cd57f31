"""What can go wrong although the policy allowed it."""

from __future__ import annotations


class KeyConflict(Exception):
    """The key of a post was used before with another text: two different posts must not share one key."""


class MunicipalityVoted(Exception):
    """A colleague has voted for the municipality, and nobody told the member that they would replace this vote."""
