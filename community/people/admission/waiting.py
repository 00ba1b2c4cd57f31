"""How long the office takes with registrations, said to those who wait."""

from __future__ import annotations

from datetime import timedelta
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.people.models import Admission

DECISIONS = 20


FEWEST = 3


def usual_wait() -> str:
    """The median wait of the last decisions in words, ``etwa 3 Tage``; where there are few, what is usual."""
    rows = Admission.objects.order_by("-decided_at").values_list("member__registered_at", "decided_at")
    waits = [(decided - registered).total_seconds() for registered, decided in rows[:DECISIONS]]
    if len(waits) < FEWEST:
        return _("in der Regel wenige Arbeitstage")
    return in_words(timedelta(seconds=median(waits)))


def in_words(wait: timedelta) -> str:
    """``weniger als eine Stunde``, ``etwa 5 Stunden`` or ``etwa 3 Tage``."""
    hours = round(wait / timedelta(hours=1))
    if hours < 1:
        return _("weniger als eine Stunde")
    if hours < 24:
        return ngettext("etwa %(count)d Stunde", "etwa %(count)d Stunden", hours) % {"count": hours}
    days = round(wait / timedelta(days=1))
    return ngettext("etwa %(count)d Tag", "etwa %(count)d Tage", days) % {"count": days}
