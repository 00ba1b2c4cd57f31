"""Pages for what went wrong: what happened, what was kept, what to do."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.web.answers import Answer, as_json, kept_texts, page, refused_page, wants_json

MAINTENANCE = 120  # seconds until asking again makes sense


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that is no request of ours."""
    detail = _("Der Aufruf war unvollständig oder enthielt Zeichen, die hier nicht vorkommen können.")
    return _answer(request, 400, "bad_request", detail)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the sentence that the policy gave."""
    return refused_page(request, exception if isinstance(exception, PermissionDenied) else PermissionDenied())


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for what one may not know of."""
    return refused_page(request, Http404())


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """413: more was sent than the house takes at once."""
    detail = _("Das Gesendete ist zu groß. Bitte kürzen Sie den Text oder wählen Sie kleinere Dateien.")
    return _answer(request, 413, "too_long", detail)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: more tries within a short time than are counted out. When there is room again is not said: guessers ask."""
    detail = _("Das waren zu viele Versuche in kurzer Zeit. Bitte warten Sie einen Moment.")
    return _answer(request, 429, "rate_limited", detail)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503 where the database is away. Touches neither database nor session: they may be the cause."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return unavailable(request)
    detail = _("Bei uns ist ein Fehler aufgetreten. Er ist gemeldet.")
    if wants_json(request):
        return JsonResponse({"code": "server_error", "detail": detail}, status=500)
    return HttpResponse(render_to_string("500.html", {"contact_email": settings.CONTACT_EMAIL}), status=500)


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """503: closed for a moment. As careful as `server_error`."""
    detail = _(
        "Der Demografiedialog wird gerade gewartet. Bitte versuchen Sie es in einigen Minuten noch einmal."
    )
    if wants_json(request):
        return as_json(Answer(503, "unavailable", detail, {"retry_after": MAINTENANCE}))
    closed = render_to_string("503.html", {"contact_email": settings.CONTACT_EMAIL})
    return HttpResponse(closed, status=503, headers={"Retry-After": str(MAINTENANCE)})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose proof of origin has run out; what was typed is shown, to be copied."""
    detail = _("Ihre Sitzung ist abgelaufen, darum haben wir nichts gespeichert.")
    if wants_json(request):
        return as_json(Answer(403, "forbidden", detail))
    context = {"kept": kept_texts(request), "back": _own_path(request)}
    return render(request, "ui/csrf_failure.html", context, status=403)


def _answer(request: HttpRequest, status: int, code: str, detail: str) -> HttpResponse:
    if wants_json(request):
        return as_json(Answer(status, code, detail))
    return page(request, status, detail)


def _own_path(request: HttpRequest) -> str:
    return request.get_full_path() if request.method == "GET" else request.path
