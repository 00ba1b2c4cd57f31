"""The summary of a thread: writing it together, its history, and going back to a former version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.text import TextRefused, diff
from community.web.responses import see_other
from forum.models import Summary, SummaryVersion, Thread
from forum.summaries import actions, policy
from forum.summaries.forms import SummaryForm
from forum.threads.access import get_thread, writer_required
from forum.threads.addresses import thread_crumbs
from forum.writing.composer import draft_for, take_kept_words


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"summary:{pk}")
def write_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with the present text; 409 with both texts where somebody else wrote meanwhile."""
    thread = get_thread(request, pk)
    policy.can_write_summary(request.user, thread).require()
    take_kept_words(request)
    if request.method != "POST":
        initial = _beginning(request.user, thread)
        form = SummaryForm(initial=initial, viewer=request.user, place=thread.field)
        return _show_form(request, thread, form)
    form = SummaryForm(request.POST, viewer=request.user, place=thread.field)
    if not form.is_valid():
        return _show_form(request, thread, form, status=422)
    data = form.cleaned_data
    try:
        summary = actions.write_summary(
            request.user, thread, text=data["text"], reason=data["reason"], seen=data["seen"] or 0
        )
    except TextRefused as refused:
        form.add_error(refused.code if refused.code in form.fields else "text", str(refused.message))
        return _show_form(request, thread, form, status=422)
    except actions.SummaryConflict as conflict:
        form.data = {**request.POST.dict(), "seen": str(conflict.summary.version)}
        form.add_error(
            None,
            _(
                "Inzwischen hat jemand anderes die Zusammenfassung geändert. Ihr Text steht noch hier; darunter "
                "sehen Sie die neue Fassung. Führen Sie beide zusammen und speichern Sie noch einmal."
            ),
        )
        return _show_form(request, thread, form, status=409, newer=conflict.summary)
    messages.success(request, _("Danke! Die Zusammenfassung steht jetzt unter der Frage."))
    summary.thread = thread
    return see_other(summary)


@require_safe
def show_summary_history(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions, newest first, each with what changed."""
    thread = get_thread(request, pk)
    summary = _summary(thread)
    policy.can_see_summary(request.user, summary).require()
    context = {
        "thread": thread,
        "summary": summary,
        "versions": _versions(summary),
        "can_write": policy.can_write_summary(request.user, thread),
        "crumbs": thread_crumbs(thread, here=False),
    }
    return render(request, "forum/summaries/summary_history.html", context)


@require_POST
@writer_required(lambda pk, number: f"summary:{pk}")
def revert_summary(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    thread = get_thread(request, pk)
    try:
        summary = actions.revert_summary(request.user, thread, number=number)
    except SummaryVersion.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("Die frühere Fassung gilt wieder. Der Verlauf zeigt, was geändert wurde."))
    summary.thread = thread
    return see_other(summary)


def _summary(thread: Thread) -> Summary:
    summary = Summary.objects.filter(thread=thread).first()
    if summary is None:
        raise Http404
    summary.thread = thread
    return summary


def _beginning(member: Any, thread: Thread) -> dict[str, Any]:
    """The draft, if there is one, otherwise what stands; either way the version that stands now."""
    summary = Summary.objects.filter(thread=thread).first()
    draft = draft_for(member, f"summary:{thread.pk}")
    text = draft.text if draft else summary.source if summary else ""
    return {"text": text, "seen": summary.version if summary else 0}


def _show_form(
    request: HttpRequest,
    thread: Thread,
    form: SummaryForm,
    *,
    status: int = 200,
    newer: Summary | None = None,
) -> HttpResponse:
    place = f"summary:{thread.pk}"
    context = {
        "thread": thread,
        "form": form,
        "newer": newer,
        "place": place,
        "draft": draft_for(request.user, place),
        "crumbs": thread_crumbs(thread, here=False),
    }
    return render(request, "forum/summaries/write_summary.html", context, status=status)


def _versions(summary: Summary) -> list[dict[str, Any]]:
    """Newest first: who, when, why, and the difference to the version before."""
    made: list[dict[str, Any]] = []
    before = ""
    for version in summary.versions.select_related("written_by"):
        changes = diff(before, version.source) if made else []
        made.append({"version": version, "changes": changes})
        before = version.source
    return made[::-1]
