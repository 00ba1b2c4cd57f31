"""Who may hear the office's bell, and how far it has moved."""

from __future__ import annotations

from community.live import Naming, Stream, register
from community.moderation import policy
from community.moderation.desk.ringing import STREAM, office_head
from community.people.models import Member


@register
class OfficeBell(Stream):
    slug, naming = STREAM, Naming.SHARED

    def may_listen(self, member: Member, key: int) -> bool:
        return bool(policy.can_enter_office(member))

    def head(self, key: int) -> int:
        return office_head()
