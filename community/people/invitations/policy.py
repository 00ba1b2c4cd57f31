"""Who may invite people."""

from __future__ import annotations

from community.people.policy import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict


def can_invite_members(viewer: Viewer) -> Verdict:
    """The office invites people; they are let in by that as soon as they accept."""
    return ALLOWED if viewer.is_authenticated and viewer.acts_for_office else HIDDEN
