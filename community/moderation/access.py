"""The door of the office."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from community.moderation import policy
from community.moderation.cases import policy as case_policy
from community.people.accounts.security import has_factor
from community.web.doors import View, answering, way_back
from community.web.verdicts import Verdict


def office_only(view: View) -> View:
    """Show the page to the office only. All others find nothing; who lacks the second factor, or has not passed it
    in this session, is led to it."""

    return _behind(policy.can_enter_office, view)


def case_workers_only(view: View) -> View:
    """The same door, also open to the moderators of a field."""
    return _behind(case_policy.can_list_cases, view)


def _behind(may_enter: Callable[[Any], Verdict], view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        entry = may_enter(request.user)
        if not entry and policy.works_in_office(request.user):
            messages.warning(request, entry.reason)
            return redirect(_where_to_pass(request))
        entry.require()
        return view(request, *args, **kwargs)

    return answering(guarded)


def _where_to_pass(request: HttpRequest) -> str:
    """Where the second factor is confirmed in this session, or set up by who has none."""
    if not has_factor(request.user):
        return reverse("mfa_index")
    method = get_adapter(request).get_reauthentication_methods(request.user)[0]
    return f"{method['url']}?{urlencode({'next': way_back(request)})}"
