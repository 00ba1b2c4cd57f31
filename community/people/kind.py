"""Things in which there is something about a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from community.kinds import Mixin, needs
from community.people.models import Member


@needs("personal_data", "erase")
class PersonalData(Mixin):
    """Things of this kind say something about members: they are in what a member takes along, and can be erased.

    The promise stands here; who asks for it comes with members' own access to their data.
    """

    def personal_data(self, member: Member) -> Iterator[dict[str, Any]]:
        """Yield all there is of this member in things of this kind, as JSON objects with readable names; lazily."""
        raise NotImplementedError

    def erase(self, thing: Any, protocol: Any) -> str:
        """Take the person out of the thing, inside a transaction, and return what was done, for the protocol.

        What others need to understand theirs may stay without the name. Doing it again changes nothing.
        """
        raise NotImplementedError
