"""What can go wrong although the policy allowed it."""


class KeyConflict(Exception):
    """The key of a post was used before with another text: two different posts must not share one key."""


class MunicipalityVoted(Exception):
    """A colleague has voted for the municipality, and nobody told the member that they would replace this vote."""
