"""Which sign-ins are in force, without a request: for sockets and for whatever reaches a device later."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from community.live.sessions import SessionStore
from community.people.accounts.security import factors_passed
from community.people.models import Member

if TYPE_CHECKING:
    from django.db.models import QuerySet


AT_ONCE = 500


@dataclass(frozen=True)
class Visit:
    """A sign-in: whose it is, until when, in seconds since 1970, and which second factors it has passed."""

    member: Member
    expires_at: float
    factors: frozenset[int] = frozenset()


def find_visits(session_keys: Collection[str], *, people: QuerySet[Member] | None = None) -> dict[str, Visit]:
    """Sign-ins of admitted members by session key; ended, expired and outdated ones are missing.

    `people` are the admitted members, loaded as whoever asks needs them.
    """
    sessions = {}
    for keys in _portions(session_keys):
        rows = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
        for key, data, expires in rows.values_list("session_key", "session_data", "expire_date"):
            pk, stored, factors = _signed_in(data)
            sessions[key] = pk, stored, expires.timestamp(), factors
    admitted = Member.objects.admitted() if people is None else people
    members = admitted.in_bulk({pk for pk, *_rest in sessions.values() if pk})
    return {
        key: Visit(members[pk], expires_at, factors)
        for key, (pk, stored, expires_at, factors) in sessions.items()
        if pk in members and _is_current(members[pk], stored)
    }


@lru_cache(maxsize=5_000)
def _signed_in(session_data: str) -> tuple[int, str, frozenset[int]]:
    """The member's key in what a session holds, 0 for none, the hash that goes with their password, factors passed.

    The same few are asked about every five seconds; what they hold says nothing of whether they are still in force.
    """
    data = SessionStore().decode(session_data)
    pk = str(data.get(SESSION_KEY, ""))
    if not pk.isdigit():
        return 0, "", frozenset()
    factors = factors_passed(data.get(AUTHENTICATION_METHODS_SESSION_KEY, ()))
    return int(pk), data.get(HASH_SESSION_KEY, ""), factors


def _is_current(member: Member, stored: str) -> bool:
    """The password has not changed since the session began."""
    hashes = [member.get_session_auth_hash(), *member.get_session_auth_fallback_hash()]
    return any(constant_time_compare(stored, known) for known in hashes)


def _portions(keys: Collection[str]) -> Iterable[list[str]]:
    ordered = list(keys)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
