"""Browsers and devices as people know them, for the list of one's sessions."""

from __future__ import annotations

from django.utils.translation import gettext as _

# In this order: Edge and Opera also call themselves Chrome, Chrome also calls itself Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)


SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def spoken_device(user_agent: str) -> str:
    """``Firefox unter Windows``; a general word where the browser does not say."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s unter %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unbekanntes Gerät")
