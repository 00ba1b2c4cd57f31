"""For data migrations: what is stored under a former name of a kind is stored under its slug."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import migrations

Column = tuple[str, str, str]
REPORTED: tuple[Column, ...] = (
    ("moderation", "Case", "kind"),
    ("moderation", "Report", "kind"),
    ("moderation", "Restriction", "kind"),
)
REFERRED: tuple[Column, ...] = (("quotes", "Citation", "citing_kind"), ("quotes", "Citation", "cited_kind"))
TOLD: tuple[Column, ...] = (("notices", "Notice", "subject"), ("notices", "IncomingMail", "subject"))


def renaming(names: Mapping[str, str], columns: Iterable[Column]) -> migrations.RunPython:
    """Former names to slugs, in these columns (app, model, field) alone; and back again."""
    columns = tuple(columns)
    back = {slug: former for former, slug in names.items()}
    return migrations.RunPython(partial(_rename, dict(names), columns), partial(_rename, back, columns))


def _rename(names: dict[str, str], columns: tuple[Column, ...], apps: Any, schema_editor: Any) -> None:
    for app, model, field in columns:
        rows = apps.get_model(app, model)._default_manager.using(schema_editor.connection.alias)
        for former, name in names.items():
            rows.filter(**{field: former}).update(**{field: name})
