"""Old cases: what is personal goes, decision and numbers stay."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.moderation.appeals import actions as appeal_actions
from community.moderation.cases import retention
from community.moderation.models import Case, Decision, Evidence, Letter, Sanction
from community.moderation.sanctions import actions as sanction_actions
from community.moderation.transparency_report import content as transparency_report_content
from tests.factories.forum import make_reply, make_thread
from tests.factories.moderation import case_of, confirm, decide, report_post
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def decision() -> Decision:
    post = make_reply(make_thread(MemberFactory()), MemberFactory())
    report_post(MemberFactory(), post)
    case = case_of(confirm(report_post(None, post, text="Olgas Worte")))
    return decide(MemberFactory(office=True), case)


def let_years_pass() -> None:
    long_ago = timezone.now() - timedelta(days=4 * 365)
    Case.objects.update(decided_at=long_ago)


def test_nothing_is_forgotten_too_early(decision: Decision) -> None:
    assert retention.forget_cases() == 0 and Letter.objects.exists()


def test_what_is_personal_goes(decision: Decision) -> None:
    year = timezone.localtime().year
    before = [
        line.value for line in transparency_report_content.year_lines(year) if line.section == "Meldungen"
    ]
    let_years_pass()
    out = StringIO()
    call_command("forget_cases", "--dry-run", stdout=out)
    assert decision.case.number in out.getvalue() and Letter.objects.exists()
    assert retention.forget_cases() == 1 and retention.forget_cases() == 0
    case = Case.objects.get()
    assert (case.title, case.author, case.address) == ("", None, "")
    assert not Evidence.objects.exists() and not Letter.objects.exists()
    for report in case.reports.all():
        assert (report.reporter, report.name, report.email, report.text) == (None, "", "", "–")
        assert not report.can_be_answered
    assert Decision.objects.get().reasons == "–" and Decision.objects.get().restrictions.exists()
    assert [
        line.value for line in transparency_report_content.year_lines(year) if line.section == "Meldungen"
    ] == before


def test_what_still_matters_is_kept(decision: Decision) -> None:
    appeal_actions.file_appeal(decision, None, text="Doch.")
    let_years_pass()
    assert not retention.forgettable()


def test_an_exclusion_keeps_its_reasons() -> None:
    case = case_of(report_post(MemberFactory(), make_reply(make_thread(MemberFactory()), MemberFactory())))
    decide(MemberFactory(office=True), case, penalty=sanction_actions.Penalty(Sanction.Kind.EXCLUSION))
    let_years_pass()
    assert not retention.forgettable()
