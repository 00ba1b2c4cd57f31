"""What a member's profile is in the house. People stand below the office, so the office says it for them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import ResolverMatch
from django.utils.translation import gettext_lazy as _

from community.kinds import Kind, register
from community.moderation.kind import Reportable, Snapshot
from community.moderation.kinds.profile_measures import ClearPart, ResetName, StopReports, WarnReports
from community.notices.kind import NoticeType, Notifiable
from community.people.members import policy as member_policy
from community.people.models import Member
from community.people.viewer import Viewer

STATED, MOVED, REFUSED = "member.stated", "member.moved", "member.refused"
_WHY = _("weil es Ihre Kommune betrifft")


@register
class MemberKind(Kind[Member], Reportable, Notifiable):
    slug, model, label = "member", Member, _("Profil")
    word = "mitglied"
    can_be_removed = False
    measures = (
        ClearPart("about", _("„Über mich“ leeren"), _("Der Text „Über mich“ in Ihrem Profil ist entfernt.")),
        ClearPart("function", _("Funktion leeren"), _("Die Angabe zu Ihrer Funktion ist entfernt.")),
        ResetName(),
        WarnReports(),
        StopReports(),
    )

    notice_types = (
        NoticeType(
            STATED,
            _(
                "%(who)s gibt an, die Kommune gewechselt zu haben, zu Ihrer oder fort. Bestätigt ist es noch nicht."
            ),
            _WHY,
            entries=False,
        ),
        NoticeType(
            MOVED, _("Bestätigt: %(who)s gehört jetzt zu einer anderen Kommune."), _WHY, entries=False
        ),
        NoticeType(
            REFUSED,
            _("Ihre Angabe zur Kommune ist nicht bestätigt worden. Der Grund steht in Ihrem Profil."),
            _WHY,
            entries=False,
        ),
    )

    def rows(self) -> QuerySet[Member]:
        """A pseudonym that the house lends is nobody."""
        people = Member.objects.select_related("municipality", "admission")
        return people.filter(is_active=True, is_pseudonym=False)

    def visible_to(self, viewer: Viewer) -> QuerySet[Member]:
        return Member.objects.visible_to(viewer if isinstance(viewer, Member) else None)

    def can_see(self, viewer: Viewer, member: Member) -> Any:
        return member_policy.can_see_member(viewer, member)

    def title(self, member: Member) -> str:
        return member.name

    def author(self, member: Member) -> Member:
        return member

    def at(self, match: ResolverMatch, fragment: str) -> int | None:
        return match.kwargs["member_id"] if match.url_name == "show_member" else None

    def snapshot(self, member: Member) -> Snapshot:
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
