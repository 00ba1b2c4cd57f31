"""Every address in a mail begins as the settings say, whatever name of the house a request was sent to."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community.people.models import Document, Member
from tests.db.community.people.steps import NEW_PASSWORD, details, link_in
from tests.db.community.people.test_second_factor import set_up_app
from tests.factories.forum import make_reply, make_thread
from tests.factories.people import PASSWORD, DocumentFactory, MemberFactory
from tests.mails import sent

pytestmark = pytest.mark.django_db(transaction=True)  # mails about second factors go out after the commit

# Allowed: Django leaves aside the port and a last dot.
NAMES = ("127.0.0.1:1337", "localhost.")


@pytest.fixture(autouse=True)
def house(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False
    DocumentFactory(slug=Document.Slug.RULES)


def _report(**more: str) -> dict[str, str]:
    said = {
        "door": "law",
        "law": "§ 185 StGB",
        "text": "Beleidigung",
        "good_faith": "on",
        "key": str(uuid4()),
    }
    return {**said, **more}


def _strangers_make_mails(client: Client, post: Any, known: Member) -> None:
    nowhere = {"municipality": "", "municipality_fuer": "", "municipality_ars": "", "unaffiliated": "on"}
    for email in ("lucja@spelle.example", known.email):
        client.post("/konto/signup/", details(email=email, **nowhere))
    for email in (known.email, "wer@ist.example"):
        client.post("/konto/password/reset/", {"email": email})
    client.post(
        f"/melden/beitrag/{post.pk}/", _report(name="Olga Oben", email="olga@draussen.example"), follow=True
    )


def _members_make_mails(client: Client, post: Any, member: Member) -> None:
    client.post("/konto/login/", {"login": member.email, "password": PASSWORD})
    set_up_app(client)
    client.post("/konto/2fa/recovery-codes/generate/")
    client.post("/konto/2fa/totp/deactivate/")
    client.post(f"/melden/beitrag/{post.pk}/", _report())
    client.post("/konto/password/change/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})
    client.post("/konto/email/", {"email": "neu@stadt.example", "action_add": ""})
    asked = next(letter for letter in sent() if letter.to == ["neu@stadt.example"])
    client.post(link_in(asked))


def _the_office_makes_mails(client: Client, member: Member) -> None:
    client.force_login(MemberFactory(head=True))
    client.post(f"/moderation/rollen/{member.pk}/erteilen/", {"role": "expert", "reason": "Kennt sich aus"})
    roster = SimpleUploadedFile("liste.csv", b"Name;E-Mail\nNina Neu;nina@spelle.example\n", "text/csv")
    shown = client.post("/moderation/einladen/", {"file": roster}).content.decode()
    found = re.search(r'name="content" value="(\w+)"', shown)
    assert found
    client.post("/moderation/einladen/", {"content": found[1]})


@pytest.mark.parametrize("host", NAMES)
def test_mails_lead_to_the_house_of_the_settings(settings: Any, host: str) -> None:
    settings.PUBLIC_URL = "https://dialog.example:8443"
    member, known = MemberFactory(), MemberFactory()
    post = make_reply(make_thread(MemberFactory()), MemberFactory())
    _strangers_make_mails(Client(headers={"host": host}), post, known)
    _members_make_mails(Client(headers={"host": host}), post, member)
    _the_office_makes_mails(Client(headers={"host": host}), member)
    letters = sent()
    assert len({letter.subject for letter in letters}) >= 12, [letter.subject for letter in letters]
    assert {"nina@spelle.example", "olga@draussen.example"} <= {letter.to[0] for letter in letters}
    for letter in letters:
        for address in re.findall(r"https?://\S+", letter.body):
            assert address.startswith("https://dialog.example:8443/"), (letter.subject, address)
