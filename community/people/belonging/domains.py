"""What the domain of a mail address says about where somebody belongs."""

from __future__ import annotations

import re

from allauth.account.models import EmailAddress

from community.people.models import Confirmation, Member, Municipality
from community.text import fold, slugify_de

# Providers where everyone can have an address: such an address says nothing about a municipality.
FREE_MAIL = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "gmx.de",
        "gmx.net",
        "web.de",
        "t-online.de",
        "freenet.de",
        "arcor.de",
        "outlook.com",
        "outlook.de",
        "hotmail.com",
        "hotmail.de",
        "live.de",
        "yahoo.com",
        "yahoo.de",
        "aol.com",
        "icloud.com",
        "me.com",
        "posteo.de",
        "mailbox.org",
        "proton.me",
        "protonmail.com",
    }
)
SAFE_LENGTH = 4  # "Au" stands in half of all domains
_KIND = re.compile(
    r"^(?:Landkreis|Kreis|Region|Städteregion|Regionalverband|Amt|GVV|VVG der (?:Stadt|Gemeinde)) "
)
_ADDITION = re.compile(r"[/(,]|\s(?:am|an|auf|bei|im|in|ob|vor|a\.|b\.|i\.|v\.)\s")


def domain_of(member: Member) -> str:
    return str(member.email).rpartition("@")[2].lower()


def domain_fits(member: Member, town: Municipality) -> bool:
    """Whether the member's verified address has a domain that is known as this municipality's.

    It is, if it says the municipality's name, somebody of the office or a deputy has confirmed a member with it there,
    and no member with it belongs anywhere else: providers and computing centres that serve several confirm nothing.
    """
    domain = domain_of(member)
    if not says_name(domain, town) or not _is_verified(member):
        return False
    same = Member.objects.admitted().filter(email__iendswith=f"@{domain}").exclude(pk=member.pk)
    towns = set(same.values_list("municipality", flat=True))
    if towns != {town.pk}:
        return False
    confirmed = Confirmation.objects.in_force().filter(municipality=town, confirmed_by__isnull=False)
    return confirmed.filter(member__in=same).exists()


def says_name(domain: str, town: Municipality) -> bool:
    """Whether the municipality's name stands in the mail domain: ``stadt-coburg.de`` for Coburg."""
    if domain in FREE_MAIL:
        return False
    name = _ADDITION.split(_KIND.sub("", town.short_name))[0]
    key, labels = fold(slugify_de(name)), re.split(r"[.-]", fold(domain))
    if len(key) < SAFE_LENGTH:
        return key in labels
    return key.replace("-", "") in "".join(labels)


def _is_verified(member: Member) -> bool:
    return EmailAddress.objects.filter(user=member, email__iexact=member.email, verified=True).exists()
