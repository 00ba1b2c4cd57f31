"""Stating where one belongs, and what becomes of it. Who may decide is asked by whoever calls `settle_statement`."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import live
from community.people.belonging import registry
from community.people.belonging.domains import domain_fits
from community.people.models import Confirmation, Member, Municipality, MunicipalityStatement
from community.web.refusals import Conflict

State, How = MunicipalityStatement.State, MunicipalityStatement.How


@transaction.atomic
def state_municipality(member: Member, town: Municipality | None) -> MunicipalityStatement | None:
    """The member says where they belong. It counts once it is confirmed; to belong nowhere counts at once.

    `None` where it is what is known already. Before the office has decided about the registration nothing counts yet,
    and what is stated simply stands.
    """
    locked = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if locked.decision is None:
        _move(member, town)
        return None
    stated = MunicipalityStatement.objects.open().filter(member=locked).first()
    if stated and stated.municipality == town:
        return stated
    if stated:
        _close(stated, State.WITHDRAWN)
    if locked.municipality_id == (town.pk if town else None):
        return None
    return _state(member, locked, town)


def _state(member: Member, locked: Member, town: Municipality | None) -> MunicipalityStatement:
    statement = MunicipalityStatement.objects.create(
        member=member, former_id=locked.municipality_id, municipality=town
    )
    if town is None:
        return settle_statement(statement, how=How.LEFT, by=None)
    if domain_fits(locked, town):
        return settle_statement(statement, how=How.DOMAIN, by=None)
    registry.tell(statement)
    return statement


@transaction.atomic
def settle_statement(
    statement: MunicipalityStatement, *, how: str, by: Member | None
) -> MunicipalityStatement:
    """It is true: from now on the member belongs there. Raises `Conflict` where somebody has decided already."""
    statement = _locked_open(statement)
    member, now = statement.member, timezone.now()
    in_force = Confirmation.objects.in_force().filter(member=member)
    in_force.update(withdrawn_at=now, withdrawn_by=by, reason=_("Gehört jetzt zu einer anderen Kommune."))
    if how != How.LEFT:
        Confirmation.objects.create(member=member, municipality_id=statement.municipality_id, confirmed_by=by)
    _move(member, statement.municipality)
    _close(statement, State.CONFIRMED, how=how, decided_by=by)
    live.review(member.pk)
    registry.tell(statement)
    return statement


@transaction.atomic
def refuse_statement(statement: MunicipalityStatement, *, by: Member, reason: str) -> MunicipalityStatement:
    """It is not so, or nobody could make sure: the member stays where they belong. Raises `Conflict`."""
    statement = _locked_open(statement)
    _close(statement, State.REFUSED, decided_by=by, reason=reason)
    registry.tell(statement)
    return statement


@transaction.atomic
def doubt_municipality(member: Member) -> MunicipalityStatement | None:
    """Nobody vouches (any more) for where the member belongs: what they said becomes an open statement."""
    locked = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    town = locked.municipality
    if town is None or MunicipalityStatement.objects.open().filter(member=locked).exists():
        return None
    _move(member, None)
    live.review(member.pk)
    return MunicipalityStatement.objects.create(member=member, municipality=town)


def _locked_open(statement: MunicipalityStatement) -> MunicipalityStatement:
    """The person's row first, as everywhere; then the statement, which must still be open."""
    Member.objects.select_for_update(no_key=True).get(pk=statement.member_id)
    rows = MunicipalityStatement.objects.select_for_update(of=("self",)).with_card()
    statement = rows.get(pk=statement.pk)
    if not statement.is_open:
        raise Conflict(_("Darüber hat schon jemand entschieden."))
    return statement


def _move(member: Member, town: Municipality | None) -> None:
    member.municipality = town
    member.__dict__.pop("is_newcomer", None)
    member.save(update_fields=["municipality"])


def _close(statement: MunicipalityStatement, state: str, **columns: object) -> None:
    statement.state, statement.decided_at = state, timezone.now()
    for name, value in columns.items():
        setattr(statement, name, value)
    statement.save()
