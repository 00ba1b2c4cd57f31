"""Notices become pushes: who and where, to whoever is not here, at decent hours, of what may be known then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from community import live
from community.notices import registry
from community.notices.actions import choose_level, choose_mails, settle_all
from community.notices.mailing import write_due
from community.notices.models import Level, MailWish, Notice
from community.notices.pushing import post_due
from community.notices.quiet import quiet_again
from community.people.groups.actions import remove_from_group
from community.people.models import Member
from community.push.delivery import deliver
from community.push.models import OutgoingPush
from forum.models import Thread
from realtime.rooms.participation import actions as participation_actions
from tests.community.push.service import Browser, Service, enter, push_service, switch_on
from tests.factories.forum import make_reply, make_thread, remove
from tests.factories.people import MemberFactory, WorkingGroupFactory
from tests.factories.rooms import make_room, say

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=BERLIN)
State = OutgoingPush.State


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    switch_on(settings)
    with push_service() as service:
        yield service


@pytest.fixture
def anna(clock: Any) -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def bruno(clock: Any) -> Member:
    return MemberFactory(name="Bruno Krüger")


@pytest.fixture
def phone(service: Service, anna: Member) -> Browser:
    """Anna's, on which she is told."""
    phone = service.browser()
    enter(anna, phone)
    return phone


@pytest.fixture
def thread(clock: Any, anna: Member) -> Thread:
    return make_thread(anna, title="Wer kennt Mitfahrbänke?")


def later(clock: Any, **by: float) -> None:
    clock.move_to(timezone.now() + timedelta(**by))


def work(clock: Any, **by: float) -> None:
    """What a worker does after this time; a minute is enough for who is not here."""
    later(clock, **(by or {"minutes": 1}))
    while post_due():
        pass
    while deliver():
        pass


def test_it_says_who_and_where_and_leads_there(
    thread: Thread, anna: Member, bruno: Member, phone: Browser, clock: Any
) -> None:
    make_reply(thread, bruno, text="Wir haben acht, mit dem Kennwort Rübenkompass.")
    notice = Notice.objects.get()
    work(clock)
    assert phone.opened == [
        {
            "title": "Bruno Krüger hat Ihnen geantwortet.",
            "body": f"{thread.field.name}: Wer kennt Mitfahrbänke?",
            "address": f"/hinweise/{notice.pk}/",
            "tag": f"thread:{thread.pk}",
        }
    ]
    client = Client()
    client.force_login(anna)
    assert client.get(phone.opened[0]["address"]).url == f"/themen/{thread.pk}/ungelesen/"


def test_a_mail_comes_all_the_same(thread: Thread, bruno: Member, phone: Browser, clock: Any) -> None:
    make_reply(thread, bruno)
    work(clock)
    later(clock, minutes=10)
    assert write_due() == 1 and len(phone.opened) == 1


def test_a_thing_is_pushed_once_until_it_is_read(
    thread: Thread, anna: Member, bruno: Member, phone: Browser, clock: Any
) -> None:
    for _time in range(3):
        make_reply(thread, bruno)
        work(clock)
    assert len(phone.opened) == 1
    settle_all(anna)
    make_reply(thread, bruno)
    work(clock)
    assert len(phone.opened) == 2


def test_who_is_here_is_not_disturbed(
    thread: Thread, anna: Member, bruno: Member, phone: Browser, clock: Any
) -> None:
    make_reply(thread, bruno)
    later(clock, seconds=35)
    live.note_here(anna.pk)
    work(clock, seconds=6)
    assert phone.opened == [] and OutgoingPush.objects.get().state == State.DROPPED
    work(clock, hours=1)
    assert phone.opened == [], "the bell was there to be seen"


def test_who_left_just_before_is_told(
    thread: Thread, anna: Member, bruno: Member, phone: Browser, clock: Any
) -> None:
    live.note_here(anna.pk)
    make_reply(thread, bruno)
    work(clock, seconds=30)
    assert phone.opened == [] and not OutgoingPush.objects.exists(), "it waits until one can know"
    work(clock, seconds=11)
    assert len(phone.opened) == 1


def test_what_was_read_meanwhile_is_not_pushed(
    thread: Thread, anna: Member, bruno: Member, phone: Browser, clock: Any
) -> None:
    make_reply(thread, bruno)
    settle_all(anna)
    work(clock)
    assert phone.opened == [] and not OutgoingPush.objects.exists()


def test_what_was_read_while_the_service_was_away_is_not_pushed(
    thread: Thread, anna: Member, bruno: Member, phone: Browser, service: Service, clock: Any
) -> None:
    make_reply(thread, bruno)
    service.answers = [(503, {})]
    work(clock)
    settle_all(anna)
    work(clock, minutes=5)
    assert phone.opened == [] and OutgoingPush.objects.get().state == State.DROPPED


def test_what_was_taken_down_meanwhile_is_not_pushed(
    thread: Thread, bruno: Member, phone: Browser, clock: Any
) -> None:
    remove(make_reply(thread, bruno))
    work(clock)
    assert phone.opened == []


def room_of(anna: Member, bruno: Member) -> Any:
    table = make_room(WorkingGroupFactory(lead=bruno, with_members=[anna]), name="Tisch")
    for member in (anna, bruno):
        participation_actions.enter_room(member, table)
    return table


def test_a_room_one_has_left_pushes_nothing(
    anna: Member, bruno: Member, phone: Browser, service: Service, clock: Any
) -> None:
    table = room_of(anna, bruno)
    say(bruno, table, f"@{anna.handle}: Rübenkompass")
    remove_from_group(bruno, table.group, anna)
    work(clock)
    assert phone.opened == [] and service.asked == []


@pytest.mark.parametrize("entries", [True, False])
def test_rights_are_asked_for_again_before_a_repetition(
    anna: Member,
    bruno: Member,
    phone: Browser,
    service: Service,
    clock: Any,
    monkeypatch: pytest.MonkeyPatch,
    entries: bool,
) -> None:
    table = room_of(anna, bruno)
    say(bruno, table, f"@{anna.handle}: Rübenkompass")
    kind = registry.kinds[Notice.objects.get().kind]
    monkeypatch.setitem(registry.kinds, kind.slug, replace(kind, entries=entries))
    service.answers = [(503, {})]
    work(clock)
    assert len(service.asked) == 1 and phone.opened == []
    remove_from_group(bruno, table.group, anna)
    work(clock, minutes=5)
    assert len(service.asked) == 1 and OutgoingPush.objects.get().state == State.DROPPED


@pytest.mark.parametrize("words", [True, False])
def test_of_a_closed_room_not_even_the_name_on_request(
    anna: Member, bruno: Member, phone: Browser, clock: Any, words: bool
) -> None:
    table = room_of(anna, bruno)
    choose_mails(anna, closed_words=words)
    say(bruno, table, f"@{anna.handle}: Rübenkompass")
    work(clock)
    (said,) = phone.opened
    assert "Rübenkompass" not in str(said)
    assert ("Bruno" in str(said) and "Tisch" in str(said)) is words


def test_at_night_it_waits_for_the_morning(thread: Thread, bruno: Member, phone: Browser, clock: Any) -> None:
    clock.move_to(TUESDAY.replace(hour=19))
    make_reply(thread, bruno)
    work(clock, hours=11)
    assert phone.opened == []
    work(clock, hours=1, minutes=1)
    assert len(phone.opened) == 1


def test_at_the_weekend_it_waits_for_monday(
    thread: Thread, bruno: Member, phone: Browser, clock: Any, anna: Member
) -> None:
    clock.move_to(TUESDAY + timedelta(days=4))
    make_reply(thread, bruno)
    work(clock)
    assert phone.opened == []
    choose_mails(anna, weekends=True)
    work(clock)
    assert len(phone.opened) == 1


def test_a_wish_for_quiet_holds_for_what_is_due_already(
    thread: Thread, bruno: Member, phone: Browser, clock: Any, anna: Member
) -> None:
    make_reply(thread, bruno)
    later(clock, minutes=1)
    MailWish.objects.create(member=anna, quiet_until=9, quiet_from=10)
    work(clock)
    assert phone.opened == [] and Notice.objects.get().push_due_at == TUESDAY.replace(day=25, hour=9)


def test_a_repetition_ends_with_the_working_day(
    thread: Thread, bruno: Member, phone: Browser, service: Service, clock: Any
) -> None:
    clock.move_to(TUESDAY.replace(hour=17, minute=50))
    make_reply(thread, bruno)
    service.answers = [(503, {"Retry-After": "900"})]
    work(clock)
    assert OutgoingPush.objects.get().expires_at == TUESDAY.replace(hour=18)
    work(clock, minutes=20)
    assert phone.opened == [] and OutgoingPush.objects.get().state == State.DROPPED


def test_the_service_forgets_it_with_the_working_day(
    thread: Thread, bruno: Member, phone: Browser, clock: Any
) -> None:
    clock.move_to(TUESDAY.replace(hour=17, minute=49))
    make_reply(thread, bruno)
    work(clock)
    assert phone.headers[0]["TTL"] == "600", "a phone that is turned on at night is told nothing"


@pytest.mark.parametrize(("things", "pushes"), [(3, 3), (4, 1)])
def test_on_a_morning_many_things_are_one_push(
    anna: Member, bruno: Member, phone: Browser, clock: Any, things: int, pushes: int
) -> None:
    clock.move_to(TUESDAY.replace(hour=20))
    for number in range(things):
        make_reply(make_thread(anna, title=f"Thema {number}"), bruno)
    work(clock, hours=11, minutes=1)
    assert len(phone.opened) == pushes
    if pushes == 1:
        (said,) = phone.opened
        assert said["title"] == "4 neue Hinweise im Demografiedialog" and said["address"] == "/hinweise/"
        assert "Bruno" not in str(said) and "Thema" not in str(said)


def test_who_chose_nothing_hears_nothing(
    thread: Thread, anna: Member, bruno: Member, phone: Browser, clock: Any
) -> None:
    make_reply(thread, bruno)
    choose_level(anna, "thread", thread.pk, level=Level.NOTHING)
    work(clock)
    later(clock, minutes=10)
    assert phone.opened == [] and write_due() == 0, "neither what waits"
    settle_all(anna)
    make_reply(thread, bruno)
    work(clock)
    assert phone.opened == []


def test_without_a_device_nothing_is_due(thread: Thread, bruno: Member, service: Service) -> None:
    make_reply(thread, bruno)
    assert Notice.objects.get().push_due_at is None


def test_who_wants_no_mail_is_told_on_the_device(
    thread: Thread, anna: Member, bruno: Member, phone: Browser, clock: Any
) -> None:
    choose_mails(anna, by_mail=False)
    make_reply(thread, bruno)
    work(clock)
    assert len(phone.opened) == 1 and Notice.objects.get().mail_due_at is None


def test_it_is_posted_once_however_often_a_worker_begins_anew(
    thread: Thread, bruno: Member, phone: Browser, clock: Any
) -> None:
    make_reply(thread, bruno)
    due = Notice.objects.get().push_due_at
    work(clock)
    Notice.objects.update(push_due_at=due)  # as if it had died before it could note that
    work(clock)
    assert len(phone.opened) == 1 and OutgoingPush.objects.count() == 1


def test_a_page_in_front_is_here_and_one_behind_is_not(anna: Member) -> None:
    client = Client()
    client.force_login(anna)
    client.get("/hinweise/anzahl/")
    assert live.who_is_here([anna.pk]) == set()
    client.get("/hinweise/anzahl/?vorn=1")
    assert live.who_is_here([anna.pk, anna.pk + 1]) == {anna.pk}


@pytest.mark.parametrize(
    ("moment", "wish", "expected"),
    [
        ("2026-11-24 10:00", {}, "2026-11-24 18:00"),
        ("2026-11-24 10:00", {"quiet_from": 24}, "2026-11-25 00:00"),
        ("2026-11-24 20:00", {"quiet_from": 22}, "2026-11-24 22:00"),
        ("2026-10-25 01:00", {"quiet_until": 0, "weekends": True}, "2026-10-25 18:00"),
    ],
)
def test_when_quiet_begins_again(moment: str, wish: dict[str, Any], expected: str) -> None:
    begun = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    assert quiet_again(begun, MailWish(**wish)) == datetime.fromisoformat(expected).replace(tzinfo=BERLIN)
