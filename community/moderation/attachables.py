"""Files that hung on something reported are kept with the case: whoever works on it may see them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from community.moderation.models import Case, EvidenceFile
from community.uploads.attachables import Attachable, register
from community.uploads.models import Upload
from community.web.verdicts import ALLOWED, Verdict


def _can_see(viewer: Any, upload: Upload) -> Verdict | None:
    """Yes for those who may see such a case; for all others the thing itself answers that holds the file."""
    if not viewer.is_authenticated:
        return None
    cases = Case.objects.visible_to(viewer)
    rows = EvidenceFile.objects.filter(Q(evidence__case__in=cases) | Q(evidence__report__case__in=cases))
    return ALLOWED if rows.filter(upload=upload).exists() else None


def _held(keys: Collection[int]) -> set[int]:
    return set(EvidenceFile.objects.filter(upload__in=keys).values_list("upload_id", flat=True))


register(Attachable("evidence", can_see=_can_see, held=_held))
