"""Choosing how much one wants to hear of what, and how mails come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import kinds
from community.notices import actions, policy
from community.notices.forms import LevelForm, MailForm
from community.notices.kind import Watchable, Watched
from community.notices.models import Level, MailWish
from community.people.models import Member
from community.people.requests import MemberRequest
from community.web.doors import door
from community.web.responses import SeeOther


@dataclass(frozen=True)
class PlaceShown:
    """A kind of thing with its lines and what its levels mean."""

    place: Watchable
    lines: list[Watched]
    levels: list[tuple[str, str, Any]]


@require_http_methods(["GET", "HEAD", "POST"])
@door(policy.can_list_notices)
def choose_notices(request: MemberRequest) -> HttpResponse:
    """GET and POST /konto/hinweise/: everything about notices and mails on one page"""
    wish = MailWish.objects.filter(member=request.user).first() or MailWish(member=request.user)
    form = MailForm(request.POST or None, instance=wish)
    if request.method == "POST" and form.is_valid():
        actions.choose_mails(request.user, **form.wishes())
        messages.success(request, _("Gespeichert."))
        return SeeOther(reverse("choose_notices"))
    context = {
        "form": form,
        "places": [_shown(request.user, place) for place in kinds.of(Watchable)],
        "crumbs": [(_("Einstellungen"), reverse("account_overview")), (_("Hinweise und Mails"), "")],
    }
    return render(request, "notices/choose.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@door(policy.can_list_notices)
def choose_level(request: MemberRequest) -> HttpResponse:
    """POST /hinweise/stufe/ with `place`, `key`, `level` and where to go back, `next`"""
    form = LevelForm(request.POST)
    if not form.is_valid() or kinds.get(form.cleaned_data["place"], Watchable) is None:
        return HttpResponseBadRequest(_("Bitte wählen Sie eine der drei Möglichkeiten."))
    said = form.cleaned_data
    actions.choose_level(request.user, said["place"], said["key"], level=said["level"])
    messages.success(request, _("Gespeichert."))
    back = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return SeeOther(back if inside else reverse("choose_notices"))


def _shown(member: Member, place: Watchable) -> PlaceShown:
    levels = [(level.value, str(level.label), place.levels_mean[level]) for level in Level]
    return PlaceShown(place, place.watched(member), levels)
