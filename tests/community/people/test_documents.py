"""Legal pages and their versions."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.test import Client

from community.people.legal.documents import FOLDER, compose, load_shipped, publish
from community.people.models import Consent, Document
from tests.factories.people import DocumentFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_shipped_pages_are_loaded_once(client: Client, capsys: Any) -> None:
    call_command("load_documents")
    call_command("load_documents")
    assert "nothing new" in capsys.readouterr().out
    assert sorted(Document.objects.values_list("slug", "version")) == [
        (slug, 1) for slug in sorted(Document.Slug.values)
    ]
    for slug in Document.Slug.values:
        page = client.get(f"/{slug}/").content.decode()
        assert "Fassung 1" in page and '<section id="p-1">' in page
    assert 'class="blank">[Name des Trägers]' in client.get("/impressum/").content.decode()
    statement = client.get("/barrierefreiheit/").content.decode()
    assert 'id="rueckmeldung"' in statement and "?subject=Barriere" in statement


def test_changed_texts_are_published_only_when_asked(tmp_path: Any, monkeypatch: Any) -> None:
    load_shipped()
    for slug in Document.Slug.values:
        (tmp_path / f"{slug}.md").write_text((FOLDER / f"{slug}.md").read_text() + "\nNeu.\n")
    monkeypatch.setattr("community.people.legal.documents.FOLDER", tmp_path)
    assert load_shipped() == []
    assert [document.version for document in load_shipped(change_note="Ein Absatz mehr")] == [2, 2, 2, 2]
    assert load_shipped(change_note="Noch einmal") == []


def test_versions(client: Client) -> None:
    publish("netiquette", "## Erste\n\nAlt.")
    publish("netiquette", "## Zweite\n\nNeu.", change_note="Strenger")
    now, before = client.get("/netiquette/"), client.get("/netiquette/?fassung=1")
    assert "Neu." in now.content.decode() and "Strenger" in now.content.decode()
    assert "Alt." in before.content.decode() and "gilt nicht mehr" in before.content.decode()
    for nowhere in ("3", "0", "-1", "x", "", "9" * 40, "²"):
        assert client.get("/netiquette/", {"fassung": nowhere}).status_code == 404


def test_the_same_text_is_no_new_version() -> None:
    assert publish("netiquette", "## Eins\n\nText.\n")
    assert publish("netiquette", "## Eins  \n\nText.") is None


def test_pages_that_are_missing(client: Client) -> None:
    assert client.get("/netiquette/").status_code == 404
    assert client.post("/netiquette/").status_code == 405


def test_paragraphs_have_addresses_and_nothing_acts() -> None:
    first = "## Eins & <b>zwei</b>\n\n<script>alert(1)</script>"
    second = "## Melden {#hier}\n\n[Ihr Name] [a](/b/)"
    page = compose(f"Vorab\n\n{first}\n\n{second}")
    assert page.index("Vorab") < page.index('<section id="p-1">') < page.index('<section id="p-2">')
    assert "<h2>Eins &amp; &lt;b&gt;zwei&lt;/b&gt;</h2>" in page and "<script>" not in page
    assert '<span id="hier"></span><h2>Melden</h2>' in page
    assert '<mark class="blank">[Ihr Name]</mark>' in page and 'href="/b/"' in page


def test_what_people_agreed_to_cannot_vanish() -> None:
    rules = DocumentFactory()
    Consent.objects.create(member=MemberFactory(), document=rules)
    with pytest.raises(ProtectedError):
        rules.delete()
