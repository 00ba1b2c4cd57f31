"""Everyone's own bell: it rings when there is something new for them."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from community.live import Naming, Stream, register
from community.live.registry import Pair
from community.notices.models import Notice
from community.people.models import Member


def _may_listen(member: Any, key: int) -> bool:
    return bool(member.is_admitted and member.pk == key)


def _may_listen_many(pairs: set[Pair]) -> set[Pair]:
    admitted = set(
        Member.objects.admitted()
        .filter(pk__in={member for member, _key in pairs})
        .values_list("pk", flat=True)
    )
    return {(member, key) for member, key in pairs if member == key and member in admitted}


def _head(key: int) -> int:
    return Notice.objects.filter(member=key).aggregate(top=Max("pk"))["top"] or 0


def _heads(keys: set[int]) -> dict[int, int]:
    tops = Notice.objects.filter(member__in=keys).values("member").annotate(top=Max("pk"))
    return dict.fromkeys(keys, 0) | dict(tops.values_list("member", "top"))


register(
    Stream(
        "me",
        may_listen=_may_listen,
        head=_head,
        may_listen_many=_may_listen_many,
        heads=_heads,
        naming=Naming.OWN,
    )
)
