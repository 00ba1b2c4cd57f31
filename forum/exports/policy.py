"""Who may take a thread along as a file."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer, is_admitted
from community.web.verdicts import Verdict, denied
from forum.models import Thread
from forum.threads.policy import can_see_thread


def can_export_thread(viewer: Viewer, thread: Thread) -> Verdict:
    """Take it along as a file: members, what they may read. A page in a browser is the public's."""
    seen = can_see_thread(viewer, thread)
    if not seen or is_admitted(viewer):
        return seen
    return denied(_("Für die Akte sichern können Mitglieder des Netzwerks."))
