"""The desk in the morning: what it costs, what it says, and the mails that go before it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.mail.models import OutgoingMail
from community.moderation.appeals import actions as appeal_actions
from community.moderation.desk import activity, daily_digest
from community.moderation.desk import registry as desk_registry
from community.moderation.models import Decision, Sanction
from community.moderation.sanctions import actions as sanction_actions
from community.moderation.tasks import actions as task_actions
from community.people.models import Member
from forum.answers import actions as answer_actions
from forum.closing import actions as closing_actions
from forum.models import ActionField, Erasure, Thread
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.moderation import case_of, decide, report_post
from tests.factories.people import ExpertiseFactory, MemberFactory

pytestmark = pytest.mark.django_db
DESK = "/moderation/"
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def chiara(client: Client) -> Member:
    chiara = MemberFactory(office=True, name="Chiara Brandt")
    client.force_login(chiara)
    return chiara


def some_work(*, times: int) -> None:
    """Appeals, registrations, reports, waiting questions and decisions of a colleague: five things each time."""
    dora, field = MemberFactory(head=True), ActionFieldFactory()
    for _ in range(times):
        MemberFactory(waiting=True)
        thread = make_thread(MemberFactory())
        report_post(MemberFactory(), make_reply(thread, MemberFactory()))
        decided = decide(
            dora,
            case_of(report_post(MemberFactory(), make_reply(thread, MemberFactory()))),
            penalty=sanction_actions.Penalty(Sanction.Kind.PAUSE, days=3),
        )
        appeal_actions.file_appeal(decided, None, text="Das war nicht so gemeint.")
        asked = make_thread(MemberFactory(), field=field)
        closing_actions.close_thread(dora, make_thread(MemberFactory(), field=field), reason="Erledigt")
        task_actions.add_task(dora, title="Einladen", due_on=timezone.localdate())
        Erasure.objects.create(post=make_reply(thread, dora), proposed_by=dora, reason="Adresse")
        OutgoingMail.objects.create(
            message_id=uuid4().hex, to="weg@example.org", state="failed", done_at=timezone.now()
        )
        answer_actions.ask_for_answer(dora, asked, skilled(field))
        skilled(field)
    Thread.objects.update(created_at=timezone.now() - timedelta(days=5))


def skilled(field: ActionField) -> Member:
    """Someone who offers help in this field."""
    member = MemberFactory()
    ExpertiseFactory(member=member, subject=field.slug, direction="helps")
    return member


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_a_full_desk_costs_few_queries(client: Client, chiara: Member) -> None:
    some_work(times=6)
    few = queries_of(client, DESK)
    some_work(times=3)
    assert queries_of(client, DESK) == few <= 32
    assert sum(panel.total for panel in desk_registry.panels(chiara) if panel.waits) >= 40


def test_the_lanes_stand_in_their_order(client: Client, chiara: Member) -> None:
    some_work(times=1)
    ActionFieldFactory(name="Stilles Feld", public=True)
    page = client.get(DESK).content.decode()
    names = ["Fristen", "Freigaben", "Meldungen", "Unbeantwortet", "Lebendig halten", "Diese Woche", "16 Uhr"]
    places = [page.index(f">{panel}") if panel != "16 Uhr" else page.index("16 Uhr") for panel in names]
    assert places == sorted(places)
    assert "Stilles Feld" in page and "Pause," in page and "Zurücknehmen" in page
    assert "nicht von" in page, "who must not answer is said"


def test_the_evening_before(chiara: Member) -> None:
    assert activity.last_evening(MONDAY) == datetime(2026, 11, 20, 16, 0, tzinfo=BERLIN)
    assert activity.last_evening(MONDAY + timedelta(days=1)) == datetime(2026, 11, 23, 16, 0, tzinfo=BERLIN)


def test_one_mail_in_the_morning(chiara: Member) -> None:
    some_work(times=1)
    OutgoingMail.objects.all().delete()
    assert daily_digest.send_summaries(MONDAY.replace(hour=7)) == 0
    assert daily_digest.send_summaries(MONDAY - timedelta(days=1)) == 0
    for _ in range(2):
        assert daily_digest.send_summaries(MONDAY) == 2
    mail = OutgoingMail.objects.get(to=chiara.email)
    for line in ("Fristen: 1", "Freigaben: 1", "Meldungen: 1", "Unbeantwortet:", "Diese Woche:", "16 Uhr:"):
        assert line in mail.text


def test_nothing_waits_nothing_is_sent(chiara: Member) -> None:
    ActionFieldFactory(name="Still, aber nicht eilig")
    assert daily_digest.send_summaries(MONDAY) == 0 and not OutgoingMail.objects.exists()


def test_at_once_only_what_may_be_unlawful(chiara: Member) -> None:
    officer = MemberFactory(office=True)
    post = make_reply(make_thread(MemberFactory()), officer)
    report_post(MemberFactory(), post)
    assert not OutgoingMail.objects.filter(to=chiara.email).exists()
    report_post(MemberFactory(), post, door="law", reason="", law="§ 185 StGB", good_faith=True)
    assert "als rechtswidrig gemeldet" in OutgoingMail.objects.get(to=chiara.email).subject
    assert not OutgoingMail.objects.filter(to=officer.email).exists(), "nobody is told about themselves"
    assert not Decision.objects.exists()
