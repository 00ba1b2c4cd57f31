"""What a kind lacks is said at start; what the house has lacks nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks import run_checks

from community import kinds
from community.kinds import Kind, register, registry
from community.kinds.checks import SLUG, check_kinds
from community.moderation.kind import Reportable
from community.people.kind import PersonalData
from community.people.models import Member
from community.search.kind import Searchable


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_kinds", {})


class Complete(Kind[Member]):
    slug, model, label = "complete", Member, "Vollständig"

    def visible_to(self, viewer: Any) -> Any:
        return Member.objects.none()

    def title(self, thing: Member) -> str:
        return thing.name


def said() -> list[str]:
    return [error.msg for error in check_kinds()]


def test_the_house_lacks_nothing() -> None:
    assert not [error for error in run_checks() if (error.id or "").startswith("kinds.")]
    assert {kind.slug for kind in kinds.of(Kind)} >= {"thread", "post", "message", "room", "member"}


@pytest.mark.usefixtures("empty")
def test_a_complete_one_is_fine_until_it_wants_more() -> None:
    register(Complete)
    assert said() == []

    @register
    class PostKind(Complete, Searchable):
        slug = "post"
        heading, filter_word = "Beiträge", "beitraege"

        def hits(self, viewer: Any, keys: Any) -> Any:
            return {}

    assert said() == ["PostKind is Searchable but has no `indexed`."]
    (error,) = check_kinds()
    assert (
        error.id == "kinds.E001" and error.hint and error.hint.startswith("Yield what each of these things")
    )


@pytest.mark.usefixtures("empty")
def test_whatever_is_missing_is_named() -> None:
    @register
    class Bare(Kind[Member], Reportable, PersonalData):
        pass

    assert said() == [
        "Bare has no `slug`.",
        "Bare has no `model`.",
        "Bare has no `label`.",
        "Bare has no `visible_to`.",
        "Bare has no `title`.",
        "Bare is Reportable but has no `snapshot`.",
        "Bare is PersonalData but has no `personal_data`.",
        "Bare is PersonalData but has no `erase`.",
    ]


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("slug", ["Post", "forum.post", "post:7", "beiträge", "p" * 21, "7post"])
def test_a_slug_has_one_form(slug: str) -> None:
    register(type("Odd", (Complete,), {"slug": slug}))
    assert said() == [f"Odd is called {slug!r}: a slug is at most 20 lower-case letters and underscores."]


@pytest.mark.usefixtures("empty")
def test_words_and_wholes() -> None:
    register(type("One", (Complete,), {"slug": "one", "word": "ding"}))
    register(type("Other", (Complete,), {"slug": "ding", "within": "house"}))
    assert said() == [
        "Addresses call One and Other by the same word 'ding'.",
        "Other is within 'house', which is no kind.",
    ]


@pytest.mark.usefixtures("empty")
def test_two_of_one_name_are_refused_at_once() -> None:
    register(Complete)
    with pytest.raises(ValueError, match="Two kinds are called 'complete': Complete and Again"):
        register(type("Again", (Complete,), {}))


def test_slugs_fit_the_columns_that_hold_them() -> None:
    assert all(SLUG.fullmatch(kind.slug) for kind in kinds.of(Kind))
