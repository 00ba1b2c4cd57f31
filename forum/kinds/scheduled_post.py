"""What a post is in the house before its time has come."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.kinds import Kind, register
from community.notices.kind import NoticeType, Notifiable
from community.people.viewer import Viewer
from forum.models import ScheduledPost
from forum.scheduling import policy as scheduling_policy
from forum.writing import telling


@register
class ScheduledPostKind(Kind[ScheduledPost], Notifiable):
    slug, model, label = "scheduled_post", ScheduledPost, _("geplanter Beitrag")
    word = "geplant"
    notice_types = (
        NoticeType(
            telling.FAILURE,
            _("Ihr geplanter Beitrag konnte nicht erscheinen. Der Text liegt bei Ihren Entwürfen."),
            _("weil Sie diesen Beitrag geplant haben"),
            entries=False,
        ),
    )

    def rows(self) -> QuerySet[ScheduledPost]:
        return ScheduledPost.objects.with_place()

    def visible_to(self, viewer: Viewer) -> QuerySet[ScheduledPost]:
        return ScheduledPost.objects.visible_to(viewer)

    def can_see(self, viewer: Viewer, scheduled: ScheduledPost) -> Any:
        return scheduling_policy.can_see_scheduled(viewer, scheduled)

    def title(self, scheduled: ScheduledPost) -> str:
        return scheduled.heading

    def mail_label(self, scheduled: ScheduledPost) -> str:
        return scheduled.home.name
