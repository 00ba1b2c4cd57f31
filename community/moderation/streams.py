"""Who may hear the office's bell, and how far it has moved."""

from __future__ import annotations

from typing import Any

from community.live import Naming, Stream, register
from community.live.registry import Pair
from community.moderation import policy
from community.moderation.desk.ringing import STREAM, office_head
from community.people.models import Member


def _may_listen(member: Any, _key: int) -> bool:
    return bool(policy.can_enter_office(member))


def _may_listen_many(pairs: set[Pair]) -> set[Pair]:
    members = Member.objects.for_verdicts({member for member, _key in pairs})
    return {(member, key) for member, key in pairs if member in members and _may_listen(members[member], key)}


def _heads(keys: set[int]) -> dict[int, int]:
    return dict.fromkeys(keys, office_head())


register(
    Stream(
        STREAM,
        may_listen=_may_listen,
        head=lambda _key: office_head(),
        may_listen_many=_may_listen_many,
        heads=_heads,
        naming=Naming.SHARED,
    )
)
