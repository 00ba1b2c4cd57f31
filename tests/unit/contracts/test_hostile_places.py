"""Where people's words are kept and shown is known wholly: what is new has been thought about before it is used.

The browser tests put attacks into every one of these places (`tests/system/browser/hostile`).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from django.apps import apps
from django.db import models

from tests.system.browser.hostile import columns, places

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
TYPED = (models.CharField, models.TextField, models.JSONField)


def test_every_template_is_seen_with_hostile_words_or_has_none() -> None:
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file()}
    named = [name for text in (*places.SHOWN.values(), *places.WORDLESS.values()) for name in text.split()]
    assert there - set(named) == set(), (
        "say in tests/system/browser/hostile/places.py which visit shows its words"
    )
    assert set(named) - there == set(), "there is no such template any more"
    assert [name for name, count in Counter(named).items() if count > 1] == []


def test_every_column_is_poisoned_or_holds_no_words() -> None:
    there = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith(("community.", "forum.", "realtime."))
        for field in model._meta.concrete_fields
        if isinstance(field, TYPED)
    }
    named = columns.placed()
    foreign = {"usersessions.UserSession.user_agent"}
    assert there - set(named) == set(), (
        "say in tests/system/browser/hostile/columns.py whether people write it"
    )
    assert set(named) - there - foreign == set(), "there is no such column any more"
    assert [name for name, count in Counter(named).items() if count > 1] == []
