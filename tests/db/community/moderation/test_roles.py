"""The head of the office grants and revokes roles."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.http import Http404
from django.test import Client

from community.audit.models import AuditEvent
from community.moderation.roles import actions as role_actions
from community.people.models import Member, Role, RoleGrant
from tests.factories.forum import ActionFieldFactory
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def dora(client: Client) -> Member:
    dora = MemberFactory(head=True, name="Dora Schäfer")
    client.force_login(dora)
    return dora


def test_granting(client: Client, dora: Member, django_capture_on_commit_callbacks: Any) -> None:
    emil = MemberFactory(name="Emil Østergård")
    assert "Emil Østergård" in client.get("/moderation/rollen/", {"suche": "ostergard"}).content.decode()
    path = f"/moderation/rollen/{emil.pk}/erteilen/"
    assert client.post(path, {"role": "expert", "reason": ""}).status_code == 422
    assert client.post(path, {"role": "kaiser", "reason": "x"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, {"role": "expert", "reason": "Lehrt Raumplanung"})
        client.post(path, {"role": "expert", "reason": "Noch einmal"})
    grant = RoleGrant.objects.get(member=emil)
    assert (grant.role, grant.granted_by, grant.reason) == ("expert", dora, "Lehrt Raumplanung")
    assert Member.objects.get(pk=emil.pk).has_role(Role.EXPERT)
    (event,) = AuditEvent.objects.about(emil)
    assert (event.verb, event.actor, event.reason) == ("grant_role", dora, "Lehrt Raumplanung")
    (letter,) = mail.outbox
    assert letter.to == [emil.email] and "Fachexpertise" in letter.subject


def test_a_moderator_of_one_field_is_not_the_office(
    client: Client, dora: Member, django_capture_on_commit_callbacks: Any
) -> None:
    emil, field = MemberFactory(name="Emil Østergård"), ActionFieldFactory(name="Pflege im Kreis")
    path, scope = f"/moderation/rollen/{emil.pk}/erteilen/", f"field:{field.pk}"
    for wrong in (
        {"role": "expert", "scope": scope},
        {"role": "moderator", "scope": "field:0"},
        {"role": "moderator", "scope": "room:1"},
    ):
        assert client.post(path, {**wrong, "reason": "Kennt sich aus"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, {"role": "moderator", "scope": scope, "reason": "Kennt sich aus"})
    emil = Member.objects.get(pk=emil.pk)
    assert emil.has_role(Role.MODERATOR, scope) and not emil.is_office
    assert "Pflege im Kreis" in mail.outbox[0].subject
    page = client.get("/moderation/rollen/").content.decode()
    assert "Handlungsfeld „Pflege im Kreis“" in page and scope not in page
    client.force_login(emil)
    assert client.get("/moderation/vorgaenge/").status_code == 200
    assert client.get("/moderation/").status_code == 404


def test_revoking(client: Client, dora: Member, django_capture_on_commit_callbacks: Any) -> None:
    chiara = MemberFactory(office=True, name="Chiara Brandt")
    grant = chiara.grants.get()
    page = client.get("/moderation/rollen/").content.decode()
    assert "Chiara Brandt" in page and f"/moderation/rollen/entziehen/{grant.pk}/" in page
    path = f"/moderation/rollen/entziehen/{grant.pk}/"
    assert client.post(path, {"reason": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, {"reason": "Wechselt das Haus"})
    grant.refresh_from_db()
    assert grant.revoked_at and grant.revoked_by == dora
    assert not Member.objects.get(pk=chiara.pk).is_office
    (event,) = AuditEvent.objects.about(chiara)
    assert (event.verb, event.before["role"], event.reason) == (
        "revoke_role",
        "moderator",
        "Wechselt das Haus",
    )
    assert "Wechselt das Haus" in mail.outbox[0].body
    assert client.post(path, {"reason": "Noch einmal"}).status_code == 404


def test_a_revoked_role_can_be_granted_anew(dora: Member) -> None:
    emil = MemberFactory()
    first = role_actions.grant_role(dora, emil, role="expert", reason="eins")
    role_actions.revoke_role(dora, first, reason="zwei")
    second = role_actions.grant_role(dora, emil, role="expert", reason="drei")
    assert first.pk != second.pk and RoleGrant.objects.filter(member=emil).count() == 2
    role_actions.revoke_role(dora, first, reason="längst beendet")
    assert RoleGrant.objects.get(pk=second.pk).revoked_at is None


def test_nobody_changes_their_own_roles(client: Client, dora: Member) -> None:
    own = dora.grants.get()
    assert client.post(f"/moderation/rollen/entziehen/{own.pk}/", {"reason": "x"}).status_code == 403
    assert (
        client.post(
            f"/moderation/rollen/{dora.pk}/erteilen/", {"role": "technician", "reason": "x"}
        ).status_code
        == 403
    )
    with pytest.raises(PermissionDenied):
        role_actions.revoke_role(dora, own, reason="x")
    assert Member.objects.get(pk=dora.pk).is_head


@pytest.mark.parametrize("trait", ["office", "expert", "technician", "waiting"])
def test_only_the_head_manages_roles(client: Client, trait: str) -> None:
    other, member = MemberFactory(), MemberFactory(**{trait: True})
    client.force_login(member)
    for path in ("/moderation/rollen/", f"/moderation/rollen/{other.pk}/erteilen/"):
        assert client.get(path).status_code == 404
    with pytest.raises(Http404):
        role_actions.grant_role(member, other, role="head", reason="x")
    assert not RoleGrant.objects.filter(member=other).exists()


def test_waiting_people_get_no_roles(client: Client, dora: Member) -> None:
    waiting = MemberFactory(waiting=True)
    assert client.get(f"/moderation/rollen/{waiting.pk}/erteilen/").status_code == 404


def test_the_first_head_is_appointed_on_the_command_line() -> None:
    member = MemberFactory(waiting=True, email="erste@stadt.example")
    EmailAddress.objects.filter(user=member).update(verified=False)
    with pytest.raises(CommandError):
        call_command("appoint_head", "erste@stadt.example")
    EmailAddress.objects.filter(user=member).update(verified=True)
    for _ in range(2):
        call_command("appoint_head", "Erste@stadt.example", verbosity=0)
    member = Member.objects.get(pk=member.pk)
    assert member.is_head and member.is_admitted
    assert AuditEvent.objects.get().actor is None
