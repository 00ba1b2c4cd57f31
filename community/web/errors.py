"""Pages for what went wrong: what happened, what was kept, what to do."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

SECRET_FIELDS = ("csrfmiddlewaretoken", "key", "next")
KEPT_FIELDS = 20
KEPT_CHARACTERS = 100_000


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that is no request of ours."""
    detail = _("Der Aufruf war unvollständig oder enthielt Zeichen, die hier nicht vorkommen können.")
    return _answer(request, 400, "bad_request", detail)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the sentence that the policy gave."""
    detail = str(exception or "") or _("Dafür fehlt Ihnen die Berechtigung.")
    return _answer(request, 403, "permission_denied", detail)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for what one may not know of."""
    return _answer(request, 404, "not_found", _("Diese Seite gibt es nicht oder nicht mehr."))


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """413: more was sent than the house takes at once."""
    detail = _("Das Gesendete ist zu groß. Bitte kürzen Sie den Text oder wählen Sie kleinere Dateien.")
    return _answer(request, 413, "too_large", detail)


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
        response: HttpResponse = JsonResponse({"code": "unavailable", "detail": detail}, status=503)
    else:
        page = render_to_string("503.html", {"contact_email": settings.CONTACT_EMAIL})
        response = HttpResponse(page, status=503)
    response.headers["Retry-After"] = "120"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose proof of origin has run out; what was typed is shown, to be copied."""
    detail = _("Ihre Sitzung ist abgelaufen, darum haben wir nichts gespeichert.")
    if wants_json(request):
        return JsonResponse({"code": "csrf", "detail": detail}, status=403)
    context = {"kept": kept_texts(request), "back": _own_path(request)}
    return render(request, "ui/csrf_failure.html", context, status=403)


def kept_texts(request: HttpRequest) -> list[str]:
    """The longer texts of a refused form in their order; nothing that could be a password or a key."""
    found = []
    for name, values in request.POST.lists():
        if name in SECRET_FIELDS or "password" in name or "code" in name:
            continue
        found += [value for value in values if _is_prose(value)]
    return [text[:KEPT_CHARACTERS] for text in found[:KEPT_FIELDS]]


def wants_json(request: HttpRequest) -> bool:
    """True for callers that ask for JSON and not for a page."""
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted and "text/html" not in accepted


def _answer(request: HttpRequest, status: int, code: str, detail: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"code": code, "detail": detail}, status=status)
    return render(request, f"{status}.html", {"detail": detail}, status=status)


def _is_prose(value: object) -> bool:
    """Something a person typed: more than one word, or a line longer than a token."""
    return isinstance(value, str) and len(value.split()) > 1


def _own_path(request: HttpRequest) -> str:
    return request.get_full_path() if request.method == "GET" else request.path
