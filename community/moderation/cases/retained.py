"""What the office still needs: a thing that a case is about stays, whatever else clears old things away."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from community.moderation.decisions.models import APPEAL_WITHIN
from community.moderation.models import Case


def held(kind: str) -> set[str]:
    """Keys of the things of this kind whose case is open, or whose decision somebody may still object to.

    What a granted appeal restores must be there to be restored.
    """
    contested = Q(decisions__appeals__outcome="")
    recent = Q(decided_at__gt=timezone.now() - APPEAL_WITHIN)
    cases = Case.objects.filter(~Q(state=Case.State.SETTLED) | recent | contested, kind=kind)
    return set(cases.values_list("thing_key", flat=True))
