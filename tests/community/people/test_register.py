"""The import of the official register and the names people use."""

from __future__ import annotations

from copy import copy

import pytest
from django.core.management import call_command

from community.people.models import Municipality
from community.people.municipalities.models import DISTRICT_KINDS, SIZE_CLASSES
from community.people.municipalities.register import import_register, short_name
from tests.community.people.conftest import whole_register

TOWN, ASSOCIATION = "0" * 12, "0" * 9


@pytest.mark.parametrize(
    ("official", "ars", "spoken"),
    [
        ("Kiel, Landeshauptstadt", TOWN, "Kiel"),
        ("Bad Rodach, St", TOWN, "Bad Rodach"),
        ("Neustadt b.Coburg, GKSt", TOWN, "Neustadt b. Coburg"),
        ("Pfaffenhofen a.d.Ilm, St", TOWN, "Pfaffenhofen a. d. Ilm"),
        ("St.Bernhard", TOWN, "St. Bernhard"),
        ("Lauenburg/ Elbe, Stadt", TOWN, "Lauenburg/Elbe"),
        ("Weißwasser/O.L., Stadt / Běła Woda", TOWN, "Weißwasser/O.L. / Běła Woda"),
        ("Ebstorf,Klosterflecken", TOWN, "Ebstorf"),
        ("Kochel a.See (VGem)", ASSOCIATION, "Kochel a. See"),
        ("Rethem (Aller), Stadt", ASSOCIATION, "Rethem (Aller)"),
        (
            "Oelsnitz/Vogtl., Bösenbrunn, Eichigt und Triebel/Vogtl.",
            ASSOCIATION,
            "Oelsnitz/Vogtl., Bösenbrunn, Eichigt und Triebel/Vogtl.",
        ),
    ],
)
def test_short_name(official: str, ars: str, spoken: str) -> None:
    assert short_name(official, ars) == spoken


@pytest.mark.django_db
def test_import_twice_changes_nothing_and_mends_what_differs() -> None:
    call_command("import_municipalities", verbosity=0)
    count = Municipality.objects.count()
    Municipality.objects.filter(pk="010020000000").update(population=1, short_name="?", folded="?")
    assert import_register() == count == Municipality.objects.count() == 12_259
    kiel = Municipality.objects.get(pk="010020000000")
    assert (kiel.short_name, kiel.population) == ("Kiel", 246_794)
    assert Municipality.objects.matching("kiel").first() == kiel


def test_every_row_fits_its_columns_and_has_a_size() -> None:
    rows = list(whole_register().values())
    for row in rows:
        assert len(row.folded) < 600, "cut off, so parts of it would not be found"
        assert row.is_district == (len(row.ars) == 5)
        assert bool(row.size_class) != row.is_district
        assert row.short_name and len(row.short_name) <= 200
    assert {row.kind for row in rows if row.is_district} == set(DISTRICT_KINDS)


@pytest.mark.django_db
def test_size_classes_in_the_database_are_those_of_the_property() -> None:
    rows = [copy(row) for ars, row in whole_register().items() if ars.startswith("09")]
    Municipality.objects.bulk_create(rows)
    for size in SIZE_CLASSES:
        found = set(Municipality.objects.of_size(size.slug).values_list("pk", flat=True))
        assert found == {row.ars for row in rows if row.size_class == str(size)}
        assert found


@pytest.mark.parametrize(
    ("ars", "called", "locality"),
    [
        ("094630000000", "Coburg", "Kreisfreie Stadt, Bayern"),
        ("09473", "Landkreis Coburg", "Bayern"),
        ("034545408", "Samtgemeinde Spelle", "Emsland, Niedersachsen"),
        ("034545408049", "Spelle", "Gemeinde, Emsland, Niedersachsen"),
        ("03241", "Region Hannover", "Landkreis, Niedersachsen"),
        ("05334", "Städteregion Aachen", "Kreis, Nordrhein-Westfalen"),
        ("05958", "Hochsauerlandkreis", "Kreis, Nordrhein-Westfalen"),
        ("10041", "Regionalverband Saarbrücken", "Saarland"),
        ("110000000000", "Berlin", "Kreisfreie Stadt"),
        ("065340018018", "Stadtallendorf", "Stadt, Marburg-Biedenkopf, Hessen"),
    ],
)
def test_what_people_call_it(ars: str, called: str, locality: str) -> None:
    row = whole_register()[ars]
    assert (row.called, row.locality) == (called, locality)
