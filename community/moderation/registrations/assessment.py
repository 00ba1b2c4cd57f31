"""What the office needs to see of a registration."""

from __future__ import annotations

import re
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.utils import translation
from django.utils.translation import gettext as _

from community.moderation.registrations.registry import Suggestion, suggestions
from community.people.belonging.domains import FREE_MAIL
from community.people.models import Member
from community.text import fold, slugify_de

SAFE_LENGTH = 4  # "Au" stands in half of all domains


_KIND = re.compile(
    r"^(?:Landkreis|Kreis|Region|Städteregion|Regionalverband|Amt|GVV|VVG der (?:Stadt|Gemeinde)) "
)


_ADDITION = re.compile(r"\s*[/(,]|\s+(?:am|an|auf|bei|im|in|ob|vor|a\.|b\.|i\.|v\.)\s")


@dataclass(frozen=True)
class Registration:
    """A waiting member with what speaks for or against them."""

    member: Member
    is_confirmed: bool

    @property
    def domain(self) -> str:
        return self.member.email.rpartition("@")[2].lower()

    @property
    def uses_free_mail(self) -> bool:
        return self.domain in FREE_MAIL

    @property
    def domain_fits(self) -> bool:
        """Whether the municipality's name stands in the mail domain: ``@stadt-coburg.de`` for Coburg."""
        if self.member.municipality is None or self.uses_free_mail:
            return False
        name = _ADDITION.split(_KIND.sub("", self.member.municipality.short_name))[0]
        key, labels = fold(slugify_de(name)), re.split(r"[.-]", fold(self.domain))
        if len(key) < SAFE_LENGTH:
            return key in labels
        return key.replace("-", "") in "".join(labels)


@dataclass(frozen=True)
class Welcome:
    """How somebody is let in: the words of the letter, the places it names, and whether the municipality is right."""

    greeting: str
    suggestions: tuple[Suggestion, ...] = ()
    confirms: bool = False


def proposed_welcome(item: Registration) -> Welcome:
    """What an officer would write who has no time: the usual words, in the person's language, and what fits."""
    with translation.override(item.member.language):
        greeting = _(
            "schön, dass Sie dabei sind: Die Geschäftsstelle hat Sie aufgenommen. Sie können jetzt alle "
            "Handlungsfelder lesen, Fragen stellen und antworten."
        )
        fitting = tuple(place for place in suggestions(item.member) if place.fits)
    return Welcome(greeting, fitting, confirms=item.domain_fits and item.is_confirmed)


def waiting(*, limit: int | None = None) -> list[Registration]:
    """Registrations nobody has decided on, longest wait first. Two queries."""
    return assess(list(Member.objects.waiting().with_card()[:limit]))


def assess(members: list[Member]) -> list[Registration]:
    """The members with the signs the office looks for. One query."""
    confirmed = set(
        EmailAddress.objects.filter(user__in=members, verified=True).values_list("user_id", flat=True)
    )
    return [Registration(member, member.pk in confirmed) for member in members]
