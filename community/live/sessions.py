"""Sessions in the database, as Django keeps them; whoever ends one also ends its connections."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils import timezone

from community.compiled_queries import CompiledQuery
from community.live.bell import hang_up


class SessionStore(DatabaseSessions):
    """Signing out, a new key after a changed password, ending another device: all of them delete a session here."""

    def _get_session_from_db(self) -> Any:
        """The row of a session that has not expired; asked with every request of a member."""
        session = _running.first(key=self.session_key, now=timezone.now())
        if session is None:
            self._session_key = None
        return session

    def delete(self, session_key: str | None = None) -> None:
        super().delete(session_key)
        ended = session_key or self.session_key
        if ended:
            hang_up(None, session_key=ended, reason="signed-out")

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)


_running: CompiledQuery[Any] = CompiledQuery(
    lambda key, now: SessionStore.get_model_class().objects.filter(session_key=key, expire_date__gt=now),
    key=str,
    now=datetime,
)
