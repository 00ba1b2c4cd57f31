"""Deciding: one transaction for the decision, what it does to things and people, and the letters about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.record import record
from community.moderation.cases import policy as case_policy
from community.moderation.cases.actions import case_for_decision, locked_case
from community.moderation.decisions import policy
from community.moderation.decisions.grounds import WHOLE, Ground, ground_of
from community.moderation.decisions.letters import send_lifted, send_outcomes, send_statement
from community.moderation.decisions.measures import carry_out, lift
from community.moderation.desk.ringing import ring_office
from community.moderation.kind import find
from community.moderation.models import Appeal, Case, Decision, Evidence
from community.moderation.reports.evidence import keep_evidence
from community.moderation.roles.locking import locked_head
from community.moderation.sanctions import policy as sanction_policy
from community.moderation.sanctions.actions import Penalty, impose, strike
from community.people.models import Member
from community.text import clean_source

REASONS_LIMIT = 5_000


class ResultDoesNotFit(Exception):
    """The result contradicts what readers see: said to stay but gone, or nothing is done about it."""


class MeasureImpossible(Exception):
    """The thing is no longer as it was when the measure was chosen."""


@dataclass(frozen=True)
class Finding:
    """What an officer found, as the composer gives it: the measures to take, on which ground, and why."""

    result: str
    reasons: str
    ground: str = WHOLE
    law: str = ""
    category: str = ""
    measures: tuple[str, ...] = ()
    penalty: Penalty | None = None
    note: str = ""
    # What stands at the place of what was taken down; empty: the ground.
    shown: str = ""
    trigger: str = ""


@transaction.atomic
def decide_case(officer: Member, case: Case, finding: Finding, *, seen: int) -> Decision:
    """End the case as found. Raises `CaseMovedOn`, `ResultDoesNotFit` or `MeasureImpossible`; then nothing happened."""
    if finding.penalty and case.author and case.author.is_office:
        officer = locked_head(officer)
    case_policy.can_decide_case(officer, case).require()
    if finding.penalty:
        sanction_policy.can_sanction(officer, case).require()
    case = locked_case(case, seen)
    return decide(officer, case, finding)


@transaction.atomic
def decide_in_place(
    actor: Member, kind: str, thing: Any, *, measure: str, reason: str, ends_case: bool = True
) -> Decision:
    """Whoever looks after a place acts where the thing stands: a decision like any other, with its letters.

    The caller has asked its own policy. An open case that the actor may decide ends with it, if `ends_case`;
    otherwise it stays open for the office, which then finds the thing as it is.
    """
    finding = Finding(
        result=Decision.Result.RESTRICTED,
        reasons=clean_source(reason, limit=REASONS_LIMIT),
        measures=(measure,),
        shown=reason,
    )
    return decide(actor, case_for_decision(actor, kind, thing, ends_case=ends_case), finding)


@transaction.atomic
def take_back_decision(officer: Member, decision: Decision, *, because: str) -> None:
    """Undo everything a decision did; each thing and person is exactly as before, and the author is told."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    policy.can_take_back(officer, decision).require()
    undo(officer, decision, because=because)
    send_lifted(decision, because=because)


@transaction.atomic
def take_back_in_place(actor: Member, decision: Decision) -> None:
    """The same where the thing stands, by whoever looks after the place; the caller has asked its own policy."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if decision.is_in_force:
        because = _("An Ort und Stelle wiederhergestellt.")
        undo(actor, decision, because=because)
        send_lifted(decision, because=because)


def decide(officer: Member, case: Case, finding: Finding, *, appeal: Appeal | None = None) -> Decision:
    """The decision itself, in a transaction in which the case is locked. Asks nobody."""
    found = find(case.kind, case.thing_key)
    _check_result(found, finding)
    if found and not Evidence.objects.of_case(case).exists():
        keep_evidence(*found, case=case)
    ground = ground_of(finding.ground)
    decision = Decision.objects.create(case=case, appeal=appeal, **_columns(officer, case, finding, ground))
    for slug in finding.measures:
        _do(officer, decision, found, slug, finding.shown or _said_in_public(ground, finding))
    if finding.penalty and case.author:
        place = found[0].place(found[1]) if found else ""
        impose(decision, case.author, finding.penalty, scope=case.scope, place=place)
    _close(officer, case, decision)
    if decision.result == Decision.Result.RESTRICTED:
        send_statement(decision)
    if appeal is None:
        send_outcomes(decision)
    return decision


def undo(officer: Member | None, decision: Decision, *, because: str) -> None:
    """Everything as before: the things, and what was held against the person."""
    for restriction in decision.restrictions.in_force().select_for_update().order_by("-pk"):
        lift(officer, restriction, because=because)
    strike(officer, decision)
    decision.taken_back_at, decision.taken_back_by = timezone.now(), officer
    decision.taken_back_because = because
    decision.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_because"])
    record(officer, "take_back_decision", decision.case, before={"result": decision.result}, reason=because)
    ring_office()


def _check_result(found: Any, finding: Finding) -> None:
    """Restricted means that something was done; staying means that readers still see it."""
    acts = bool(finding.measures or finding.penalty)
    if (finding.result == Decision.Result.RESTRICTED) != acts:
        raise ResultDoesNotFit
    stays = finding.result == Decision.Result.STAYS
    if stays and found and found[0].can_be_removed and found[0].snapshot(found[1])["removed"]:
        raise ResultDoesNotFit


def _columns(officer: Member, case: Case, finding: Finding, ground: Ground) -> dict[str, Any]:
    told = case.reports.exists()
    return {
        "result": finding.result,
        "trigger": finding.trigger or (Decision.Trigger.NOTICE if told else Decision.Trigger.OWN),
        "basis": ground.basis,
        "rules": ground.rules,
        "paragraph": ground.paragraph,
        "law": finding.law if ground.basis == Decision.Basis.LAW else "",
        "category": finding.category or ground.category,
        "reasons": finding.reasons,
        "note": finding.note,
        "decided_by": officer,
    }


def _do(officer: Member, decision: Decision, found: Any, slug: str, shown: str) -> None:
    measure = found[0].measure(slug) if found else None
    if measure is None or not measure.possible(found[1]):
        raise MeasureImpossible(slug)
    try:
        with transaction.atomic():
            carry_out(officer, decision, found[0], found[1], measure, shown)
    except IntegrityError:  # somebody did the same a moment ago
        raise MeasureImpossible(slug) from None


def _said_in_public(ground: Ground, finding: Finding) -> str:
    """The ground, without the words that are for the author alone."""
    return finding.law if ground.basis == Decision.Basis.LAW else ground.label


def _close(officer: Member, case: Case, decision: Decision) -> None:
    before, case.state = case.state, Case.State.SETTLED
    case.decided_at, case.version = decision.decided_at, case.version + 1
    case.watched_by = case.watched_until = None
    case.save(update_fields=["state", "decided_at", "version", "watched_by", "watched_until"])
    record(
        officer,
        "decide_case",
        case,
        before={"state": before},
        after={"state": case.state, "result": decision.result},
        reason=decision.reasons,
    )
    ring_office()
