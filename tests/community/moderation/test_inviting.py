"""The office invites people from a list; they come in with a password and their own consent."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import Http404
from django.test import Client
from django.utils import timezone

from community.audit.models import AuditEvent
from community.moderation.invitations import actions as invitation_actions
from community.moderation.registrations import actions as registration_actions
from community.people.admission.newcomers import is_newcomer
from community.people.invitations import views as invitation_views
from community.people.invitations.actions import accept_invitation, forget_invitations
from community.people.invitations.roster import read_roster
from community.people.models import Consent, Document, Invitation, Member
from tests.factories.people import DocumentFactory, MemberFactory, MunicipalityFactory, WorkingGroupFactory
from tests.mails import sent

pytestmark = pytest.mark.django_db
PASSWORD = "ein Satz den nur ich kenne"
LIST = """Name;E-Mail;Kommune;Funktion;Gruppen
Nina Neu;nina@spelle.example;Spelle;Kämmerin;AG Bus
=1+1;b@spelle.example;;;
"""


@pytest.fixture(autouse=True)
def house(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False
    DocumentFactory(slug=Document.Slug.RULES)
    MunicipalityFactory(name="Spelle")
    WorkingGroupFactory(name="AG Bus")


@pytest.fixture
def chiara() -> Member:
    return MemberFactory(office=True, name="Chiara Brandt")


def _file(text: str = LIST) -> SimpleUploadedFile:
    return SimpleUploadedFile("liste.csv", text.encode("cp1252"), "text/csv")


def _link(text: str) -> str:
    found = re.search(r"/einladung/\S+/", text)
    assert found
    return found.group()


def _invited(chiara: Member) -> Member:
    (member,) = invitation_actions.invite_members(chiara, read_roster(LIST.encode()))
    return member


def test_a_list_is_looked_at_first_and_then_invited_once(client: Client, chiara: Member) -> None:
    client.force_login(chiara)
    page = client.post("/moderation/einladen/", {"file": _file()}).content.decode()
    assert "Nina Neu" in page and "beginnt wie eine Formel" in page and "1 Person einladen" in page
    assert not Invitation.objects.exists() and not sent()
    found = re.search(r'name="content" value="(\w+)"', page)
    assert found
    for _again in range(2):
        page = client.post("/moderation/einladen/", {"content": found.group(1)}, follow=True).content.decode()
        assert "Zeile 3" in page
    member = Member.objects.get(email="nina@spelle.example")
    assert member.is_invited and member.place == "Spelle" and not member.has_usable_password()
    assert [mail.to for mail in sent()] == [["nina@spelle.example"]]
    event = AuditEvent.objects.get(verb="invite_member")
    assert event.actor == chiara and "Nina" not in f"{event.thing_name}{event.after}"


def test_who_is_invited_is_nowhere_until_they_accept(client: Client, chiara: Member) -> None:
    member = _invited(chiara)
    assert member not in Member.objects.waiting() and member not in Member.objects.admitted()
    assert not Consent.objects.filter(member=member).exists(), "nobody agrees for somebody else"
    client.force_login(chiara)
    assert "Nina Neu" in client.get("/moderation/einladen/").content.decode()
    assert "Nina Neu" not in client.get("/moderation/freigaben/").content.decode()
    with pytest.raises(Http404):
        registration_actions.admit_member(chiara, member)
    client.force_login(MemberFactory())
    assert client.get(f"/mitglieder/{member.pk}/").status_code == 404


def test_looking_at_the_link_uses_nothing_up(client: Client, chiara: Member) -> None:
    _invited(chiara)
    address = _link(sent()[0].body)
    for _scanner in range(3):
        assert client.get(address).status_code == 200 and client.head(address).status_code == 200
    answer = client.post(address, {"password1": PASSWORD})
    assert answer.status_code == 422 and "Netiquette" in answer.content.decode()
    assert client.post(address, {"password1": "kurz", "consent": "on"}).status_code == 422
    answer = client.post(address, {"password1": PASSWORD, "consent": "on"}, follow=True)
    assert "Willkommen. Sie sind dabei." in answer.content.decode()
    member = Member.objects.select_related("admission").get(email="nina@spelle.example")
    assert member.is_admitted and not member.is_invited and not is_newcomer(member)
    assert member.decision and member.decision.decided_by == chiara
    assert Consent.objects.filter(member=member).count() == 1
    assert EmailAddress.objects.get(user=member).verified
    assert [group.name for group in member.working_groups.all()] == ["AG Bus"]
    assert client.get("/themen/neu/").status_code == 200, "signed in at once"
    assert Client().get(address).status_code == 404, "used"
    assert Client().post(address, {"password1": PASSWORD, "consent": "on"}).status_code == 404


def test_the_button_pressed_twice_at_once_lets_in_once(
    client: Client, chiara: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second has looked at the link before the first was done."""
    member = _invited(chiara)

    def twice(token: str, **said: Any) -> Member:
        accept_invitation(token, **said)
        return accept_invitation(token, **said)

    monkeypatch.setattr(invitation_views, "accept", twice)
    answer = client.post(_link(sent()[0].body), {"password1": PASSWORD, "consent": "on"})
    assert answer.status_code == 404 and "Traceback" not in answer.content.decode()
    assert Consent.objects.filter(member=member).count() == 1


def test_forgotten_passwords_bring_the_invitation_again_and_not_a_way_round_the_rules(
    client: Client, chiara: Member
) -> None:
    _invited(chiara)
    sent().clear()
    client.post("/konto/password/reset/", {"email": "nina@spelle.example"})
    (mail,) = sent()
    assert client.get(_link(mail.body)).status_code == 200 and "/password/reset/key" not in mail.body


def test_links_grow_old_and_people_are_forgotten(client: Client, chiara: Member) -> None:
    member = _invited(chiara)
    assert forget_invitations() == 0
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=61))
    assert forget_invitations() == 1
    assert not Member.objects.filter(pk=member.pk).exists()
    assert client.get(_link(sent()[0].body)).status_code == 404


def test_all_or_nobody(chiara: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = read_roster(b"Name;Mail\nAnna;a@ort.example\nBruno;b@ort.example\n")
    MemberFactory(email="b@ort.example")  # in the same moment
    with pytest.raises(invitation_actions.SomebodyWasFaster):
        invitation_actions.invite_members(chiara, entries)
    assert not Invitation.objects.exists() and not sent()


def test_the_command_does_the_same(chiara: Member, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text(LIST, encoding="utf-8-sig")
    said = StringIO()
    call_command("import_members", str(file), officer=chiara.email, dry_run=True, stdout=said)
    assert "2: nina@spelle.example: new" in said.getvalue() and not Invitation.objects.exists()
    call_command("import_members", str(file), officer=chiara.email, stdout=said)
    assert "1 invited." in said.getvalue() and Invitation.objects.count() == 1
    for officer in (MemberFactory().email, "niemand@ort.example"):
        with pytest.raises(CommandError):
            call_command("import_members", str(file), officer=officer, stdout=said)


def test_the_list_of_members_is_for_the_head_and_no_formula(client: Client, chiara: Member) -> None:
    MemberFactory(name="=HYPERLINK(1)", municipality=MunicipalityFactory(name="Spelle"))
    MemberFactory(waiting=True, name="Walter Wartend")
    with pytest.raises(PermissionDenied):
        invitation_actions.note_export(chiara)
    client.force_login(MemberFactory(head=True, name="Dora Leitung"))
    answer = client.post("/moderation/mitglieder.csv")
    content = b"".join(answer.streaming_content)
    text = content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text and ";=" not in text and "Walter" not in text
    assert "Dora Leitung" in text and AuditEvent.objects.filter(verb="export_members").count() == 1
    again = read_roster(content)
    assert len(again) == 3 and not any(entry.is_new for entry in again), "it can be read again"
