"""Mails that did not arrive, on the desk."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from community.mail.models import OutgoingMail, OutgoingMailQuerySet
from community.moderation.desk.registry import Panel, counted, provide
from community.people.models import Member

ON_DESK = 3


def dead_mails() -> OutgoingMailQuerySet:
    """The newest first."""
    return OutgoingMail.objects.dead().order_by("-done_at", "-pk")


@provide
def dead_letters(officer: Member) -> Panel | None:
    """What a person has to look at; no panel where there is nothing."""
    dead, total = counted(dead_mails(), ON_DESK)
    if not total:
        return None
    return Panel(
        slug="mails",
        title=_("Nicht zugestellte Mails"),
        template="moderation/mails/_panel_mails.html",
        items=dead,
        total=total,
        more_url=reverse("show_mails"),
        order=65,
    )
