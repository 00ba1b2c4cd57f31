"""Who may see what was done, and undo it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.cases.models import moderated_scopes
from community.moderation.cases.policy import can_list_cases
from community.moderation.models import ModerationAction
from community.moderation.policy import Viewer, works_in_office
from community.moderation.undo import journal
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


def can_see_action(viewer: Viewer, entry: ModerationAction) -> Verdict:
    """The office all, moderators those of their field."""
    listed = can_list_cases(viewer)
    if not listed:
        return listed
    return ALLOWED if works_in_office(viewer) or entry.scope in moderated_scopes(viewer) else HIDDEN


def can_undo_action(viewer: Viewer, entry: ModerationAction) -> Verdict:
    """Whoever may do it may take it back, for thirty days, the latest first."""
    seen = can_see_action(viewer, entry)
    if not seen:
        return seen
    if entry.undone:
        return denied(_("Diese Maßnahme ist bereits zurückgenommen."))
    if entry.is_past:
        return denied(_("Zurücknehmen lässt sich eine Maßnahme dreißig Tage lang."))
    if later := ModerationAction.objects.after(entry).order_by("-pk").first():
        return denied(
            _("Danach geschah noch etwas mit derselben Sache: „%(deed)s“. Nehmen Sie das zuerst zurück.")
            % {"deed": f"{journal.name_of(later)}: {later.title}"}
        )
    return journal.may_undo(viewer, entry)
