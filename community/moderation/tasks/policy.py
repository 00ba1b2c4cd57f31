"""Who keeps the office's list of tasks."""

from __future__ import annotations

from community.moderation.policy import Viewer, can_enter_office
from community.web.verdicts import Verdict


def can_manage_tasks(viewer: Viewer) -> Verdict:
    """The list of what is to be done by when belongs to the whole office."""
    return can_enter_office(viewer)
