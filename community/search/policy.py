"""Who may do what with the search. What is found is decided by the `visible_to` of the things themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community import kinds
from community.people.viewer import Viewer
from community.search.kind import Searchable
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


def can_list_fruitless(viewer: Viewer) -> Verdict:
    """What was looked for in vain is for the office."""
    return ALLOWED if viewer.is_authenticated and viewer.acts_for_office else HIDDEN


def can_search_before_posting(viewer: Viewer) -> Verdict:
    """Who may ask, may also say that there was no need to."""
    if viewer.is_authenticated and viewer.is_admitted:
        return ALLOWED
    return denied(_("Ihre Anmeldung wird noch geprüft. Danach können Sie hier schreiben."))


def can_say_helpful(viewer: Viewer, kind: str, key: int) -> Verdict:
    """Admitted members, about what they may see."""
    may = can_search_before_posting(viewer)
    if not may:
        return may
    found = kinds.get(kind, Searchable)
    return ALLOWED if found and found.visible_to(viewer).filter(pk=key).exists() else HIDDEN
