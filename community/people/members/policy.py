"""Who may see and search members, and edit a profile."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people import sanctions
from community.people.models import Member
from community.people.policy import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


def can_see_member(viewer: Viewer, member: Member) -> Verdict:
    """Everyone sees their own profile, admitted members see each other, the office sees who is waiting.

    A pseudonym has no page: there is nobody to see.
    """
    if not viewer.is_authenticated or member.is_pseudonym:
        return HIDDEN
    if viewer.pk == member.pk:
        return ALLOWED
    if viewer.acts_for_office:
        return ALLOWED if member.is_active else HIDDEN
    return ALLOWED if viewer.is_admitted and member.is_admitted else HIDDEN


def can_search_members(viewer: Viewer) -> Verdict:
    """The directory and the suggestions for mentions are for admitted members."""
    if viewer.is_authenticated and viewer.is_admitted:
        return ALLOWED
    return denied(_("Das Verzeichnis öffnet sich, sobald die Geschäftsstelle Ihre Anmeldung geprüft hat."))


def can_edit_profile(viewer: Viewer, member: Member) -> Verdict:
    """Only oneself, also while waiting."""
    return ALLOWED if viewer.is_authenticated and viewer.pk == member.pk else HIDDEN


def can_change_words(viewer: Viewer, member: Member) -> Verdict:
    """Name, function and "Über mich" are public words: who only reads, or whose part rests, leaves them as they are."""
    may = can_edit_profile(viewer, member)
    if not may:
        return may
    return sanctions.rests(viewer) if viewer.is_suspended else sanctions.may_write(viewer)
