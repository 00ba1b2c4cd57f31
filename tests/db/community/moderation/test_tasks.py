"""What the office sees to by a day, and what happened meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as house
from django.test import Client
from django.utils import timezone

from community.moderation.desk import registry as desk_registry
from community.moderation.models import ModerationAction, Sanction, Task
from community.moderation.sanctions import actions as sanction_actions
from community.moderation.tasks import actions as task_actions
from community.people.models import Member
from forum.closing import actions as closing_actions
from forum.models import Thread
from tests.factories.forum import make_reply, make_thread
from tests.factories.moderation import case_of, decide, report_post
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
DESK = "/moderation/"
PANELS = ["fristen", "freigaben", "meldungen", "unbeantwortet", "lebendig", "diese-woche", "inzwischen"]


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def chiara(client: Client) -> Member:
    chiara = MemberFactory(office=True, name="Chiara Brandt")
    client.force_login(chiara)
    return chiara


@pytest.fixture
def dora() -> Member:
    return MemberFactory(head=True, name="Dora Schäfer")


def note(officer: Member, title: str = "Seminar am Mittwoch", *, days: int = 2) -> Task:
    due_on = timezone.localdate() + timedelta(days=days)
    return task_actions.add_task(officer, title=title, due_on=due_on)


def test_every_process_knows_all_panels() -> None:
    """A worker writes the morning's mail without ever having loaded a page."""
    words = (
        "import django; django.setup(); from community.moderation.desk import registry;"
        "print(sorted({p.__module__ for p in registry._providers}))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "community.settings"}
    told = subprocess.run(
        [sys.executable, "-c", words], cwd=house.BASE_DIR, env=environment, capture_output=True, check=True
    )
    for module in (
        "registrations.panels",
        "cases.panels",
        "appeals.panels",
        "tasks.panels",
        "desk.activity",
        "mails.panels",
    ):
        assert f"community.moderation.{module}" in told.stdout.decode()


def test_a_line_is_noted_prepared_done_and_undone(client: Client, chiara: Member, dora: Member) -> None:
    day = timezone.localdate() + timedelta(days=2)
    sent = {"title": "Seminar am Mittwoch", "due_on": day.isoformat()}
    assert client.post("/moderation/vormerkungen/neu/", sent).status_code == 303
    task = Task.objects.get()
    assert "Seminar am Mittwoch" in client.get(DESK).content.decode()
    for stage in ("prepared", "done", "open"):
        client.post(f"/moderation/vormerkungen/{task.pk}/", {"stage": stage})
        task.refresh_from_db()
        assert task.stage == stage
    task_actions.mark_task(dora, task, stage="done")
    task_actions.mark_task(chiara, task, stage="done")
    task.refresh_from_db()
    assert task.done_by == dora, "whoever said it first stays"
    page = client.get("/moderation/vormerkungen/").content.decode()
    assert "erledigt von Dora Schäfer" in page


def test_only_what_is_near_lies_on_the_desk(client: Client, chiara: Member) -> None:
    note(chiara, "Nächste Woche", days=6)
    note(chiara, "Nächsten Monat", days=30)
    Task.objects.create(title="Liegen geblieben", due_on="2025-01-02", made_by=chiara)
    page = client.get(DESK).content.decode()
    assert "Nächste Woche" in page and "Nächsten Monat" not in page
    assert "Liegen geblieben" in page and "überfällig seit" in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": "", "due_on": "2099-01-01"}, "Bitte schreiben Sie, was zu tun ist."),
        ({"title": "Seminar", "due_on": "bald"}, "Bitte geben Sie ein Datum an"),
        ({"title": "Seminar", "due_on": "2020-01-01"}, "Dieser Tag ist schon vorbei."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    client: Client, chiara: Member, sent: dict[str, str], sentence: str
) -> None:
    answer = client.post("/moderation/vormerkungen/neu/", sent)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert f'value="{sent["due_on"]}"' in answer.content.decode() and not Task.objects.exists()


def test_what_colleagues_did_can_be_undone_with_one_press(
    client: Client, chiara: Member, dora: Member
) -> None:
    thread = make_thread(MemberFactory(), title="Wer hat eine Mitfahrbank?")
    closing_actions.close_thread(dora, thread, reason="Erledigt")
    own = make_thread(MemberFactory(), title="Von mir selbst geschlossen")
    closing_actions.close_thread(chiara, own, reason="Erledigt")
    entry = ModerationAction.objects.get(actor=dora)
    page = client.get(DESK).content.decode()
    assert f"/moderation/massnahmen/{entry.pk}/zuruecknehmen/" in page
    assert "Von mir selbst geschlossen" not in panel(client, "inzwischen")
    client.post(f"/moderation/massnahmen/{entry.pk}/zuruecknehmen/", {})
    assert not Thread.objects.get(pk=thread.pk).is_closed
    assert "Wer hat eine Mitfahrbank?" not in panel(client, "inzwischen")


def test_what_something_later_rests_on_has_no_such_button(
    client: Client, chiara: Member, dora: Member
) -> None:
    thread = make_thread(MemberFactory())
    closing_actions.close_thread(dora, thread, reason="Erledigt")
    closing_actions.reopen_thread(dora, Thread.objects.get(pk=thread.pk))
    first, second = ModerationAction.objects.order_by("pk").values_list("pk", flat=True)
    words = panel(client, "inzwischen")
    assert f"/massnahmen/{first}/zuruecknehmen/" not in words
    assert f"/massnahmen/{second}/zuruecknehmen/" in words


def test_what_ended_by_itself_is_told(client: Client, chiara: Member, dora: Member) -> None:
    post = make_reply(make_thread(MemberFactory()), MemberFactory(name="Gerd Grantig"))
    decide(
        dora, case_of(report_post(MemberFactory(), post)), penalty=sanction_actions.Penalty("pause", days=3)
    )
    now = timezone.now()
    Sanction.objects.update(starts_at=now - timedelta(days=3), until=now - timedelta(minutes=1))
    assert "von selbst abgelaufen" in panel(client, "inzwischen")


def panel(client: Client, slug: str) -> str:
    """The words of one panel of the desk."""
    page = client.get(DESK).content.decode()
    return page.partition(f'id="bahn-{slug}"')[2].partition("</section>")[0]


def test_all_seven_lanes_are_there(chiara: Member) -> None:
    found = [row.slug for row in desk_registry.panels(chiara)]
    assert [slug for slug in found if slug in PANELS] == PANELS
