"""Keys of the device and the list of municipalities, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from community.people.models import Member
from tests.db.community.people.conftest import SPELLE_TOGETHER, register, rules
from tests.factories.people import PASSWORD, MemberFactory

__all__ = ["register", "rules"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains about, such as violations of the content security policy; none is allowed."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    # The server of these tests speaks HTTP only, so the bell of the pages stays silent.
    assert not [text for text in found if "WebSocket" not in text]


@pytest.fixture
def key(page: Page) -> None:
    """A key that is always at hand and always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    abilities = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options | abilities})


def sign_in(page: Page, member: Member) -> None:
    page.get_by_label("E-Mail-Adresse").fill(member.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def test_a_key_is_added_and_opens_the_door(
    page: Page, live_server: Any, key: None, complaints: list[str]
) -> None:
    member = MemberFactory(name="Anna Weber")
    page.goto(f"{live_server.url}/konto/login/?next=/konto/2fa/webauthn/add/")
    sign_in(page, member)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Name des Schlüssels").fill("Diensthandy")
    page.get_by_label("Auch ohne Passwort").check()
    page.get_by_role("button", name="Schlüssel hinzufügen").click()
    expect(page.get_by_role("heading", name="Wiederherstellungscodes")).to_be_visible()

    page.goto(f"{live_server.url}/konto/logout/")
    page.get_by_role("main").get_by_role("button", name="Abmelden").click()
    page.goto(f"{live_server.url}/konto/login/")
    page.get_by_role("button", name="Mit einem Schlüssel anmelden").click()
    expect(page.get_by_role("heading", name="Anna Weber")).to_be_visible()
    page.goto(f"{live_server.url}/konto/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Diensthandy")).to_be_visible()


def test_a_key_is_the_second_step_after_the_password(page: Page, live_server: Any, key: None) -> None:
    member = MemberFactory()
    page.goto(f"{live_server.url}/konto/login/?next=/konto/2fa/webauthn/add/")
    sign_in(page, member)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="Schlüssel hinzufügen").click()
    expect(page.get_by_role("heading", name="Wiederherstellungscodes")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/konto/login/?next=/konto/")
    sign_in(page, member)
    page.get_by_role("button", name="Schlüssel benutzen").click()
    expect(page.get_by_role("heading", name="Einstellungen")).to_be_visible()


def test_a_key_that_refuses_says_so(page: Page, live_server: Any, key: None) -> None:
    page.goto(f"{live_server.url}/konto/login/")
    page.get_by_role("button", name="Mit einem Schlüssel anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Das hat nicht geklappt")


def test_choosing_a_municipality_with_the_keyboard(
    page: Page, live_server: Any, register: Any, rules: Any, complaints: list[str]
) -> None:
    page.goto(f"{live_server.url}/konto/signup/")
    box = page.get_by_role("combobox", name="Ihre Kommune")
    box.press_sequentially("spel")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    first = options.first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "?")
    box.press("Enter")
    expect(box).to_have_value("Spelle (Samtgemeinde, Emsland, Niedersachsen)")
    expect(page.locator("[name=municipality_ars]")).to_have_value(SPELLE_TOGETHER)
    expect(options).to_have_count(0)

    box.fill("münster")
    expect(options).to_have_count(2)
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("münster")


def test_registering_with_the_mouse(page: Page, live_server: Any, register: Any, rules: Any) -> None:
    page.goto(f"{live_server.url}/konto/signup/")
    page.get_by_label("Vor- und Nachname").fill("Łucja Ķēniņš")
    page.get_by_label("E-Mail-Adresse").fill("lucja@spelle.example")
    page.get_by_role("combobox", name="Ihre Kommune").press_sequentially("48480")
    page.get_by_role("option").first.click()
    page.get_by_label("Ihre Funktion").fill("Ehrenamt")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_label("Ich habe die Netiquette gelesen").check()
    page.get_by_role("button", name="Anmeldung absenden").click()
    expect(page.get_by_role("heading", name="Bitte sehen Sie in Ihr Postfach")).to_be_visible()
    assert Member.objects.get(name="Łucja Ķēniņš").municipality_id == SPELLE_TOGETHER
