"""Addresses are written down once: in the URL table, and in the `get_absolute_url` of what has a page of its own.

A page asks for hundreds of the latter, and `reverse` costs more than all else about a link. Here both are compared.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, IntegerField, Model, SlugField
from django.urls import resolve, reverse

from tests.unit.contracts.test_house import ROOT, modules

WRITTEN = re.compile(r"/[a-zäöü][a-zäöü-]*/")
# Beginnings and patterns of addresses, and what the URL table does not have: sockets, files.
NO_ADDRESSES = {
    "community/checks.py",
    "community/connections.py",
    "community/lanes.py",
    "community/web/context.py",
    "community/moderation/mails/forms.py",
    "community/settings.py",
    "realtime/delivery/consumer.py",
    "realtime/delivery/nettest.py",
    "realtime/delivery/views.py",
}
IN_TEMPLATE = re.compile(r"""\b(?:href|action|data-url|src|hx-\w+)=["']/[a-zäöü]""")
HAVE_PAGES = [
    model
    for model in apps.get_models()
    if "get_absolute_url" in vars(model)
    and model.__module__.startswith(("community.", "forum.", "realtime."))
]


def test_no_address_is_written_out_in_code() -> None:
    found = [
        f"{path}:{node.lineno} {node.value}"
        for path, tree in modules().items()
        if str(path) not in NO_ADDRESSES and "demo" not in path.parts
        for node in _strings(tree)
        if WRITTEN.match(node.value)
    ]
    assert found == []


def test_no_address_is_written_out_in_templates() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in (ROOT / "templates").rglob("*.html")
        for match in IN_TEMPLATE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("model", HAVE_PAGES, ids=lambda model: model.__name__)
def test_the_address_of_a_thing_is_one_of_the_table(model: type[Model]) -> None:
    address = _made_up(model).get_absolute_url().partition("#")[0]
    match = resolve(address)
    assert reverse(match.view_name, args=match.args, kwargs=match.kwargs) == address
    assert "7" in "".join(map(str, match.kwargs.values())), "the address does not say which thing"


def test_there_is_something_to_look_at() -> None:
    assert len(HAVE_PAGES) > 15
    wrong = ast.parse(
        'def show():\n    return "/themen/neu/"\ndef get_absolute_url(self):\n    return "/themen/"'
    )
    assert [node.value for node in _strings(wrong)] == ["/themen/neu/"]
    assert IN_TEMPLATE.search('<a href="/themen/">')


def _made_up(model: type[Model], depth: int = 2) -> Any:
    """A thing that was never stored, number 7, with others of that kind where it refers to some."""
    thing = model()
    thing.pk = 7
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and depth and not field.remote_field.model._meta.abstract:
            setattr(thing, field.attname, 7)
            field.set_cached_value(thing, _made_up(field.remote_field.model, depth - 1))
        elif field.name == "ars":
            setattr(thing, field.attname, "077770070007")
        elif isinstance(field, SlugField) or field.name in ("name", "title", "slug"):
            setattr(thing, field.attname, "7-sieben")
        elif isinstance(field, IntegerField) and not field.has_default():
            setattr(thing, field.attname, 7)
    return thing


def _strings(tree: ast.Module) -> Iterator[Any]:
    """The texts of a module, without docstrings and without `get_absolute_url`."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "get_absolute_url":
            passed |= {id(inside) for inside in ast.walk(node)}
        if isinstance(node, ast.Expr):
            passed |= {id(inside) for inside in ast.walk(node) if isinstance(inside, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node
