"""Who may see what was done, and undo it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation import journal
from community.moderation.cases.models import moderated_scopes
from community.moderation.cases.policy import can_list_cases
from community.moderation.models import Deed
from community.moderation.policy import Viewer, works_in_office
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


def can_see_deed(viewer: Viewer, deed: Deed) -> Verdict:
    """The office all, moderators those of their field."""
    entry = can_list_cases(viewer)
    if not entry:
        return entry
    return ALLOWED if works_in_office(viewer) or deed.scope in moderated_scopes(viewer) else HIDDEN


def can_undo_deed(viewer: Viewer, deed: Deed) -> Verdict:
    """Whoever may do it may take it back, for thirty days, the latest first."""
    seen = can_see_deed(viewer, deed)
    if not seen:
        return seen
    if deed.undone:
        return denied(_("Diese Maßnahme ist bereits zurückgenommen."))
    if deed.is_past:
        return denied(_("Zurücknehmen lässt sich eine Maßnahme dreißig Tage lang."))
    if later := Deed.objects.after(deed).order_by("-pk").first():
        return denied(
            _("Danach geschah noch etwas mit derselben Sache: „%(deed)s“. Nehmen Sie das zuerst zurück.")
            % {"deed": f"{journal.name_of(later)}: {later.title}"}
        )
    return journal.may_undo(viewer, deed)
