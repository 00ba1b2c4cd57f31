"""Where counters live: in Redis for several processes, in memory for one, or while Redis does not answer."""

from __future__ import annotations

import logging
import time
from functools import cache, cached_property, partial
from math import inf
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

TIMEOUT = 0.5  # seconds for an answer of Redis
LEAVE_ALONE = 3.0  # seconds before it is asked again after it gave none
# Half a kilobyte each. Whoever tries passwords fills a tenth of it in the minutes that a limit lasts: each is hashed.
IN_SPARE_MEMORY = 100_000
SHARE_LET_GO = 10  # one of so many, so that not every new thing looks through all

logger = logging.getLogger(__name__)


class LastingMemory(LocMemCache):
    """The memory of one process, from which what came later pushes out nothing that still holds.

    Django's own throws away a third, whatever it is, as soon as 300 things lie in it: a limit would be forgotten by
    whoever fills it with junk. Here the expired goes, and only if all of `MAX_ENTRIES` are in force what ends soonest.
    """

    def _cull(self) -> None:
        ends: dict[str, float | None] = self._expire_info  # type: ignore[attr-defined]
        now = time.time()
        for key in [key for key, end in ends.items() if end is not None and end <= now]:
            self._delete(key)  # type: ignore[attr-defined]
        if len(ends) >= self._max_entries:
            soonest = sorted(ends, key=partial(_end_of, ends))
            for key in soonest[: 1 + len(ends) // SHARE_LET_GO]:
                self._delete(key)  # type: ignore[attr-defined]


def _end_of(ends: dict[str, float | None], key: str) -> float:
    end = ends[key]
    return inf if end is None else end


class OwnKeysClient(RedisCacheClient):
    def delete_like(self, pattern: str) -> None:
        client = self.get_client(None, write=True)
        for key in client.scan_iter(match=pattern, count=1_000):
            client.delete(key)


class OwnKeysCache(RedisCache):
    def clear(self) -> None:
        """Forget our own keys. Django would empty the whole Redis, with everybody else's in it."""
        client: Any = self._cache
        client.delete_like(self.make_key("*"))


class HardyRedisCache(OwnKeysCache):
    """No request fails, and hardly one waits, because of a counter."""

    _asked_again_at = 0.0  # of the class: threads have instances of their own

    @cached_property
    def _cache(self) -> Any:
        return _client(tuple(self.__dict__["_servers"]))

    @cached_property
    def _spare(self) -> LastingMemory:
        return LastingMemory("spare", {"OPTIONS": {"MAX_ENTRIES": IN_SPARE_MEMORY}})

    def _ask(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= HardyRedisCache._asked_again_at:
            try:
                return getattr(super(), name)(*args, **kwargs)
            except RedisError as error:
                HardyRedisCache._asked_again_at = time.monotonic() + LEAVE_ALONE
                logger.warning("Redis does not answer, this process counts for itself: %r", error)
        return getattr(self._spare, name)(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("add", *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("set", *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("touch", *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("delete", *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("get_many", *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("has_key", *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("incr", *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("set_many", *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("delete_many", *args, **kwargs)

    def clear(self) -> Any:
        return self._ask("clear")


@cache
def _client(servers: tuple[str, ...]) -> OwnKeysClient:
    """One pool of connections for the process; Django would open one in every thread, that is for every request."""
    once_more = Retry(NoBackoff(), 1)  # for connections that have died in the pool
    return OwnKeysClient(
        list(servers), socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, retry=once_more
    )
