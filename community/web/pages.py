"""Numbered pages of long lists: which part is shown, and the addresses of the others.

Counting stops after `COUNTED` pages, so that the last row of a huge table costs no more than the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import Http404, HttpRequest

Item = TypeVar("Item")
PER_PAGE = 25
COUNTED = 20
DIGITS = 6


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list. `pages` is how many were counted, at least 1, or `None` where nobody counted.

    `more` says that pages follow beyond those counted; `total` is the number of items where it is known.
    """

    items: Sequence[Item]
    number: int
    pages: int | None
    url_for: Callable[[int], str]
    more: bool = False
    total: int | None = None

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def is_only(self) -> bool:
        """Nothing to turn to: one page holds everything."""
        return self.number == 1 and not self.has_next

    @property
    def has_next(self) -> bool:
        return self.more or (self.pages is not None and self.number < self.pages)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def url(self) -> str:
        return self.url_for(self.number)

    @property
    def next_url(self) -> str:
        return self.url_for(self.number + 1) if self.has_next else ""

    @property
    def previous_url(self) -> str:
        return self.url_for(self.number - 1) if self.has_previous else ""

    def numbers(self) -> list[int | None]:
        """The page numbers to print: first, last and those around the current one; `None` is a gap."""
        last = max(self.pages or 1, self.number)
        around = range(self.number - 1, self.number + 2)
        shown = sorted({1, last, *(number for number in around if 1 <= number <= last)})
        found: list[int | None] = []
        for number in shown:
            gap = number - (found[-1] if found and found[-1] else 0)
            if gap == 2:
                found.append(number - 1)
            if gap > 2:
                found.append(None)
            found.append(number)
        return found

    def links(self) -> list[tuple[int, str] | None]:
        """`numbers()` with their addresses, for templates."""
        return [None if number is None else (number, self.url_for(number)) for number in self.numbers()]


def paginate(
    request: HttpRequest,
    rows: Any,
    *,
    per_page: int = PER_PAGE,
    parameter: str = "seite",
    counted: int = COUNTED,
) -> Page[Any]:
    """The page of `rows` (a queryset or list) that the request asks for with `?seite=`.

    Raises `Http404` for a page that does not exist or is no number. Costs two queries on a queryset.
    """
    number = page_number(request, parameter=parameter)
    start = (number - 1) * per_page
    found = list(rows[start : start + per_page + 1])
    if number > 1 and not found:
        raise Http404
    following = len(found) > per_page
    total = _count(rows, limit=counted * per_page + 1)
    capped = total > counted * per_page
    pages = max(counted if capped else -(-total // per_page), number, 1)
    return Page(
        items=found[:per_page],
        number=number,
        pages=pages,
        url_for=lambda wanted: address(request, wanted, parameter=parameter),
        more=capped or (following and number >= pages),
        total=None if capped else total,
    )


def page_number(request: HttpRequest, *, parameter: str = "seite") -> int:
    """The number in the address, 1 without one. Raises `Http404` for anything that is not a page number."""
    asked = request.GET.get(parameter, "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= DIGITS and int(asked) > 0):
        raise Http404
    return int(asked)


def address(request: HttpRequest, number: int, *, parameter: str = "seite") -> str:
    """The present address with another page number; filters stay, page 1 carries no number."""
    query = request.GET.copy()
    query.pop(parameter, None)
    if number > 1:
        query[parameter] = str(number)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _count(rows: Any, *, limit: int) -> int:
    if isinstance(rows, Sequence):
        return len(rows)
    return rows.order_by()[:limit].count()
