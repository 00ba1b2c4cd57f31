"""An answer that is not worth sending yet: a transport may keep it back until its stream rings."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase

from community.live.visitors import address_of_visitor

HEADER = "X-Hold"


ASKED_AGAIN = "house.asked_again"  # in the ASGI scope of a request whose first answer was held back


Response = TypeVar("Response", bound=HttpResponseBase)


def hold(
    request: HttpRequest, response: Response, *, stream: str, head: int, seconds: float, at_most: int = 0
) -> Response:
    """Let `response` wait up to `seconds` until `stream` moves beyond `head`; then the view is asked anew.

    The view must be a GET without side effects, and must have checked that its viewer may hear the stream. Without a
    transport, or when too many are waiting (`at_most` on this stream, if given; of this member, of this visitor's
    address, of all), the answer goes out at once.
    """
    if not getattr(request, "scope", {}).get(ASKED_AGAIN):
        response.headers[HEADER] = f"{stream} {head} {seconds:.1f} {at_most} {_who(request)}"
    return response


def _who(request: HttpRequest) -> str:
    """``member:<key>`` or ``visitor:<address>``: of whom only so many may wait."""
    member = getattr(request, "user", None)
    if member is not None and member.is_authenticated:
        return f"member:{member.pk}"
    return f"visitor:{address_of_visitor(request)}"
