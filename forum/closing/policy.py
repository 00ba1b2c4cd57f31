"""Who may close a thread, and open it again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, Verdict, denied
from forum.fields.policy import moderates
from forum.models import Thread
from forum.threads.policy import can_see_thread


def can_close_thread(viewer: Viewer, thread: Thread) -> Verdict:
    seen = can_see_thread(viewer, thread)
    if not seen:
        return seen
    if not moderates(viewer, thread.field):
        return denied(_("Themen schließt die Moderation."))
    return denied(_("Dieses Thema ist bereits geschlossen.")) if thread.is_closed else ALLOWED


def can_reopen_thread(viewer: Viewer, thread: Thread) -> Verdict:
    seen = can_see_thread(viewer, thread)
    if not seen:
        return seen
    if not moderates(viewer, thread.field):
        return denied(_("Themen öffnet die Moderation."))
    return ALLOWED if thread.is_closed else denied(_("Dieses Thema ist offen."))
