"""The door before a view: who is signed out is asked to sign in, and every no the view raises gets its answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.live.sessions import has_room_for_visitors
from community.live.visitors import address_of_visitor
from community.web.answers import Answer, answer_for, as_json, page, refused_page, wants_json
from community.web.limits import keep_pace
from community.web.refusals import RateLimited, Refusal
from community.web.responses import see_other
from community.web.verdicts import Verdict

View = Callable[..., HttpResponseBase]
Keeping = Callable[..., str]
SIGN_IN = reverse_lazy("account_login")
WORDS_ARE_SAFE = gettext_lazy(
    "Ihre Sitzung ist abgelaufen. Ihr Text ist gesichert. Bitte melden Sie sich an, dann geht es hier weiter."
)
WORDS_ARE_HERE = gettext_lazy(
    "Ihre Sitzung ist abgelaufen. Bitte kopieren Sie Ihren Text, melden Sie sich an und senden Sie ihn dann noch "
    "einmal."
)
# Django and `community.web.errors` make pages of these by themselves.
PLAIN = (Http404, PermissionDenied, OperationalError, InterfaceError)


def door(
    may_enter: Callable[[Any], Verdict] | None = None, *, keep: Keeping | None = None, json: bool = False
) -> Callable[[View], View]:
    """Let signed-in members in, of them those whom `may_enter(member)` allows.

    `keep(request, **arguments of the view)` puts the words of somebody whose session has ended into the session and
    returns the address where they are found again; empty where there were none. Where too many are kept already, the
    answer is a page that shows them. With `json` every no is JSON,
    whatever was asked for.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                if request.method != "POST" or keep is None:
                    return ask_to_sign_in(request, json=json)
                if _may_keep(request):
                    return ask_to_sign_in(request, found_at=keep(request, **kwargs), json=json)
                if json or wants_json(request):  # the script has the words
                    return ask_to_sign_in(request, json=json)
                return page(request, 429, str(WORDS_ARE_HERE))
            if may_enter is not None:
                may_enter(request.user).require()
            return view(request, *args, **kwargs)

        return answering(guarded, json=json)

    return decorate


def answering(view: View, *, json: bool = False) -> View:
    """Answer what the view refuses by raising."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except PLAIN as refusal:
            if not (json or wants_json(request)):
                raise
            return as_json(answer_for(refusal))
        except (ValidationError, Refusal) as refusal:
            return as_json(answer_for(refusal)) if json else refused_page(request, refusal)

    return answered


def ask_to_sign_in(request: HttpRequest, *, found_at: str = "", json: bool = False) -> HttpResponseBase:
    """To the sign-in page and back here afterwards; scripts are told the address (`sign_in`) instead."""
    target = f"{SIGN_IN}?{urlencode({'next': found_at or way_back(request)})}"
    if json or wants_json(request):
        detail = _(
            "Ihre Sitzung ist abgelaufen. Ihr Text bleibt in diesem Browser. Bitte melden Sie sich an, dann geht es "
            "hier weiter."
        )
        return as_json(Answer(403, "forbidden", detail, {"sign_in": target}))
    if found_at:
        messages.info(request, str(WORDS_ARE_SAFE))
    return see_other(target) if request.method == "POST" else redirect(target)


def _may_keep(request: HttpRequest) -> bool:
    """Whether a visitor's words may go into a session. In one that is there they only take the place of others."""
    if request.session.session_key and request.session.exists(request.session.session_key):
        return True
    try:
        keep_pace("visit", address_of_visitor(request), rates=settings.VISITOR_RATE, sentence="")
    except RateLimited:
        return False
    return has_room_for_visitors()


def way_back(request: HttpRequest) -> str:
    """The page that was asked for, or the one a form was sent from, as a path of this house."""
    if request.method != "POST":
        return request.get_full_path()
    sent_from = request.POST.get("page") or request.headers.get("Referer", "")
    path = sent_from.removeprefix(f"{request.scheme}://{request.get_host()}")
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
