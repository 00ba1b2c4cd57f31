"""The door of the office, its desk, and the panels that content apps put on it."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from community.moderation import policy
from community.moderation.desk import registry as desk_registry
from community.moderation.desk.registry import Panel
from community.moderation.registrations import panels
from community.moderation.registrations import policy as registration_policy
from community.moderation.roles import policy as role_policy
from community.people.models import Member
from tests.factories.people import MemberFactory
from tests.factories.sessions import pass_factors, sign_in_fully

pytestmark = pytest.mark.django_db
DESK = "/moderation/"


def give_factor(member: Member, kind: str = Authenticator.Type.TOTP) -> None:
    Authenticator.objects.create(user=member, type=kind, data={})


@pytest.mark.parametrize("trait", ["", "waiting", "declined", "expert", "technician"])
def test_for_everyone_else_there_is_no_office(client: Client, trait: str) -> None:
    assert client.get(DESK).status_code == 404
    member = MemberFactory(**{trait: True} if trait else {})
    give_factor(member)
    client.force_login(member)
    for path in (
        DESK,
        "/moderation/freigaben/",
        f"/moderation/freigaben/{member.pk}/",
        "/moderation/rollen/",
    ):
        assert client.get(path).status_code == 404, path


def test_an_office_role_without_admission_opens_nothing(client: Client) -> None:
    member = MemberFactory(head=True, waiting=True)
    give_factor(member)
    client.force_login(member)
    assert client.get(DESK).status_code == 404


def test_the_second_factor_is_asked_for(client: Client) -> None:
    officer = MemberFactory(office=True)
    client.force_login(officer)
    answer = client.get(DESK, follow=True)
    assert answer.redirect_chain == [("/konto/2fa/", 302)]
    assert "zweiten Stufe der Anmeldung" in answer.content.decode()
    waiting = MemberFactory(waiting=True)
    assert client.post(f"/moderation/freigaben/{waiting.pk}/aufnehmen/")["Location"] == "/konto/2fa/"
    assert not Member.objects.get(pk=waiting.pk).is_admitted
    give_factor(officer, Authenticator.Type.RECOVERY_CODES)
    assert client.get(DESK).status_code == 302, "recovery codes alone are no second factor"
    give_factor(officer)
    answer = client.get(DESK, follow=True)
    assert answer.redirect_chain == [("/konto/2fa/reauthenticate/?next=%2Fmoderation%2F", 302)]
    assert "Bitte bestätigen Sie ihn auch hier" in answer.content.decode()
    pass_factors(client, officer)
    assert client.get(DESK).status_code == 200


def test_the_factor_can_be_switched_off_for_demonstrations(client: Client, settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False
    client.force_login(MemberFactory(office=True))
    assert client.get(DESK).status_code == 200


def test_a_lost_role_closes_the_door_at_once(client: Client) -> None:
    officer = MemberFactory(office=True)
    give_factor(officer)
    sign_in_fully(client, officer)
    assert client.get(DESK).status_code == 200
    officer.grants.update(revoked_at="2026-01-01T00:00Z")
    assert client.get(DESK).status_code == 404


def test_content_apps_put_lanes_on_the_desk(client: Client, monkeypatch: Any) -> None:
    officer = MemberFactory(office=True)
    give_factor(officer)
    sign_in_fully(client, officer)
    kept = list(desk_registry._providers)
    monkeypatch.setattr(desk_registry, "_providers", kept)

    @desk_registry.register
    def unanswered(who: Member) -> Panel:
        assert who == officer
        return Panel(
            "unbeantwortet",
            "Unbeantwortet",
            "moderation/registrations/_registrations.html",
            [],
            7,
            "/themen/",
            order=90,
        )

    @desk_registry.register
    def deadlines(who: Member) -> Panel:
        return Panel("fristen", "Fristen", "moderation/registrations/_registrations.html", order=10)

    @desk_registry.register
    def silent(who: Member) -> None:
        return None

    page = client.get(DESK).content.decode()
    assert page.index("Fristen") < page.index("Freigaben") < page.index("Unbeantwortet")
    assert "Alle 7 ansehen" in page and 'href="/themen/"' in page


def test_the_lane_of_registrations_is_short_and_costs_the_same(django_assert_num_queries: Any) -> None:
    officer = MemberFactory(office=True)
    for _round in range(2):
        MemberFactory.create_batch(6, waiting=True)
        with django_assert_num_queries(2):
            panel = panels.approvals(officer)
    assert len(panel.items) == 5 and panel.total == 12


def test_reasons_of_the_policy() -> None:
    officer, waiting = MemberFactory(office=True), MemberFactory(waiting=True)
    assert not policy.can_enter_office(officer) and policy.can_enter_office(officer).reason
    give_factor(officer)
    officer = Member.objects.get(pk=officer.pk)
    assert registration_policy.can_decide_registration(officer, waiting)
    assert registration_policy.can_decide_registration(officer, officer).reason
    assert registration_policy.can_decide_registration(waiting, waiting).hidden
    assert role_policy.can_manage_roles(officer).hidden
