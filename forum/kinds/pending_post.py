"""What a post is in the house while it waits for approval."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.kinds import Kind, register
from community.moderation.kind import Snapshot
from community.people.viewer import Viewer
from community.uploads.kind import Attachable
from forum.approval import policy as approval_policy
from forum.kinds.in_field import ReportedInField
from forum.kinds.measures import GiveBack
from forum.models import ActionField, HeldFile, Hold


@register
class PendingPostKind(Kind[Hold], ReportedInField, Attachable):
    """Nobody reports what nobody can read; but giving it back is a decision like any other."""

    slug, model, label = "pending_post", Hold, _("Wartender Beitrag")
    word = "wartend"
    measures = (GiveBack(),)
    can_be_removed = False

    def rows(self) -> QuerySet[Hold]:
        return Hold.objects.select_related("author", "field", "thread")

    def visible_to(self, viewer: Viewer) -> QuerySet[Hold]:
        return Hold.objects.visible_to(viewer)

    def can_see(self, viewer: Viewer, pending: Hold) -> Any:
        return approval_policy.can_see_hold(viewer, pending)

    def title(self, pending: Hold) -> str:
        return pending.heading

    def field(self, pending: Hold) -> ActionField:
        return pending.field

    def may_report(self, viewer: Viewer, pending: Hold) -> bool:
        return False

    def snapshot(self, pending: Hold) -> Snapshot:
        return {
            "title": pending.heading,
            "text": pending.source,
            "author": pending.author.name,
            "at": pending.held_at.isoformat(),
            "revision": 0,
            "removed": not pending.is_waiting,
            "context": [],
        }

    # Files wait with the words

    def attachments(self) -> QuerySet[HeldFile]:
        return HeldFile.objects.select_related("hold__field")

    def holder(self, attachment: HeldFile) -> Hold:
        return attachment.hold
