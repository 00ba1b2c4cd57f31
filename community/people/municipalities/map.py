"""A map of the country out of nothing but the register: every place is a dot, together an outline."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from community.people.models import Municipality
from community.people.municipalities.register import coordinates

WEST, EAST, SOUTH, NORTH = 5.7, 15.2, 47.2, 55.1


WIDTH = 400


# One degree of longitude is as long as this many degrees of latitude in the middle of the country.
_SQUEEZE = math.cos(math.radians((SOUTH + NORTH) / 2))


HEIGHT = round(WIDTH * (NORTH - SOUTH) / ((EAST - WEST) * _SQUEEZE))


CELL = 7


SMALLEST, LARGEST = 3.5, 9.0


@dataclass(frozen=True)
class Point:
    """A municipality on the map; `radius` grows with the number of people there."""

    municipality: Municipality
    x: float
    y: float
    radius: float


def points(municipalities: Iterable[Municipality]) -> list[Point]:
    """Where municipalities that carry `people` stand; those without a known place are left out."""
    found = [_point(place) for place in municipalities if place.latitude is not None]
    return sorted(found, key=lambda point: -point.radius)


@cache
def backdrop() -> str:
    """The path of an SVG that draws the country when stroked with dashes of no length, `CELL` apart.

    Every cell of the grid in which a place lies is a dot; a row of neighbouring dots is one line. Read once.
    """
    cells = set()
    for latitude, longitude in coordinates():
        x, y = project(latitude, longitude)
        cells.add((int(y // CELL), int(x // CELL)))
    return "".join(_line(row, first, last) for row, first, last in _runs(cells))


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Place on a canvas of `WIDTH` by `HEIGHT`, north at the top."""
    x = (longitude - WEST) / (EAST - WEST) * WIDTH
    y = (NORTH - latitude) / (NORTH - SOUTH) * HEIGHT
    return round(x, 1), round(y, 1)


def _runs(cells: set[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Neighbouring cells of a row as (row, first column, last column)."""
    for row, column in sorted(cells):
        if (row, column - 1) in cells:
            continue
        last = column
        while (row, last + 1) in cells:
            last += 1
        yield row, column, last


def _line(row: int, first: int, last: int) -> str:
    return f"M{(first + 0.5) * CELL:g} {(row + 0.5) * CELL:g}h{(last - first) * CELL:g}"


def _point(place: Municipality) -> Point:
    x, y = project(place.latitude or 0.0, place.longitude or 0.0)
    radius = min(LARGEST, SMALLEST + 1.5 * math.sqrt(getattr(place, "people", 1) - 1))
    return Point(place, x, y, round(radius, 1))
