"""Small guards every request passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from community.text.gate import is_text
from community.web.errors import bad_request

LARGEST_KEY = 2**63 - 1
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class LanguageMiddleware(LocaleMiddleware):
    """The screen speaks German unless the person chose otherwise: a browser's own wish is not a choice."""

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get("django_language", "")
        language = "en" if chosen == "en" else "de"
        translation.activate(language)
        request.LANGUAGE_CODE = language


class PermissionsPolicyMiddleware:
    """Tells browsers that no page of ours needs camera, place or microphone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class RefuseControlCharactersMiddleware:
    """Answers 400 to addresses that carry control characters or half characters: nobody types them.

    Databases, XML and mails differ in how they choke on them; here is one gate for all that comes in by an address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_text(request.path_info) or not all(
            is_text(key) and all(map(is_text, request.GET.getlist(key))) for key in request.GET
        ):
            return bad_request(request)
        return self.get_response(request)

    def process_view(self, _request: HttpRequest, _view: Any, _args: Any, named: dict[str, Any]) -> None:
        """No row has a number that no column holds, and SQLite cannot even be asked for it."""
        if any(isinstance(value, int) and value > LARGEST_KEY for value in named.values()):
            raise Http404
