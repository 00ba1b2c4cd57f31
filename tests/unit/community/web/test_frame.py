"""The frame around every page: landmarks, ways to skip, themes, languages, and nothing from elsewhere."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from community.web.context import house, section_of


@pytest.fixture
def page(rf):
    def make(path: str = "/", user: object | None = None, **context: object) -> str:
        request = rf.get(path)
        request.user = user or AnonymousUser()
        for name, value in context.pop("cookies", {}).items():
            request.COOKIES[name] = value
        return render_to_string("404.html", {"detail": "x", "user": request.user, **context}, request=request)

    return make


def test_landmarks_and_the_way_past_the_menu(page):
    html = page()
    assert html.index('href="#inhalt"') < html.index("<header")
    assert '<main id="inhalt"' in html
    assert "<footer" in html
    assert 'id="meldungen"' in html


def test_two_landmarks_of_a_kind_have_different_names(page):
    names = re.findall(r'<nav[^>]*aria-label="([^"]+)"', page())
    assert "Hauptmenü" in names
    assert "Rechtliches" in names


@pytest.mark.parametrize("path", ["/impressum/", "/datenschutz/", "/netiquette/", "/barrierefreiheit/"])
def test_legal_pages_are_one_click_away(page, path):
    assert f'href="{path}"' in page()


def test_barriers_can_be_reported_from_every_page(page):
    assert "Barriere melden" in page()


def test_nothing_is_fetched_from_elsewhere(page):
    html = page()
    for address in re.findall(r'(?:src|href)="([^"]+)"', html):
        assert address.startswith(("/", "#", "mailto:")), address


def test_nothing_is_inline_that_the_policy_forbids(page):
    html = page()
    assert not re.search(r"\sstyle=|\son\w+=|<style", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)


@pytest.mark.parametrize(("cookie", "theme"), [("hell", "light"), ("dunkel", "dark")])
def test_a_chosen_theme_is_in_the_page_before_anything_is_painted(page, cookie, theme):
    html = page(cookies={"darstellung": cookie})
    assert f'data-theme="{theme}" data-kern-theme="{theme}"' in html


@pytest.mark.parametrize("cookie", ["", "bunt", '"><script>'])
def test_without_a_choice_the_device_decides(page, cookie):
    opening = re.search(r"<html[^>]*>", page(cookies={"darstellung": cookie}))[0]
    assert "theme" not in opening


def test_every_page_can_be_searched_from(page):
    assert re.search(r'<form method="get" action="/suche/"[^>]*>', page())


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/handlungsfelder/foerdermittel/", "fields"),
        ("/themen/42/x/", "fields"),
        ("/mitglieder/3/", "members"),
        ("/kommunen/", "municipalities"),
        ("/moderation/rollen/", "office"),
        ("/", ""),
    ],
)
def test_the_menu_knows_where_one_is(page, path, section):
    assert section_of(path) == section
    assert page(path).count('aria-current="true"') == (2 if section not in ("", "office") else 0)


def test_the_context_asks_no_database(rf):
    facts = house(rf.get("/mitglieder/"))
    assert (facts["section"], facts["theme"]) == ("members", "")
    assert "@" in facts["contact_email"]
