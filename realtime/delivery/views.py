"""The net test: what of the platform gets through to where somebody sits, for those who look after the network."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.live import hold
from community.mail.posting import mail_domain
from community.people.requests import MemberRequest
from community.web.responses import SeeOther
from realtime.delivery.mail_test import note_opening
from realtime.delivery.mail_test import send_test_mail as post_test_mail

HELD_FOR = 20  # seconds
TESTED_AT_ONCE = 20  # requests that may wait for nothing in one process


@require_safe
def show_net_test(request: HttpRequest) -> HttpResponse:
    origin = settings.PUBLIC_URL
    context = {
        "origin": origin,
        "socket_address": f"{origin.replace('http', 'ws', 1)}/ws/",
        "mail_domain": mail_domain(),
        "held_for": HELD_FOR,
        "words": json.dumps(_words()),
    }
    return render(request, "delivery/netztest.html", context)


@require_safe
def answer_net_test(request: HttpRequest) -> HttpResponse:
    """As little as a request can cost."""
    return JsonResponse({"ok": True}, headers={"Cache-Control": "no-store"})


@require_safe
def hold_net_test(request: HttpRequest) -> HttpResponse:
    """An answer that comes after `HELD_FOR` seconds; at once when too many are being tested."""
    answer = JsonResponse({"ok": True}, headers={"Cache-Control": "no-store"})
    return hold(request, answer, stream="netztest", head=0, seconds=HELD_FOR, at_most=TESTED_AT_ONCE)


@require_POST
@login_required
def send_test_mail(request: MemberRequest) -> HttpResponse:
    """POST /netztest/mail/: a mail with a link, to one's own address and no other."""
    if post_test_mail(request.user, settings.PUBLIC_URL):
        sentence = _("Die Mail an %(address)s ist unterwegs. Bitte öffnen Sie den Link darin.")
        messages.success(request, sentence % {"address": request.user.email})
    else:
        messages.info(request, _("Eine Mail ist schon unterwegs. Die nächste gibt es in zwei Minuten."))
    return SeeOther(reverse("show_net_test") + "#mails")


@require_safe
def open_test_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET /netztest/mail/…/: the link from the mail, for whoever follows it; says what became of it on its way."""
    opened = note_opening(token)
    context = {"opened": opened, "token": token, "origin": settings.PUBLIC_URL}
    answer = render(request, "delivery/test_link.html", context, status=200 if opened else 404)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _words() -> dict[str, str]:
    """What the page's script says; `{…}` is filled in there."""
    return {
        "works": _("geht"),
        "fails": _("geht nicht"),
        "running": _("läuft"),
        "plainFine": _("{n} Abfragen, im Mittel {ms} ms"),
        "plainBroken": _("Abfragen scheitern: {reason}"),
        "socketFine": _("Verbindung nach {ms} ms, Echo im Mittel {echo} ms, 25 Sekunden Stille überstanden"),
        "socketRefused": _("Die Verbindung kommt nicht zustande. Meist lässt ein Proxy sie nicht durch."),
        "socketCut": _("Die Verbindung steht, wird aber nach {s} Sekunden getrennt."),
        "heldFine": _("Die Antwort kam wie erwartet nach {s} Sekunden."),
        "heldEarly": _("Die Antwort kam schon nach {s} Sekunden. Bitte wiederholen Sie den Test später."),
        "heldBroken": _("Die Anfrage wurde nach {s} Sekunden abgebrochen: {reason}"),
        "allGood": _("Alles geht. Neues erscheint sofort."),
        "held": _("WebSockets gehen nicht, wartende Anfragen schon. Neues erscheint trotzdem, meist sofort."),
        "slow": _("Neues erscheint erst nach einigen Sekunden oder beim Neuladen. Alles andere geht."),
        "nothing": _("Von hier ist die Plattform nicht zuverlässig zu erreichen."),
        "copied": _("Kopiert."),
        "title": _("Netztest Demografiedialog"),
    }
