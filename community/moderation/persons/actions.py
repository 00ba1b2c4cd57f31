"""Notes about people, written for a purpose and a time; and confirming where people belong."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.record import record
from community.moderation.models import PersonNote
from community.moderation.persons import policy
from community.people.belonging.actions import doubt_municipality, settle_statement
from community.people.models import Confirmation, Member, MunicipalityStatement


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


@transaction.atomic
def confirm_municipality(officer: Member, member: Member) -> Confirmation:
    """From now on the member is no newcomer any more. Twice is once."""
    policy.can_confirm_municipality(officer, member).require()
    _lock(member)
    statement = MunicipalityStatement.objects.open().filter(member=member).first()
    if statement:
        settle_statement(statement, how=MunicipalityStatement.How.OFFICE, by=officer)
        member.refresh_from_db(fields=["municipality"])
        member.__dict__.pop("is_newcomer", None)
        record(officer, "confirm_municipality", member, after=_named(member))
        return Confirmation.objects.of(member).get()
    return _confirm(officer, member)


@transaction.atomic
def withdraw_confirmation(officer: Member, member: Member, *, reason: str) -> None:
    """What holds newcomers back holds again, and where they belong is a statement that waits. Nothing happens where
    nothing was confirmed.
    """
    policy.can_withdraw_confirmation(officer, member).require()
    before = _named(member)
    if _end(officer, member, reason=reason):
        record(officer, "withdraw_confirmation", member, before=before, reason=reason)
        doubt_municipality(member)


def store_confirmation(officer: Member, member: Member) -> Confirmation:
    """The confirmation itself, for those who have asked already: letting somebody in can bring it along."""
    _lock(member)
    return _confirm(officer, member)


def _confirm(officer: Member, member: Member) -> Confirmation:
    """Under the lock. What is confirmed already stays as it is."""
    if present := Confirmation.objects.of(member).first():
        return present
    _end(officer, member, reason=_("Im Profil steht jetzt eine andere Kommune."))
    made = Confirmation.objects.create(
        member=member, municipality_id=member.municipality_id, confirmed_by=officer
    )
    member.__dict__.pop("is_newcomer", None)
    record(officer, "confirm_municipality", member, after=_named(member))
    return made


def _lock(member: Member) -> None:
    """From here on nobody else decides where the member belongs; whoever has done so meanwhile is heard."""
    Member.objects.select_for_update().get(pk=member.pk)
    member.refresh_from_db(fields=["municipality"])


def _end(officer: Member, member: Member, *, reason: str) -> int:
    member.__dict__.pop("is_newcomer", None)
    in_force = Confirmation.objects.in_force().filter(member=member)
    return in_force.update(withdrawn_at=timezone.now(), withdrawn_by=officer, reason=reason)


def _named(member: Member) -> dict[str, str]:
    return {"municipality": member.place}
