"""The official register as it is shipped, read into municipalities with the names people use."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from community.people.models import Municipality
from community.text import fold

FILE = Path(__file__).parents[1] / "data" / "gemeindeverzeichnis.csv"


SOURCE = "© Statistisches Bundesamt (Destatis), Gemeindeverzeichnis"


LICENCE = "Datenlizenz Deutschland – Namensnennung – Version 2.0"


LICENCE_URL = "https://www.govdata.de/dl-de/by-2-0"


AS_OF = "31.12.2019"


BATCH = 500


MUNICIPALITY_DIGITS, ASSOCIATION_DIGITS = 12, 9


_ABBREVIATION = re.compile(r"(?:(?<=\b[a-zäöü])|(?<=\bSt))\.(?=\w)")


_KIND_IN_BRACKETS = re.compile(r"\s*\((VGem)\)$")


def import_register(path: Path = FILE) -> int:
    """Bring the table of municipalities to the state of the file and return its number of rows.

    Rows that exist are updated, none is deleted: members may belong to a municipality that was merged away.
    """
    rows = list(read(path))
    columns = [field.name for field in Municipality._meta.concrete_fields if not field.primary_key]
    with transaction.atomic():
        Municipality.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["ars"], update_fields=columns, batch_size=BATCH
        )
    return len(rows)


def read(path: Path = FILE) -> Iterator[Municipality]:
    """The municipalities of a register file, not yet stored."""
    rows = _rows(path)
    postcodes = _postcodes_of_associations(rows)
    for row in rows:
        yield _municipality(row, postcodes.get(row["ars"], ""))


def coordinates(path: Path = FILE) -> Iterator[tuple[float, float]]:
    """Latitude and longitude of all places of a register file."""
    for row in _rows(path):
        if row["latitude"] and row["longitude"]:
            yield float(row["latitude"]), float(row["longitude"])


def short_name(official: str, ars: str) -> str:
    """The name without the titles nobody says: ``Kiel, Landeshauptstadt`` becomes ``Kiel``."""
    name, comma, title = _KIND_IN_BRACKETS.sub("", official).partition(",")
    if len(ars) == ASSOCIATION_DIGITS and "," in title:
        # Not a title but a list: the association of Oelsnitz/Vogtl., Bösenbrunn, Eichigt …
        return _spaced(f"{name}{comma}{title}")
    sorbian = title.partition(" / ")[2]
    return _spaced(f"{name} / {sorbian}" if sorbian else name)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _postcodes_of_associations(rows: list[dict[str, str]]) -> dict[str, str]:
    """Joint municipalities have no postcode of their own; they are found by those of their municipalities."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if len(row["ars"]) == MUNICIPALITY_DIGITS and row["postcode"]:
            found[row["ars"][:ASSOCIATION_DIGITS]].add(row["postcode"])
    return {ars: " ".join(sorted(postcodes)) for ars, postcodes in found.items()}


def _municipality(row: dict[str, str], postcodes: str) -> Municipality:
    name = short_name(row["name"], row["ars"])
    municipality = Municipality(
        ars=row["ars"],
        ags=row["ags"],
        name=row["name"],
        short_name=name,
        kind=row["kind"],
        district=short_name(row["district"], row["ars"][:5]),
        state=row["state"],
        population=int(row["population"]) if row["population"] else None,
        postcode=row["postcode"],
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        folded_name=fold(name),
    )
    municipality.folded = municipality.folding(postcodes)
    return municipality


def _spaced(name: str) -> str:
    """``b. Coburg`` for ``b.Coburg``, ``St. Bernhard`` for ``St.Bernhard``, ``A/B`` for ``A/ B``."""
    name = re.sub(r"(?<! )/ ", "/", _ABBREVIATION.sub(". ", name))
    return " ".join(name.split())
