"""What views behind the sign-in get."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from community.people.models import Member


class MemberRequest(HttpRequest):
    """A request whose sender is known: for annotating views that nobody else can reach."""

    user: Member
    htmx: HtmxDetails
