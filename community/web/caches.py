"""The shared counters of several processes: Redis, and while it does not answer each process counts for itself."""

from __future__ import annotations

import logging
import time
from functools import cache, cached_property
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

TIMEOUT = 0.5  # seconds for an answer of Redis
LEAVE_ALONE = 3.0  # seconds before it is asked again after it gave none

logger = logging.getLogger(__name__)


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
    def _spare(self) -> LocMemCache:
        return LocMemCache("spare", {})

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
