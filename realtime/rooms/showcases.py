"""On the page about a member: the way into a talk of two."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.models import Member, Municipality
from community.people.showcase import Section, register
from community.people.viewer import Viewer
from realtime.rooms.participation import policy as participation_policy


@register
def begin_talk(viewer: Viewer, about: Member | Municipality) -> Section | None:
    """A button for those who may talk to this member."""
    if not isinstance(about, Member) or not participation_policy.can_open_direct_room(viewer, about):
        return None
    return Section(_("Gespräch"), "rooms/participation/_showcase_talk.html", [about])
