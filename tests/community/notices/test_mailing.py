"""Notices become mails: one a thing and burst, at decent hours, of what may be read then, with a way out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from community.mail.dressing import dress
from community.mail.models import OutgoingMail
from community.notices.actions import choose_mails
from community.notices.mailing import write_due
from community.notices.models import Level, MailWish, Notice, Watch
from community.notices.quiet import next_moment
from community.notices.tokens import unsubscribe_token
from community.people.groups.actions import remove_from_group
from community.people.models import Admission, Member
from forum.models import Thread
from realtime.rooms.participation import actions as participation_actions
from tests.factories.forum import make_reply, make_thread, remove
from tests.factories.people import MemberFactory, WorkingGroupFactory
from tests.factories.rooms import make_room, say
from tests.mails import sent

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=BERLIN)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def bruno() -> Member:
    return MemberFactory(name="Bruno Krüger")


@pytest.fixture
def thread(clock: Any, anna: Member) -> Thread:
    return make_thread(anna, title="Wer kennt Mitfahrbänke?")


def mails() -> list[Any]:
    while write_due():
        pass
    return sent()


def later(clock: Any, **by: float) -> None:
    clock.move_to(timezone.now() + timedelta(**by))


def test_a_burst_is_one_mail(thread: Thread, bruno: Member, anna: Member, clock: Any) -> None:
    make_reply(thread, bruno, text="Wir haben acht. <b>Nicht fett</b>")
    assert mails() == [], "what comes next may come with it"
    later(clock, minutes=4)
    make_reply(thread, bruno, text="Und zwei geplant.")
    later(clock, minutes=7)
    (letter,) = mails()
    assert letter.to == [anna.email]
    assert letter.subject == f"[{thread.field.name}] Wer kennt Mitfahrbänke?"
    assert "Bruno Krüger hat Ihnen geantwortet." in letter.body
    assert "> Wir haben acht. <b>Nicht fett</b>" in letter.body and "> Und zwei geplant." in letter.body
    assert f"/themen/{thread.pk}/ungelesen/" in letter.body
    assert "weil Sie in diesem Thema gefragt oder geschrieben haben" in letter.body
    html = letter.alternatives[0][0]
    assert "&lt;b&gt;Nicht fett" in html and "<b>" not in html
    assert not Notice.objects.filter(mail_due_at__isnull=False).exists()


def test_the_headers_of_a_conversation(thread: Thread, bruno: Member, clock: Any) -> None:
    make_reply(thread, bruno)
    later(clock, minutes=11)
    (letter,) = mails()
    said = letter.message()
    assert said["References"] == said["In-Reply-To"] == f"<thread-{thread.pk}@demografiedialog.example>"
    assert said["Message-ID"].endswith("@demografiedialog.example>")
    assert said["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (
        said["List-Unsubscribe"].startswith("<http") and "/hinweise/abbestellen/" in said["List-Unsubscribe"]
    )
    assert said["Auto-Submitted"] == "auto-generated"


def test_what_was_read_meanwhile_needs_no_mail(
    thread: Thread, bruno: Member, anna: Member, clock: Any
) -> None:
    later(clock, minutes=1)
    make_reply(thread, bruno)
    client = Client()
    client.force_login(anna)
    client.get(thread.get_absolute_url())
    later(clock, minutes=11)
    assert mails() == []


def test_what_was_taken_down_meanwhile_is_not_mailed(thread: Thread, bruno: Member, clock: Any) -> None:
    remove(make_reply(thread, bruno))
    later(clock, minutes=11)
    assert mails() == [] and not OutgoingMail.objects.exists()


def test_who_is_no_longer_admitted_gets_nothing(
    thread: Thread, bruno: Member, anna: Member, clock: Any
) -> None:
    make_reply(thread, bruno)
    Admission.objects.filter(member=anna).update(outcome="declined", reason="Nicht mehr dabei")
    later(clock, minutes=11)
    assert mails() == []


def test_a_room_one_has_left_mails_nothing(clock: Any, anna: Member, bruno: Member) -> None:
    group = WorkingGroupFactory(lead=anna, with_members=[bruno])
    table = make_room(group)
    for member in (anna, bruno):
        participation_actions.enter_room(member, table)
    say(anna, table, f"@{bruno.handle}: Kennwort Rübenkompass")
    remove_from_group(anna, group, bruno)
    later(clock, minutes=11)
    assert mails() == []


@pytest.mark.parametrize("words", [True, False])
def test_words_of_a_closed_room_are_kept_back_on_request(
    clock: Any, anna: Member, bruno: Member, words: bool
) -> None:
    table = make_room(WorkingGroupFactory(lead=anna, with_members=[bruno]), name="Tisch")
    for member in (anna, bruno):
        participation_actions.enter_room(member, table)
    choose_mails(bruno, closed_words=words)
    say(anna, table, f"@{bruno.handle}: Rübenkompass")
    later(clock, minutes=11)
    (letter,) = mails()
    assert letter.subject == "[Raum] Tisch"
    assert ("Rübenkompass" in letter.body) is words


def test_the_mail_is_written_once_however_often_a_worker_begins_anew(
    thread: Thread, bruno: Member, anna: Member, clock: Any
) -> None:
    make_reply(thread, bruno)
    due = Notice.objects.get().mail_due_at
    later(clock, minutes=11)
    write_due()
    Notice.objects.update(mail_due_at=due)  # as if it had died before it could note that
    write_due()
    assert len(sent()) == 1


def test_no_mail_for_who_wants_none(thread: Thread, bruno: Member, anna: Member, clock: Any) -> None:
    choose_mails(anna, by_mail=False)
    make_reply(thread, bruno)
    later(clock, minutes=11)
    assert mails() == [] and Notice.objects.of(anna).unread().exists()


@pytest.mark.parametrize(
    ("moment", "wish", "expected"),
    [
        ("2026-11-24 10:00", {}, "2026-11-24 10:00"),
        ("2026-11-24 17:59", {}, "2026-11-24 17:59"),
        ("2026-11-24 18:00", {}, "2026-11-25 07:00"),
        ("2026-11-24 06:59", {}, "2026-11-24 07:00"),
        ("2026-11-27 18:30", {}, "2026-11-30 07:00"),
        ("2026-11-28 12:00", {}, "2026-11-30 07:00"),
        ("2026-11-28 12:00", {"weekends": True}, "2026-11-28 12:00"),
        ("2026-11-24 20:00", {"quiet_from": 22}, "2026-11-24 20:00"),
        ("2026-11-24 23:59", {"quiet_from": 24, "quiet_until": 0}, "2026-11-24 23:59"),
        ("2026-10-24 19:00", {"weekends": True}, "2026-10-25 07:00"),  # the night the clocks go back
        ("2026-03-28 19:00", {"weekends": True}, "2026-03-29 07:00"),  # and the one they go forward
    ],
)
def test_quiet_hours(moment: str, wish: dict[str, Any], expected: str) -> None:
    begun = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    assert next_moment(begun, MailWish(**wish)) == datetime.fromisoformat(expected).replace(tzinfo=BERLIN)


def test_at_night_a_mail_waits_for_the_morning(thread: Thread, bruno: Member, clock: Any) -> None:
    clock.move_to(TUESDAY.replace(hour=19))
    make_reply(thread, bruno)
    later(clock, hours=11)
    assert mails() == []
    later(clock, hours=1, minutes=1)
    assert len(mails()) == 1


def test_one_click_ends_it_without_signing_in(
    thread: Thread, bruno: Member, anna: Member, clock: Any
) -> None:
    make_reply(thread, bruno)
    later(clock, minutes=11)
    (letter,) = mails()
    address = letter.message()["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    client = Client(enforce_csrf_checks=True)
    page = client.get(address)
    assert page.status_code == 200 and "Abbestellen" in page.content.decode()
    assert not Watch.objects.exists(), "a link only shows a page"
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Watch.objects.get().level == Level.NOTHING


@pytest.mark.parametrize("scope", ["monday", "all"])
def test_the_other_ways_out(anna: Member, scope: str) -> None:
    Client().post(f"/hinweise/abbestellen/{unsubscribe_token(anna.pk, scope)}/")
    wish = MailWish.objects.get(member=anna)
    assert (wish.monday, wish.by_mail) == (False, scope != "all")


def test_a_token_nobody_wrote_opens_nothing(anna: Member) -> None:
    token = unsubscribe_token(anna.pk, "all")
    for wrong in (token[:-1] + ("a" if token[-1] != "a" else "b"), "x", unsubscribe_token(10**9, "all")):
        assert Client().post(f"/hinweise/abbestellen/{wrong}/").status_code == 404


def test_a_letter_in_its_clothes() -> None:
    html = dress(
        "Guten Tag,\n\nSo geht es:\n→ https://a.example/x?a=1&b=2\n\n> <script>\n> ja\n--\nFuß https://b.example."
    )
    assert '<a href="https://a.example/x?a=1&amp;b=2" style="display:inline-block' in html
    assert ">So geht es</a>" in html and "&lt;script&gt;<br>ja</blockquote>" in html
    assert '<a href="https://b.example" ' in html and "<script" not in html
