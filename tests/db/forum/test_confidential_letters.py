"""What the house says to whoever asked through the office: to their mailbox nothing, at their question all of it."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from community.mail.models import OutgoingMail
from community.moderation.cases import policy as case_policy
from community.moderation.conversations import actions as conversation_actions
from community.moderation.models import Case
from community.notices.actions import watch
from community.notices.mailing import write_due
from community.notices.models import Level, Notice
from community.people.models import Member, Role, RoleGrant
from forum.answers import policy as answer_policy
from forum.approval import actions as approval_actions
from forum.approval import policy as approval_policy
from forum.confidential import actions as confidential_actions
from forum.drafts import actions as draft_actions
from forum.models import ConfidentialQuestion, Draft, PendingPost, Post
from forum.posts import policy as post_policy
from forum.screening import actions as screening_actions
from forum.threads.policy import can_reply
from tests.factories.forum import ActionFieldFactory, make_reply
from tests.factories.moderation import case_of, decide, report_post
from tests.factories.people import MemberFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

TITLE = "Wie trennt man sich?"


@pytest.fixture
def chiara() -> Member:
    return MemberFactory(office=True, name="Chiara Brandt")


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Quendel", municipality=MunicipalityFactory(name="Zwirnfeld"))


@pytest.fixture
def question(anna: Member, chiara: Member) -> ConfidentialQuestion:
    return publish(anna, chiara)


def publish(asker: Member, officer: Member) -> ConfidentialQuestion:
    words = {"title": TITLE, "text": "Von einem Amtsleiter.", "discloses": "nothing"}
    field = ActionFieldFactory(public=True)
    asked = confidential_actions.ask_confidentially(asker, field, key=uuid4(), **words)
    confidential_actions.publish_confidential(officer, asked, seen=asked.version)
    return ConfidentialQuestion.objects.with_page().get(pk=asked.pk)


def hold_reply(asker: Member, question: ConfidentialQuestion, officer: Member) -> PendingPost:
    screening_actions.watch_word(officer, word="Gewinnspiel", purpose="Werbung")
    confidential_actions.reply_masked(asker, question, text="Ein Gewinnspiel!", key=uuid4())
    return PendingPost.objects.select_related("author__admission", "field", "thread").get()


def letters(asker: Member) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to=asker.email))


def test_a_letter_to_the_asker_names_neither_question_nor_pseudonym_and_waits(
    question: ConfidentialQuestion, anna: Member, chiara: Member
) -> None:
    """Publishing, releasing, returning, asking back, deciding: one letter, the same for all, some hours later."""
    pending = hold_reply(anna, question, chiara)
    approval_actions.approve_post(chiara, pending, text=pending.source)
    confidential_actions.reply_masked(anna, question, text="Noch ein Gewinnspiel!", key=uuid4())
    held = PendingPost.objects.waiting().get()
    approval_actions.return_post(chiara, held, reason="Werbung gehört nicht hierher.")
    case = case_of(report_post(MemberFactory(), question.opening))
    conversation_actions.write_to_person(chiara, case, None, text="Was meinten Sie?")
    decide(chiara, case)
    (letter,) = letters(anna)
    said = f"{letter.subject} {letter.text} {letter.html} {letter.headers}"
    for word in (TITLE, "Kommune fragt", question.get_absolute_url(), "/themen/", "/beitraege/", case.number):
        assert word not in said, word
    assert anna.name in letter.text
    assert letter.due_at - timezone.now() > timedelta(minutes=30)


def test_the_time_of_the_letter_says_nothing(chiara: Member) -> None:
    """Twenty questions published in one second: no two letters go out within the same one, none soon."""
    due = []
    for number in range(20):
        asker = MemberFactory(name=f"Frage Steller {number}")
        publish(asker, chiara)
        due += [letter.due_at for letter in letters(asker)]
    waits = sorted((moment - timezone.now()).total_seconds() for moment in due)
    assert len(waits) == 20 and waits[0] > 1800
    assert len({round(wait) for wait in waits}) >= 19 and waits[-1] - waits[0] > 3600


def test_what_the_letter_does_not_say_stands_on_the_page_of_the_question(
    question: ConfidentialQuestion, anna: Member, chiara: Member, client: Client
) -> None:
    hold_reply(anna, question, chiara)
    client.force_login(anna)
    assert "Ein Gewinnspiel!" in client.get(question.get_absolute_url()).content.decode()
    case = case_of(report_post(MemberFactory(), question.opening))
    conversation_actions.write_to_person(chiara, case, None, text="Was meinten Sie?")
    decide(chiara, case, reasons="Das ist eine Beleidigung.")
    page = client.get(question.get_absolute_url()).content.decode()
    assert "/rueckfrage/" in page and "/widerspruch/" in page and "Das ist eine Beleidigung." in page
    client.force_login(MemberFactory())
    assert client.get(question.get_absolute_url()).status_code == 404


def test_a_returned_answer_is_the_askers_own_draft(
    question: ConfidentialQuestion, anna: Member, chiara: Member, client: Client
) -> None:
    pending = hold_reply(anna, question, chiara)
    place = f"ask:{question.pk}"
    draft_actions.save_words(anna, place, text="Inzwischen begonnen.")
    approval_actions.return_post(chiara, pending, reason="Werbung gehört nicht hierher.")
    (draft,) = Draft.objects.all()
    assert draft.member == anna and draft.place == place
    assert "Ein Gewinnspiel!" in draft.text and "Inzwischen begonnen." in draft.text
    client.force_login(anna)
    assert "Ein Gewinnspiel!" in client.get("/entwuerfe/").content.decode()


def test_an_approval_does_not_throw_away_what_was_begun_meanwhile(
    question: ConfidentialQuestion, anna: Member, chiara: Member
) -> None:
    pending = hold_reply(anna, question, chiara)
    draft_actions.save_words(anna, f"ask:{question.pk}", text="Inzwischen begonnen.")
    approval_actions.approve_post(chiara, pending, text=pending.source)
    assert Draft.objects.get().text == "Inzwischen begonnen."


def test_the_asker_takes_a_waiting_answer_back(
    question: ConfidentialQuestion, anna: Member, chiara: Member, client: Client
) -> None:
    pending = hold_reply(anna, question, chiara)
    client.force_login(anna)
    client.post(f"/wartende-beitraege/{pending.pk}/zurueckziehen/")
    assert not PendingPost.objects.exists()
    assert Draft.objects.get().member == anna


def test_a_moderator_of_the_field_does_not_decide_on_her_own_masked_words(
    chiara: Member, client: Client
) -> None:
    """Nor is it offered to her; another moderator of the same field sees what moderators see."""
    field = ActionFieldFactory(public=True)
    anna, other = MemberFactory(), MemberFactory()
    for member in (anna, other):
        RoleGrant.objects.create(
            member=member, role=Role.MODERATOR, scope=f"field:{field.pk}", reason="Kennt das Feld"
        )
    words = {"title": TITLE, "text": "Von einem Amtsleiter.", "discloses": "nothing"}
    question = confidential_actions.ask_confidentially(anna, field, key=uuid4(), **words)
    confidential_actions.publish_confidential(chiara, question, seen=question.version)
    question = ConfidentialQuestion.objects.with_page().get()
    pending = hold_reply(anna, question, chiara)
    case = case_of(report_post(MemberFactory(), question.opening))
    post = Post.objects.select_related("thread__field", "author", "removal").get(pk=question.opening_id)

    assert not case_policy.can_see_case(anna, case) and case_policy.can_see_case(other, case)
    assert case not in Case.objects.visible_to(anna) and case in Case.objects.visible_to(other)
    assert not approval_policy.can_approve_post(anna, pending)
    assert not approval_policy.can_return_post(anna, pending)
    assert approval_policy.can_approve_post(other, pending)
    assert approval_policy.can_withdraw_pending_post(anna, pending)
    for may in (post_policy.can_edit_post, post_policy.can_remove_post):
        assert not may(anna, post) and may(other, post), may
    with pytest.raises(PermissionDenied):
        approval_actions.approve_post(anna, pending, text=pending.source)
    for viewer, offered in ((anna, False), (other, True)):
        client.force_login(viewer)
        page = client.get("/wartende-beitraege/").content.decode()
        assert ("Warten auf Ihre Freigabe" in page) == offered
        assert (case.get_absolute_url() in client.get("/moderation/vorgaenge/").content.decode()) == offered


def test_an_officer_does_not_decide_on_her_own_masked_words(chiara: Member) -> None:
    dora = MemberFactory(office=True)
    question = publish(dora, chiara)
    pending = hold_reply(dora, question, chiara)
    case = case_of(report_post(MemberFactory(), question.opening))
    assert not case_policy.can_decide_case(dora, case) and case_policy.can_decide_case(chiara, case)
    assert case not in Case.objects.visible_to(dora)
    assert not approval_policy.can_approve_post(dora, pending)


def test_asking_everybody_for_an_answer_does_not_find_the_asker(
    question: ConfidentialQuestion, anna: Member, chiara: Member
) -> None:
    thread = question.opening.thread
    said = {
        str(answer_policy.can_ask_for_answer(chiara, thread, member).reason)
        for member in (anna, MemberFactory())
    }
    assert said == {""}


def test_why_an_answer_by_mail_is_declined_does_not_give_her_away(
    question: ConfidentialQuestion, anna: Member
) -> None:
    reason = str(can_reply(anna, question.opening.thread).reason)
    assert reason and "Namen" not in reason and "vertraulich" not in reason.lower()


def test_numbers_of_questions_are_not_in_order(anna: Member, chiara: Member) -> None:
    """Nobody who asks can tell from their own number how many asked before, or who was next."""
    numbers = [publish(anna, chiara).pk for _ in range(6)]
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    assert all(abs(step) > 1000 for step in steps) and len(set(steps)) == 5


def test_a_log_tells_no_row_and_no_address(caplog: Any) -> None:
    """What a database says about a broken constraint is the whole row: who asked, and as whom."""
    row = "duplicate key\nDETAIL:  Failing row contains (7, Wie trennt man sich?)."
    try:
        raise ValueError(f"{row}\nSMTPRecipientsRefused: anna@zwirnfeld.de")
    except ValueError:
        logging.getLogger("community.jobs.periodic").exception("Mail for %s failed", "anna@zwirnfeld.de")
    (console,) = (handler for handler in logging.getLogger().handlers if handler.name == "console")
    said = console.format(caplog.records[-1])
    assert "duplicate key" in said and "anna" not in said and "trennt" not in said


def test_the_mail_about_answers_looks_like_that_of_anybody_who_follows(
    question: ConfidentialQuestion, anna: Member, settings: Any
) -> None:
    settings.REPLY_ADDRESS = "antwort@dialog.example"
    thread = question.opening.thread
    follower = MemberFactory(name="Frauke Folgt")
    watch(follower, "thread", thread.pk, Level.ALL)
    make_reply(thread, MemberFactory(name="Bruno Berg"))
    Notice.objects.update(mail_due_at=timezone.now())
    with time_machine.travel(datetime(2026, 12, 1, 10, tzinfo=UTC), tick=False):
        while write_due():
            pass
    said = [
        _shape(mail, member)
        for member in (anna, follower)
        for mail in letters(member)
        if "List-Id" in mail.headers
    ]
    assert len(said) == 2 and said[0] == said[1]


def _shape(mail: OutgoingMail, member: Member) -> tuple[str, str, str]:
    """The mail without what differs between any two members: name and signed addresses."""
    text = mail.text.replace(member.name, "…")
    headers = re.sub(r"abbestellen/[^/]+/", "abbestellen/…/", str(sorted(mail.headers.items())) + text)
    return mail.subject, re.sub(r"-\d+-[a-z2-7]{16}@", "-…@", headers), str(mail.due_at)[:16]
