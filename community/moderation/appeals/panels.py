"""Open appeals, on the desk."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from community.moderation.cases.panels import ON_DESK
from community.moderation.desk.registry import Panel, provide
from community.moderation.models import Appeal
from community.people.models import Member


@provide
def open_appeals(officer: Member) -> Panel:
    """The only panel with a clock: appeals, and who must not decide them."""
    found = appeals(officer)
    return Panel(
        slug="fristen",
        title=_("Fristen"),
        template="moderation/appeals/_appeals.html",
        items=found[:ON_DESK],
        total=len(found),
        more_url=reverse("list_cases"),
        order=10,
    )


def appeals(officer: Member) -> list[Appeal]:
    """Appeals nobody has answered, the oldest first; each says whether this officer decided first. One query."""
    rows = Appeal.objects.visible_to(officer).open().select_related("decision__case", "first_decider")
    found = list(rows)
    for appeal in found:
        appeal.is_mine = appeal.first_decider_id == officer.pk
    return found
