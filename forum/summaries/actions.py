"""Those who took part write down together what came of it; nobody overwrites another's words unseen."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.record import record
from community.people.models import Member
from community.text import RENDERER_VERSION, clean_line, clean_source
from community.web.refusals import Conflict
from forum.drafts.actions import clear_draft
from forum.models import Post, Summary, SummaryVersion, Thread
from forum.posts.rendering import render_post
from forum.summaries import policy
from forum.summaries.models import SUMMARY_LIMIT
from forum.threads.heads import locked, raise_head
from forum.threads.indexing import follow_state
from forum.writing.limits import count_text

REASON_LIMIT = 200


class SummaryConflict(Conflict):
    """Somebody wrote meanwhile; `summary` is how it reads now."""

    def __init__(self, summary: Summary) -> None:
        super().__init__(
            _(
                "Inzwischen hat jemand anderes die Zusammenfassung geändert. Ihr Text steht noch hier; darunter "
                "sehen Sie die neue Fassung. Führen Sie beide zusammen und speichern Sie noch einmal."
            )
        )
        self.summary = summary


def write_summary(actor: Member, thread: Thread, *, text: str, reason: str = "", seen: int = 0) -> Summary:
    """Write the thread's summary, or write it anew. An unchanged text changes nothing.

    `seen` is the version the writer started from, 0 where there was none; another one raises `SummaryConflict`.
    """
    source = clean_source(text, limit=SUMMARY_LIMIT, field="text")
    reason = clean_line(reason, limit=REASON_LIMIT, field="reason") if reason.strip() else ""
    with transaction.atomic():
        thread = locked(thread)
        policy.can_write_summary(actor, thread).require()
        summary = Summary.objects.filter(thread=thread).first()
        if summary and summary.source != source and summary.version != seen:
            raise SummaryConflict(summary)
        if summary is None or summary.source != source:
            summary = _store(actor, thread, summary, source, reason)
        clear_draft(actor, f"summary:{thread.pk}")
    return summary


def revert_summary(actor: Member, thread: Thread, *, number: int) -> Summary:
    """Make version `number` the present text again, as a new version. Raises `SummaryVersion.DoesNotExist`."""
    with transaction.atomic():
        thread = locked(thread)
        policy.can_write_summary(actor, thread).require()
        former = SummaryVersion.objects.select_related("summary").get(summary__thread=thread, number=number)
        if former.source == former.summary.source:
            return former.summary
        reason = _("Fassung %(number)d zurückgeholt") % {"number": number}
        return _store(actor, thread, former.summary, former.source, reason)


def hide_summary(summary: Summary, decision: Any, reason: str) -> dict[str, Any]:
    """The office's port: kept from its readers by a decision, with all versions."""
    with transaction.atomic():
        thread = locked(summary.thread)
        Summary.objects.filter(pk=summary.pk).update(withheld_by=decision)
        _tell(thread, stands=False)
    return {}


def show_summary(summary: Summary, before: dict[str, Any]) -> None:
    """The same text again, as before the decision."""
    with transaction.atomic():
        thread = locked(summary.thread)
        Summary.objects.filter(pk=summary.pk).update(withheld_by=None)
        _tell(thread, stands=True)


def _store(actor: Member, thread: Thread, summary: Summary | None, source: str, reason: str) -> Summary:
    count_text(actor.pk)
    now = timezone.now()
    summary = summary or Summary(thread=thread, version=0)
    summary.source, summary.html, summary.renderer = source, render_post(source).html, RENDERER_VERSION
    summary.version, summary.written_by, summary.written_at = summary.version + 1, actor, now
    summary.save()
    version = SummaryVersion.objects.create(
        summary=summary,
        number=summary.version,
        source=source,
        written_by=actor,
        written_at=now,
        reason=reason,
    )
    if actor.acts_for_office:
        record(actor, "write_summary", thread, reason=reason, after={"version": version.number})
    _tell(thread, stands=True)
    return summary


def _tell(thread: Thread, *, stands: bool) -> None:
    """The summary is shown with the question, so that one looks different."""
    head = raise_head(thread, is_summarised=stands)
    Post.objects.filter(thread=thread, number=1).update(rev=head)
    follow_state(thread)
