"""The summary of a thread: writing it together, its history, and going back to a former version."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people.models import Member
from community.people.requests import MemberRequest
from community.text import diff
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.models import Summary, SummaryVersion, Thread
from forum.summaries import actions, policy
from forum.summaries.forms import SummaryForm
from forum.threads.access import get_thread, writer_required
from forum.threads.addresses import thread_crumbs
from forum.writing.composer import draft_for, take_kept_words


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"summary:{pk}")
def write_summary(request: MemberRequest, pk: int) -> HttpResponse:
    """The form with the present text; 409 with both texts where somebody else wrote meanwhile."""
    thread = get_thread(request, pk)
    take_kept_words(request)
    if request.method != "POST":
        policy.can_write_summary(request.user, thread).require()
        initial = _beginning(request.user, thread)
        form = SummaryForm(initial=initial, viewer=request.user, place=thread.field)
        return _show_form(request, thread, form)
    form = SummaryForm(request.POST, viewer=request.user, place=thread.field)
    try:
        require_valid(form, may=partial(policy.can_write_summary, request.user, thread))
        data = form.cleaned_data
        summary = actions.write_summary(
            request.user, thread, text=data["text"], reason=data["reason"], seen=data["seen"] or 0
        )
    except actions.SummaryConflict as conflict:
        form.data = {**request.POST.dict(), "seen": str(conflict.summary.version)}
        show = partial(_show_form, request, thread, form, newer=conflict.summary)
        return refused(request, conflict, form, show=show)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_show_form, request, thread, form))
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
def revert_summary(request: MemberRequest, pk: int, number: int) -> HttpResponse:
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


def _beginning(member: Member, thread: Thread) -> dict[str, Any]:
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
