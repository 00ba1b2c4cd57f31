"""Finding and choosing a municipality, with the words people type."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client

from community.people.models import Municipality
from community.people.municipalities.forms import MunicipalityField
from tests.community.people.conftest import SPELLE, SPELLE_TOGETHER
from tests.factories.people import MunicipalityFactory

Register = dict[str, Municipality]


class PlaceForm(forms.Form):
    place = MunicipalityField()


def posted(**values: str) -> PlaceForm:
    query = QueryDict(mutable=True)
    for name, value in values.items():
        query.appendlist(name, value)
    return PlaceForm(query)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Spelle", [SPELLE_TOGETHER, SPELLE]),
        ("48480", [SPELLE_TOGETHER, SPELLE, "034545408034"]),
        ("Samtgem", [SPELLE_TOGETHER]),
        ("Münster", ["055150000000", "033580016016"]),
        ("Muenster", ["055150000000", "033580016016"]),
        ("MÜNSTER", ["055150000000", "033580016016"]),
        ("spelle gemeinde niedersachsen", [SPELLE_TOGETHER, SPELLE]),
        ("rodach bad", ["094730158158"]),
        ("Kiel, Landeshauptstadt", ["010020000000"]),
        ("   ", []),
        ("Entenhausen", []),
    ],
)
def test_matching(register: Register, typed: str, found: list[str]) -> None:
    assert list(Municipality.objects.matching(typed).values_list("pk", flat=True)) == found


def test_matching_looks_at_the_first_words_only(register: Register) -> None:
    """A thousand words must not become a thousand conditions, which databases refuse."""
    assert Municipality.objects.matching("kiel " * 5_000).count() == 1


def test_one_candidate_is_taken(register: Register) -> None:
    form = posted(place="bad rodach")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"].short_name == "Bad Rodach"


def test_a_name_means_the_place_not_its_district(register: Register) -> None:
    """Bad Rodach lies in the district of Coburg, but who types Coburg does not mean it."""
    form = posted(place="coburg")
    assert not form.is_valid()
    page = str(form["place"])
    assert page.count('type="radio"') == 2 and "Bad Rodach" not in page
    form = posted(place="lünne")
    assert form.is_valid() and form.cleaned_data["place"].short_name == "Lünne"


def test_its_own_label_is_understood(register: Register) -> None:
    form = posted(place=str(register[SPELLE]))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"].pk == SPELLE


def test_ambiguous_text_comes_back_with_candidates(register: Register) -> None:
    form = posted(place="Spelle")
    assert not form.is_valid()
    page = str(form["place"])
    assert 'value="Spelle"' in page, "what was typed is kept"
    assert page.count('type="radio"') == 2
    assert f'value="{SPELLE}"' in page and f'value="{SPELLE_TOGETHER}"' in page
    assert "mehrere Kommunen" in str(form.errors)


def test_the_chosen_candidate_counts(register: Register) -> None:
    form = posted(place="Spelle", place_fuer="Spelle", place_ars=SPELLE)
    assert form.is_valid() and form.cleaned_data["place"].pk == SPELLE


def test_a_radio_button_wins_over_the_empty_hidden_field(register: Register) -> None:
    form = PlaceForm(QueryDict(f"place=Spelle&place_fuer=Spelle&place_ars={SPELLE}&place_ars="))
    assert form.is_valid() and form.cleaned_data["place"].pk == SPELLE


def test_a_choice_for_another_text_does_not_count(register: Register) -> None:
    form = posted(place="Kiel", place_fuer="Spelle", place_ars=SPELLE)
    assert form.is_valid() and form.cleaned_data["place"].short_name == "Kiel"


@pytest.mark.parametrize(
    "values",
    [
        {"place": ""},
        {"place": "Entenhausen"},
        {"place": "x" * 10_000},
        {"place": "a\0b"},
        {"place": "\ud800"},
        {"place": "Hamburg", "place_fuer": "Hamburg", "place_ars": "1" * 500},
        {"place": "Spelle", "place_fuer": "Spelle", "place_ars": "\0"},
        {"place": "Spelle", "place_fuer": "Spelle", "place_ars": "٣٤"},
        {"place": "Spelle", "place_fuer": "Spelle", "place_ars": "' OR 1=1 --"},
        {"place": "<script>alert(1)</script>"},
    ],
)
def test_nonsense_is_refused_with_a_sentence(register: Register, values: dict[str, str]) -> None:
    form = posted(**values)
    assert not form.is_valid()
    assert "<script>" not in str(form["place"]) + str(form.errors)


def test_invisible_signs_do_not_matter(register: Register) -> None:
    form = posted(place="\u200bKiel\u202e ")
    assert form.is_valid() and form.cleaned_data["place"].short_name == "Kiel"


def test_a_stored_municipality_is_shown_and_stays(register: Register) -> None:
    first = PlaceForm(initial={"place": register[SPELLE]})
    page = str(first["place"])
    assert "Spelle (Gemeinde, Emsland, Niedersachsen)" in page and f'value="{SPELLE}"' in page
    label = str(register[SPELLE])
    again = posted(place=label, place_fuer=label, place_ars=SPELLE)
    assert again.is_valid() and again.cleaned_data["place"].pk == SPELLE


def test_suggestions(register: Register, client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        answer = client.get("/kommunen/vorschlaege/", {"q": "spelle"})
    page = answer.content.decode()
    assert page.count('role="option"') == 2
    assert f'data-value="{SPELLE}"' in page and "Samtgemeinde, Emsland, Niedersachsen" in page
    assert client.get("/kommunen/vorschlaege/").content.strip() == b""
    assert client.post("/kommunen/vorschlaege/").status_code == 405


def test_at_most_ten_suggestions(db: Any, client: Client) -> None:
    MunicipalityFactory.create_batch(12)
    assert client.get("/kommunen/vorschlaege/?q=musterhausen").content.count(b'role="option"') == 10
