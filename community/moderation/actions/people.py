"""Notes about people: written for a purpose and a time, read with a line in the record, forgotten on their day."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from community.audit.record import record
from community.moderation import policy
from community.moderation.models import PersonNote
from community.people.models import Member


@transaction.atomic
def read_notes(officer: Member, member: Member) -> list[PersonNote]:
    """The notes that stand. Whoever reads them is recorded; where there are none, there was nothing to read."""
    policy.can_see_person(officer, member).require()
    notes = list(PersonNote.objects.of(member))
    if notes:
        record(officer, "read_notes", member, after={"notes": [note.pk for note in notes]})
    return notes


@transaction.atomic
def note_on_person(
    officer: Member, member: Member, *, purpose: str, text: str, expires_on: date
) -> PersonNote:
    """Write something down until a day."""
    policy.can_see_person(officer, member).require()
    note = PersonNote.objects.create(
        member=member, author=officer, purpose=purpose, text=text, expires_on=expires_on
    )
    record(
        officer,
        "note_on_person",
        member,
        after={"note": note.pk, "purpose": purpose, "until": str(expires_on)},
    )
    return note


@transaction.atomic
def delete_note(officer: Member, note: PersonNote) -> None:
    """Forget it before its day; that it was there stays in the record, its words do not."""
    policy.can_see_person(officer, note.member).require()
    key = note.pk
    if PersonNote.objects.filter(pk=key).delete()[0]:
        record(officer, "delete_note", note.member, before={"note": key, "purpose": note.purpose})


def forget_notes() -> int:
    """Delete the notes whose day has come."""
    gone, _by_model = PersonNote.objects.filter(expires_on__lte=timezone.localdate()).delete()
    return gone
