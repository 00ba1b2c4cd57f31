"""What the office needs to see of a registration."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.utils import translation
from django.utils.translation import gettext as _

from community.moderation.registrations.registry import Suggestion, suggestions
from community.people.belonging.domains import FREE_MAIL, domain_of, says_name
from community.people.models import Member


@dataclass(frozen=True)
class Registration:
    """A waiting member with what speaks for or against them."""

    member: Member
    is_confirmed: bool

    @property
    def domain(self) -> str:
        return domain_of(self.member)

    @property
    def uses_free_mail(self) -> bool:
        return self.domain in FREE_MAIL

    @property
    def domain_fits(self) -> bool:
        """Whether the mail domain speaks for the municipality that was named."""
        town = self.member.municipality
        return town is not None and says_name(self.domain, town)


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
