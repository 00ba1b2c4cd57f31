"""Asking members in person to answer a question: whom, once, and how they hear of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.audit.models import AuditEvent
from community.mail.models import OutgoingMail
from community.notices.mailing import write_due
from community.notices.models import Level, MailWish, Notice, Watch
from community.people.models import Expertise, Member
from forum.answers.suggestions import askings
from forum.models import ActionField, AnswerRequest, Thread
from tests.factories.forum import ActionFieldFactory, accept, make_reply, make_thread
from tests.factories.people import ExpertiseFactory, MemberFactory

pytestmark = pytest.mark.django_db
HELPS = Expertise.Direction.HELPS


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def chiara(client: Client) -> Member:
    chiara = MemberFactory(office=True, name="Chiara Brandt")
    client.force_login(chiara)
    return chiara


@pytest.fixture
def field() -> ActionField:
    return ActionFieldFactory(slug="mobilitaet", name="Mobilität")


@pytest.fixture
def question(field: ActionField) -> Thread:
    return make_thread(MemberFactory(name="Anna Weber"), field=field, title="Wer hat eine Mitfahrbank?")


def helper(name: str, subject: str = "mobilitaet", **fields: Any) -> Member:
    member = MemberFactory(name=name, **fields)
    ExpertiseFactory(member=member, subject=subject, direction=HELPS)
    return member


def names(thread: Thread) -> list[str]:
    fresh = Thread.objects.with_card().get(pk=thread.pk)
    return [found.member.name for found in askings([fresh])[thread.pk].helpers]


def address(thread: Thread) -> str:
    return f"/themen/{thread.pk}/um-antwort-bitten/"


def test_who_solved_questions_here_stands_first(question: Thread, field: ActionField) -> None:
    for name in ("Berta", "Carl", "Doris", "Emil"):
        helper(name)
    other = make_thread(MemberFactory(), field=field)
    accept(make_reply(other, MemberFactory(name="Fritz Löser")))
    assert names(question) == ["Fritz Löser", "Berta", "Carl"]


def test_who_is_left_in_peace(question: Thread, field: ActionField) -> None:
    chiara = MemberFactory(office=True)
    ExpertiseFactory(member=chiara, subject="mobilitaet", direction=HELPS)
    ExpertiseFactory(member=question.author, subject="mobilitaet", direction=HELPS)
    helper("Anderswo", subject="pflege")
    helper("Wartend", waiting=True)
    deaf = helper("Will nichts hören")
    Watch.objects.create(member=deaf, place="field", key=field.pk, level=Level.NOTHING)
    quiet = helper("Liest nur")
    quiet.silenced = {"": (timezone.now() + timedelta(days=2)).isoformat()}
    quiet.save()
    weary = helper("Oft gebeten")
    for _ in range(2):
        other = make_thread(MemberFactory(), field=field)
        AnswerRequest.objects.create(thread=other, member=weary, asked_by=chiara)
    assert names(question) == []
    AnswerRequest.objects.update(asked_at=timezone.now() - timedelta(days=20))
    assert names(question) == ["Oft gebeten"]


def test_one_press_asks_and_is_remembered(client: Client, chiara: Member, question: Thread) -> None:
    bruno = helper("Bruno Krüger")
    assert "Bruno Krüger" in client.get(address(question)).content.decode()
    answer = client.post(address(question), {"member": bruno.pk})
    assert answer.status_code == 303
    notice = Notice.objects.get(member=bruno)
    assert notice.kind == "forum.request" and notice.actor == chiara
    mail = _mail_to(bruno)
    assert "fragt Sie persönlich" in mail and question.title in mail
    assert AuditEvent.objects.filter(verb="ask_for_answer", actor=chiara).exists()
    Thread.objects.update(created_at=timezone.now() - timedelta(days=5))
    desk = client.get("/moderation/").content.decode()
    assert "gefragt:" in desk and address(question) in desk
    again = client.post(address(question), {"member": bruno.pk})
    assert again.status_code == 403 and "schon um eine Antwort gebeten" in again.content.decode()
    assert AnswerRequest.objects.count() == 1 and names(question) == []


def test_nobody_is_asked_about_what_is_answered(client: Client, chiara: Member, question: Thread) -> None:
    bruno = helper("Bruno Krüger")
    make_reply(question, MemberFactory())
    assert client.post(address(question), {"member": bruno.pk}).status_code == 403
    assert not Notice.objects.filter(member=bruno).exists()


def test_what_is_wrong_is_said(client: Client, chiara: Member, question: Thread) -> None:
    answer = client.post(address(question), {"member": "99999999"})
    assert answer.status_code == 422 and "gerade nicht dabei" in answer.content.decode()
    assert client.post(address(question), {"member": question.author_id}).status_code == 403


def test_many_questions_cost_as_much_as_one(
    field: ActionField, question: Thread, django_assert_num_queries: Any
) -> None:
    for number in range(6):
        helper(f"Hilft {number}")
        make_thread(MemberFactory(), field=ActionFieldFactory(slug=f"feld-{number}"))
    every = list(Thread.objects.with_card().order_by("pk"))
    with django_assert_num_queries(5):
        assert len(askings(every)) == 7
    with django_assert_num_queries(5):
        askings(every[:1])


def _mail_to(member: Member) -> str:
    """What the worker writes to this member, by day or night."""
    MailWish.objects.create(member=member, quiet_from=24, quiet_until=0, weekends=True)
    Notice.objects.filter(member=member).update(mail_due_at=timezone.now())
    write_due()
    return OutgoingMail.objects.get(to=member.email).text
