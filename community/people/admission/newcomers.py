"""Who is still new: nobody has made sure yet that they belong to the municipality they name.

Trust comes from that, never from points or from how much somebody has written. What newcomers may do is the business
of those who ask.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.people.models import Confirmation, Member

LINKS = 2


_LINK = re.compile(r"(?:https?://|\bwww\.)\S", re.IGNORECASE)


def is_newcomer(member: Member) -> bool:
    """No confirmation in force for where they belong now, and no role given by somebody. At most one query."""
    if member.roles or member.is_pseudonym:
        return False
    known = member.__dict__.get("is_newcomer")
    if known is None:
        known = not Confirmation.objects.of(member).exists()
        member.__dict__["is_newcomer"] = known
    return bool(known)


def refuse_links(member: Member, source: str) -> None:
    """Raise `ValidationError` where a newcomer's text leads to more places than a question usually needs."""
    if len(_LINK.findall(source)) > LINKS and is_newcomer(member):
        raise ValidationError(
            {
                "text": ValidationError(
                    _(
                        "Höchstens %(n)d Links, solange die Geschäftsstelle Ihre Kommune nicht bestätigt hat. "
                        "Bitte lassen Sie einige weg."
                    )
                    % {"n": LINKS},
                    code="links",
                )
            }
        )
