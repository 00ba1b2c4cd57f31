"""Before posting: what there is already, and the word that it helps."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.people.requests import MemberRequest
from community.people.viewer import Viewer
from community.search import actions, policy
from community.search.asking import LONGEST_QUERY
from community.search.kind import Hit, searchable
from community.search.suggesting import similar
from community.web.doors import door
from community.web.responses import see_other

SHORTEST = 8
DIGITS = 12


@require_safe
def suggest_similar(request: HttpRequest) -> HttpResponse:
    """GET /suche/aehnlich/?titel=: a fragment with what is near to a title somebody types; often empty."""
    title = request.GET.get("titel", "").strip()[:LONGEST_QUERY]
    lines = similar(request.user, title) if len(title) >= SHORTEST else []
    may_say = policy.can_search_before_posting(request.user)
    return render(request, "search/_similar.html", {"lines": lines, "may_say": may_say})


@require_POST
@door(policy.can_search_before_posting)
def say_helpful(request: MemberRequest) -> HttpResponse:
    """POST /suche/hilft/ with `helped=thread:12`: counted once, then there."""
    kind, key = _named(request.POST.get("helped", ""))
    actions.say_helpful(request.user, kind, key)
    hit = _hit(request.user, kind, key)
    messages.success(request, _("Schön, dass es das schon gibt. Ihr Entwurf bleibt gespeichert."))
    return see_other(hit.url)


def _named(helped: str) -> tuple[str, int]:
    kind, _colon, key = helped.partition(":")
    if not (key.isascii() and key.isdigit() and len(key) <= DIGITS):
        raise Http404
    return kind, int(key)


def _hit(viewer: Viewer, kind: str, key: int) -> Hit:
    """The thing as it is listed; it may have gone since the page was made."""
    hit = searchable(kind).hits(viewer, [key]).get(key)
    if hit is None:
        raise Http404
    return hit
