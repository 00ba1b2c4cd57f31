"""Outlines of fields: the office writes them, and the page "Frage stellen" fetches the one of the chosen field."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.moderation.access import office_only
from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.models import ActionField
from forum.outlines import actions
from forum.outlines.actions import outline_for
from forum.outlines.forms import OutlineForm
from forum.threads import policy as thread_policy
from forum.threads.access import get_field


@office_only
@require_safe
def list_outlines(request: MemberRequest) -> HttpResponse:
    """GET /moderation/gliederungen/"""
    fields = ActionField.objects.visible_to(request.user).select_related("outline__written_by")
    return render(request, "forum/outlines/outlines.html", {"fields": fields})


@office_only
@require_http_methods(["GET", "HEAD", "POST"])
def write_outline(request: MemberRequest, slug: str) -> HttpResponse:
    """GET and POST /moderation/gliederungen/mobilitaet/ with `text`"""
    field = get_object_or_404(
        ActionField.objects.visible_to(request.user).select_related("outline"), slug=slug
    )
    former = getattr(field, "outline", None)
    form = OutlineForm(request.POST or None, initial={"text": former.text if former else ""})
    context = {"field": field, "form": form}
    show = partial(render, request, "forum/outlines/write_outline.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        actions.write_outline(request.user, field, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("Gespeichert. Wer hier ein Thema beginnt, bekommt diese Gliederung."))
    return see_other("list_outlines")


@require_safe
def show_outline(request: MemberRequest, slug: str) -> HttpResponse:
    """GET /handlungsfelder/mobilitaet/gliederung/: plain text for whoever is about to write; empty without one."""
    field = get_field(request, slug)
    thread_policy.can_start_thread(request.user, field).require()
    return HttpResponse(outline_for(request.user, field), content_type="text/plain; charset=utf-8")
