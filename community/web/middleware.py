"""Small guards every request passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from community.text.gate import is_text
from community.web.answers import refused_page
from community.web.errors import bad_request
from community.web.refusals import Refusal

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


class CachingMiddleware:
    """Says who may keep an answer: nobody what somebody signed in has read.

    A view that says it itself is believed, unless it calls public what brings a cookie along. Stands outside whatever
    sets cookies. Why nobody: computers in town halls are shared, and "back" after signing out shows what was kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "public" in response.headers.get("Cache-Control", "") and response.cookies:
            del response.headers["Cache-Control"]
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = _who_may_keep(request, response)
        if "public" in response.headers["Cache-Control"]:
            patch_vary_headers(response, ["Cookie"])
        return response


def _who_may_keep(request: HttpRequest, response: HttpResponse) -> str:
    if settings.SESSION_COOKIE_NAME in {*request.COOKIES, *response.cookies}:
        return "private, no-store"
    # A form carries the token of this browser. Fragments of what is live must be asked for each time.
    return "private, no-cache" if response.cookies else "no-cache"


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


class RefusalMiddleware:
    """Answers what views of others refuse by raising; ours have a door for that (`community.web.doors`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused_page(request, exception) if isinstance(exception, Refusal) else None
