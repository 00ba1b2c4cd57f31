"""What every page knows about the house, without asking the database."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEME_COOKIE = "darstellung"
THEMES = {"hell": "light", "dunkel": "dark"}
SECTIONS = (
    ("/handlungsfelder/", "fields"),
    ("/themen/", "fields"),
    ("/raeume/", "rooms"),
    ("/arbeitsgruppen/", "groups"),
    ("/mitglieder/", "members"),
    ("/kommunen/", "municipalities"),
    ("/suche/", "search"),
    ("/moderation/", "office"),
    ("/hinweise/", "notices"),
    ("/konto/", "account"),
)


def house(request: HttpRequest) -> dict[str, Any]:
    """`contact_email`, `house_version`, `theme` (``light``, ``dark`` or empty) and `section` of the menu."""
    return {
        "contact_email": settings.CONTACT_EMAIL,
        "house_version": getattr(settings, "VERSION", ""),
        "theme": THEMES.get(request.COOKIES.get(THEME_COOKIE, ""), ""),
        "section": section_of(request.path),
    }


def section_of(path: str) -> str:
    """The main menu's entry a path belongs to, or an empty string."""
    return next((section for prefix, section in SECTIONS if path.startswith(prefix)), "")
