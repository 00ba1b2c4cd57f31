"""Doors before whole areas: who is signed out goes to the login page, who is waiting gets a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from community.people.models import Member
from community.web.verdicts import Verdict

View = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """What a view behind one of these doors gets: a request by a signed-in member."""

    user: Member


def allowed_by(may_enter: Callable[[Any], Verdict]) -> Callable[[View], View]:
    """Let only those in whom `may_enter(member)` allows; who is signed out is asked to sign in."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            may_enter(request.user).require()
            return view(request, *args, **kwargs)

        return guarded

    return decorate
