"""Registering: from the form over the confirmed address to the waiting page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from community.people.models import Consent, Document, Member
from tests.db.community.people.conftest import SPELLE, SPELLE_TOGETHER
from tests.db.community.people.steps import details, link_in, sign_in, user_of
from tests.factories.people import DocumentFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_registering_confirming_and_signing_in(client: Client, register: Any, rules: Document) -> None:
    answer = client.post("/konto/signup/", details())
    assert (answer.status_code, answer["Location"]) == (302, "/konto/confirm-email/")
    member = Member.objects.get(email="lucja@spelle.example")
    assert (member.name, member.function) == ("Łucja Ķēniņš-Ḑangė", "Ehrenamt im Stammtisch")
    assert member.municipality_id == SPELLE_TOGETHER
    assert not member.is_admitted and member.decision is None
    consent = Consent.objects.get(member=member)
    assert consent.document == rules and consent.given_at <= timezone.now()

    (letter,) = mail.outbox
    assert letter.to == ["lucja@spelle.example"]
    assert letter.subject == "[Demografiedialog] Bitte bestätigen Sie Ihre E-Mail-Adresse"
    path = link_in(letter)
    for _ in range(2):  # a mail gateway opens every link, twice
        page = client.get(path)
        assert b"Ja, das ist meine Adresse" in page.content
    assert not EmailAddress.objects.get(user=member).verified
    assert client.post(path)["Location"] == "/konto/login/"
    assert EmailAddress.objects.get(user=member).verified

    assert sign_in(client, "lucja@spelle.example")["Location"] == "/"
    start = client.get("/").content.decode()
    assert "Ihre Anmeldung wird geprüft" in start and "lucja@spelle.example" in start


def test_a_box_that_only_programs_see_stays_empty(client: Client, register: Any, rules: Document) -> None:
    page = client.get("/konto/signup/").content.decode()
    assert 'aria-hidden="true"><label for="id_website"' in page
    filled = client.post("/konto/signup/", {**details(), "website": "https://spam.example"})
    assert (
        "Sind Sie ein Mensch?" in filled.content.decode()
        and 'name="website" id="id_website" value=""' in (filled.content.decode())
    )
    assert not Member.objects.filter(email="lucja@spelle.example").exists()
    assert client.post("/konto/signup/", {**details(), "website": ""}).status_code == 302


def test_an_unconfirmed_address_cannot_sign_in_and_gets_another_mail(
    client: Client, register: Any, rules: Document
) -> None:
    client.post("/konto/signup/", details())
    EmailAddress.objects.update(verified=False)
    other = Client()
    assert sign_in(other, "lucja@spelle.example")["Location"] == "/konto/confirm-email/"
    assert user_of(other) is None


def test_a_taken_address_looks_like_a_free_one(client: Client, register: Any, rules: Document) -> None:
    MemberFactory(email="lucja@spelle.example", name="Die erste Łucja")
    free = Client().post("/konto/signup/", details(email="frei@spelle.example"), follow=True)
    mail.outbox.clear()
    taken = client.post("/konto/signup/", details(email="Lucja@Spelle.example"), follow=True)
    assert taken.redirect_chain == free.redirect_chain
    assert shape(taken) == shape(free)
    assert Member.objects.filter(email__iexact="lucja@spelle.example").count() == 1
    (letter,) = mail.outbox
    assert letter.to == ["lucja@spelle.example"] and "schon ein Konto" in letter.subject
    assert "/konto/password/reset/" in letter.body


def shape(answer: Any) -> str:
    """A page without what differs from request to request."""
    page = answer.content.decode()
    return re.sub(r"\S+@spelle\.example|value=\"[^\"]{20,}\"", "", page)


def test_two_at_once_for_one_address(
    client: Client, register: Any, rules: Document, monkeypatch: Any
) -> None:
    """The second of two clicks passes the form's check before the first has stored the member."""
    answer = client.post("/konto/signup/", details())
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.assess_unique_email", lambda email, user=None: True
    )
    again = Client().post("/konto/signup/", details())
    assert (again.status_code, again["Location"]) == (answer.status_code, answer["Location"])
    assert Member.objects.filter(email="lucja@spelle.example").count() == 1


def test_ambiguous_municipality_asks_back_and_keeps_everything(
    client: Client, register: Any, rules: Document
) -> None:
    vague = details(municipality_ars="", municipality_fuer="")
    page = client.post("/konto/signup/", vague).content.decode()
    assert (
        page.count('type="radio"') == 2 and 'value="Łucja Ķēniņš-Ḑangė"' in page and 'value="Spelle"' in page
    )
    assert not Member.objects.exists()
    client.post("/konto/signup/", details(municipality_ars=SPELLE))
    assert Member.objects.get().municipality_id == SPELLE


def test_experts_belong_to_no_municipality(client: Client, register: Any, rules: Document) -> None:
    client.post("/konto/signup/", details(municipality="", municipality_ars="", unaffiliated="on"))
    assert Member.objects.get().municipality is None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"consent": ""}, "Bitte bestätigen Sie die Netiquette"),
        ({"municipality": "", "municipality_ars": ""}, "geben Sie Ihre Kommune an"),
        ({"name": ""}, "Bitte füllen Sie dieses Feld aus"),
        ({"name": "   \u200b "}, "Bitte füllen Sie"),
        ({"name": "x" * 201}, "200"),
        ({"function": ""}, "Bitte füllen Sie dieses Feld aus"),
        ({"password1": "kurz"}, "12"),
        ({"password1": "1q2w3e4r5t6y"}, "zu üblich"),
        ({"email": "keine-adresse"}, "E-Mail-Adresse"),
    ],
)
def test_what_is_missing_is_said(
    client: Client, register: Any, rules: Document, changed: dict[str, str], sentence: str
) -> None:
    page = client.post("/konto/signup/", details(**changed)).content.decode()
    assert sentence in page and 'aria-invalid="true"' in page
    assert not Member.objects.exists() and not mail.outbox


def test_consent_is_given_to_the_version_that_was_read(
    client: Client, register: Any, rules: Document
) -> None:
    newer = DocumentFactory(version=2)
    page = client.post("/konto/signup/", details(rules_version="1")).content.decode()
    assert "hat sich gerade geändert" in page and 'name="rules_version" value="2"' in page
    assert not Member.objects.exists()
    client.post("/konto/signup/", details(rules_version="2"))
    assert Consent.objects.get().document == newer


def test_nobody_registers_without_rules(client: Client, register: Any) -> None:
    assert "keine Anmeldungen" in client.get("/konto/signup/").content.decode()
    client.post("/konto/signup/", details())
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "Ŷngvarr Ḑẏ̇ẞ",
        "M̧ār̄țin̆ş ʾAḥmad",
        "Ole-Bjørn þÞðÐ Æsirsen",
        "Käthe von und zu der Tann",
        "Ḱevin Ĺ́",
        "O’Neill",
        "王小明",
        "ẞ" * 200,
    ],
)
def test_names_stay_as_they_were_typed(client: Client, register: Any, rules: Document, name: str) -> None:
    client.post("/konto/signup/", details(name=name))
    member = Member.objects.get()
    assert member.name == name
    assert re.fullmatch(r"[a-z0-9-]+", member.handle)


def test_names_are_stored_composed(client: Client, register: Any, rules: Document) -> None:
    client.post("/konto/signup/", details(name="Mu\u0308ller"))
    assert Member.objects.get().name == "Müller"


def test_the_same_name_gets_another_handle() -> None:
    handles = [Member.objects.create_user(f"a{n}@stadt.example", name="Anna Weber").handle for n in range(3)]
    assert handles == ["anna-weber", "anna-weber-2", "anna-weber-3"]
