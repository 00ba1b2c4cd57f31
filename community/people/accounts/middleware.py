"""Who is behind a request, and what their session has proved."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from community.people.accounts.security import factors_passed


class MemberMiddleware(AuthenticationMiddleware):
    """As in Django; the member knows which second factors their session has passed."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(partial(_member, request))  # type: ignore[assignment]


def _member(request: HttpRequest) -> Any:
    member = get_user(request)
    if member.is_authenticated:
        records = get_authentication_records(request, member)
        member.session_factors = factors_passed(records)
    return member
