"""What the summary of a thread is in the house."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.kinds import Kind, register
from community.moderation.kind import Snapshot
from community.people.models import Member
from community.people.viewer import Viewer
from forum.kinds.in_field import ReportedInField
from forum.kinds.measures import HideSummary
from forum.models import ActionField, Summary
from forum.summaries import policy as summary_policy


@register
class SummaryKind(Kind[Summary], ReportedInField):
    slug, model, label = "summary", Summary, gettext_lazy("Zusammenfassung")
    word, within = "zusammenfassung", "thread"
    measures = (HideSummary(),)

    def rows(self) -> QuerySet[Summary]:
        return Summary.objects.select_related("thread__field", "written_by")

    def visible_to(self, viewer: Viewer) -> QuerySet[Summary]:
        return Summary.objects.visible_to(viewer)

    def can_see(self, viewer: Viewer, summary: Summary) -> Any:
        return summary_policy.can_see_summary(viewer, summary)

    def title(self, summary: Summary) -> str:
        return _("Zusammenfassung von „%(title)s“") % {"title": summary.thread.title}

    def author(self, summary: Summary) -> Member:
        """Whoever wrote its present version."""
        return summary.written_by

    def field(self, summary: Summary) -> ActionField:
        return summary.thread.field

    def at(self, match: ResolverMatch, fragment: str) -> int | None:
        if match.url_name not in ("show_thread", "show_thread_short") or fragment != "zusammenfassung":
            return None
        summaries = Summary.objects.filter(thread=match.kwargs["pk"])
        return summaries.values_list("pk", flat=True).first()

    def snapshot(self, summary: Summary) -> Snapshot:
        return {
            "title": self.title(summary),
            "text": summary.source,
            "author": summary.written_by.name,
            "at": summary.written_at.isoformat(),
            "revision": summary.version - 1,
            "removed": summary.withheld_by_id is not None,
            "context": [],
        }
