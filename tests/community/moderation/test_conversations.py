"""The office asks a person about a case; the answer comes back to the case and to nobody else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from community.mail.models import OutgoingMail
from community.moderation.cases import actions as case_actions
from community.moderation.cases import panels, retention
from community.moderation.conversations import actions as conversation_actions
from community.moderation.decisions import actions as decision_actions
from community.moderation.models import Case, CaseMessage
from community.moderation.sanctions import actions as sanction_actions
from community.people.models import Member
from tests.factories.forum import make_reply, make_thread
from tests.factories.moderation import case_of, confirm, decide, report_post
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
def gerd() -> Member:
    return MemberFactory(name="Gerd Grantig")


@pytest.fixture
def case(gerd: Member) -> Case:
    post = make_reply(make_thread(MemberFactory()), gerd)
    return case_of(confirm(report_post(None, post)))


def link_in_mail_to(address: str) -> str:
    text = OutgoingMail.objects.filter(to=address, subject__contains="Frage").latest("pk").text
    found = re.search(r"/rueckfrage/\S+", text)
    assert found and "Chiara" not in text and "Mit freundlichen Grüßen" in text
    return found[0]


def test_asking_the_author_and_hearing_the_answer(
    client: Client, chiara: Member, gerd: Member, case: Case
) -> None:
    page = f"{case.get_absolute_url()}schreiben/"
    assert page in client.get(case.get_absolute_url()).content.decode()
    sent = client.post(page, {"to": "author", "text": "Wie war das gemeint?"})
    assert sent.status_code == 303
    path, stranger = link_in_mail_to(gerd.email), Client()
    shown = stranger.get(path).content.decode()
    assert "Wie war das gemeint?" in shown and "Chiara" not in shown and "Geschäftsstelle" in shown
    assert stranger.post(path, {"text": " "}).status_code == 422
    assert panels.answers_to_questions(chiara) is None
    assert stranger.post(path, {"text": "Als Zitat."}).status_code == 303
    panel = panels.answers_to_questions(chiara)
    assert panel and [found.pk for found in panel.items] == [case.pk]
    assert case.number in client.get("/moderation/").content.decode()
    assert "Als Zitat." in client.get(page).content.decode()
    with pytest.raises(case_actions.CaseMovedOn):  # who decides has read what has come in
        decision_actions.decide_case(
            chiara, case, decision_actions.Finding(result="stays", reasons="Gut."), seen=case.version
        )


def test_each_side_reads_only_its_own(client: Client, chiara: Member, gerd: Member, case: Case) -> None:
    report = case.reports.get()
    conversation_actions.write_to_person(chiara, case, None, text="An den Verfasser")
    conversation_actions.write_to_person(chiara, case, report, text="An die Meldende")
    author, reporter = link_in_mail_to(gerd.email), link_in_mail_to(report.email)
    assert "An die Meldende" not in client.get(author).content.decode()
    seen = client.get(reporter).content.decode()
    assert "An die Meldende" in seen and "An den Verfasser" not in seen and "Gerd" not in seen


def test_who_reported_finds_the_question_among_their_reports(client: Client, chiara: Member) -> None:
    anna = MemberFactory()
    report = report_post(anna, make_reply(make_thread(MemberFactory()), MemberFactory()))
    client.force_login(anna)
    assert "/rueckfrage/" not in client.get("/melden/meine/").content.decode()
    conversation_actions.write_to_person(chiara, case_of(report), report, text="Welcher Satz?")
    assert link_in_mail_to(anna.email) in client.get("/melden/meine/").content.decode()


def test_an_excluded_person_can_still_answer(
    client: Client, chiara: Member, gerd: Member, case: Case
) -> None:
    decide(chiara, case, penalty=sanction_actions.Penalty("exclusion"))
    conversation_actions.write_to_person(chiara, case, None, text="Möchten Sie etwas dazu sagen?")
    assert Client().post(link_in_mail_to(gerd.email), {"text": "Ja."}).status_code == 303


def test_nobody_answers_what_was_not_asked_nor_without_end(case: Case, chiara: Member) -> None:
    with pytest.raises(conversation_actions.ConversationOver):
        conversation_actions.answer_office(case, None, text="Übrigens …")
    conversation_actions.write_to_person(chiara, case, None, text="Und?")
    for _ in range(20):
        conversation_actions.answer_office(case, None, text="Noch etwas.")
    with pytest.raises(conversation_actions.ConversationOver):
        conversation_actions.answer_office(case, None, text="Und noch etwas.")


def test_only_the_office_asks_and_only_whom_it_can_reach(chiara: Member, gerd: Member, case: Case) -> None:
    with pytest.raises(PermissionDenied):
        conversation_actions.write_to_person(chiara, Case(pk=case.pk, author=None), None, text="Hallo?")
    conversation_actions.write_to_person(chiara, case, None, text="Wie war das gemeint?")
    Case.objects.filter(pk=case.pk).update(state="settled", decided_at=case.opened_at)
    retention.forget_case(Case.objects.get(pk=case.pk))
    assert not CaseMessage.objects.exists()
