"""Ready texts: worded, worded anew (the former version stays), and put away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from community.audit.record import record
from community.moderation.models import ReadyText
from community.moderation.ready_texts import policy
from community.people.models import Member


@transaction.atomic
def word_text(
    officer: Member,
    former: ReadyText | None = None,
    *,
    title: str,
    text: str,
    purpose: str = ReadyText.Purpose.DECISION,
    ground: str = "",
    law: str = "",
) -> ReadyText:
    """A new ready text, or the next version of `former`."""
    policy.can_manage_texts(officer).require()
    if former:
        ReadyText.objects.filter(pk=former.pk).update(retired_at=timezone.now())
    ready = ReadyText.objects.create(
        title=title,
        text=text,
        purpose=purpose,
        ground=ground,
        law=law,
        version=former.version + 1 if former else 1,
        replaces=former,
        written_by=officer,
    )
    record(officer, "word_text", ready, after={"version": ready.version})
    return ready


@transaction.atomic
def retire_text(officer: Member, ready: ReadyText) -> None:
    """Offer it no longer."""
    policy.can_manage_texts(officer).require()
    ReadyText.objects.filter(pk=ready.pk, retired_at__isnull=True).update(retired_at=timezone.now())
    record(officer, "retire_text", ready)
