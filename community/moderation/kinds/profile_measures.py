"""What a decision can do to a member's profile, and to reports in bad faith."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from community.kinds import Words
from community.moderation.kind import Measure
from community.moderation.reports import misuse
from community.people.members.actions import store_profile
from community.people.models import Member


class ClearPart(Measure):
    """Empty one part of a profile; what stood there is kept with the decision."""

    def __init__(self, column: str, name: Words, done: Words) -> None:
        self.slug = f"clear_{column}"
        self.column, self.name, self.done = column, name, done

    def possible(self, member: Member) -> bool:
        return bool(getattr(member, self.column))

    def carry_out(self, member: Member, decision: Any, reason: str) -> dict[str, Any]:
        before = {self.column: getattr(member, self.column)}
        store_profile(member, **{self.column: ""})
        return before

    def take_back(self, member: Member, before: dict[str, Any]) -> None:
        if not getattr(member, self.column):  # what the person has written since stays
            store_profile(member, **before)


class ResetName(Measure):
    """A neutral name until the person writes their own; what they were called before is kept with the decision."""

    slug = "reset_name"
    name = _("Anzeigename zurücksetzen")
    done = _(
        "Ihr Anzeigename ist durch einen neutralen ersetzt. Bitte schreiben Sie Ihren Vor- und Nachnamen ins Profil."
    )

    def possible(self, member: Member) -> bool:
        return member.name != neutral_name(member)

    def carry_out(self, member: Member, decision: Any, reason: str) -> dict[str, Any]:
        before = {"name": member.name}
        store_profile(member, name=neutral_name(member))
        return before

    def take_back(self, member: Member, before: dict[str, Any]) -> None:
        if member.name == neutral_name(member):  # a name the person has chosen since stays
            store_profile(member, **before)


class LimitReports(Measure):
    """The restriction itself is what counts; `misuse` reads it."""

    visibility = ""

    def carry_out(self, member: Member, decision: Any, reason: str) -> dict[str, Any]:
        return {}

    def take_back(self, member: Member, before: dict[str, Any]) -> None:
        """It is lifted; nothing else is to be put back."""


class WarnReports(LimitReports):
    slug = misuse.WARNED
    name = _("Wegen unbegründeter Meldungen verwarnen")
    done = _(
        "Sie haben mehrmals gemeldet, was offensichtlich in Ordnung war. Das ist eine Verwarnung, sie gilt ein Jahr. "
        "Bleibt es dabei, nehmen wir Ihre Meldungen eine Zeit lang nicht mehr an."
    )

    def possible(self, member: Member) -> bool:
        return misuse.can_be_warned(member)


class StopReports(LimitReports):
    slug = misuse.STOPPED
    name = _("Sechs Monate lang keine Meldungen annehmen")
    done = _("Ihre Meldungen nehmen wir sechs Monate lang nicht mehr an. Gewarnt haben wir Sie davor.")

    def possible(self, member: Member) -> bool:
        return misuse.can_be_stopped(member)


def neutral_name(member: Member) -> str:
    """Always German: it is what everyone calls the person from now on."""
    with override("de"):
        return _t("Mitglied %(number)d") % {"number": member.pk}
