"""Who looks after the ready texts."""

from __future__ import annotations

from community.moderation.policy import Viewer, can_enter_office
from community.web.verdicts import Verdict


def can_manage_texts(viewer: Viewer) -> Verdict:
    """The office words its ready texts itself."""
    return can_enter_office(viewer)
