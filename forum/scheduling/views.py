"""Posts for later: planning them, the list of one's own, changing and calling them off."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.pages import paginate
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.drafts import actions as draft_actions
from forum.models import ActionField, ScheduledPost, Thread
from forum.scheduling import actions, policy
from forum.scheduling.forms import (
    ChangedReplyForm,
    ChangedThreadForm,
    ScheduledReplyForm,
    ScheduledThreadForm,
)
from forum.threads.access import get_thread, writer_required
from forum.threads.addresses import thread_crumbs
from forum.writing.composer import draft_for, initial_words


@require_safe
@writer_required(lambda: "new:")
def list_scheduled(request: HttpRequest) -> HttpResponse:
    """The next one first; what could not be published stands above."""
    policy.can_see_schedule(request.user).require()
    own = ScheduledPost.objects.visible_to(request.user).with_place()
    context = {
        "failed": list(own.filter(failed_at__isnull=False).order_by("-failed_at")[:20]),
        "page": paginate(request, own.waiting()),
    }
    return render(request, "forum/scheduling/scheduled.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def schedule_reply(request: MemberRequest, pk: int) -> HttpResponse:
    thread = get_thread(request, pk)
    if request.method != "POST":
        policy.can_schedule_reply(request.user, thread).require()
        words = initial_words(draft_for(request.user, f"thread:{pk}"))
        form = ScheduledReplyForm(initial=words, viewer=request.user, place=thread.field)
        return _show(request, form, thread=thread)
    form = ScheduledReplyForm(request.POST, viewer=request.user, place=thread.field)
    try:
        require_valid(form, may=partial(policy.can_schedule_reply, request.user, thread))
        actions.schedule_reply(request.user, thread, **form.words("text", "key", "due_at"))
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_show, request, form, thread=thread))
    draft_actions.clear_draft(request.user, f"thread:{pk}")
    return _planned(request)


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda: "new:")
def schedule_thread(request: MemberRequest) -> HttpResponse:
    if request.method != "POST":
        policy.can_schedule_somewhere(request.user).require()
        field = ActionField.objects.visible_to(request.user).filter(slug=request.GET.get("feld", "")).first()
        return _show(request, ScheduledThreadForm(viewer=request.user, initial={"field": field}))
    form = ScheduledThreadForm(request.POST, viewer=request.user)
    try:
        require_valid(form, may=partial(policy.can_schedule_somewhere, request.user))
        words = form.words("title", "text", "key", "kind", "due_at")
        actions.schedule_thread(request.user, form.cleaned_data["field"], **words)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_show, request, form))
    return _planned(request)


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: "new:")
def change_scheduled(request: MemberRequest, pk: int) -> HttpResponse:
    scheduled = _get(request, pk)
    kind = ChangedReplyForm if scheduled.thread_id else ChangedThreadForm
    due = timezone.localtime(scheduled.due_at)
    initial = {"title": scheduled.title, "text": scheduled.text, "day": due.date(), "at": due.time()}
    form = kind(request.POST or None, initial=initial, viewer=request.user, place=scheduled.home)
    show = partial(_show, request, form, scheduled=scheduled)
    if not form.is_bound:
        policy.can_change_scheduled(request.user, scheduled).require()
        return show()
    names = ("text", "due_at") if scheduled.thread_id else ("title", "text", "due_at")
    try:
        require_valid(form, may=partial(policy.can_change_scheduled, request.user, scheduled))
        actions.change_scheduled(request.user, scheduled, **form.words(*names))
    except ScheduledPost.DoesNotExist as gone:
        raise Http404 from gone
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    return _planned(request)


@require_POST
@writer_required(lambda pk: "new:")
def cancel_scheduled(request: MemberRequest, pk: int) -> HttpResponse:
    scheduled = _get(request, pk)
    actions.cancel_scheduled(request.user, scheduled)
    messages.success(request, _("Der Beitrag erscheint nicht. Ihr Text liegt bei Ihren Entwürfen."))
    return see_other("list_scheduled")


def _get(request: HttpRequest, pk: int) -> ScheduledPost:
    """Published or cancelled meanwhile means: not there."""
    scheduled = ScheduledPost.objects.with_place().filter(pk=pk).first()
    if scheduled is None:
        raise Http404
    policy.can_see_scheduled(request.user, scheduled).require()
    return scheduled


def _planned(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Geplant. Bis dahin können Sie den Beitrag hier ändern oder absagen."))
    return see_other("list_scheduled")


def _show(
    request: HttpRequest,
    form: Form,
    *,
    thread: Thread | None = None,
    scheduled: ScheduledPost | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "thread": thread,
        "scheduled": scheduled,
        "crumbs": _crumbs(thread),
    }
    return render(request, "forum/scheduling/schedule.html", context, status=status)


def _crumbs(thread: Thread | None) -> list[tuple[str, str]]:
    return (
        thread_crumbs(thread, here=False) if thread else [(_("Geplante Beiträge"), reverse("list_scheduled"))]
    )
