"""The directory, profiles, and suggestions for mentions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from community.people import subjects
from community.people.models import Expertise, Member
from community.people.subjects import Subject
from tests.factories.people import ExpertiseFactory, MemberFactory, MunicipalityFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_subjects(monkeypatch: Any) -> None:
    """Subjects come from content apps; here they come from nowhere else."""
    known = [Subject("engagement", "Engagement", "/e/"), Subject("wohnen", "Wohnen", "/w/", 3)]
    monkeypatch.setattr(subjects, "_providers", [lambda: known])


@pytest.fixture
def anna(client: Client) -> Member:
    coburg = MunicipalityFactory(name="Coburg", population=41_072)
    anna = MemberFactory(name="Anna Weber", function="Demografiebeauftragte", municipality=coburg)
    client.force_login(anna)
    return anna


def names(client: Client, **query: str) -> list[str]:
    return [entry["member"].name for entry in client.get("/mitglieder/", query).context["entries"]]


def test_the_directory_shows_admitted_members_in_german_order(client: Client, anna: Member) -> None:
    for name in ("Zoë Albrecht", "Ömer Aydın", "Otto Zimmer", "Łukasz Nowak"):
        MemberFactory(name=name)
    MemberFactory(name="Wartende Person", waiting=True)
    MemberFactory(name="Fremde Person", declined=True)
    MemberFactory(name="Ferne Person", is_active=False)
    in_order = ["Anna Weber", "Łukasz Nowak", "Ömer Aydın", "Otto Zimmer", "Zoë Albrecht"]
    assert names(client) == in_order


def test_filters(client: Client, anna: Member) -> None:
    kiel = MunicipalityFactory(name="Kiel", state="Schleswig-Holstein", population=246_794)
    bert = MemberFactory(name="Bert Groß", function="Sozialplaner", municipality=kiel)
    emil = MemberFactory(name="Emil Østergård", expert=True)
    ExpertiseFactory(member=bert, subject="wohnen", direction=Expertise.Direction.SEEKS)
    ExpertiseFactory(member=bert, subject="engagement", direction=Expertise.Direction.HELPS)
    ExpertiseFactory(member=emil, subject="wohnen", direction=Expertise.Direction.HELPS)
    for query, found in (
        ({"q": "weber"}, [anna]),
        ({"q": "gross sozial"}, [bert]),
        ({"q": "kiel"}, [bert]),
        ({"q": "ostergard"}, [emil]),
        ({"feld": "wohnen"}, [bert, emil]),
        ({"feld": "wohnen", "richtung": "helps"}, [emil]),
        ({"richtung": "seeks"}, [bert]),
        ({"land": "Schleswig-Holstein"}, [bert]),
        ({"groesse": "grossstadt"}, [bert]),
        ({"groesse": "mittelstadt"}, [anna]),
        ({"fachexpertise": "on"}, [emil]),
        ({"feld": "gibt-es-nicht", "land": "Narnia", "groesse": "'"}, [anna, bert, emil]),
        ({"q": "niemand"}, []),
        ({"q": "x" * 5_000}, [anna, bert, emil]),
    ):
        assert names(client, **query) == [member.name for member in found], query


def test_pages_of_the_directory(client: Client, anna: Member) -> None:
    MemberFactory.create_batch(30)
    assert len(names(client)) == 25 and len(names(client, seite="2")) == 6
    assert 'rel="next"' in client.get("/mitglieder/").content.decode()
    for nowhere in ("3", "0", "-1", "x", "9" * 30):
        assert client.get("/mitglieder/", {"seite": nowhere}).status_code == 404


def test_the_directory_asks_the_same_number_of_questions_however_long(
    client: Client, anna: Member, django_assert_num_queries: Any
) -> None:
    def cost() -> int:
        with django_assert_num_queries(8):
            return len(client.get("/mitglieder/").content)

    MemberFactory(expert=True)
    few = cost()
    for _ in range(20):
        ExpertiseFactory(member=MemberFactory(expert=True))
        ExpertiseFactory(subject="wohnen")
    assert cost() > few


def test_a_profile(client: Client, anna: Member, django_assert_max_num_queries: Any) -> None:
    bert = MemberFactory(name="Bert Groß", function="Sozialplaner")
    Member.objects.filter(pk=bert.pk).update(about="**Immer** ansprechbar <script>alert(1)</script>")
    ExpertiseFactory(member=bert, subject="wohnen")
    WorkingGroupFactory(name="AG Leerstand", with_members=[bert])
    with django_assert_max_num_queries(14):
        page = client.get(f"/mitglieder/{bert.pk}/").content.decode()
    for words in (
        "Bert Groß",
        "Sozialplaner",
        "<strong>Immer</strong>",
        "Wohnen",
        "AG Leerstand",
        bert.place,
    ):
        assert words in page
    assert "<script>alert" not in page and "Profil bearbeiten" not in page
    assert bert.email not in page, "addresses are for the office only"
    assert "Profil bearbeiten" in client.get(f"/mitglieder/{anna.pk}/").content.decode()


def test_doors(client: Client) -> None:
    anna, waiting = MemberFactory(), MemberFactory(waiting=True)
    assert client.get("/mitglieder/")["Location"].startswith("/konto/login/")
    assert client.get(f"/mitglieder/{anna.pk}/")["Location"].startswith("/konto/login/")
    assert client.get("/mitglieder/vorschlaege/?q=a").status_code == 403
    client.force_login(waiting)
    refused = client.get("/mitglieder/")
    assert refused.status_code == 403 and "sobald die Geschäftsstelle" in refused.content.decode()
    assert client.get(f"/mitglieder/{anna.pk}/").status_code == 404
    assert client.get(f"/mitglieder/{waiting.pk}/").status_code == 200
    assert client.get("/mitglieder/vorschlaege/?q=a").status_code == 403
    assert client.get(f"/mitglieder/{10**30}/").status_code == 404


def test_suggestions_for_mentions(client: Client, anna: Member, django_assert_num_queries: Any) -> None:
    MemberFactory(name="Johanna Beck")
    MemberFactory(name="Annika Wartend", waiting=True)
    with django_assert_num_queries(3):
        page = client.get("/mitglieder/vorschlaege/", {"q": "anna"}).content.decode()
    assert page.index("@anna-weber") < page.index("@johanna-beck"), "who begins like that comes first"
    assert page.count('role="option"') == 2 and "Wartend" not in page
    assert client.get("/mitglieder/vorschlaege/").content.count(b"<li") == 0
    MemberFactory.create_batch(10, name="Anna Gleich")
    assert client.get("/mitglieder/vorschlaege/?q=anna").content.count(b"<li") == 8


# one's own profile


def said(**changed: Any) -> dict[str, Any]:
    return {"name": "Anna Weber-Öz", "function": "Amtsleiterin", "about": "", "municipality": "", **changed}


def test_editing_the_profile(client: Client, anna: Member) -> None:
    kiel = MunicipalityFactory(name="Kiel")
    chosen = {"municipality": "Kiel", "helps": ["engagement"], "seeks": ["wohnen", "engagement"]}
    answer = client.post("/konto/profil/", said(about="Ich *helfe*.", **chosen))
    assert answer["Location"] == f"/mitglieder/{anna.pk}/"
    anna = Member.objects.get(pk=anna.pk)
    assert (anna.name, anna.function, anna.about) == ("Anna Weber-Öz", "Amtsleiterin", "Ich *helfe*.")
    assert anna.municipality != kiel and anna.statements.open().get().municipality == kiel, "to be confirmed"
    assert anna.handle == "anna-weber", "mentions keep pointing here"
    assert Member.objects.matching("oez amtsleiterin").get() == anna
    stated = set(anna.expertise.values_list("direction", "subject"))
    assert stated == {("helps", "engagement"), ("seeks", "wohnen"), ("seeks", "engagement")}
    client.post("/konto/profil/", said(helps=["wohnen"]))
    assert set(anna.expertise.values_list("direction", "subject")) == {("helps", "wohnen")}
    assert Member.objects.get(pk=anna.pk).municipality is None


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"name": "a\0b"},
        {"about": "x" * 2_001},
        {"about": "a\x00b"},
        {"municipality": "Entenhausen"},
        {"helps": ["gibt-es-nicht"]},
    ],
)
def test_refused_profiles_change_nothing(client: Client, anna: Member, changed: dict[str, Any]) -> None:
    answer = client.post("/konto/profil/", said(**changed))
    assert answer.status_code == 422
    assert Member.objects.get(pk=anna.pk).name == "Anna Weber"


def test_a_waiting_person_completes_the_profile(client: Client) -> None:
    waiting = MemberFactory(waiting=True)
    client.force_login(waiting)
    assert client.post("/konto/profil/", said()).status_code == 302
    assert Member.objects.get(pk=waiting.pk).function == "Amtsleiterin"


def test_presentation(client: Client, anna: Member) -> None:
    client.post("/konto/darstellung/", {"reads_nested": "on"})
    anna.refresh_from_db()
    assert anna.reads_nested and not anna.shows_presence
    assert client.get("/konto/darstellung/").status_code == 405
