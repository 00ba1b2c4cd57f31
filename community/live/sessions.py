"""Sessions in the database, as Django keeps them; whoever ends one also ends its connections.

A session that nobody is signed in by is short, and there are only so many: anybody can begin one by sending something.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils import timezone

from community.compiled_queries import CompiledQuery
from community.live.bell import hang_up

VISITOR_AGE = 2 * 3600  # seconds: to sign in, with a second factor, or to find a forgotten password
VISITORS_AT_MOST = 200


class SessionStore(DatabaseSessions):
    """Signing out, a new key after a changed password, ending another device: all of them delete a session here."""

    def _get_session_from_db(self) -> Any:
        """The row of a session that has not expired; asked with every request of a member."""
        session = _running.first(key=self.session_key, now=timezone.now())
        if session is None:
            self._session_key = None
        return session

    def get_session_cookie_age(self) -> int:
        """Seconds that it lasts."""
        return settings.SESSION_COOKIE_AGE if SESSION_KEY in self else VISITOR_AGE

    def delete(self, session_key: str | None = None) -> None:
        super().delete(session_key)
        ended = session_key or self.session_key
        if ended:
            hang_up(None, session_key=ended, reason="signed-out")

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)


def has_room_for_visitors() -> bool:
    """Whether another visitor's words may be kept; members' sessions that end this soon count as well."""
    soon = timezone.now(), timezone.now() + timedelta(seconds=VISITOR_AGE)
    short = SessionStore.get_model_class().objects.filter(expire_date__range=soon)
    return len(short.values_list("pk")[:VISITORS_AT_MOST]) < VISITORS_AT_MOST


_running: CompiledQuery[Any] = CompiledQuery(
    lambda key, now: SessionStore.get_model_class().objects.filter(session_key=key, expire_date__gt=now),
    key=str,
    now=datetime,
)
