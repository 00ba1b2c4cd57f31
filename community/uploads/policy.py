"""Who may hand in files, and who may see them: whoever may see the thing they belong to."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.uploads.kind import verdict_of_holder
from community.uploads.models import Upload
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


def can_upload(viewer: Viewer) -> Verdict:
    if getattr(viewer, "is_admitted", False):
        return ALLOWED
    return denied(_("Dateien anhängen können Mitglieder des Netzwerks."))


def can_see_upload(viewer: Viewer, upload: Upload) -> Verdict:
    """As the thing says that holds it; what nothing holds is its owner's alone."""
    verdict = verdict_of_holder(viewer, upload)
    if verdict is not None:
        return verdict if verdict else HIDDEN
    return ALLOWED if viewer.is_authenticated and upload.owner_id == viewer.pk else HIDDEN
