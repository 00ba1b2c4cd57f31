"""The office's own list of what is to be done by when."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from community.audit.record import record
from community.moderation.desk.ringing import ring_office
from community.moderation.models import Errand
from community.moderation.tasks import policy
from community.people.models import Member

Stage = Errand.Stage


@transaction.atomic
def note_errand(officer: Member, *, title: str, due_on: date) -> Errand:
    """Put something on the list."""
    policy.can_keep_errands(officer).require()
    errand = Errand.objects.create(title=title, due_on=due_on, made_by=officer)
    record(officer, "note_errand", errand, after={"due_on": due_on.isoformat()})
    ring_office()
    return errand


@transaction.atomic
def mark_errand(officer: Member, errand: Errand, *, stage: str) -> Errand:
    """Say how far it is; also back again. Saying what is so already keeps who said it first."""
    policy.can_keep_errands(officer).require()
    errand = Errand.objects.select_for_update().get(pk=errand.pk)
    before = errand.stage
    if stage == before:
        return errand
    now = timezone.now()
    if stage == Stage.OPEN:
        errand.prepared_by, errand.prepared_at = None, None
    elif stage == Stage.PREPARED and not errand.prepared_at:
        errand.prepared_by, errand.prepared_at = officer, now
    is_done = stage == Stage.DONE
    errand.done_by, errand.done_at = (officer, now) if is_done else (None, None)
    errand.save(update_fields=["prepared_by", "prepared_at", "done_by", "done_at"])
    record(officer, "mark_errand", errand, before={"stage": before}, after={"stage": stage})
    ring_office()
    return errand
