"""Numbered pages: which numbers are printed, where they lead, and what is refused."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import RequestFactory

from community.web.pages import Page, address, page_number, paginate


def page(number: int, pages: int | None, *, more: bool = False) -> Page[int]:
    return Page([1], number, pages, lambda wanted: f"?seite={wanted}", more)


@pytest.mark.parametrize(
    ("number", "pages", "printed"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 3, [1, 2, 3]),
        (1, 5, [1, 2, None, 5]),
        (3, 5, [1, 2, 3, 4, 5]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (6, 9, [1, None, 5, 6, 7, 8, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_numbers_leave_out_the_middle(number, pages, printed):
    assert page(number, pages).numbers() == printed


@pytest.mark.parametrize("pages", [1, 2, 3, 4, 7, 20])
def test_every_page_is_reached_by_turning(pages):
    for number in range(1, pages + 1):
        current = page(number, pages)
        assert bool(current.next_url) == (number < pages)
        assert bool(current.previous_url) == (number > 1)
        assert number in current.numbers()


def test_without_a_count_one_can_still_turn():
    current = page(3, None, more=True)
    assert (current.previous_url, current.next_url) == ("?seite=2", "?seite=4")
    assert not page(3, None).has_next


def test_one_page_is_the_only_one():
    assert page(1, 1).is_only
    assert not page(1, 1, more=True).is_only
    assert not page(2, 2).is_only


def ask(rf: RequestFactory, query: str = "") -> object:
    return rf.get(f"/mitglieder/{query}")


def test_paginate_shows_the_part_that_was_asked_for(rf):
    found = paginate(ask(rf, "?seite=2"), list(range(60)), per_page=25)
    assert list(found) == list(range(25, 50))
    assert (found.number, found.pages, found.total, found.more) == (2, 3, 60, False)


def test_an_empty_list_has_one_page(rf):
    found = paginate(ask(rf), [], per_page=25)
    assert (list(found), found.pages, found.is_only) == ([], 1, True)


def test_a_full_last_page_has_no_next(rf):
    assert not paginate(ask(rf, "?seite=2"), list(range(50)), per_page=25).has_next


def test_counting_stops_but_turning_does_not(rf):
    rows = list(range(1000))
    capped = paginate(ask(rf), rows, per_page=10, counted=20)
    assert (capped.pages, capped.more, capped.total) == (20, True, None)
    beyond = paginate(ask(rf, "?seite=50"), rows, per_page=10, counted=20)
    assert next(iter(beyond)) == 490
    assert beyond.previous_url.endswith("seite=49")


@pytest.mark.parametrize("asked", ["0", "-1", "1.5", "zwei", "", "٣", "1" * 7, " 2", "2%00"])
def test_what_is_no_page_number_is_not_found(rf, asked):
    with pytest.raises(Http404):
        page_number(ask(rf, f"?seite={asked}"))


def test_a_page_behind_the_end_is_not_found(rf):
    with pytest.raises(Http404):
        paginate(ask(rf, "?seite=4"), list(range(60)), per_page=25)


def test_addresses_keep_filters_and_the_first_page_has_no_number(rf):
    request = ask(rf, "?feld=foerdermittel&feld=strategie&q=M%C3%BCller&seite=3")
    assert address(request, 1) == "/mitglieder/?feld=foerdermittel&feld=strategie&q=M%C3%BCller"
    assert address(request, 2).endswith("&seite=2")
    assert address(ask(rf, "?seite=3"), 1) == "/mitglieder/"
