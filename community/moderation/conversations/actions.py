"""Asking a person something about a case, and their answer: both stay with the case."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from community.audit.record import record
from community.moderation.conversations import policy
from community.moderation.desk.ringing import ring_office
from community.moderation.models import Case, CaseMessage, Report
from community.people.letters import send_neutral_letter, write
from community.people.models import Member

SALT = "community.moderation.conversation"


MOST_ANSWERS = 20


class ConversationOver(Exception):
    """There is nothing to answer: the case is forgotten, nobody asked, or very much has been said already."""


@transaction.atomic
def write_to_person(officer: Member, case: Case, report: Report | None, *, text: str) -> CaseMessage:
    """Write to whoever reported, or without a `report` to the author, signed by the office; a mail brings it."""
    policy.can_write_to_person(officer, case, report).require()
    message = CaseMessage.objects.create(
        case=case, report=report, from_office=True, written_by=officer, text=text
    )
    record(officer, "write_to_person", case, after={"to": "reporter" if report else "author"})
    _bring(message)
    return message


@transaction.atomic
def answer_office(case: Case, report: Report | None, *, text: str) -> CaseMessage:
    """What the person says to it. Whoever decides has to have seen it. Raises `ConversationOver`."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    said = conversation(case, report)
    asked = any(message.from_office for message in said)
    if case.forgotten_at or not asked or sum(not message.from_office for message in said) >= MOST_ANSWERS:
        raise ConversationOver
    message = CaseMessage.objects.create(case=case, report=report, from_office=False, text=text)
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)
    record(None, "answer_office", case, after={"by": "reporter" if report else "author"})
    ring_office()
    return message


def conversation(case: Case, report: Report | None) -> list[CaseMessage]:
    """What was said between the office and this person, the first first."""
    rows = CaseMessage.objects.filter(case=case, report=report)
    return list(rows.select_related("written_by"))


def conversation_address(case: Case, report: Report | None) -> str:
    """Where the person answers; needs no account."""
    token = signing.dumps([case.pk, report.pk if report else 0], salt=SALT)
    return f"{settings.PUBLIC_URL}{reverse('answer_office', args=[token])}"


def read_conversation_token(token: str) -> tuple[Case, Report | None]:
    """The case a mail's link speaks of, and the report of whoever reads it. Raises `Case.DoesNotExist`."""
    try:
        number, reported = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Case.DoesNotExist from None
    case = Case.objects.select_related("author").get(pk=number)
    report = case.reports.filter(pk=reported).first() if reported else None
    if reported and report is None:
        raise Case.DoesNotExist
    return case, report


def _bring(message: CaseMessage) -> None:
    case, report = message.case, message.report
    reader = report.reporter if report else case.author
    if reader and reader.is_pseudonym:
        send_neutral_letter(reader)
        return
    language = reader.language if reader else (report.language if report else settings.LANGUAGE_CODE)
    with translation.override(language):
        context = {
            "case": case,
            "message": message,
            "is_reporter": report is not None,
            "name": reader.name if reader else (report.sender if report else ""),
            "link": conversation_address(case, report),
        }
        address = reader.email if reader else (report.email if report else "")
        write(address, "case_message", context).post()
