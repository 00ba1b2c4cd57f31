"""Who may read the record of used power."""

from __future__ import annotations

from community.moderation.policy import Viewer
from community.moderation.roles.policy import can_manage_roles
from community.web.verdicts import Verdict


def can_read_record(viewer: Viewer) -> Verdict:
    """The record of used power is read by the head of the office, who answers for it."""
    return can_manage_roles(viewer)
