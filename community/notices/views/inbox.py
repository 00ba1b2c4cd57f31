"""The page of notices, the counter in the header, the way from a notice to its thing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import kinds, live
from community.notices import actions, policy, reading
from community.notices.kind import Notifiable
from community.notices.models import Notice
from community.people.requests import MemberRequest
from community.web.doors import door
from community.web.pages import paginate
from community.web.responses import SeeOther


@require_safe
@door(policy.can_list_notices)
def list_notices(request: MemberRequest) -> HttpResponse:
    """GET /hinweise/, also with ?seite=; the newest first"""
    own = Notice.objects.of(request.user).select_related("actor", "actor__municipality").order_by("-pk")
    page = paginate(request, own)
    context = {
        "page": page,
        "shown": reading.shown(request.user, page.items),
        "unread": reading.unread_count(request.user),
    }
    return render(request, "notices/inbox.html", context)


@require_safe
@door(policy.can_list_notices)
def count_notices(request: MemberRequest) -> HttpResponse:
    """GET /hinweise/anzahl/: how many are unread, for the counter of an open page, with ?vorn=1 of one in front"""
    if request.GET.get("vorn") == "1":
        live.note_here(request.user.pk)
    return JsonResponse({"unread": reading.unread_count(request.user)})


@require_POST
@door(policy.can_list_notices)
def settle_all(request: MemberRequest) -> HttpResponse:
    """POST /hinweise/gelesen/: all of them count as read"""
    actions.settle_all(request.user)
    messages.success(request, _("Alle Hinweise sind als gelesen markiert."))
    return SeeOther(reverse("list_notices"))


@require_safe
@door(policy.can_list_notices)
def open_notice(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /hinweise/7/: to what it is about; it has been seen then"""
    notice = Notice.objects.filter(pk=pk).first()
    policy.can_open_notice(request.user, notice).require()
    assert notice is not None
    things = reading.visible_things(request.user, [notice])
    thing, kind = things.get((notice.subject, notice.subject_key)), kinds.get(notice.subject, Notifiable)
    actions.settle_notice(request.user, notice)
    if thing is None or kind is None:
        messages.info(request, _("Worum es in diesem Hinweis ging, gibt es nicht mehr."))
        return redirect("list_notices")
    return redirect(kind.unread_address(thing))
