"""Appeals: by whoever has the link, decided by another person, and then everything is exactly as before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from community.moderation.appeals import actions as appeal_actions
from community.moderation.decisions.letters import appeal_address
from community.moderation.models import Appeal, Case, Decision, Letter, Report, Sanction
from community.moderation.sanctions import actions as sanction_actions
from community.people.models import Member
from forum.models import Post
from tests.factories.forum import fresh, make_reply, make_thread
from tests.factories.moderation import case_of, confirm, decide, report_post
from tests.factories.people import MemberFactory
from tests.mails import sent as mails

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False
    settings.PUBLIC_URL = ""


@pytest.fixture
def chiara() -> Member:
    return MemberFactory(office=True, name="Chiara Brandt")


@pytest.fixture
def dora() -> Member:
    return MemberFactory(head=True, name="Dora Schäfer")


@pytest.fixture
def gerd() -> Member:
    return MemberFactory(name="Gerd Grantig")


@pytest.fixture
def post(gerd: Member) -> Post:
    return make_reply(make_thread(MemberFactory()), gerd, text="Grober Unfug!")


@pytest.fixture
def decision(chiara: Member, post: Post) -> Decision:
    penalty = sanction_actions.Penalty(Sanction.Kind.EXCLUSION)
    return decide(chiara, case_of(report_post(MemberFactory(), post)), "hide", penalty=penalty)


def test_the_link_of_the_letter_needs_no_account(client: Client, decision: Decision, gerd: Member) -> None:
    letter = Letter.objects.get(purpose="statement")
    address = next(line for line in letter.body.splitlines() if line.startswith("/widerspruch/"))
    page = client.get(address).content.decode()
    assert "Das ist eine Beleidigung." in page and "Chiara" not in page
    assert client.post(address, {"text": ""}).status_code == 422
    for _ in range(2):
        assert client.post(address, {"text": "Das war ein Zitat."}).status_code == 303
    appeal = Appeal.objects.get()
    assert (appeal.by_author, appeal.text, appeal.first_decider) == (
        True,
        "Das war ein Zitat.",
        decision.decided_by,
    )
    assert "Ihr Widerspruch ist da" in client.get(address).content.decode()
    assert Letter.objects.get(purpose="receipt").member == gerd


@pytest.mark.parametrize("token", ["abc", "a:b:c", "x" * 3000])
def test_a_link_that_is_none_leads_nowhere(client: Client, token: str) -> None:
    assert client.get(f"/widerspruch/{token}/").status_code == 404


def test_six_months_and_no_longer(client: Client, decision: Decision) -> None:
    address = appeal_address(decision)
    Decision.objects.update(decided_at=timezone.now() - timedelta(days=200))
    assert "Die Frist ist vorbei" in client.get(address).content.decode()
    assert client.post(address, {"text": "Doch!"}).status_code == 409
    assert not Appeal.objects.exists()


def test_the_earlier_decider_cannot_decide(
    client: Client, chiara: Member, dora: Member, decision: Decision, post: Post, gerd: Member
) -> None:
    appeal = appeal_actions.file_appeal(decision, None, text="Das war ein Zitat.")
    client.force_login(chiara)
    page = client.get(appeal.get_absolute_url()).content.decode()
    assert "Über den Widerspruch entscheidet jemand anderes" in page
    answer = {"outcome": "granted", "reasons": "Stimmt."}
    assert client.post(f"{appeal.get_absolute_url()}beantworten/", answer).status_code == 403
    with pytest.raises(PermissionDenied):
        appeal_actions.grant(chiara, appeal, reasons="Stimmt.")
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(outcome="granted", reasons="Stimmt.", decided_by=chiara, decided_at=now)
    assert fresh(post).removed and not Member.objects.get(pk=gerd.pk).is_admitted


def test_granting_puts_everything_back(
    client: Client,
    dora: Member,
    decision: Decision,
    post: Post,
    gerd: Member,
    django_capture_on_commit_callbacks: Any,
) -> None:
    appeal = appeal_actions.file_appeal(decision, None, text="Das war ein Zitat.")
    client.force_login(dora)
    assert "Fristen" in client.get("/moderation/").content.decode()
    assert appeal.decision.case.number in client.get("/moderation/").content.decode()
    answer = {"outcome": "granted", "reasons": "Sie haben zitiert, das ist erlaubt."}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{appeal.get_absolute_url()}beantworten/", answer).status_code == 303
    assert fresh(post).removed is None and Member.objects.get(pk=gerd.pk).is_admitted
    assert Sanction.objects.get().struck_by == dora and not Decision.objects.get().is_in_force
    letter = mails()[-1]
    assert letter.to == [gerd.email] and "Sie haben recht" in letter.body and "Dora" not in letter.body
    with pytest.raises(appeal_actions.AppealAnswered):
        appeal_actions.uphold(MemberFactory(office=True), appeal, reasons="Doch nicht.")


def test_upholding_changes_nothing(dora: Member, decision: Decision, post: Post) -> None:
    appeal = appeal_actions.file_appeal(decision, None, text="Das war ein Zitat.")
    appeal_actions.uphold(dora, appeal, reasons="Es war keines.")
    assert fresh(post).removed and Decision.objects.get().is_in_force
    body = Letter.objects.get(purpose="answer").body
    assert "Die Entscheidung bleibt" in body and "vor Gericht" in body


def test_an_outsider_objects_and_gets_a_new_decision(
    client: Client, chiara: Member, dora: Member, post: Post
) -> None:
    report = confirm(report_post(None, post))
    first = decide(chiara, case_of(report), result="stays")
    outcome = Letter.objects.get(purpose="outcome")
    address = next(line for line in outcome.body.splitlines() if line.startswith("/widerspruch/"))
    assert client.post(address, {"text": "Lesen Sie noch einmal."}).status_code == 303
    appeal = Appeal.objects.get()
    assert (appeal.by_author, appeal.report) == (False, report)
    client.force_login(dora)
    sent = {"outcome": "do:hide", "ground": "rules:0", "reasons": "Sie haben recht."}
    assert client.post(f"{appeal.get_absolute_url()}beantworten/", sent).status_code == 303
    second = Decision.objects.get(appeal=appeal)
    removed = fresh(post).removed
    assert removed and removed.decision == second and not Decision.objects.get(pk=first.pk).is_in_force
    assert Letter.objects.get(purpose="answer").report == report
    assert Letter.objects.get(purpose="statement").member == post.author
    again = appeal_actions.file_appeal(second, None, text="Nun widerspreche ich.")
    with pytest.raises(PermissionDenied):
        appeal_actions.grant(dora, again, reasons="Na gut.")


def test_outsiders_are_written_to_in_their_language(client: Client, post: Post) -> None:
    client.cookies["sprache"] = "en"
    report = report_post(None, post)
    Report.objects.filter(pk=report.pk).update(language="en")
    decide(MemberFactory(office=True), case_of(confirm(report)), result="stays")
    assert "Hello Olga Oben" in Letter.objects.get(purpose="outcome").body


def test_a_case_is_decided_once_by_the_database(chiara: Member, decision: Decision) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=decision.case, result="stays", reasons="Noch eine", decided_by=chiara)
    assert Case.objects.get().state == Case.State.SETTLED
