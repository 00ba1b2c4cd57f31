"""The mails of the house: what did not arrive, which domains send back, what stands first in the Montagspost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import kinds
from community.mail.models import Bounce, OutgoingMail
from community.moderation.access import office_only
from community.moderation.mails import actions
from community.moderation.mails.forms import PinForm, places_for
from community.moderation.mails.panels import dead_mails
from community.notices.kind import Notifiable
from community.notices.models import MondayPin
from community.people.models import Member
from community.people.requests import MemberRequest
from community.web.responses import SeeOther

LATELY = timedelta(days=90)


SHOWN = 50


PAGE = reverse_lazy("show_mails")


@office_only
@require_safe
def show_mails(request: MemberRequest) -> HttpResponse:
    """GET /moderation/mails/"""
    return _page(request, PinForm(officer=request.user))


@office_only
@require_POST
def send_again(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /moderation/mails/7/noch-einmal/"""
    return _decide(request, pk, actions.send_again, _("Die Mail wird noch einmal gesendet."))


@office_only
@require_POST
def drop_mail(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /moderation/mails/7/verwerfen/"""
    return _decide(request, pk, actions.drop_mail, _("Die Mail ist verworfen."))


@office_only
@require_POST
def pin_to_monday(request: MemberRequest) -> HttpResponse:
    """POST /moderation/mails/montag/ with `place` and the address of a thread"""
    form = PinForm(request.POST, officer=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    said = form.cleaned_data
    place, key = said["place"]
    actions.pin_to_monday(request.user, place, key, "thread", said["address"])
    messages.success(request, _("Das steht in der nächsten Montagspost an erster Stelle."))
    return SeeOther(PAGE)


@office_only
@require_POST
def unpin_from_monday(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /moderation/mails/montag/7/loesen/"""
    pin = get_object_or_404(MondayPin, pk=pk)
    actions.unpin_from_monday(request.user, pin.place, pin.place_key)
    messages.success(request, _("Gelöst."))
    return SeeOther(PAGE)


def _page(request: MemberRequest, form: PinForm, *, status: int = 200) -> HttpResponse:
    dead = dead_mails()
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING)
    late = waiting.filter(due_at__lt=timezone.now() - timedelta(minutes=15))
    context = {
        "dead": list(dead[:SHOWN]),
        "dead_total": dead.count(),
        "late": late.count(),
        "domains": _domains(),
        "pins": _pins(request.user),
        "form": form,
    }
    return render(request, "moderation/mails/mails.html", context, status=status)


def _domains() -> list[Any]:
    lately = Bounce.objects.filter(happened_at__gte=timezone.now() - LATELY)
    counted = lately.values("domain").annotate(number=Count("pk"), last=Max("happened_at"))
    return list(counted.order_by("-number", "domain")[:SHOWN])


def _pins(officer: Member) -> list[dict[str, Any]]:
    """What is pinned where, as far as this officer may see it."""
    names = dict(places_for(officer))
    found = []
    for pin in MondayPin.objects.select_related("pinned_by").order_by("place", "place_key"):
        kind, thing = kinds.find(pin.subject, pin.subject_key, Notifiable) or (None, None)
        if kind and kind.can_see(officer, thing):
            place = names.get(f"{pin.place}:{pin.place_key}", "")
            title = kind.title_for(officer, thing)
            found.append({"pin": pin, "place": place, "title": title, "address": kind.address(thing)})
    return found


def _decide(request: MemberRequest, pk: int, act: Any, done: str) -> HttpResponse:
    mail = get_object_or_404(OutgoingMail, pk=pk)
    try:
        act(request.user, mail)
    except actions.MailMovedOn:
        messages.error(request, _("Über diese Mail ist schon entschieden."))
    else:
        messages.success(request, done)
    return SeeOther(PAGE)
