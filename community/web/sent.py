"""What a form sent, for views that read a field or two without a form class."""

from __future__ import annotations

from django.http import HttpRequest


def sent_field(request: HttpRequest, name: str) -> str:
    """The field as text, empty where it is missing; without NUL, which PostgreSQL cannot even look for."""
    return str(request.POST.get(name, "")).replace("\0", "")
