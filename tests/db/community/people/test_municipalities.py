"""Pages about municipalities: who takes part, the map, one place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from community.people import showcase
from community.people.models import Municipality
from community.people.municipalities import map
from community.people.showcase import Section
from tests.factories.people import MemberFactory, MunicipalityFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coburg() -> Municipality:
    return MunicipalityFactory(
        ars="094630000000",
        name="Coburg",
        kind="Kreisfreie Stadt",
        population=41_072,
        latitude=50.258,
        longitude=10.964,
    )


def test_the_list_shows_where_admitted_members_work(client: Client, coburg: Municipality) -> None:
    MemberFactory.create_batch(2, municipality=coburg)
    kiel = MunicipalityFactory(name="Kiel", state="Schleswig-Holstein")
    MemberFactory(municipality=kiel)
    empty, waiting = MunicipalityFactory(name="Leerdorf"), MunicipalityFactory(name="Wartdorf")
    MemberFactory(municipality=waiting, waiting=True)
    page = client.get("/kommunen/").content.decode()
    assert page.index('<h2 id="land-1">Bayern') < page.index("Coburg") < page.index("Schleswig-Holstein</h2>")
    assert "2 Mitglieder" in page and page.count('<circle class="country__place"') == 2
    assert empty.name not in page and waiting.name not in page


def test_the_list_costs_the_same_however_long(client: Client, django_assert_num_queries: Any) -> None:
    for count in (1, 15):
        MemberFactory.create_batch(count)
        with django_assert_num_queries(1):
            client.get("/kommunen/")


def test_searching_the_register(client: Client, register: Any) -> None:
    page = client.get("/kommunen/", {"q": "48480"}).content.decode()
    assert "Samtgemeinde Spelle" in page and "Lünne" in page and "9.545" in page
    assert "Keine Kommune gefunden" in client.get("/kommunen/", {"q": "Entenhausen"}).content.decode()
    hostile = client.get("/kommunen/", {"q": "<script>alert(1)</script>" * 200})
    assert hostile.status_code == 200 and b"<script>alert" not in hostile.content


def test_a_municipality(client: Client, coburg: Municipality) -> None:
    anna = MemberFactory(name="Anna Weber", municipality=coburg)
    WorkingGroupFactory(name="Kinderstadtplan").municipalities.add(coburg)
    page = client.get("/kommunen/094630000000/").content.decode()
    for words in (
        "41.072",
        "Mittelstadt",
        "Kreisfreie Stadt, Bayern",
        "Destatis",
        "dl-de/by-2-0",
        "31.12.2019",
    ):
        assert words in page
    assert "1 Mitglied kommt von hier" in page
    assert "Anna Weber" not in page and "Kinderstadtplan" not in page, "names are for members"
    client.force_login(MemberFactory(waiting=True))
    assert "Anna Weber" not in client.get("/kommunen/094630000000/").content.decode()
    client.force_login(anna)
    page = client.get("/kommunen/094630000000/").content.decode()
    assert f'href="/mitglieder/{anna.pk}/"' in page and "Kinderstadtplan" in page


def test_similar_places_are_of_the_same_sort_and_take_part(client: Client, coburg: Municipality) -> None:
    district = MunicipalityFactory(ars="09473", name="Coburg", kind="Landkreis", population=41_000)
    near = MunicipalityFactory(name="Nahstadt", population=40_000)
    far = MunicipalityFactory(name="Fernstadt", population=500_000)
    for place in (district, near, far):
        MemberFactory(municipality=place)
    MunicipalityFactory(name="Leerstadt", population=41_072)
    similar = client.get("/kommunen/094630000000/").context["similar"]
    assert [place.name for place in similar] == ["Nahstadt", "Fernstadt"]


def test_content_apps_show_what_came_from_here(
    client: Client, coburg: Municipality, monkeypatch: Any
) -> None:
    def threads(viewer: Any, about: Any) -> Section:
        return Section(
            "Aus " + about.short_name, "people/municipalities/_municipality_suggestions.html", [about]
        )

    def nothing(viewer: Any, about: Any) -> Section:
        return Section("Leeres", "gibt/es/nicht.html")

    monkeypatch.setattr(showcase, "_showcases", [])
    showcase.register(threads)
    showcase.register(nothing)
    page = client.get("/kommunen/094630000000/").content.decode()
    assert "Aus Coburg" in page and "Leeres" not in page


@pytest.mark.parametrize("ars", ["0", "09463", "094630000001", "x" * 300, "%F0%9F%98%80"])
def test_unknown_keys(client: Client, coburg: Municipality, ars: str) -> None:
    assert client.get(f"/kommunen/{ars}/").status_code == 404


def test_the_map_lies_inside_its_frame_and_looks_like_the_country() -> None:
    lines = re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)", map.backdrop())
    assert len("".join("".join(line) for line in lines)) > 1_000
    for x, y, length in ((float(x), float(y), float(length)) for x, y, length in lines):
        assert 0 <= x <= x + length <= map.WIDTH and 0 <= y <= map.HEIGHT
    dots = sum(float(length) / map.CELL + 1 for _, _, length in lines)
    cells = map.WIDTH * map.HEIGHT / map.CELL**2
    assert 0.4 < dots / cells < 0.75
    flensburg, oberstdorf = map.project(54.78, 9.44), map.project(47.41, 10.28)
    assert flensburg[1] < oberstdorf[1] and abs(map.HEIGHT / map.WIDTH - 876 / 640) < 0.1
