"""Things that one can follow while they change."""

from __future__ import annotations

from typing import Any

from community.kinds import Mixin
from community.live.registry import Stream


class Streamed(Mixin, Stream):
    """Each thing of this kind has a stream, called ``thread:42`` after its slug and its key.

    Its actions raise the column `head` with every durable change and `publish`. Who may read a thing may hear it; a
    kind that many follow answers for many at once (`may_listen_many`, `heads`).
    """

    def may_listen(self, member: Any, key: int) -> bool:
        thing = self.find(key)
        return thing is not None and bool(self.can_see(member, thing))

    def head(self, key: int) -> int:
        head: int = self.model._default_manager.values_list("head", flat=True).get(pk=key)
        return head

    def heads(self, keys: set[int]) -> dict[int, int]:
        return dict(self.model._default_manager.filter(pk__in=keys).values_list("pk", "head"))
