"""The import of the official register and the names people use."""

from __future__ import annotations

import pytest

from community.people.municipalities.models import DISTRICT_KINDS
from community.people.municipalities.register import short_name
from tests.db.community.people.conftest import whole_register

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


def test_every_row_fits_its_columns_and_has_a_size() -> None:
    rows = list(whole_register().values())
    for row in rows:
        assert len(row.folded) < 600, "cut off, so parts of it would not be found"
        assert row.is_district == (len(row.ars) == 5)
        assert bool(row.size_class) != row.is_district
        assert row.short_name and len(row.short_name) <= 200
    assert {row.kind for row in rows if row.is_district} == set(DISTRICT_KINDS)


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
