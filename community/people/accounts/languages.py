"""The cookie that carries the chosen language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

YEAR = 365 * 24 * 3600


def remember(response: HttpResponse, language: str) -> None:
    """Let the browser keep the choice for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
