"""Threads whose titles read like one of the addresses below a thread, "Umfrage" for instance, could not be opened."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Concat

RESERVED = [
    "akte",
    "anheften",
    "antworten",
    "beitraege",
    "gelesen",
    "konsent",
    "loesen",
    "notiz",
    "oeffnen",
    "schliessen",
    "spaeter",
    "stichworte",
    "teilen",
    "um-antwort-bitten",
    "umbenennen",
    "umfrage",
    "umwandeln",
    "ungelesen",
    "verlangsamen",
    "verschieben",
    "zusammenfassung",
    "zusammenfuehren",
]


def step_aside(apps: Any, schema_editor: Any) -> None:
    threads = apps.get_model("forum", "Thread").objects.filter(slug__in=RESERVED)
    threads.update(slug=Concat(Value("thema-"), F("slug")))


class Migration(migrations.Migration):
    dependencies = [("forum", "0014_threads_have_summaries_consent_and_posts_for_later")]

    operations = [migrations.RunPython(step_aside, migrations.RunPython.noop)]
