"""Appeals: filed with the link of a letter, decided by another person, and then things are as before."""

from __future__ import annotations

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.audit.record import record
from community.moderation.appeals import policy
from community.moderation.decisions.actions import Finding, decide, undo
from community.moderation.decisions.letters import SALT, send_answer, send_receipt, send_reversed
from community.moderation.desk.ringing import ring_office
from community.moderation.models import Appeal, Case, Decision, Report
from community.people.models import Member


class TooLate(Exception):
    """The six months are over, or the decision has been taken back already."""


class AppealAnswered(Exception):
    """Someone was faster; `appeal` is as it was answered."""

    def __init__(self, appeal: Appeal) -> None:
        super().__init__(str(appeal))
        self.appeal = appeal


def read_appeal_token(token: str) -> tuple[Decision, Report | None]:
    """The decision a letter's link speaks of, and the report of whoever reads it (`None`: the author).

    Raises `Decision.DoesNotExist`.
    """
    try:
        number, reported = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Decision.DoesNotExist from None
    decision = Decision.objects.select_related("case__author", "rules").get(pk=number)
    if not reported:
        return decision, None
    report = decision.case.reports.select_related("reporter").filter(pk=reported).first()
    if report is None:
        raise Decision.DoesNotExist
    return decision, report


def file_appeal(decision: Decision, report: Report | None, *, text: str) -> Appeal:
    """Object, once: a second time returns the first appeal. Raises `TooLate`."""
    if earlier := appeal_of(decision, report):
        return earlier
    if timezone.now() > decision.appeal_until or not decision.is_in_force:
        raise TooLate
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                decision=decision,
                report=report,
                by_author=report is None,
                text=text,
                first_decider=decision.decided_by,
            )
            ring_office()
            send_receipt(appeal)
    except IntegrityError:
        if earlier := appeal_of(decision, report):
            return earlier
        raise
    return appeal


def appeal_of(decision: Decision, report: Report | None) -> Appeal | None:
    return Appeal.objects.filter(decision=decision, report=report, by_author=report is None).first()


@transaction.atomic
def uphold(officer: Member, appeal: Appeal, *, reasons: str) -> Appeal:
    """The decision remains, for these reasons. Raises `AppealAnswered`."""
    return _answer(officer, _locked(officer, appeal), Appeal.Outcome.UPHELD, reasons)


@transaction.atomic
def grant(officer: Member, appeal: Appeal, *, reasons: str, finding: Finding | None = None) -> Appeal:
    """Whoever objected is right. An author's things and sanctions are as before; with a `finding` it is decided anew.

    Raises `AppealAnswered`, and what `decide` raises.
    """
    appeal = _locked(officer, appeal)
    if not appeal.by_author and finding is None:
        raise ValueError("A reporter who is right needs a new decision")
    if appeal.decision.is_in_force:
        undo(officer, appeal.decision, because=reasons)
        if appeal.by_author:
            send_reversed(appeal.decision, because=reasons)
    answered = _answer(officer, appeal, Appeal.Outcome.GRANTED, reasons)
    if finding:
        case = Case.objects.select_for_update().get(pk=appeal.decision.case_id)
        decide(officer, case, finding, appeal=appeal)
    return answered


def _locked(officer: Member, appeal: Appeal) -> Appeal:
    policy.can_decide_appeal(officer, appeal).require()
    fresh = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("decision__case__author", "decision__rules", "report__reporter")
        .get(pk=appeal.pk)
    )
    if not fresh.is_open:
        raise AppealAnswered(fresh)
    return fresh


def _answer(officer: Member, appeal: Appeal, outcome: str, reasons: str) -> Appeal:
    appeal.outcome, appeal.reasons = outcome, reasons
    appeal.decided_by, appeal.decided_at = officer, timezone.now()
    appeal.save(update_fields=["outcome", "reasons", "decided_by", "decided_at"])
    record(officer, "answer_appeal", appeal.decision.case, after={"outcome": outcome}, reason=reasons)
    ring_office()
    send_answer(appeal)
    return appeal
