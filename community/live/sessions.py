"""Sessions in the database, as Django keeps them; whoever ends one also ends its connections."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from community.live.bell import hang_up


class SessionStore(DatabaseSessions):
    """Signing out, a new key after a changed password, ending another device: all of them delete a session here."""

    def delete(self, session_key: str | None = None) -> None:
        super().delete(session_key)
        ended = session_key or self.session_key
        if ended:
            hang_up(None, session_key=ended, reason="signed-out")

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)
