"""Who words a push: whoever posts one registers here how it is worded at the moment it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from community.people.models import Member


@dataclass(frozen=True)
class Words:
    """What the device shows. `address` is a path of ours; what has the same `tag` replaces what was shown before."""

    title: str
    body: str
    address: str
    tag: str


# `compose(member, about)`, in the member's language: the words as they are allowed now, or `None` when nothing is to
# be said any more: it was read, taken down, hidden, or the member is here.
Compose = Callable[[Any, list[int]], Words | None]
_sources: dict[str, Compose] = {}


def register(source: str, compose: Compose) -> None:
    """Make a source known; a second one of the same name is a programming error."""
    if source in _sources:
        raise ValueError(f"registered twice: {source}")
    _sources[source] = compose


def compose(source: str, member: Member, about: list[int]) -> Words | None:
    """See `Compose`; nothing for a source that an earlier version knew."""
    known = _sources.get(source)
    return known(member, about) if known else None


def compose_trial(member: Member, about: list[int]) -> Words:
    """What the button "Ausprobieren" sends: at any hour, whether or not the member is here."""
    return Words(
        title=_("So sieht eine Benachrichtigung aus."),
        body=_("Sie haben sie eben selbst angefordert."),
        address=f"{reverse('choose_notices')}#geraete",
        tag="trial",
    )


register("trial", compose_trial)
