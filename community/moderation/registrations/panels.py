"""Registrations that wait, on the desk."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from community.moderation.desk.registry import Panel, counted, provide
from community.moderation.registrations.assessment import assess
from community.people.models import Member

ON_DESK = 5


@provide
def approvals(officer: Member) -> Panel:
    """Registrations that wait for the office."""
    members, total = counted(Member.objects.waiting().with_card(), ON_DESK)
    return Panel(
        slug="freigaben",
        title=_("Freigaben"),
        template="moderation/registrations/_registrations.html",
        items=assess(members),
        total=total,
        more_url=reverse("list_registrations"),
        order=20,
    )
