"""The office's bell: who hears it, and what rings it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from community import live
from community.live import find
from community.moderation.cases import actions as case_actions
from community.moderation.desk.ringing import office_head
from community.people.models import Member
from tests.factories.forum import make_reply, make_thread
from tests.factories.moderation import case_of, decide, report_post
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    events: list[dict[str, Any]] = []
    stop = live.carry(lambda topic, event: events.append(event) if topic == "office" else None)
    yield events
    stop()


def test_only_the_office_hears_it(settings: Any) -> None:
    people = [
        MemberFactory(office=True),
        MemberFactory(head=True),
        MemberFactory(),
        MemberFactory(waiting=True),
    ]
    people = [Member.objects.select_related("admission").get(pk=person.pk) for person in people]
    stream = find("office", people[0].pk).stream
    assert [stream.may_listen(person, 0) for person in people] == [True, True, False, False]
    pairs = {(person.pk, 0) for person in people}
    assert stream.may_listen_many and stream.may_listen_many(pairs) == {(people[0].pk, 0), (people[1].pk, 0)}
    settings.OFFICE_SECOND_FACTOR = True
    assert not stream.may_listen(people[0], 0) and not stream.may_listen_many(pairs)


def test_it_rings_for_what_waits_and_what_is_decided(
    heard: list[dict[str, Any]], django_capture_on_commit_callbacks: Any
) -> None:
    chiara, before = MemberFactory(office=True), office_head()
    post = make_reply(make_thread(MemberFactory()), MemberFactory())
    with django_capture_on_commit_callbacks(execute=True):
        case = case_of(report_post(MemberFactory(), post))
    assert [event["type"] for event in heard] == ["head"] and heard[0]["head"] > before
    with django_capture_on_commit_callbacks(execute=True):
        case_actions.watch_case(chiara, case)
        case_actions.watch_case(chiara, case)
    assert [event["type"] for event in heard[1:]] == ["watched"], "held on to, it does not ring again"
    with django_capture_on_commit_callbacks(execute=True):
        decide(chiara, case)
    assert heard[-1]["head"] == office_head() > heard[0]["head"]
