"""People under care: where they belong, notes about them, their name, and reports made in bad faith."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from community.audit.models import AuditEvent
from community.moderation.cases import actions as case_actions
from community.moderation.decisions import actions as decision_actions
from community.moderation.models import PersonNote, Report, Restriction
from community.moderation.persons import actions as person_actions
from community.moderation.reports import misuse
from community.moderation.reports import policy as report_policy
from community.moderation.things import find
from community.people.admission.newcomers import is_newcomer
from community.people.models import Member
from tests.factories.forum import make_reply, make_thread
from tests.factories.moderation import case_of, decide, report_post
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def chiara(client: Client) -> Member:
    chiara = MemberFactory(office=True, name="Chiara Brandt")
    client.force_login(chiara)
    return chiara


@pytest.fixture
def nina() -> Member:
    return MemberFactory(newcomer=True, name="Nina Neu")


def page_of(member: Member) -> str:
    return f"/moderation/personen/{member.pk}/"


def test_confirming_and_withdrawing(client: Client, chiara: Member, nina: Member) -> None:
    assert page_of(nina) in client.get(nina.get_absolute_url()).content.decode()
    assert "noch nicht bestätigt" in client.get(page_of(nina)).content.decode()
    client.post(f"{page_of(nina)}bestaetigen/")
    assert "Kommune bestätigt" in client.get(page_of(nina)).content.decode()
    assert client.post(f"{page_of(nina)}bestaetigung-entziehen/", {"reason": ""}).status_code == 422
    client.post(f"{page_of(nina)}bestaetigung-entziehen/", {"reason": "Dort unbekannt"})
    assert is_newcomer(Member.objects.get(pk=nina.pk))
    assert client.get(page_of(chiara)).status_code == 403  # nobody about themselves
    client.force_login(nina)
    assert "/moderation/personen/" not in client.get(chiara.get_absolute_url()).content.decode()


def test_every_look_at_notes_is_recorded(client: Client, chiara: Member, nina: Member) -> None:
    looks = AuditEvent.objects.about(nina).filter(verb="read_notes")
    client.get(page_of(nina))
    assert not looks.exists()
    until = timezone.localdate() + timedelta(days=30)
    said = {"purpose": "contact", "text": "Rufen Sie nur vormittags an.", "expires_on": str(until)}
    client.post(f"{page_of(nina)}notieren/", said)
    note = PersonNote.objects.get()
    assert (note.member, note.author, note.expires_on) == (nina, chiara, until)
    for number in (1, 2):
        assert "nur vormittags" in client.get(page_of(nina)).content.decode()
        assert looks.count() == number
    assert looks[0].actor == chiara and looks[0].after == {"notes": [note.pk]}
    assert not AuditEvent.objects.filter(after__icontains="vormittags").exists()
    client.post(f"{page_of(nina)}notizen/{note.pk}/loeschen/")
    assert not PersonNote.objects.exists()
    assert AuditEvent.objects.about(nina).filter(verb="delete_note").exists()


@pytest.mark.parametrize(("days", "status"), [(0, 422), (1, 302), (366, 302), (367, 422), (None, 422)])
def test_a_note_has_a_day_within_a_year(
    client: Client, chiara: Member, nina: Member, days: int | None, status: int
) -> None:
    day = "bald" if days is None else str(timezone.localdate() + timedelta(days=days))
    said = {"purpose": "contact", "text": "Bitte zurückrufen.", "expires_on": day}
    answer = client.post(f"{page_of(nina)}notieren/", said)
    assert answer.status_code == (303 if status == 302 else status)
    if status == 422:
        assert "Bitte zurückrufen." in answer.content.decode()


def test_notes_are_forgotten_on_their_day(chiara: Member, nina: Member) -> None:
    today = timezone.localdate()
    for days in (0, 1):
        PersonNote.objects.create(
            member=nina,
            author=chiara,
            purpose="contact",
            text="Notiz",
            expires_on=today + timedelta(days=days),
        )
    assert len(person_actions.read_notes(chiara, nina)) == 1  # even before the job has run
    assert person_actions.forget_notes() == 1 and PersonNote.objects.count() == 1


def test_a_name_is_reset_by_a_decision_and_comes_back(chiara: Member, nina: Member) -> None:
    found = find("mitglied", str(nina.pk))
    assert found is not None
    case = case_actions.open_case(chiara, *found)
    decision = decide(chiara, case, "reset_name")
    assert Member.objects.get(pk=nina.pk).name == f"Mitglied {nina.pk}"
    assert str(nina.pk) in Member.objects.get(pk=nina.pk).folded
    decision_actions.take_back_decision(chiara, decision, because="Irrtum")
    assert Member.objects.get(pk=nina.pk).name == "Nina Neu"


def test_reports_are_refused_only_after_a_warning(client: Client, chiara: Member, nina: Member) -> None:
    thread = make_thread(MemberFactory())
    _report_without_cause(chiara, nina, thread, 2)
    assert not misuse.can_be_warned(nina)
    _report_without_cause(chiara, nina, thread, 1)
    assert misuse.can_be_warned(nina) and not misuse.can_be_stopped(nina)
    with pytest.raises(decision_actions.MeasureImpossible):
        _about(chiara, nina, "stop_reports")
    _about(chiara, nina, "warn_reports")
    assert not misuse.can_be_stopped(nina) and report_policy.can_report(
        nina
    )  # it needs another one after the warning
    _report_without_cause(chiara, nina, thread, 1)
    decision = _about(chiara, nina, "stop_reports")
    post = make_reply(thread, MemberFactory())
    with pytest.raises(PermissionDenied, match="nehmen wir bis"):
        report_post(nina, post)
    client.force_login(nina)
    assert client.get("/melden/").status_code == client.post("/melden/").status_code == 403
    assert report_policy.can_report(MemberFactory())
    decision_actions.take_back_decision(chiara, decision, because="Doch zu streng")
    assert report_post(nina, post).case


def test_refusing_reports_comes_to_an_end(chiara: Member, nina: Member) -> None:
    thread = make_thread(MemberFactory())
    _report_without_cause(chiara, nina, thread, 3)
    _about(chiara, nina, "warn_reports")
    _report_without_cause(chiara, nina, thread, 1)
    _about(chiara, nina, "stop_reports")
    Restriction.objects.filter(measure="stop_reports").update(made_at=timezone.now() - timedelta(days=183))
    assert report_policy.can_report(nina)
    assert misuse.lift_past_limits() == 1
    assert Restriction.objects.in_force().filter(kind="mitglied").count() == 1  # the warning holds for a year


def _report_without_cause(officer: Member, reporter: Member, thread: Any, times: int) -> None:
    for _number in range(times):
        report = report_post(reporter, make_reply(thread, thread.author))
        decide(officer, case_of(report), result="stays")
    assert Report.objects.filter(reporter=reporter).exists()


def _about(officer: Member, member: Member, measure: str) -> Any:
    found = find("mitglied", str(member.pk))
    assert found is not None
    return decide(officer, case_actions.open_case(officer, *found), measure)
