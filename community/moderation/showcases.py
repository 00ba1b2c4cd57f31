"""On the page about a member, for the office alone: the way to what it knows about them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.persons import policy as person_policy
from community.people.models import Member, Municipality
from community.people.showcase import Section, register
from community.people.viewer import Viewer


@register
def way_to_person(viewer: Viewer, about: Member | Municipality) -> Section | None:
    if not isinstance(about, Member) or not person_policy.can_see_person(viewer, about):
        return None
    return Section(_("Für die Geschäftsstelle"), "moderation/persons/_showcase_person.html", [about])
