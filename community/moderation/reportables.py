"""Profiles can be reported. People stand below the office, so the office registers them itself."""

from __future__ import annotations

from typing import Any

from django.urls import ResolverMatch
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from community.moderation.reports import misuse
from community.moderation.things import Measure, Reportable, Snapshot, find_row, provide
from community.people.members import policy as member_policy
from community.people.members.actions import store_profile
from community.people.models import Member


def _find(key: str) -> Member | None:
    rows = Member.objects.select_related("municipality", "admission").filter(is_active=True, is_voice=False)
    return find_row(rows, key)


def _snapshot(member: Member) -> Snapshot:
    said = [member.function, member.place, member.about]
    return {
        "title": member.name,
        "text": "\n\n".join(line for line in said if line),
        "author": member.name,
        "at": member.registered_at.isoformat(),
        "revision": 0,
        "removed": False,
        "context": [],
    }


def _recognise(match: ResolverMatch, fragment: str) -> str:
    return str(match.kwargs["member_id"]) if match.url_name == "show_member" else ""


def _clearing(column: str, name: Any, done: Any) -> Measure:
    """Empty one part of a profile; what stood there is kept with the decision."""

    def carry_out(member: Member, decision: Any, reason: str) -> dict[str, Any]:
        before = {column: getattr(member, column)}
        store_profile(member, **{column: ""})
        return before

    def take_back(member: Member, before: dict[str, Any]) -> None:
        if not getattr(member, column):  # what the person has written since stays
            store_profile(member, **before)

    return Measure(
        slug=f"clear_{column}",
        name=name,
        done=done,
        possible=lambda member: bool(getattr(member, column)),
        carry_out=carry_out,
        take_back=take_back,
    )


def _reset_name(member: Member, decision: Any, reason: str) -> dict[str, Any]:
    """A neutral name until the person writes their own; what they were called before is kept with the decision."""
    before = {"name": member.name}
    store_profile(member, name=neutral_name(member))
    return before


def _give_name_back(member: Member, before: dict[str, Any]) -> None:
    if member.name == neutral_name(member):  # a name the person has chosen since stays
        store_profile(member, **before)


def neutral_name(member: Member) -> str:
    """Always German: it is what everyone calls the person from now on."""
    with override("de"):
        return _t("Mitglied %(number)d") % {"number": member.pk}


def _leave(member: Member, decision: Any, reason: str) -> dict[str, Any]:
    """The restriction itself is what counts; `misuse` reads it."""
    return {}


RESET_NAME = Measure(
    slug="reset_name",
    name=_("Anzeigename zurücksetzen"),
    done=_(
        "Ihr Anzeigename ist durch einen neutralen ersetzt. Bitte schreiben Sie Ihren Vor- und Nachnamen ins Profil."
    ),
    possible=lambda member: member.name != neutral_name(member),
    carry_out=_reset_name,
    take_back=_give_name_back,
)
WARN_REPORTS = Measure(
    slug=misuse.WARNED,
    name=_("Wegen unbegründeter Meldungen verwarnen"),
    done=_(
        "Sie haben mehrmals gemeldet, was offensichtlich in Ordnung war. Das ist eine Verwarnung, sie gilt ein Jahr. "
        "Bleibt es dabei, nehmen wir Ihre Meldungen eine Zeit lang nicht mehr an."
    ),
    possible=misuse.can_be_warned,
    carry_out=_leave,
    take_back=lambda member, before: None,
    visibility="",
)
STOP_REPORTS = Measure(
    slug=misuse.STOPPED,
    name=_("Sechs Monate lang keine Meldungen annehmen"),
    done=_("Ihre Meldungen nehmen wir sechs Monate lang nicht mehr an. Gewarnt haben wir Sie davor."),
    possible=misuse.can_be_stopped,
    carry_out=_leave,
    take_back=lambda member, before: None,
    visibility="",
)
provide(
    Reportable(
        kind="mitglied",
        name=_("Profil"),
        find=_find,
        may_see=lambda viewer, member: bool(member_policy.can_see_member(viewer, member)),
        author=lambda member: member,
        title=lambda member: member.name,
        address=lambda member: member.get_absolute_url(),
        snapshot=_snapshot,
        recognise=_recognise,
        can_be_removed=False,
        measures=(
            _clearing(
                "about", _("„Über mich“ leeren"), _("Der Text „Über mich“ in Ihrem Profil ist entfernt.")
            ),
            _clearing("function", _("Funktion leeren"), _("Die Angabe zu Ihrer Funktion ist entfernt.")),
            RESET_NAME,
            WARN_REPORTS,
            STOP_REPORTS,
        ),
    )
)
