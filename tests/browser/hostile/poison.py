"""A house that was built in good faith, with everything people have said in it replaced by attacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from community.search.reindexing import catch_up, learn_anew
from community.text import fold
from community.uploads.gate import clean_name
from forum.models import PendingPost
from forum.posts.rendering import render_post
from realtime.rooms.messages.rendering import render_message
from tests.browser.hostile.columns import words
from tests.browser.hostile.words import FOLDED, Supply

TITLE_IN_SNAPSHOT = 300


def poison() -> None:
    """Overwrite every column of people's words; what the house makes of words is made anew."""
    supply = Supply()
    for label, columns in words().items():
        model = apps.get_model(label)
        for row in models.QuerySet(model).all():
            _overwrite(row, columns, supply)
    for hold in PendingPost.objects.all():
        poll = {"question": supply.line(200), "options": [supply.line(120), supply.line(120)]}
        PendingPost.objects.filter(pk=hold.pk).update(
            tags=[supply.line(40)], poll=poll if hold.poll else hold.poll
        )
    for _step in catch_up(everything=True):
        pass
    learn_anew()


def _overwrite(row: models.Model, columns: list[str], supply: Supply) -> None:
    new = {name: _hostile(row, name, supply) for name in columns}
    present = {name: value for name, value in new.items() if getattr(row, name)}
    for values in (new, present):
        made = MADE[row._meta.label](values) if row._meta.label in MADE else {}
        try:
            with transaction.atomic():
                # Also where rows are never changed: what is sealed would be found hostile from its first day.
                models.QuerySet(type(row)).filter(pk=row.pk).update(**{**values, **made})
            return
        except IntegrityError:
            continue
    raise AssertionError(f"{row!r} cannot be overwritten")


def _hostile(row: models.Model, name: str, supply: Supply) -> Any:
    field = row._meta.get_field(name)
    if isinstance(field, models.JSONField):
        return _within(getattr(row, name), supply)
    room = getattr(field, "max_length", None)
    if row._meta.label.startswith("rooms.") and name == "source":
        return supply.message()
    return supply.line(room) if room else supply.source()


def _within(value: Any, supply: Supply) -> Any:
    """The same shape, with every sentence replaced."""
    if isinstance(value, dict):
        return {key: _within(item, supply) for key, item in value.items()}
    if isinstance(value, list):
        return [_within(item, supply) for item in value]
    return supply.line(TITLE_IN_SNAPSHOT) if isinstance(value, str) and " " in value else value


def _post(values: dict[str, Any]) -> dict[str, Any]:
    rendered = render_post(values["source"])
    return {"html": rendered.html, "excerpt": rendered.excerpt}


def _message(values: dict[str, Any]) -> dict[str, Any]:
    rendered = render_message(values["source"])
    return {"html": rendered.html, "excerpt": rendered.excerpt, "folded": fold(values["source"])}


def _file(values: dict[str, Any]) -> dict[str, Any]:
    """The name as the gate leaves it."""
    return {"name": clean_name(values["name"])[0] + ".png"}


MADE: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "forum.Post": _post,
    "forum.Summary": lambda values: {"html": render_post(values["source"]).html},
    "rooms.Message": _message,
    "uploads.Upload": _file,
    "people.Member": lambda values: {"folded": f"{FOLDED} {fold(values['name'])}"[:500]},
    "forum.WatchedWord": lambda values: {"folded": fold(values["word"])[:100]},
}
