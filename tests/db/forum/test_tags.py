"""Tags of threads: words are folded, another word leads to the main one, and nobody learns what they may not read."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from community.moderation.models import ModerationAction
from community.moderation.undo.actions import undo_action
from community.people.models import Member
from community.search.finding import Narrowing, find
from forum.models import Tag, Thread
from forum.tags import actions as tag_actions
from forum.vocabulary import actions as vocabulary_actions
from tests.factories.forum import ActionFieldFactory, close, make_reply, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Member:
    return MemberFactory(office=True)


@pytest.fixture
def childcare(officer: Member) -> Tag:
    tag = vocabulary_actions.add_tag(officer, name="Kinderbetreuung", reason="Kommt oft vor")
    vocabulary_actions.add_tag(officer, name="Kita", reason="Sagen alle", main=tag)
    return tag


def names(thread: Thread) -> list[str]:
    return [tag.name for tag in thread.tags.in_use()]


def test_other_words_and_spellings_lead_to_the_main_word(childcare: Tag):
    thread = make_thread(MemberFactory(), tags=["KITA", " kinderbetreuung ", "Leerstände", "Leerstaende"])
    assert names(thread) == ["Kinderbetreuung", "Leerstände"]
    proposed = Tag.objects.get(name="Leerstände")
    assert (proposed.in_vocabulary, proposed.proposed_by, proposed.slug) == (
        False,
        thread.author,
        "leerstaende",
    )


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("a, b, c, d, e, f", "Höchstens 5 Stichwörter"),
        ("x" * 41, "Zeichen"),
        ("Ehrenamt, !!!", "„!!!“ ist kein Wort."),
        ("Ehrenamt,\u202eboes\u202c,\x00", ""),
    ],
)
def test_what_cannot_stand_is_said_at_the_field_and_kept(client: Client, typed: str, says: str):
    client.force_login(MemberFactory())
    field = ActionFieldFactory(public=True)
    sent = {"field": field.slug, "title": "Wer noch?", "text": "Wir.", "tags": typed}
    answer = client.post("/themen/neu/", {**sent, "key": "0b9a3f1e-0000-4000-8000-000000000001"})
    if says:
        page = answer.content.decode()
        assert answer.status_code == 422 and says in page
        assert typed.replace("\x00", "") in page
        assert not Tag.objects.exists() and not Thread.objects.exists()
    else:
        assert answer.status_code in (303, 422)


def test_a_word_that_was_put_away_is_refused(officer: Member, childcare: Tag):
    thread = make_thread(MemberFactory(), tags=["Kita"])
    vocabulary_actions.retire_tag(officer, childcare, reason="Zu weit")
    assert names(thread) == []
    with pytest.raises(ValidationError, match="kein Stichwort mehr"):
        make_thread(MemberFactory(), tags=["Kita"])
    assert Thread.objects.count() == 1


def test_the_author_changes_them_and_everyone_sees_that(client: Client):
    author = MemberFactory()
    thread = make_thread(author, tags=["Bus"])
    client.force_login(author)
    assert client.post(f"/themen/{thread.pk}/stichworte/", {"tags": "Bus, Rad"}).status_code == 303
    event = thread.events.get()
    assert (names(thread), event.verb, event.former, event.by) == (["Bus", "Rad"], "retag", "Bus", author)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert 'href="/stichworte/rad/"' in page and "(vorher „Bus“)" in page
    assert not ModerationAction.objects.exists()
    client.post(f"/themen/{thread.pk}/stichworte/", {"tags": "rad, BUS"})
    assert thread.events.count() == 1, "the same words change nothing"
    close(thread, by=MemberFactory(office=True))
    with pytest.raises(PermissionDenied):
        tag_actions.retag_thread(author, Thread.objects.get(pk=thread.pk), tags=[])


def test_the_office_says_why_and_can_take_it_back(officer: Member):
    thread = make_thread(MemberFactory(), tags=["Bus"])
    with pytest.raises(ValidationError):
        tag_actions.retag_thread(officer, thread, tags=["Bahn"])
    tag_actions.retag_thread(officer, thread, tags=["Bahn"], reason="Es geht um Züge")
    head = Thread.objects.get(pk=thread.pk).head
    undo_action(officer, ModerationAction.objects.get(verb="retag_thread"))
    assert names(thread) == ["Bus"]
    assert not thread.events.exists()
    assert Thread.objects.get(pk=thread.pk).head > head, "open pages hear of it"


def test_lists_and_search_narrow_by_tag(client: Client):
    reader, field = MemberFactory(), ActionFieldFactory(public=True)
    tagged = make_thread(reader, field=field, title="Fahrplan am Abend", tags=["Rufbus"])
    reply = make_reply(tagged, reader, text="Der Fahrplan steht aus.")
    make_thread(reader, field=field, title="Fahrplan am Morgen")
    tag = Tag.objects.get()
    for address in (field.get_absolute_url(), "/themen/", tag.get_absolute_url()):
        page = client.get(address, {"stichwort": "rufbus", "filter": "offen"}).content.decode()
        assert "Fahrplan am Abend" in page and "Fahrplan am Morgen" not in page, address
        assert 'href="/stichworte/rufbus/"' in page
    assert client.get("/themen/", {"stichwort": "gibtesnicht"}).status_code == 404
    page = client.get("/suche/", {"q": "Fahrplan", "stichwort": "rufbus"}).content.decode()
    assert "am <mark>" not in page.replace("Abend", "") and page.count('class="hit') >= 2
    assert "am Morgen" not in page
    found = find(reader, "Rufbus", Narrowing(kinds=("thread",)))
    assert [row.object_id for row in found.ranked] == [tagged.pk], "the word itself finds the thread"
    found = find(reader, "Fahrplan", Narrowing(scopes=(tag.scope,)))
    assert {(row.kind, row.object_id) for row in found.ranked} == {
        ("thread", tagged.pk),
        ("post", reply.pk),
    }


def test_a_proposed_word_is_known_only_to_readers_of_its_threads(client: Client):
    author = MemberFactory()
    make_thread(author, field=ActionFieldFactory(), tags=["Bürgschaft"])
    assert client.get("/stichworte/buergschaft/").status_code == 404
    assert "Bürgschaft" not in client.get("/stichworte/").content.decode()
    assert client.get("/themen/", {"stichwort": "buergschaft"}).status_code == 404
    assert "Bürgschaft" not in client.get("/suche/").content.decode()
    client.force_login(author)
    assert client.get("/stichworte/buergschaft/").status_code == 200
    assert "Bürgschaft" in client.get("/stichworte/vorschlaege/", {"q": "bürg"}).content.decode()


def test_suggestions_know_the_other_words(client: Client, childcare: Tag):
    client.force_login(MemberFactory())
    page = client.get("/stichworte/vorschlaege/", {"q": "kit"}).content.decode()
    assert page.count("<li") == 1 and "Kinderbetreuung" in page


def test_lists_cost_the_same_with_many_tags(client: Client, django_assert_max_num_queries: Any):
    field, author = ActionFieldFactory(public=True), MemberFactory()
    make_thread(author, field=field, tags=["Bus"])
    client.get(field.get_absolute_url())
    with django_assert_max_num_queries(12) as few:
        client.get(field.get_absolute_url())
    for number in range(8):
        make_thread(author, field=field, tags=[f"Wort {number}", "Bus", "Rad"])
    with django_assert_max_num_queries(len(few)):
        client.get(field.get_absolute_url())
