"""Which tables are in a backup, and how a row becomes a line of JSON and a row again.

A value looks the same whichever database it came from: numbers, truth and text as JSON has them, moments in ISO 8601
with microseconds (the seals of the audit record depend on them), JSON as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

# By label, and why.
LEFT_OUT = {
    "sessions.session": "Anmeldungen; alle melden sich neu an",
    "usersessions.usersession": "Anmeldungen; alle melden sich neu an",
    "contenttypes.contenttype": "legt `migrate` an; nichts in der Sicherung verweist darauf",
    "auth.permission": "legt `migrate` an; nichts in der Sicherung verweist darauf",
    "auth.group": "nicht in Gebrauch; die Plattform hat eigene Rollen",
    "auth.group_permissions": "nicht in Gebrauch; die Plattform hat eigene Rollen",
    "installation.installation": "die Kennung dieser Installation; jede hat ihre eigene",
    "search.entry": "Suchindex von SQLite; die Datenbank füllt ihn selbst aus search.document",
}
PLAIN = (bool, int, float, str)


def kept_models() -> list[type[models.Model]]:
    """Every table of ours with what stands in it, also those between two many; in the order of their names."""
    found = apps.get_models(include_auto_created=True)
    return sorted((model for model in found if _is_kept(model)), key=lambda model: model._meta.label_lower)


def entry_name(model: type[models.Model]) -> str:
    return f"tables/{model._meta.label_lower}.jsonl"


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """The table's rows in the order of their keys, a line each."""
    fields = model._meta.concrete_fields
    for row in model._base_manager.order_by("pk").iterator(chunk_size=2_000):
        said = {field.name: _said(field, row) for field in fields}
        yield json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row(model: type[models.Model], line: bytes) -> models.Model:
    """The row that a line says, unsaved. Raises `ValueError` or `KeyError` where it is none of this table."""
    said = json.loads(line)
    fields: Any = model._meta.concrete_fields
    if len(said) != len(fields):
        raise ValueError("other columns than here")
    return model(**{field.attname: _understood(field, said[field.name]) for field in fields})


def _is_kept(model: type[models.Model]) -> bool:
    meta = model._meta
    return meta.managed and not meta.proxy and meta.label_lower not in LEFT_OUT


def _said(field: Any, row: models.Model) -> Any:
    value = field.value_from_object(row)
    return value if value is None or isinstance(value, PLAIN) else field.value_to_string(row)


def _understood(field: Any, value: Any) -> Any:
    return value if value is None or isinstance(field, models.JSONField) else field.to_python(value)
