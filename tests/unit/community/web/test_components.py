"""What the components promise to templates: escaping, names for ears, addresses, no query."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError

from community.web import icons
from community.web.pages import Page
from community.web.templatetags.house import hue_number

HOSTILE = '"><script>alert(1)</script>'


def shown(source: str, **context: object) -> str:
    return re.sub(r"\s+", " ", Template(source).render(Context(context)))


def someone(**changes: object) -> SimpleNamespace:
    place = SimpleNamespace(called="Spelle", size_class="Kleinstadt")
    facts = {
        "pk": 7,
        "name": "Bruno Krüger",
        "initials": "BK",
        "function": "Ehrenamtlicher",
        "municipality": place,
        "get_absolute_url": lambda: "/mitglieder/7/",
    }
    return SimpleNamespace(**(facts | changes))


def test_person_is_name_function_and_municipality_with_its_size():
    html = shown("{% person member %}", member=someone())
    assert re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).split() == [
        "BK", "Bruno", "Krüger", "Ehrenamtlicher", "Spelle", "(Kleinstadt)",
    ]  # fmt: skip
    assert '<a class="person__name" href="/mitglieder/7/">' in html


def test_person_without_a_place_leaves_no_brackets():
    html = shown("{% person member %}", member=someone(municipality=None, function=""))
    assert "(" not in html
    assert "person__about" not in html


def test_person_without_link_for_readers_who_may_not_open_profiles():
    assert "<a " not in shown("{% person member link=False %}", member=someone())


def test_who_left_the_network_has_no_name_and_no_link():
    html = shown("{% person member office=True %}", member=None)
    assert "ehemaliges Mitglied" in html
    assert "<a " not in html


def test_names_are_escaped():
    html = shown("{% person member %}", member=someone(name=HOSTILE, function=HOSTILE))
    assert "<script>" not in html


@pytest.mark.parametrize(
    "source",
    [
        "{% button words %}",
        "{% button words href=words %}",
        "{% button 'x' value=words hx_post=words %}",
        "{% badge words %}",
        "{% alert title=words %}{{ words }}{% endalert %}",
        "{% empty title=words %}{{ words }}{% endempty %}",
        "{% card title=words %}{{ words }}{% endcard %}",
        "{% icon 'search' label=words %}",
        "{% breadcrumbs entries %}",
        "{% tabs choices label=words %}",
    ],
)
def test_components_escape_what_they_are_given(source):
    html = shown(
        source, words=HOSTILE, entries=[(HOSTILE, HOSTILE), (HOSTILE, "")], choices=[(HOSTILE, HOSTILE, True)]
    )
    assert "alert(1)" in html
    assert "<script" not in html
    assert '="">' not in html


def test_blocks_keep_the_html_that_is_theirs():
    html = shown("{% alert %}<p>{{ words }}</p>{% endalert %}", words="a & b")
    assert "<p>a &amp; b</p>" in html


def test_danger_speaks_at_once_and_information_waits():
    assert 'role="alert"' in shown("{% alert kind='danger' %}x{% endalert %}")
    assert 'role="alert"' not in shown("{% alert kind='info' %}x{% endalert %}")


def test_button_is_a_link_only_with_an_address():
    assert shown("{% button 'Los' href='/x/' %}").startswith('<a href="/x/"')
    assert shown("{% button 'Los' %}").startswith('<button type="submit"')


def test_button_turns_underscores_into_dashes_and_drops_empty_attributes():
    html = shown("{% button 'Los' hx_post='/x/' name='' disabled=True aria_label='Los geht es' %}")
    assert 'hx-post="/x/"' in html
    assert 'aria-label="Los geht es"' in html
    assert " disabled" in html
    assert "name=" not in html


def test_unknown_kinds_and_signs_are_mistakes():
    with pytest.raises(TemplateSyntaxError):
        shown("{% button 'x' kind='golden' %}")
    with pytest.raises(KeyError):
        shown("{% icon 'unicorn' %}")


@pytest.mark.parametrize("name", sorted(icons.ICONS))
def test_every_sign_is_drawn_and_silent(name):
    html = shown("{% icon name %}", name=name)
    assert 'aria-hidden="true"' in html
    assert html.count("<svg") == html.count("</svg>") == 1
    assert "style=" not in html


def test_a_sign_that_stands_alone_has_a_name():
    html = shown("{% icon 'close' label='Schließen' %}")
    assert 'role="img" aria-label="Schließen"' in html
    assert "aria-hidden" not in html


@pytest.mark.parametrize(("hue", "number"), [(0, 0), (11, 11), (22, 0), (52, 1), (322, 10), (352, 11)])
def test_hues_come_as_numbers_or_as_angles(hue, number):
    assert hue_number(hue) == number


def test_the_twelve_angles_of_the_wheel_stay_twelve():
    assert {hue_number(22 + 30 * step) for step in range(12)} == set(range(12))


def test_field_mark_links_where_it_can():
    field = SimpleNamespace(
        name="Fördermittel", hue=142, get_absolute_url=lambda: "/handlungsfelder/foerdermittel/"
    )
    assert shown("{% field_mark field %}", field=field).startswith(
        '<a class="mark hue-4" href="/handlungsfelder/'
    )
    assert shown("{% field_mark field link=False %}", field=field).startswith("<span")
    subject = SimpleNamespace(name="Fördermittel", hue=142, url="/handlungsfelder/foerdermittel/")
    assert 'href="/handlungsfelder/foerdermittel/"' in shown("{% field_mark field %}", field=subject)


def test_when_carries_the_exact_moment():
    moment = datetime(2024, 11, 7, 13, 10, tzinfo=UTC)
    html = shown("{% when moment %}", moment=moment)
    assert (
        html
        == '<time datetime="2024-11-07T13:10:00+00:00" title="7. November 2024, 14:10">7. November 2024</time>'
    )
    assert shown("{% when moment %}", moment=None) == ""


def test_pagination_says_where_one_is_and_how_to_turn():
    page = Page([1], 2, 3, lambda number: f"?feld=a&seite={number}")
    html = shown("{% pagination page label='Seiten der Themen' %}", page=page)
    assert 'aria-label="Seiten der Themen"' in html
    assert html.count("aria-current") == 1
    assert 'rel="prev" href="?feld=a&amp;seite=1"' in html
    assert 'rel="next" href="?feld=a&amp;seite=3"' in html


def test_pagination_is_silent_where_there_is_one_page():
    assert shown("{% pagination page %}", page=Page([1], 1, 1, str)).strip() == ""


def test_pagination_says_when_counting_stopped():
    assert "mehr als 20" in shown("{% pagination page %}", page=Page([1], 1, 20, str, more=True))


def test_breadcrumbs_mark_the_present_page():
    html = shown(
        "{% breadcrumbs items %}", items=[("Handlungsfelder", "/handlungsfelder/"), ("Fördermittel", "/x/")]
    )
    assert '<a href="/handlungsfelder/">' in html
    assert '<span aria-current="page">Fördermittel</span>' in html


def test_tabs_mark_the_chosen_one_and_count():
    html = shown("{% tabs items %}", items=[("Alle", "?", True, 1234), ("Offen", "?offen", False)])
    assert html.count("aria-current") == 1
    assert "1.234" in html


def test_the_side_column_exists_only_where_it_is_filled():
    assert shown("{% side_column %}  \n {% endside_column %}").strip() == ""
    assert "<aside" in shown("{% side_column %}<p>x</p>{% endside_column %}")
