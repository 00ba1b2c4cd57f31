"""Closing a thread and opening it again."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.closing import actions, policy
from forum.closing.forms import ReasonForm
from forum.threads.access import get_thread, writer_required
from forum.threads.addresses import thread_crumbs


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def close_thread(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then close."""
    thread = get_thread(request, pk)
    policy.can_close_thread(request.user, thread).require()
    form = ReasonForm(request.POST or None)
    context = {"thread": thread, "form": form, "crumbs": thread_crumbs(thread, here=False)}
    show = partial(render, request, "forum/closing/close_thread.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        actions.close_thread(request.user, thread, reason=form.cleaned_data["reason"])
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("Das Thema ist geschlossen. Der Grund steht am Ende."))
    return see_other(thread)


@require_POST
@writer_required(lambda pk: f"thread:{pk}")
def reopen_thread(request: MemberRequest, pk: int) -> HttpResponse:
    thread = get_thread(request, pk)
    actions.reopen_thread(request.user, thread)
    messages.success(request, _("Das Thema ist wieder offen."))
    return see_other(thread)
