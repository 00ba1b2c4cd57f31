"""Who gets notices."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


def can_list_notices(viewer: Viewer) -> Verdict:
    if getattr(viewer, "is_admitted", False):
        return ALLOWED
    return denied(_("Hinweise bekommen Sie, sobald die Geschäftsstelle Ihre Anmeldung geprüft hat."))


def can_open_notice(viewer: Viewer, notice: Any) -> Verdict:
    """Everyone their own; nobody else learns that there is one."""
    listed = can_list_notices(viewer)
    if not listed:
        return listed
    return ALLOWED if notice is not None and notice.member_id == viewer.pk else HIDDEN
