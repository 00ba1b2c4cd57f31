"""Who may write the outline of a field."""

from __future__ import annotations

from community.moderation import policy as office
from community.people.viewer import Viewer
from community.web.verdicts import Verdict
from forum.fields import policy as field_policy
from forum.models import ActionField


def can_write_outline(viewer: Viewer, field: ActionField) -> Verdict:
    """What the office suggests to say in a field is the office's to word."""
    seen = field_policy.can_see_field(viewer, field)
    return office.can_enter_office(viewer) if seen else seen
