"""Statements that wait to be confirmed, on the desk."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from community.moderation.desk.registry import Panel, counted, register
from community.people.models import Member, MunicipalityStatement

ON_DESK = 5


@register
def statements(officer: Member) -> Panel | None:
    """Who says that they belong to another municipality, the longest wait first; nothing where nobody does."""
    waiting = MunicipalityStatement.objects.open().with_card().exclude(member=officer)
    items, total = counted(waiting, ON_DESK)
    if not total:
        return None
    return Panel(
        slug="angaben",
        title=_("Angaben zur Kommune"),
        template="moderation/statements/_panel_statements.html",
        items=items,
        total=total,
        more_url=reverse("list_statements"),
        order=23,
    )
