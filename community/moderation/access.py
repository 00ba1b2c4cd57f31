"""The door of the office."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from community.moderation import policy
from community.moderation.cases import policy as case_policy
from community.web.doors import View, answering
from community.web.verdicts import Verdict


def office_only(view: View) -> View:
    """Show the page to the office only. Who lacks the second factor is led to it; all others find nothing."""

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
            return redirect("mfa_index")
        entry.require()
        return view(request, *args, **kwargs)

    return answering(guarded)
