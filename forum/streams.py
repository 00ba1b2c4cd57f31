"""Who may hear a thread's bell, and how far it has moved."""

from typing import Any

from community.live import Stream, register
from community.people.models import Member
from forum.models import Thread
from forum.moving import policy as moving_policy
from forum.threads import policy as thread_policy


def _may_listen(member: Any, key: int) -> bool:
    thread = Thread.objects.select_related("field").filter(pk=key).first()
    return thread is not None and _may_hear(member, thread)


def _may_listen_many(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    members = Member.objects.for_verdicts({member for member, _key in pairs})
    threads = Thread.objects.select_related("field").in_bulk({key for _member, key in pairs})
    return {
        (member, key)
        for member, key in pairs
        if member in members and key in threads and _may_hear(members[member], threads[key])
    }


def _may_hear(member: Member, thread: Thread) -> bool:
    """Also at a thread that went into another: its open pages must learn of it."""
    return bool(
        thread_policy.can_see_thread(member, thread) or moving_policy.can_see_merged_thread(member, thread)
    )


def _head(key: int) -> int:
    return Thread.objects.values_list("head", flat=True).get(pk=key)


def _heads(keys: set[int]) -> dict[int, int]:
    return dict(Thread.objects.filter(pk__in=keys).values_list("pk", "head"))


register(Stream("thread", may_listen=_may_listen, head=_head, may_listen_many=_may_listen_many, heads=_heads))
