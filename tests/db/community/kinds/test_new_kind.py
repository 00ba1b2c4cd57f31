"""A kind that no line of the house knows takes part in everything, as `docs/tutorial-new-kind.md` promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import clear_url_caches
from django.utils import timezone

from community import kinds, live
from community.kinds import registry
from community.moderation.decisions import actions as decision_actions
from community.moderation.models import Evidence
from community.notices.mailing import write_due
from community.people.models import Member
from community.uploads.policy import can_see_upload
from realtime.delivery.loader import find_allowed, find_facts
from tests.factories.moderation import case_of, decide, report_thing
from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room, say
from tests.factories.uploads import make_upload, picture
from tests.mails import sent
from tests.transports import carry

pytestmark = pytest.mark.django_db
TEXT = "Ein Pfund Quitten, ein halbes Pfund Zucker."


@pytest.fixture(scope="module", autouse=True)
def recipes(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The app is installed as any other: its name in the settings, its addresses beside those of the house."""
    with override_settings(
        INSTALLED_APPS=[app.name for app in apps.get_app_configs()] + ["tests.toy.recipes"],
        ROOT_URLCONF="tests.toy.urls",
    ):
        clear_url_caches()
        with django_db_blocker.unblock():
            call_command("migrate", run_syncdb=True, verbosity=0)
        yield
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            editor.delete_model(apps.get_model("recipes", "Recipe"))
        registry._kinds.pop("recipe")
    clear_url_caches()


@pytest.fixture(autouse=True)
def office(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def bruno() -> Member:
    return MemberFactory(name="Bruno Krüger")


@pytest.fixture
def recipe(bruno: Member) -> Any:
    return write(bruno)


def write(author: Member, **said: Any) -> Any:
    """Loaded when its app is installed, as models are."""
    return import_module("tests.toy.recipes.actions").write_recipe(
        author, **({"title": "Quittenzwieback", "text": TEXT} | said)
    )


def again(recipe: Any) -> Any:
    return kinds.get("recipe").find(recipe.pk)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_nothing_is_missing() -> None:
    assert [error for error in run_checks() if error.id.startswith("kinds.")] == []


def test_it_is_found_by_members_alone(client: Client, anna: Member, recipe: Any) -> None:
    assert "Quittenzwieback" not in page(client, "/suche/?q=Quitten").replace("q=Quitten", "")
    client.force_login(anna)
    found = page(client, "/suche/?q=Quitten&art=rezepte")
    assert recipe.get_absolute_url() in found and "Rezepte" in found


def test_it_is_reported_decided_about_and_given_back(client: Client, anna: Member, recipe: Any) -> None:
    client.force_login(anna)
    assert f"/melden/rezept/{recipe.pk}/" in page(client, recipe.get_absolute_url())
    assert client.get(f"/melden/rezept/{recipe.pk}/").status_code == 200
    assert client.get(f"/melden/recipe/{recipe.pk}/").status_code == 200
    found = kinds.at(recipe.get_absolute_url())
    assert found and (found[0].slug, found[1]) == ("recipe", recipe.pk)
    case = case_of(report_thing(anna, "recipe", recipe))
    assert case.author == recipe.author and Evidence.objects.get().snapshot["text"] == TEXT
    chiara = MemberFactory(office=True)
    decision = decide(chiara, case, "hide")
    assert again(recipe).is_hidden and client.get(recipe.get_absolute_url()).status_code == 404
    assert recipe.get_absolute_url() not in page(client, "/suche/?q=Quitten")
    decision_actions.take_back_decision(chiara, decision, because="Doch nicht.")
    assert not again(recipe).is_hidden and client.get(recipe.get_absolute_url()).status_code == 200
    assert recipe.get_absolute_url() in page(client, "/suche/?q=Quitten")


def test_it_is_a_card_in_a_room(client: Client, anna: Member, recipe: Any) -> None:
    cafe = make_room()
    say(anna, cafe, f"[Dazu]({recipe.get_absolute_url()})")
    client.force_login(anna)
    assert 'class="quote-card"' in page(client, cafe.get_absolute_url())
    there = page(client, recipe.get_absolute_url())
    assert cafe.get_absolute_url() in there and f"/raeume/besprechen/?was=rezept:{recipe.pk}" in there
    assert client.get(f"/raeume/besprechen/?was=rezept:{recipe.pk}").status_code == 200


def test_its_picture_is_seen_by_whoever_sees_it(anna: Member, bruno: Member) -> None:
    upload = make_upload(bruno, picture(), "quitte.png")
    assert not can_see_upload(anna, upload), "nobody's but its owner's"
    recipe = write(bruno, upload=upload)
    assert can_see_upload(anna, upload) and not can_see_upload(AnonymousUser(), upload)
    decide(MemberFactory(office=True), case_of(report_thing(anna, "recipe", recipe)), "hide")
    assert not can_see_upload(anna, upload)


def test_people_are_told_on_the_page_and_by_mail(client: Client, anna: Member, bruno: Member) -> None:
    tuesday = timezone.now().replace(year=2026, month=11, day=24, hour=10)
    with time_machine.travel(tuesday, tick=False) as clock:
        recipe = write(bruno, members={anna.pk})
        client.force_login(anna)
        assert "Bruno Krüger hat ein Rezept geschrieben." in page(client, "/hinweise/")
        clock.move_to(timezone.now() + timedelta(minutes=11))
        while write_due():
            pass
    (letter,) = sent()
    assert letter.subject == "[Rezept] Quittenzwieback" and recipe.get_absolute_url() in letter.body


def test_it_is_followed_live(anna: Member, recipe: Any, django_capture_on_commit_callbacks: Any) -> None:
    waiting, heard = MemberFactory(waiting=True), []
    address = live.find(f"recipe:{recipe.pk}", anna.pk)
    assert set(find_allowed({(anna.pk, address), (waiting.pk, address)})) == {(anna.pk, address)}
    assert find_facts({address})[address].head == 1
    silence = carry(lambda stream, event: heard.append((stream, event["head"])))
    with django_capture_on_commit_callbacks(execute=True):
        decide(MemberFactory(office=True), case_of(report_thing(anna, "recipe", recipe)), "hide")
    silence()
    assert (f"recipe:{recipe.pk}", 2) in heard and find_facts({address})[address].head == 2
    assert not find_allowed({(anna.pk, address)}), "what is hidden is not heard either"
