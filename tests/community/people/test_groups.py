"""Working groups: seeing, founding, and who keeps whom in."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client

from community.people.groups import actions as group_actions
from community.people.groups import registry
from community.people.models import Member, Membership, WorkingGroup
from tests.factories.people import MemberFactory, MunicipalityFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db
PAGE = "/arbeitsgruppen/kinderstadtplan/"


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def lead() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def group(lead: Member) -> WorkingGroup:
    group = WorkingGroupFactory(name="Kinderstadtplan", slug="kinderstadtplan", lead=lead)
    group.municipalities.add(MunicipalityFactory(name="Coburg"))
    return group


def inside(group: WorkingGroup) -> set[str]:
    return {membership.member.name for membership in group.memberships.current()}


def test_the_list_and_a_group(
    client: Client, group: WorkingGroup, lead: Member, django_assert_max_num_queries: Any
) -> None:
    client.force_login(lead)
    for _ in range(5):
        WorkingGroupFactory(with_members=[MemberFactory()])
    with django_assert_max_num_queries(8):
        page = client.get("/arbeitsgruppen/").content.decode()
    assert (
        "Kinderstadtplan" in page and "1 Mitglied" in page and "Sie gehören dazu" in page and "Coburg" in page
    )
    with django_assert_max_num_queries(9):
        page = client.get(PAGE).content.decode()
    assert "Anna Weber" in page and "Leitung" in page and "Verwalten" in page


def test_doors(client: Client, group: WorkingGroup) -> None:
    for path in ("/arbeitsgruppen/", PAGE):
        assert client.get(path)["Location"].startswith("/konto/login/")
    client.force_login(MemberFactory(waiting=True))
    assert client.get(PAGE).status_code == 403
    client.force_login(MemberFactory())
    assert client.get(f"{PAGE}verwalten/").status_code == 403
    assert client.get("/arbeitsgruppen/neu/").status_code == 404
    assert client.get("/arbeitsgruppen/gibt-es-nicht/").status_code == 404


def test_the_lead_adds_and_removes(client: Client, group: WorkingGroup, lead: Member) -> None:
    bert = MemberFactory(name="Bert Groß")
    client.force_login(lead)
    page = client.get(f"{PAGE}verwalten/", {"suche": "gross"}).content.decode()
    assert "Bert Groß" in page and "Anna Weber" in page
    client.post(f"{PAGE}aufnehmen/", {"member": bert.pk})
    client.post(f"{PAGE}aufnehmen/", {"member": bert.pk})
    assert inside(group) == {"Anna Weber", "Bert Groß"} and Membership.objects.count() == 2
    client.post(f"{PAGE}leitung/", {"member": bert.pk, "leads": "1"})
    assert group.memberships.current().get(member=bert).leads
    client.post(f"{PAGE}entfernen/", {"member": bert.pk})
    assert inside(group) == {"Anna Weber"}
    ended = Membership.objects.get(member=bert)
    assert ended.left_at and ended.added_by == lead, "the row stays"
    client.post(f"{PAGE}aufnehmen/", {"member": bert.pk})
    assert inside(group) == {"Anna Weber", "Bert Groß"}


def test_others_cannot(client: Client, group: WorkingGroup, lead: Member) -> None:
    bert = MemberFactory(name="Bert Groß")
    client.force_login(bert)
    for act in ("aufnehmen", "entfernen", "leitung"):
        answer = client.post(f"{PAGE}{act}/", {"member": lead.pk, "leads": "0"})
        assert answer.status_code == 403, act
    assert client.post(f"{PAGE}aufnehmen/", {"member": bert.pk}).status_code == 403, "nobody adds themselves"
    assert client.post(f"{PAGE}verwalten/", {"name": "x", "purpose": "x"}).status_code == 403
    assert client.post(f"{PAGE}kommune/", {"municipality": "Coburg"}).status_code == 403
    place = group.municipalities.get()
    assert client.post(f"{PAGE}kommune/entfernen/", {"ars": place.pk}).status_code == 403
    assert inside(group) == {"Anna Weber"} and group.municipalities.count() == 1


def test_everyone_may_leave(client: Client, group: WorkingGroup) -> None:
    bert = MemberFactory()
    Membership.objects.create(group=group, member=bert)
    client.force_login(bert)
    assert "verlassen" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}entfernen/", {"member": bert.pk})["Location"] == PAGE
    assert inside(group) == {"Anna Weber"}


def test_waiting_people_stay_outside(group: WorkingGroup, lead: Member) -> None:
    with pytest.raises(PermissionDenied):
        group_actions.add_to_group(lead, group, MemberFactory(waiting=True))


@pytest.mark.parametrize("key", ["", "x", "0", "-1", "9" * 18, "9" * 40, "\0", "٣"])
def test_nonsense_instead_of_a_member(client: Client, group: WorkingGroup, lead: Member, key: str) -> None:
    client.force_login(lead)
    assert client.post(f"{PAGE}aufnehmen/", {"member": key}).status_code == 404


def test_the_office_founds(client: Client) -> None:
    client.force_login(MemberFactory(office=True))
    said = {"name": "Gut alt werden", "purpose": "Bundesweit", "description": "**Offen**"}
    for changed, slug in (
        ({}, "gut-alt-werden"),
        ({}, "gut-alt-werden-2"),
        ({"name": "Neu"}, "neu-2"),  # "neu" is the address of the form
    ):
        answer = client.post("/arbeitsgruppen/neu/", {**said, **changed})
        assert answer["Location"] == f"/arbeitsgruppen/{slug}/verwalten/"
    assert client.get("/arbeitsgruppen/gut-alt-werden/").content.count(b"<strong>Offen</strong>") == 1
    assert client.post("/arbeitsgruppen/neu/", {**said, "name": ""}).status_code == 422


def test_members_do_not_found(client: Client) -> None:
    with pytest.raises(Http404):
        group_actions.found_group(MemberFactory(), name="x", purpose="x", description="")


def test_keeping_description_and_places(client: Client, group: WorkingGroup, lead: Member) -> None:
    kiel = MunicipalityFactory(name="Kiel")
    client.force_login(lead)
    client.post(
        f"{PAGE}verwalten/", {"name": "Kinderstadtplan", "purpose": "Zweite Ausgabe", "description": ""}
    )
    client.post(f"{PAGE}kommune/", {"municipality": "Kiel"})
    group.refresh_from_db()
    assert group.purpose == "Zweite Ausgabe" and group.municipalities.count() == 2
    assert client.post(f"{PAGE}kommune/", {"municipality": "Entenhausen"}).status_code == 422
    client.post(f"{PAGE}kommune/entfernen/", {"ars": kiel.pk})
    assert group.municipalities.count() == 1
    assert client.post(f"{PAGE}kommune/entfernen/", {"ars": "\0"}).status_code == 404


def test_plugs_are_told_inside_the_transaction(group: WorkingGroup, lead: Member, monkeypatch: Any) -> None:
    told: list[tuple[str, bool]] = []

    def listen(group: WorkingGroup, member: Member, *, joined: bool) -> None:
        assert transaction.get_connection().in_atomic_block
        told.append((member.name, joined))

    monkeypatch.setattr(registry, "_listeners", [])
    registry.when_changed(listen)
    bert = MemberFactory(name="Bert Groß")
    group_actions.add_to_group(lead, group, bert)
    group_actions.add_to_group(lead, group, bert)
    group_actions.remove_from_group(lead, group, bert)
    group_actions.remove_from_group(lead, group, bert)
    assert told == [("Bert Groß", True), ("Bert Groß", False)]


def test_a_failing_plug_undoes_the_change(group: WorkingGroup, lead: Member, monkeypatch: Any) -> None:
    def fail(group: WorkingGroup, member: Member, *, joined: bool) -> None:
        raise RuntimeError

    monkeypatch.setattr(registry, "_listeners", [fail])
    with pytest.raises(RuntimeError):
        group_actions.add_to_group(lead, group, MemberFactory())
    assert inside(group) == {"Anna Weber"}
