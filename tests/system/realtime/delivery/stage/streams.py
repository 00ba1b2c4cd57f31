"""`stage:<n>` for everybody (not `stage:13`), with presence, and typing up to `stage:99`; `mine` and `lobby`."""

from __future__ import annotations

from collections import defaultdict

from community.live import Naming, Stream, register
from tests.system.realtime.delivery.stage import checks

HEADS: defaultdict[int, int] = defaultdict(int)
CLOSED = {13}
checks.fit()


@register
class Stage(Stream):
    slug, presence = "stage", True

    def may_listen_many(self, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
        return {(member, key) for member, key in pairs if key not in CLOSED}

    def heads(self, keys: set[int]) -> dict[int, int]:
        return {key: HEADS[key] for key in keys}

    def typing_in(self, keys: set[int]) -> set[int]:
        return {key for key in keys if key < 100}


@register
class Mine(Stream):
    slug, naming = "mine", Naming.OWN

    def may_listen(self, member, key: int) -> bool:
        return member.pk == key

    def head(self, key: int) -> int:
        return 7


@register
class Lobby(Stream):
    slug, naming = "lobby", Naming.SHARED

    def may_listen(self, member, key: int) -> bool:
        return member.is_office

    def head(self, key: int) -> int:
        return 3
