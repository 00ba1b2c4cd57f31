"""What the office writes because of a decision: kept word for word, signed by the office, never by a person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from community import kinds
from community.moderation.decisions.grounds import ground_in
from community.moderation.kind import Reportable
from community.moderation.models import Appeal, Case, Decision, Letter, Report
from community.people.letters import send_neutral_letter, write
from community.people.models import Member

SALT = "community.moderation.appeal"


def send_statement(decision: Decision) -> None:
    """The reasons to whoever wrote the thing or is the person (Art. 17 DSA), with the way to object."""
    author = decision.case.author
    if author is None:
        return
    sanctions = list(decision.sanctions.all())
    context: dict[str, Any] = {
        "restrictions": list(decision.restrictions.all()),
        "sanctions": sanctions,
        "link": appeal_address(decision),
        "until": decision.appeal_until,
    }
    _send(decision, Letter.Purpose.STATEMENT, "statement", member=author, **context)


def send_outcomes(decision: Decision) -> None:
    """The result to everyone who reported and wants to know or must be told (Art. 16 (5) DSA)."""
    for report in decision.case.reports.select_related("reporter"):
        if report.wants_outcome and report.can_be_answered:
            link = appeal_address(decision, report)
            _send(decision, Letter.Purpose.OUTCOME, "report_settled", report=report, link=link)


def send_lifted(decision: Decision, *, because: str) -> None:
    """The office has changed its mind on its own: the author is told, and whoever reported."""
    if decision.result != Decision.Result.RESTRICTED:
        return
    if author := decision.case.author:
        _send(decision, Letter.Purpose.LIFTED, "decision_lifted", member=author, because=because)
    send_reversed(decision, because=because)


def send_reversed(decision: Decision, *, because: str) -> None:
    """Who reported and was told that something was done is told that it no longer is."""
    for report in decision.case.reports.select_related("reporter"):
        if report.wants_outcome and report.can_be_answered:
            _send(decision, Letter.Purpose.LIFTED, "report_reversed", report=report, because=because)


def send_receipt(appeal: Appeal) -> None:
    _send_to_party(appeal, Letter.Purpose.RECEIPT, "appeal_received")


def send_answer(appeal: Appeal) -> None:
    _send_to_party(appeal, Letter.Purpose.ANSWER, "appeal_answered")


def appeal_address(decision: Decision, report: Report | None = None) -> str:
    """Where one objects to the decision: as the author, or as whoever made `report`. Needs no account."""
    token = signing.dumps([decision.pk, report.pk if report else 0], salt=SALT)
    return f"{settings.PUBLIC_URL}{reverse('file_appeal', args=[token])}"


def _about(case: Case) -> str:
    """What the case is about, as people call it: "Beitrag: #2 in „Leerstand“"."""
    kind = kinds.get(case.kind, Reportable)
    called = kind.called if kind else ""
    return case.title if not called or case.title.startswith(called) else f"{called}: {case.title}"


def _send_to_party(appeal: Appeal, purpose: str, letter: str) -> None:
    decision = appeal.decision
    if appeal.by_author and decision.case.author:
        _send(decision, purpose, letter, member=decision.case.author, appeal=appeal)
    elif appeal.report and appeal.report.can_be_answered:
        _send(decision, purpose, letter, report=appeal.report, appeal=appeal)


def _send(
    decision: Decision,
    purpose: str,
    name: str,
    *,
    member: Member | None = None,
    report: Report | None = None,
    **context: Any,
) -> None:
    """Write the letter in its reader's language, keep it, and send it after commit.

    Who speaks through a pseudonym reads it where that pseudonym is lent; the mail says only that there is something.
    """
    reader = member or (report.reporter if report else None)
    language = reader.language if reader else (report.language if report else settings.LANGUAGE_CODE)
    with translation.override(language):
        context |= {
            "case": decision.case,
            "about": _about(decision.case),
            "decision": decision,
            "ground": ground_in(decision),
            "report": report,
            "member": reader,
            "name": reader.name if reader else (report.sender if report else ""),
        }
        address = reader.email if reader else report.email if report else ""
        message = write(address, name, context)
    Letter.objects.create(
        decision=decision,
        purpose=purpose,
        member=reader,
        report=report,
        language=language,
        subject=message.subject[:300],
        body=message.body,
    )
    if reader and reader.is_pseudonym:
        send_neutral_letter(reader)
    else:
        message.post()
