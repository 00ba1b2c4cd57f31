"""The office keeps the vocabulary: each act with a reason, in the record, and exactly undone."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import Client

from community.audit.models import AuditEvent
from community.moderation.models import ModerationAction
from community.moderation.undo.actions import undo_action
from community.people.models import Member
from community.search.models import Document
from forum.models import Tag, ThreadTag
from forum.vocabulary import actions as vocabulary_actions
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> Member:
    member = MemberFactory(office=True)
    client.force_login(member)
    return member


def state() -> tuple[list[tuple[object, ...]], list[tuple[int, int]], list[tuple[object, ...]]]:
    """Every word, which threads carry which, and what the search knows of them."""
    tags = Tag.objects.order_by("pk").values_list(
        "name", "slug", "folded", "in_vocabulary", "main", "retired_at"
    )
    carried = ThreadTag.objects.order_by("thread", "tag").values_list("thread", "tag")
    said = Document.objects.order_by("kind", "object_id").values_list("kind", "object_id", "body", "scope")
    return list(tags), list(carried), list(said)


@pytest.mark.parametrize("act", ["add", "synonym", "confirm", "retire", "rename", "respell", "merge"])
def test_every_act_is_recorded_and_taken_back_exactly(officer: Member, act: str):
    author = MemberFactory()
    childcare = vocabulary_actions.add_tag(officer, name="Kinderbetreuung", reason="Kommt oft vor")
    for tags in (["Kitaplatz"], ["Kitaplatz", "Kinderbetreuung"], ["Kinderbetreuung"]):
        make_reply(make_thread(author, tags=tags), author)
    place = Tag.objects.get(name="Kitaplatz")
    vocabulary_actions.add_tag(officer, name="Krippenplatz", reason="Dasselbe", main=place)
    before = state()
    {
        "add": lambda: vocabulary_actions.add_tag(officer, name="Neues", reason="Darum"),
        "synonym": lambda: vocabulary_actions.add_tag(officer, name="Kita", reason="Darum", main=childcare),
        "confirm": lambda: vocabulary_actions.confirm_tag(officer, place, reason="Darum"),
        "retire": lambda: vocabulary_actions.retire_tag(officer, place, reason="Darum"),
        "rename": lambda: vocabulary_actions.rename_tag(
            officer, place, name="Betreuungsplatz", reason="Darum"
        ),
        "respell": lambda: vocabulary_actions.rename_tag(officer, place, name="KitaPlatz", reason="Darum"),
        "merge": lambda: vocabulary_actions.merge_tags(officer, place, target=childcare, reason="Darum"),
    }[act]()
    assert state() != before
    entry = ModerationAction.objects.latest("pk")
    assert entry.reason == AuditEvent.objects.latest("pk").reason == "Darum"
    assert AuditEvent.objects.latest("pk").verb == entry.verb
    undo_action(officer, entry)
    assert state() == before


def test_a_merged_word_leads_to_the_other(client: Client, officer: Member):
    thread = make_thread(MemberFactory(), tags=["Kita"])
    both = make_thread(MemberFactory(), tags=["Kita", "Kinderbetreuung"])
    kita, childcare = Tag.objects.get(name="Kita"), Tag.objects.get(name="Kinderbetreuung")
    sent = {"target": childcare.pk, "reason": "Dasselbe"}
    assert client.post(f"/moderation/stichworte/{kita.pk}/zusammenfuehren/", sent).status_code == 303
    for tagged in (thread, both, make_thread(MemberFactory(), tags=["kita"])):
        assert [tag.name for tag in tagged.tags.all()] == ["Kinderbetreuung"]
    answer = client.get("/stichworte/kita/")
    assert (answer.status_code, answer["Location"]) == (302, "/stichworte/kinderbetreuung/")
    assert "Auch: Kita" in client.get("/stichworte/kinderbetreuung/").content.decode()


def test_a_renamed_word_keeps_its_old_address_and_its_threads(client: Client, officer: Member):
    thread = make_thread(MemberFactory(), tags=["Oeffis"])
    tag = Tag.objects.get()
    vocabulary_actions.rename_tag(officer, tag, name="Nahverkehr", reason="Verständlicher")
    assert client.get("/stichworte/oeffis/")["Location"] == "/stichworte/nahverkehr/"
    assert "Nahverkehr" in client.get(thread.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="gehört zu „Nahverkehr“"):
        vocabulary_actions.add_tag(officer, name="öffis", reason="Noch einmal")


def test_what_stands_in_the_way_of_taking_back_is_said(officer: Member):
    vocabulary_actions.add_tag(officer, name="Bus", reason="Kommt vor")
    make_thread(MemberFactory(), tags=["Bus"])
    with pytest.raises(Exception, match="inzwischen benutzt"):
        undo_action(officer, ModerationAction.objects.get())
    assert Tag.objects.count() == 1


def test_the_page_shows_what_waits_and_keeps_what_was_typed(client: Client, officer: Member):
    make_thread(MemberFactory(name="Berta Bahn"), tags=["Güterverkehr"])
    tag = Tag.objects.get()
    page = client.get("/moderation/stichworte/").content.decode()
    assert "Güterverkehr" in page and "von Berta Bahn" in page
    assert "Güterverkehr" in client.get("/moderation/").content.decode()
    answer = client.post(f"/moderation/stichworte/{tag.pk}/umbenennen/", {"name": "Fracht", "reason": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="Fracht"' in page and '<details class="tag-act" open>' in page
    assert Tag.objects.get().name == "Güterverkehr"


def test_members_cannot_tend_words():
    member = MemberFactory()
    make_thread(member, field=ActionFieldFactory(public=True), tags=["Bus"])
    with pytest.raises(Http404):
        vocabulary_actions.confirm_tag(member, Tag.objects.get(), reason="Meins")
