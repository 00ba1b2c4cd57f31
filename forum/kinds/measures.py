"""What a decision of the office can do to things of the forum."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.moderation.kind import Measure
from community.uploads.models import Upload
from forum.approval import actions as approval_actions
from forum.measures import actions as measure_actions
from forum.models import PendingPost, Post, PostAttachment, Summary, Thread
from forum.summaries import actions as summary_actions

Before = dict[str, Any]


class HidePost(Measure):
    slug = "hide"
    name = _("Beitrag ausblenden")
    done = _("Ihr Beitrag ist für andere nicht mehr zu lesen. An seiner Stelle steht ein Hinweis.")

    def possible(self, post: Post) -> bool:
        return not post.removed

    def carry_out(self, post: Post, decision: Any, reason: str) -> Before:
        return measure_actions.hide_post(post, decision, reason)

    def take_back(self, post: Post, before: Before) -> None:
        measure_actions.show_post(post, before)


class WithholdFiles(Measure):
    slug = "withhold_files"
    name = _("Dateien entfernen, Text stehen lassen")
    done = _("Die Dateien an Ihrem Beitrag sind für andere nicht mehr abrufbar.")
    visibility = "DECISION_VISIBILITY_CONTENT_REMOVED"

    def possible(self, post: Post) -> bool:
        return not post.removed and post.attachments.filter(withheld_by__isnull=True).exists()

    def carry_out(self, post: Post, decision: Any, reason: str) -> Before:
        return measure_actions.withhold_files(post, decision, reason)

    def take_back(self, post: Post, before: Before) -> None:
        measure_actions.give_files_back(post, before)


class LockPost(Measure):
    slug = "lock"
    name = _("Beitrag sperren: keine Antworten, keine Änderungen")
    done = _("Ihr Beitrag ist gesperrt: Er nimmt keine Antworten an und lässt sich nicht ändern.")
    visibility = "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED"

    def possible(self, post: Post) -> bool:
        return not post.removed and not post.locked

    def carry_out(self, post: Post, decision: Any, reason: str) -> Before:
        return measure_actions.lock_post(post, decision, reason)

    def take_back(self, post: Post, before: Before) -> None:
        measure_actions.unlock_post(post, before)


class HideOpening(Measure):
    """As for the post; which one it was is kept, for threads are split and merged."""

    slug = "hide_opening"
    name = _("Ersten Beitrag ausblenden")
    done = HidePost.done

    def possible(self, thread: Thread) -> bool:
        opening = self._opening(thread)
        return opening is not None and not opening.removed

    def carry_out(self, thread: Thread, decision: Any, reason: str) -> Before:
        opening = self._opening(thread)
        if opening is None:
            raise LookupError(thread)
        return {"post": opening.pk, **measure_actions.hide_post(opening, decision, reason)}

    def take_back(self, thread: Thread, before: Before) -> None:
        if post := Post.objects.select_related("thread").filter(pk=before["post"]).first():
            measure_actions.show_post(post, before)

    def _opening(self, thread: Thread) -> Post | None:
        """The first post; none in a thread whose posts have all moved elsewhere."""
        rows = Post.objects.in_thread(thread).select_related("thread__field", "author", "removal")
        return rows.filter(number=1).first()


class ClearTitle(Measure):
    slug = "clear_title"
    name = _("Titel entfernen")
    done = _("Der Titel Ihres Themas ist durch einen neutralen ersetzt.")
    visibility = "DECISION_VISIBILITY_CONTENT_REMOVED"

    def possible(self, thread: Thread) -> bool:
        return thread.title != measure_actions.neutral_title()

    def carry_out(self, thread: Thread, decision: Any, reason: str) -> Before:
        return measure_actions.clear_title(thread, decision, reason)

    def take_back(self, thread: Thread, before: Before) -> None:
        measure_actions.give_title_back(thread, before)


class WithholdFile(Measure):
    slug = "withhold"
    name = _("Datei entfernen")
    done = _("Die Datei an Ihrem Beitrag ist für andere nicht mehr abrufbar.")
    visibility = "DECISION_VISIBILITY_CONTENT_REMOVED"

    def possible(self, upload: Upload) -> bool:
        rows = PostAttachment.objects.filter(upload=upload, withheld_by__isnull=True)
        return rows.filter(post__removal__isnull=True).exists()

    def carry_out(self, upload: Upload, decision: Any, reason: str) -> Before:
        return measure_actions.withhold_file(upload, decision, reason)

    def take_back(self, upload: Upload, before: Before) -> None:
        measure_actions.give_file_back(upload, before)


class HideSummary(Measure):
    slug = "hide_summary"
    name = _("Zusammenfassung ausblenden")
    done = _("Die Zusammenfassung ist für andere nicht mehr zu lesen; niemand kann sie ändern.")

    def possible(self, summary: Summary) -> bool:
        return summary.withheld_by_id is None

    def carry_out(self, summary: Summary, decision: Any, reason: str) -> Before:
        return summary_actions.hide_summary(summary, decision, reason)

    def take_back(self, summary: Summary, before: Before) -> None:
        summary_actions.show_summary(summary, before)


class GiveBack(Measure):
    slug = "give_back"
    name = _("Beitrag zurückgeben")
    done = _("Ihr Beitrag ist nicht veröffentlicht. Der Text liegt wieder in Ihren Entwürfen.")

    def possible(self, pending: PendingPost) -> bool:
        return pending.is_waiting

    def carry_out(self, pending: PendingPost, decision: Any, reason: str) -> Before:
        return approval_actions.give_back(pending, decision, reason)

    def take_back(self, pending: PendingPost, before: Before) -> None:
        approval_actions.wait_again(pending, before)
