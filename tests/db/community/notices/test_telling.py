"""Who is told of what: by level, for the best reason, once until they have looked."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from community.notices.actions import choose_level, settle_all
from community.notices.models import Level, Notice, Watch
from community.people.models import Member
from forum.models import Thread
from forum.reading.actions import mark_read
from forum.writing import actions as writing_actions
from realtime.rooms.models import Participation
from realtime.rooms.participation import actions as participation_actions
from tests.factories.forum import accept, make_reply, make_thread
from tests.factories.people import MemberFactory, WorkingGroupFactory
from tests.factories.rooms import make_room, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def bruno() -> Member:
    return MemberFactory(name="Bruno Krüger")


@pytest.fixture
def thread(anna: Member) -> Thread:
    return make_thread(anna)


def told(member: Member) -> list[str]:
    return [notice.kind for notice in Notice.objects.of(member).order_by("pk")]


def watching(thread: Thread, level: str = Level.ALL, **who: Any) -> Member:
    member = MemberFactory(**who)
    choose_level(member, "thread", thread.pk, level=level)
    return member


def test_who_asked_is_told_of_answers(thread: Thread, anna: Member, bruno: Member) -> None:
    make_reply(thread, bruno)
    assert told(anna) == ["forum.answer"] and told(bruno) == []


def test_nobody_is_told_of_their_own_acts(thread: Thread, anna: Member) -> None:
    choose_level(anna, "thread", thread.pk, level=Level.ALL)
    make_reply(thread, anna, text=f"@{anna.handle} denkt nach")
    assert told(anna) == []


def test_who_is_answered_is_told(thread: Thread, anna: Member, bruno: Member) -> None:
    make_reply(thread, bruno)
    make_reply(thread, MemberFactory(), reply_to=2)
    assert told(bruno) == ["forum.answer"]


def test_the_reason_that_concerns_one_most_wins(thread: Thread, anna: Member, bruno: Member) -> None:
    choose_level(anna, "thread", thread.pk, level=Level.ALL)
    make_reply(thread, bruno, text=f"@{anna.handle} meinte das auch")
    assert told(anna) == ["forum.mention"]


@pytest.mark.parametrize(
    ("level", "kinds"),
    [(Level.ALL, ["forum.post"]), (Level.IMPORTANT, []), (Level.NOTHING, []), (None, [])],
)
def test_the_level_of_a_thread(thread: Thread, bruno: Member, level: str | None, kinds: list[str]) -> None:
    reader = watching(thread, level) if level else MemberFactory()
    make_reply(thread, bruno)
    assert told(reader) == kinds


def test_nothing_means_nothing(thread: Thread, anna: Member, bruno: Member) -> None:
    choose_level(anna, "thread", thread.pk, level=Level.NOTHING)
    make_reply(thread, bruno, text=f"@{anna.handle}?")
    assert told(anna) == []


def test_a_field_one_wants_nothing_of_is_silent_unless_the_thread_is_wanted(
    thread: Thread, anna: Member, bruno: Member
) -> None:
    choose_level(anna, "field", thread.field_id, level=Level.NOTHING)
    make_reply(thread, bruno)
    assert told(anna) == []
    choose_level(anna, "thread", thread.pk, level=Level.IMPORTANT)
    make_reply(thread, bruno)
    assert told(anna) == ["forum.answer"]


def test_a_field_tells_of_new_threads_to_those_who_want_all(thread: Thread, bruno: Member) -> None:
    reader, other = MemberFactory(), MemberFactory()
    choose_level(reader, "field", thread.field_id, level=Level.ALL)
    make_thread(bruno, field=thread.field, text=f"@{other.handle} weiß das")
    assert told(reader) == ["forum.thread"] and told(other) == ["forum.mention"]


def test_an_accepted_answer_tells_its_author(thread: Thread, anna: Member, bruno: Member) -> None:
    accept(make_reply(thread, bruno), by=anna)
    assert told(bruno) == ["forum.accepted"]


def test_more_of_the_same_adds_nothing_until_one_has_looked(
    thread: Thread, anna: Member, bruno: Member
) -> None:
    make_reply(thread, bruno)
    make_reply(thread, bruno)
    first = Notice.objects.get(member=anna)
    assert first.thing == 2, "it leads to the first unread post"
    thread.refresh_from_db()
    mark_read(anna, thread, number=2)
    assert not Notice.objects.of(anna).unread().exists()
    make_reply(thread, bruno)
    assert [notice.thing for notice in Notice.objects.of(anna).unread()] == [4]


def test_reading_up_to_a_place_settles_what_stands_before_it(
    thread: Thread, anna: Member, bruno: Member
) -> None:
    make_reply(thread, bruno)
    thread.refresh_from_db()
    mark_read(anna, thread, number=1)
    assert Notice.objects.of(anna).unread().count() == 1


def test_waiting_people_are_told_nothing(thread: Thread, bruno: Member) -> None:
    waiting = MemberFactory(waiting=True)
    Watch.objects.create(member=waiting, place="thread", key=thread.pk, level=Level.ALL)
    make_reply(thread, bruno)
    assert told(waiting) == []


def test_what_is_rolled_back_tells_nobody(thread: Thread, anna: Member, bruno: Member) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        writing_actions.reply(bruno, thread, text="Doch nicht", key=uuid4())
        1 / 0  # noqa: B018
    assert told(anna) == []


def test_a_busy_thread_costs_the_same_questions(thread: Thread, bruno: Member) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            writing_actions.reply(bruno, thread, text="Neues", key=uuid4())
        return len(asked)

    watching(thread)
    cost()  # the first answer of a member begins their reading and their watching
    few = cost()
    for _number in range(20):
        watching(thread)
    Notice.objects.all().delete()
    assert cost() == few


def test_rooms_tell_by_the_level_of_the_room(anna: Member, bruno: Member) -> None:
    chiara = MemberFactory()
    table = make_room(WorkingGroupFactory(lead=anna, with_members=[bruno, chiara]))
    for member in (anna, bruno, chiara):
        participation_actions.enter_room(member, table)
    Participation.objects.filter(member=chiara).update(level=Participation.Level.ALL)
    say(anna, table, f"@{bruno.handle} kommst du?")
    say(anna, table, "Noch etwas")
    assert told(bruno) == ["rooms.mention"] and told(chiara) == ["rooms.message"] and told(anna) == []
    Participation.objects.filter(member=bruno).update(level=Participation.Level.NOTHING)
    settle_all(bruno)
    say(anna, table, f"@{bruno.handle} bitte")
    assert not Notice.objects.of(bruno).unread().exists()
