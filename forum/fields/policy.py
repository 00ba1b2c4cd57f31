"""Who may read an action field, who moderates it, and who may write in it."""

from __future__ import annotations

from typing import TypeGuard

from django.utils.translation import gettext as _

from community.people import sanctions
from community.people.models import Member, Role
from community.people.viewer import Viewer, is_admitted
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.models import ActionField


def can_see_field(viewer: Viewer, field: ActionField) -> Verdict:
    return ALLOWED if field.is_public or is_admitted(viewer) else HIDDEN


def moderates(viewer: Viewer, field: ActionField) -> TypeGuard[Member]:
    """The office everywhere (with a second factor), field moderators in exactly their field."""
    if not is_admitted(viewer):
        return False
    if viewer.is_office:
        return bool(viewer.acts_for_office)
    return viewer.has_role(Role.MODERATOR, scope=f"field:{field.pk}")


def can_write(viewer: Viewer, field: ActionField | None = None) -> Verdict:
    """Signed in, admitted, and nothing that the office decided speaks against it: anywhere, or with `field` there."""
    if not viewer.is_authenticated:
        return denied(_("Bitte melden Sie sich an, um mitzureden."))
    if viewer.is_suspended:
        return sanctions.rests(viewer)
    if not is_admitted(viewer):
        return denied(_("Ihre Anmeldung wird noch geprüft. Danach können Sie hier schreiben."))
    return sanctions.may_write(viewer, *([f"field:{field.pk}"] if field else []))
