"""Small guards every request passes."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django_structlog.middlewares import RequestMiddleware

from community.web.errors import bad_request

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

# What opens a door by being known: long, with a capital in it, which no address of ours has.
_SECRET = re.compile(r"(?<=/)(?=[\w-]*[A-Z])[\w:-]{32,}(?=[/?]|$)")


class DiscreetRequestMiddleware(RequestMiddleware):
    """The library's line for each request; secrets in addresses do not reach the log."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return _SECRET.sub("…", str(RequestMiddleware.format_request(request)))


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
    """Answers 400 to addresses that carry NUL or text that is no text: databases differ in how they choke on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_text(request.path_info) or not all(
            _is_text(key) and all(map(_is_text, request.GET.getlist(key))) for key in request.GET
        ):
            return bad_request(request)
        return self.get_response(request)


def _is_text(value: str) -> bool:
    return "\0" not in value and not any("\ud800" <= char <= "\udfff" for char in value)
