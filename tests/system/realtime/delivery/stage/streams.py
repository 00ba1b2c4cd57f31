"""`stage:<n>` for everybody (not `stage:13`), with presence, and typing up to `stage:99`; `mine` and `lobby`."""

from __future__ import annotations

from collections import defaultdict

from community.live import Naming, Stream, register
from tests.system.realtime.delivery.stage import checks

HEADS: defaultdict[int, int] = defaultdict(int)
CLOSED = {13}
checks.fit()


def _heads(keys: set[int]) -> dict[int, int]:
    return {key: HEADS[key] for key in keys}


register(
    Stream(
        "stage",
        may_listen=lambda _member, key: key not in CLOSED,
        head=lambda key: HEADS[key],
        may_listen_many=lambda pairs: {(member, key) for member, key in pairs if key not in CLOSED},
        heads=_heads,
        typing_in=lambda keys: {key for key in keys if key < 100},
        presence=True,
    )
)
register(
    Stream("mine", may_listen=lambda member, key: member.pk == key, head=lambda key: 7, naming=Naming.OWN)
)
register(
    Stream("lobby", may_listen=lambda member, key: member.is_office, head=lambda key: 3, naming=Naming.SHARED)
)
