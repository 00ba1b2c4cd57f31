""" "@" speaks to members, working groups and municipalities; whoever reaches many or the wrong is told so first."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from community.notices.models import Notice
from community.people.models import Member, Municipality
from community.web import verdicts
from forum.fields import policy as field_policy
from forum.models import ActionField, Mention, Thread
from forum.writing import actions as writing_actions
from forum.writing.addressing import ASKS_ABOVE
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.people import MemberFactory, MunicipalityFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber", municipality=MunicipalityFactory(name="Coburg"))


@pytest.fixture
def thread(anna: Member) -> Thread:
    return make_thread(anna, field=ActionFieldFactory(public=True))


@pytest.fixture
def spelle() -> Municipality:
    return MunicipalityFactory(name="Spelle", kind="Samtgemeinde")


def told(member: Member) -> list[str]:
    return list(Notice.objects.filter(member=member).values_list("kind", flat=True))


@pytest.mark.parametrize("typed", ["@Spelle", "@spelle", "@Samtgemeinde-Spelle"])
def test_a_municipality_reaches_who_works_there(
    anna: Member, thread: Thread, spelle: Municipality, typed: str
):
    bruno, waiting = MemberFactory(municipality=spelle), MemberFactory(municipality=spelle, waiting=True)
    post = make_reply(thread, MemberFactory(), text=f"Was sagt {typed} dazu?")
    assert f'<a class="mention" href="/kommunen/{spelle.ars}/">@Samtgemeinde Spelle</a>' in post.html
    assert told(bruno) == ["forum.mention"] and told(waiting) == []


def test_the_town_is_meant_before_the_district_of_the_same_name(anna: Member, thread: Thread):
    district = MunicipalityFactory(name="Coburg", kind="Landkreis", population=90_000)
    doris = MemberFactory(municipality=district)
    make_reply(thread, MemberFactory(), text="Frage an @Coburg")
    assert set(Mention.objects.values_list("member", flat=True)) == {anna.pk}
    make_reply(thread, MemberFactory(), text="Frage an @Landkreis-Coburg")
    assert told(doris) == ["forum.mention"]


@pytest.mark.parametrize("typed", ["@kinderstadtplan", "@AG-Kinderstadtplan"])
def test_a_group_reaches_its_members_of_today(thread: Thread, typed: str):
    group = WorkingGroupFactory(name="Kinderstadtplan", slug="kinderstadtplan")
    here, gone = MemberFactory(), MemberFactory()
    group.memberships.create(member=here)
    group.memberships.create(member=gone, left_at="2024-01-01T00:00Z")
    make_reply(thread, MemberFactory(), text=f"Hallo {typed}!")
    assert told(here) == ["forum.mention"] and told(gone) == []


def test_names_nobody_is_here_from_and_code_stay_text(thread: Thread, spelle: Municipality):
    MemberFactory(municipality=spelle)
    post = make_reply(thread, MemberFactory(), text="@Niemandsdorf und `@Spelle` und post@Spelle")
    assert "mention" not in post.html and not Mention.objects.exists()


def test_many_are_reached_only_by_who_knows(
    client: Client, anna: Member, thread: Thread, spelle: Municipality
):
    MemberFactory.create_batch(ASKS_ABOVE + 1, municipality=spelle)
    with pytest.raises(ValidationError, match=f"spricht {ASKS_ABOVE + 1} Mitglieder an"):
        writing_actions.reply(anna, thread, text="@Spelle?", key=uuid4())
    client.force_login(anna)
    sent = {"text": "@Spelle, was meinen Sie?", "key": str(uuid4())}
    page = client.post(f"/themen/{thread.pk}/antworten/", sent)
    assert (
        page.status_code == 422 and "@Samtgemeinde Spelle“ spricht 9 Mitglieder an" in page.content.decode()
    )
    assert "@Spelle, was meinen Sie?" in page.content.decode() and not Mention.objects.exists()
    assert client.post(f"/themen/{thread.pk}/antworten/", {**sent, "anyway": "on"}).status_code == 303
    assert Mention.objects.count() == ASKS_ABOVE + 1


def test_who_cannot_read_along_is_named_before_posting(
    client: Client, anna: Member, thread: Thread, monkeypatch: pytest.MonkeyPatch
):
    """Today every member reads every field; the question is put to the policy, so that it holds when that changes."""
    bruno = MemberFactory(name="Bruno Krüger")
    sees = field_policy.can_see_field

    def can_see_field(viewer: Member, field: ActionField) -> object:
        return verdicts.HIDDEN if viewer.pk == bruno.pk else sees(viewer, field)

    monkeypatch.setattr(field_policy, "can_see_field", can_see_field)
    client.force_login(anna)
    sent = {"text": f"Was meinen Sie, @{bruno.handle}?", "key": str(uuid4())}
    page = client.post(f"/themen/{thread.pk}/antworten/", sent)
    assert page.status_code == 422
    assert "Das kann nicht mitlesen, wen Sie ansprechen: Bruno Krüger." in page.content.decode()


def test_names_are_offered_to_members_only(client: Client, anna: Member, spelle: Municipality):
    MemberFactory(name="Spencer", municipality=spelle)
    WorkingGroupFactory(name="Speisekarte", slug="speisekarte")
    assert client.get("/themen/ansprechen/", {"q": "spe"}).status_code == 403
    client.force_login(anna)
    page = client.get("/themen/ansprechen/", {"q": "Spe"}).content.decode()
    for written in ("@samtgemeinde-spelle", "@speisekarte", "@spencer"):
        assert f'data-value="{written}"' in page
