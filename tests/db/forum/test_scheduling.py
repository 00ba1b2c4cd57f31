"""Posts for later: planned, changed, called off; published once, by the same rules as every other post."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from community.notices.models import Notice
from community.people.models import Member, RoleGrant
from forum.drafts import actions as draft_actions
from forum.models import Draft, Post, ScheduledPost, Thread
from forum.scheduling import actions as scheduling_actions
from forum.writing import telling
from tests.factories.forum import ActionFieldFactory, close, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client: Client, settings: Any) -> Member:
    settings.OFFICE_SECOND_FACTOR = False
    member = MemberFactory()
    client.force_login(member)
    return member


@pytest.fixture
def thread(anna: Member) -> Thread:
    return make_thread(anna)


def soon() -> datetime:
    return timezone.now() + timedelta(hours=3)


def plan(author: Member, thread: Thread, text: str = "Bis Freitag bitte.") -> ScheduledPost:
    return scheduling_actions.schedule_reply(author, thread, text=text, key=uuid4(), due_at=soon())


def arrive() -> int:
    """Everything that is planned is due."""
    ScheduledPost.objects.update(due_at=timezone.now())
    return scheduling_actions.publish_due_posts()


def test_it_appears_once_when_its_time_has_come(anna: Member, thread: Thread) -> None:
    plan(anna, thread)
    draft_actions.save_draft(anna, f"thread:{thread.pk}", text="Etwas anderes, noch nicht fertig")
    assert scheduling_actions.publish_due_posts() == 0
    assert (arrive(), arrive()) == (1, 0)
    assert Post.objects.get(number=2).source == "Bis Freitag bitte."
    assert Draft.objects.get().text == "Etwas anderes, noch nicht fertig"
    assert not ScheduledPost.objects.exists()


def test_who_has_written_too_much_keeps_nobody_else_up(
    anna: Member, thread: Thread, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Her planned posts stand first in the row, more of them than are published in one go."""
    monkeypatch.setattr(scheduling_actions, "AT_ONCE", 2)
    for number in range(4):
        plan(anna, thread, f"Gedanke {number}")
    bruno = MemberFactory()
    plan(bruno, make_thread(bruno), "Von jemand anderem")
    settings.FORUM_RATE = "1/h"
    assert arrive() == 2
    assert sorted(Post.objects.filter(number__gt=1).values_list("source", flat=True)) == [
        "Gedanke 0",
        "Von jemand anderem",
    ]
    assert ScheduledPost.objects.filter(author=anna, failed_at=None).count() == 3, "still due"


def test_what_may_not_appear_any_more_is_told_and_kept(client: Client, anna: Member, thread: Thread) -> None:
    scheduled = plan(anna, thread)
    close(thread, by=MemberFactory(office=True))
    assert arrive() == 0 and Post.objects.count() == 1
    assert Draft.objects.get(member=anna).text == "Bis Freitag bitte."
    notice = Notice.objects.get(kind=telling.FAILURE)
    assert (notice.member, notice.subject_key) == (anna, scheduled.pk)
    page = client.get("/geplant/").content.decode()
    assert "Nicht erschienen" in page and "Dieses Thema ist geschlossen" in page
    assert "konnte nicht erscheinen" in client.get("/hinweise/").content.decode()
    assert arrive() == 0 and Notice.objects.filter(kind=telling.FAILURE).count() == 1


def test_who_no_longer_moderates_publishes_no_planned_thread(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False
    officer, field = MemberFactory(office=True), ActionFieldFactory()
    words = {"title": "Die Woche", "text": "Was ansteht", "due_at": soon()}
    scheduling_actions.schedule_thread(officer, field, key=uuid4(), **words)
    RoleGrant.objects.filter(member=officer).delete()
    assert arrive() == 0 and not Thread.objects.exists()
    assert Draft.objects.get(member=officer).title == "Die Woche"
    with pytest.raises(PermissionDenied, match="Moderation"):
        scheduling_actions.schedule_thread(Member.objects.get(pk=officer.pk), field, key=uuid4(), **words)
    scheduling_actions.schedule_thread(MemberFactory(office=True), field, key=uuid4(), **words)
    assert arrive() == 1 and Thread.objects.get().title == "Die Woche"


def test_only_in_ones_own_thread_and_only_ahead(anna: Member, thread: Thread) -> None:
    with pytest.raises(PermissionDenied, match="begonnen"):
        plan(MemberFactory(), thread)
    for wrong in (timezone.now() - timedelta(minutes=1), timezone.now() + timedelta(days=400)):
        with pytest.raises(ValidationError):
            scheduling_actions.schedule_reply(anna, thread, text="Nie", key=uuid4(), due_at=wrong)


def test_planning_changing_and_calling_off_with_plain_forms(
    client: Client, anna: Member, thread: Thread
) -> None:
    address = f"/themen/{thread.pk}/spaeter/"
    due = timezone.localtime() + timedelta(days=2)
    sent = {"text": "Erster Gedanke", "key": str(uuid4()), "day": due.strftime("%d.%m.%Y"), "at": "8:30"}
    for wrong in ({"day": "31.02.2027"}, {"at": "25:00"}, {"day": "01.01.2020"}, {"text": ""}):
        refused = client.post(address, sent | wrong)
        assert refused.status_code == 422, wrong
    for _twice in range(2):
        assert client.post(address, sent).status_code == 303
    scheduled = ScheduledPost.objects.get()
    assert timezone.localtime(scheduled.due_at).strftime("%H:%M") == "08:30"
    assert "Erster Gedanke" in client.get("/geplant/").content.decode()
    changed = {"text": "Zweiter Gedanke", "day": sent["day"], "at": "9:00"}
    assert client.post(f"/geplant/{scheduled.pk}/", changed).status_code == 303
    assert client.post(f"/geplant/{scheduled.pk}/absagen/").status_code == 303
    assert Draft.objects.get(member=anna).text == "Zweiter Gedanke"
    assert client.get(f"/geplant/{scheduled.pk}/").status_code == 404


def test_fifty_are_planned_and_one_too_many_is_told(client: Client, anna: Member, thread: Thread) -> None:
    assert scheduling_actions.OF_ONE_MEMBER < scheduling_actions.AT_ONCE, "one member keeps nobody waiting"
    keys = [plan(anna, thread).key for _ in range(scheduling_actions.OF_ONE_MEMBER)]
    due = timezone.localtime() + timedelta(days=2)
    sent = {"text": "Noch eins", "day": due.strftime("%d.%m.%Y"), "at": "8:30"}
    refused = client.post(f"/themen/{thread.pk}/spaeter/", sent | {"key": str(uuid4())})
    assert refused.status_code == 409
    assert "schon 50 Beiträge geplant" in refused.content.decode() and "Noch eins" in refused.content.decode()
    again = client.post(f"/themen/{thread.pk}/spaeter/", sent | {"key": str(keys[0])})
    assert again.status_code == 303, "what is planned already is answered as the first time"
    other = MemberFactory()
    assert plan(other, make_thread(other))


def test_nobody_else_knows_of_it(client: Client, anna: Member, thread: Thread) -> None:
    scheduled = plan(anna, thread, text="Klammheimlich")
    client.force_login(MemberFactory(head=True))
    assert client.get(f"/geplant/{scheduled.pk}/").status_code == 404
    assert "Klammheimlich" not in client.get("/geplant/").content.decode()
    assert "Klammheimlich" not in client.get(thread.get_absolute_url()).content.decode()
