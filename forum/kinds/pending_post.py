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
from forum.models import ActionField, PendingFile, PendingPost


@register
class PendingPostKind(Kind[PendingPost], ReportedInField, Attachable):
    """Nobody reports what nobody can read; but giving it back is a decision like any other."""

    slug, model, label = "pending_post", PendingPost, _("Wartender Beitrag")
    word = "wartend"
    measures = (GiveBack(),)
    can_be_removed = False

    def rows(self) -> QuerySet[PendingPost]:
        return PendingPost.objects.select_related("author", "field", "thread")

    def visible_to(self, viewer: Viewer) -> QuerySet[PendingPost]:
        return PendingPost.objects.visible_to(viewer)

    def can_see(self, viewer: Viewer, pending: PendingPost) -> Any:
        return approval_policy.can_see_pending_post(viewer, pending)

    def title(self, pending: PendingPost) -> str:
        return pending.heading

    def field(self, pending: PendingPost) -> ActionField:
        return pending.field

    def may_report(self, viewer: Viewer, pending: PendingPost) -> bool:
        return False

    def snapshot(self, pending: PendingPost) -> Snapshot:
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

    def attachments(self) -> QuerySet[PendingFile]:
        return PendingFile.objects.select_related("pending_post__field")

    def holder(self, attachment: PendingFile) -> PendingPost:
        return attachment.pending_post
