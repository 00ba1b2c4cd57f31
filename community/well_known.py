"""What programs look for at known places: who to tell about a hole, and what search engines leave alone."""

from __future__ import annotations

from datetime import UTC, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# The file is written anew for each request, from the settings that are in force: it promises no more than that.
STANDS_FOR = timedelta(days=30)

# People, what they look for, what waits, and what opens by being known. Public are fields, threads, tags, places, and
# the pages of the house. A page that is not here may still say no itself; one that is here is not even asked for.
NOT_INDEXED = (
    "arbeitsgruppen/",
    "beitraege/",
    "dateien/",
    "einladung/",
    "entwuerfe/",
    "feeds/mein/",
    "feeds/suche/",
    "geplant/",
    "hinweise/",
    "konto/",
    "melden/",
    "merkzettel/",
    "mitglieder/",
    "moderation/",
    "netztest/",
    "raeume/",
    "rueckfrage/",
    "sprache/",
    "suche/",
    "themen/neu/",
    "vertrauliche-fragen/",
    "vorschau/",
    "wartende-beitraege/",
    "widerspruch/",
)

in_the_open = cache_control(public=True, max_age=3600)


@require_safe
@in_the_open
def robots(request: HttpRequest) -> HttpResponse:
    """GET /robots.txt (RFC 9309)"""
    lines = ["User-agent: *", *(f"Disallow: /{place}" for place in NOT_INDEXED)]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
@in_the_open
def security(request: HttpRequest) -> HttpResponse:
    """GET /.well-known/security.txt (RFC 9116)"""
    until = (timezone.now().astimezone(UTC) + STANDS_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.PUBLIC_URL}{reverse('security')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
