"""Who may hear the office's bell, and how far it has moved."""

from __future__ import annotations

from typing import Any

from community.live import Naming, Stream, register
from community.moderation import policy
from community.moderation.desk.ringing import STREAM, office_head


@register
class OfficeBell(Stream):
    slug, naming = STREAM, Naming.SHARED

    def may_listen(self, member: Any, key: int) -> bool:
        return bool(policy.can_enter_office(member))

    def head(self, key: int) -> int:
        return office_head()
