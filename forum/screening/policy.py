"""Who says when posts need approval."""

from __future__ import annotations

from community.moderation.policy import can_enter_office
from community.people.viewer import Viewer
from community.web.verdicts import Verdict


def can_set_screening(viewer: Viewer) -> Verdict:
    """When words wait is for the office to say."""
    return can_enter_office(viewer)
