"""Answers that Django has no name for."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url


class SeeOther(HttpResponseRedirect):
    """303: what was sent is done, the result is to be fetched elsewhere (RFC 9110, 15.4.4)."""

    status_code = 303


def see_other(to: Any, *args: Any) -> SeeOther:
    """After a POST: go and look at `to`, an address, a URL's name with its `args` or an object with an address."""
    return SeeOther(resolve_url(to, *args))
