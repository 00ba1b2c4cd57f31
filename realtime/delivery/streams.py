"""The stream of the net test: everyone may hear it, and nothing ever happens on it."""

from __future__ import annotations

from community.live import Naming, Stream, register
from community.live.registry import Pair
from community.people.models import Member


@register
class NetTest(Stream):
    slug, naming = "netztest", Naming.SHARED

    def may_listen(self, member: Member, key: int) -> bool:
        return True

    def may_listen_many(self, pairs: set[Pair]) -> set[Pair]:
        return pairs

    def head(self, key: int) -> int:
        return 0
