"""Confirming and refusing what members state about where they belong. The first decision counts."""

from __future__ import annotations

from django.db import transaction

from community.audit.record import record
from community.moderation.desk.ringing import ring_office
from community.moderation.policy import can_enter_office
from community.moderation.statements import policy
from community.people.belonging import actions as belonging_actions
from community.people.models import Member, MunicipalityStatement
from community.text import clean_line

REASON_LIMIT = 500
How = MunicipalityStatement.How


@transaction.atomic
def confirm_statement(actor: Member, statement: MunicipalityStatement) -> MunicipalityStatement:
    """From now on it counts. Raises `Conflict` where somebody has decided already."""
    policy.can_decide_statement(actor, statement).require()
    how = How.OFFICE if can_enter_office(actor) else How.DEPUTY
    statement = belonging_actions.settle_statement(statement, how=how, by=actor)
    town = statement.municipality.called if statement.municipality else ""
    record(actor, "confirm_statement", statement.member, after={"municipality": town, "how": how})
    ring_office()
    return statement


@transaction.atomic
def refuse_statement(
    actor: Member, statement: MunicipalityStatement, *, reason: str
) -> MunicipalityStatement:
    """It does not count, and the member reads why. Raises `ValidationError`, and `Conflict` as above."""
    policy.can_decide_statement(actor, statement).require()
    reason = clean_line(reason, limit=REASON_LIMIT, field="reason")
    statement = belonging_actions.refuse_statement(statement, by=actor, reason=reason)
    record(actor, "refuse_statement", statement.member, reason=reason)
    ring_office()
    return statement
