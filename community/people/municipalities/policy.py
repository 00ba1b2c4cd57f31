"""Who may see municipalities and their people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.models import Municipality
from community.people.policy import Viewer
from community.web.verdicts import ALLOWED, Verdict, denied


def can_see_municipality(viewer: Viewer, municipality: Municipality) -> Verdict:
    """The register is public."""
    return ALLOWED


def can_see_people_of(viewer: Viewer, municipality: Municipality) -> Verdict:
    """Who works in a municipality is for admitted members."""
    if viewer.is_authenticated and viewer.is_admitted:
        return ALLOWED
    return denied(_("Wer hier mitarbeitet, sehen Sie als aufgenommenes Mitglied."))
