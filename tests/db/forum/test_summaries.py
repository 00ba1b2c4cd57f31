"""What came of a thread: written together, with every version kept; and the one reminder to mark an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from community.moderation.decisions import actions as decision_actions
from community.notices.models import Level, Notice, Watch
from community.people.models import Member
from community.search.finding import find
from forum.answers import actions as answer_actions
from forum.models import Post, Summary, SummaryVersion, Thread
from forum.summaries import actions as summary_actions
from forum.writing import telling
from tests.factories.forum import accept, close, fresh, make_reply, make_thread
from tests.factories.moderation import case_of, decide, report_thing
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client: Client, settings: Any) -> Member:
    settings.OFFICE_SECOND_FACTOR = False
    member = MemberFactory(name="Anna Weber")
    client.force_login(member)
    return member


@pytest.fixture
def post(anna: Member) -> Post:
    return make_reply(make_thread(anna), MemberFactory(name="Bruno Krüger"))


def _address(post: Post) -> str:
    return f"/themen/{post.thread_id}/zusammenfassung/"


def test_those_who_took_part_write_it_and_it_stands_under_the_question(client, anna, post):
    answer = client.post(_address(post), {"text": "Acht **Bänke** reichen.", "seen": "0"})
    assert answer.status_code == 303 and answer["Location"].endswith("#zusammenfassung")
    page = client.get(post.thread.get_absolute_url()).content.decode()
    assert "Acht <strong>Bänke</strong> reichen." in page and "zusammengefasst" in page
    assert post.thread.title in client.get("/themen/?filter=zusammengefasst").content.decode()
    thread = fresh(post).thread
    assert thread.head == thread.posts.get(number=1).rev
    with pytest.raises(PermissionDenied, match="geschrieben haben"):
        summary_actions.write_summary(MemberFactory(), thread, text="Ich war nicht dabei.", seen=1)
    closed = close(thread, by=MemberFactory(office=True))
    with pytest.raises(PermissionDenied, match="geschlossen"):
        summary_actions.write_summary(anna, closed, text="Zu spät", seen=1)


def test_nobody_overwrites_what_another_wrote_meanwhile(client, anna, post):
    client.post(_address(post), {"text": "Erste Fassung", "seen": "0"})
    summary_actions.write_summary(post.author, fresh(post).thread, text="Brunos Fassung", seen=1)
    answer = client.post(_address(post), {"text": "Annas Fassung", "seen": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Annas Fassung" in page and "Brunos Fassung" in page and 'value="2"' in page
    assert Summary.objects.get().source == "Brunos Fassung"
    both = {"text": "Annas und Brunos Fassung", "seen": "2", "reason": "Beides"}
    assert client.post(_address(post), both).status_code == 303
    history = client.get(f"{_address(post)}verlauf/").content.decode()
    assert "Fassung 3" in history and "Beides" in history and "<ins>" in history


def test_a_former_version_comes_back_as_a_new_one(client, anna, post):
    for number, text in enumerate(("Richtig", "Unsinn")):
        summary_actions.write_summary(anna, post.thread, text=text, seen=number)
    assert client.post(f"{_address(post)}verlauf/1/").status_code == 303
    assert Summary.objects.get().source == "Richtig"
    assert list(SummaryVersion.objects.values_list("number", "source")) == [
        (1, "Richtig"), (2, "Unsinn"), (3, "Richtig"),
    ]  # fmt: skip
    assert client.post(f"{_address(post)}verlauf/9/").status_code == 404


def test_each_version_counts_also_one_that_comes_back(client, anna, post, settings):
    settings.FORUM_RATE = "2/d"
    for number, text in enumerate(("Richtig", "Unsinn")):
        assert client.post(_address(post), {"text": text, "seen": str(number)}).status_code == 303
    refused = client.post(_address(post), {"text": "Noch anders", "seen": "2"})
    assert refused.status_code == 429 and "Noch anders" in refused.content.decode()
    assert client.post(f"{_address(post)}verlauf/1/").status_code == 429
    assert Summary.objects.get().source == "Unsinn"


def test_bad_words_are_said_at_the_field_and_kept(client, anna, post):
    answer = client.post(_address(post), {"text": "IBAN DE89 3704 0044 0532 0130 00", "seen": "x"})
    assert answer.status_code == 422 and "3704" in answer.content.decode()
    assert client.post(_address(post), {"text": " ", "seen": "0"}).status_code == 422
    assert not Summary.objects.exists()


def test_a_decision_keeps_it_from_everyone_and_gives_it_back(client, anna, post):
    summary_actions.write_summary(anna, post.thread, text="Pfeffernussstreit", seen=0)
    summary = Summary.objects.get()
    assert _is_found(anna)
    case = case_of(report_thing(MemberFactory(), "summary", summary))
    officer = MemberFactory(head=True)
    decision = decide(officer, case, "hide_summary")
    page = client.get(post.thread.get_absolute_url()).content.decode()
    assert "Pfeffernussstreit" not in page and not _is_found(anna)
    assert client.get(f"{_address(post)}verlauf/").status_code == 404
    assert client.get(_address(post)).status_code == 403
    decision_actions.take_back_decision(officer, decision, because="Doch nicht.")
    assert "Pfeffernussstreit" in client.get(post.thread.get_absolute_url()).content.decode()
    assert _is_found(anna) and Summary.objects.get().version == 1


def _is_found(viewer: Member) -> bool:
    return bool(find(viewer, "Pfeffernussstreit").ranked)


def test_the_asker_is_reminded_once_after_two_weeks(anna, post):
    def reminded() -> int:
        answer_actions.remind_askers()
        return Notice.objects.filter(member=anna, kind=telling.REMINDER).count()

    def asked(days: int) -> None:
        Thread.objects.update(created_at=timezone.now() - timedelta(days=days))

    asked(13)
    assert reminded() == 0
    accept(post)
    asked(15)
    assert reminded() == 0
    answer_actions.withdraw_answer(anna, fresh(post).thread)
    assert reminded() == 1
    Notice.objects.all().delete()
    assert reminded() == 0


def test_who_wants_nothing_is_not_reminded(anna, post):
    Watch.objects.create(member=anna, place="thread", key=post.thread_id, level=Level.NOTHING)
    Thread.objects.update(created_at=timezone.now() - timedelta(days=15))
    answer_actions.remind_askers()
    assert not Notice.objects.filter(kind=telling.REMINDER).exists()
