"""The way out that stands in every mail: a page with a button, and one click for mail programmes (RFC 8058)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community import kinds
from community.notices import actions
from community.notices.kind import Watchable
from community.notices.tokens import read_unsubscribe_token
from community.people.models import Member


@csrf_exempt  # a mail programme has no token of ours; the address itself is signed
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what the button does; POST does it, without signing in. Says nothing about the thing itself."""
    found = read_unsubscribe_token(token)
    member = Member.objects.filter(pk=found[0]).first() if found else None
    if found is None or member is None:
        raise Http404
    scope = found[1]
    place = scope.partition(":")[0]
    if place not in ("monday", "all") and kinds.get(place, Watchable) is None:
        raise Http404
    if request.method == "POST":
        actions.unsubscribe(member, "all" if "all" in request.POST else scope)
    context = {"done": request.method == "POST", "all": "all" in request.POST, "place": place}
    return render(request, "notices/unsubscribe.html", context)
