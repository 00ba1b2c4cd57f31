"""What can be reported: content apps tell here how a thing of theirs is found, judged, shown and kept as evidence.

An app registers its kinds in its own `reportables.py`. The office never learns what a post is: it sees a title, an
address, and a snapshot, a JSON object of this shape:

    title, text     as they stand
    author          name of whoever wrote it
    at              ISO 8601
    revision        how often it was changed
    removed         whether others can no longer read it
    context         what stands around it: a list of {label, author, at, text, removed}
    files           what hangs on it, if anything: as `describe_files` describes it
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.functional import Promise
from django.utils.text import capfirst

from community.people.models import Member

Thing = Any
Snapshot = dict[str, Any]


@dataclass(frozen=True)
class Measure:
    """One thing the office can do to a thing of a kind, and take back so that it is exactly as before.

    `carry_out(thing, decision, reason)` does it inside the transaction of the decision and returns what `take_back(
    thing, before)` needs, as JSON; `reason` is what readers may see. Neither asks who acts: the decision did.
    """

    slug: str
    name: str | Promise  # for the office: "Beitrag ausblenden"
    done: str | Promise  # for the letter: "Ihr Beitrag ist für andere nicht mehr zu lesen."
    possible: Callable[[Thing], bool]
    carry_out: Callable[[Thing, Any, str], dict[str, Any]]
    take_back: Callable[[Thing, dict[str, Any]], None]
    # What the EU calls it, such as ``DECISION_VISIBILITY_CONTENT_DISABLED``.
    visibility: str = "DECISION_VISIBILITY_CONTENT_DISABLED"


@dataclass(frozen=True)
class Reportable:
    """One kind of thing that can be reported. `find` answers `None` for what is not there (any more)."""

    kind: str
    name: str | Promise
    find: Callable[[str], Thing | None]
    may_see: Callable[[Any, Thing], bool]
    author: Callable[[Thing], Member | None]
    title: Callable[[Thing], str]
    address: Callable[[Thing], str]
    snapshot: Callable[[Thing], Snapshot]
    # The place whose moderators are responsible, such as ``field:3``; empty: only the office.
    scope: Callable[[Thing], str] = lambda thing: ""
    # The key of the thing that stands at an address of the house, or nothing.
    recognise: Callable[[ResolverMatch, str], str] = lambda match, fragment: ""
    # What people call that place, or the room it was said in: "Handlungsfeld Mobilität".
    place: Callable[[Thing], str] = lambda thing: ""
    # What can be done to it by a decision, the usual measure first.
    measures: tuple[Measure, ...] = ()
    # What else this officer can do where it stands: pairs of words and address.
    ways: Callable[[Any, Thing], list[tuple[str, str]]] = lambda viewer, thing: []
    can_be_removed: bool = True

    @property
    def called(self) -> str:
        return capfirst(str(self.name))

    def measure(self, slug: str) -> Measure | None:
        """The measure of this name, or `None`."""
        return next((measure for measure in self.measures if measure.slug == slug), None)

    def possible_measures(self, thing: Thing) -> list[Measure]:
        """What can be done to it as it stands now."""
        return [measure for measure in self.measures if measure.possible(thing)]


_kinds: dict[str, Reportable] = {}


def provide(reportable: Reportable) -> Reportable:
    """Register a kind. Of several that recognise an address the first one registered counts."""
    _kinds[reportable.kind] = reportable
    return reportable


def kind_of(slug: str) -> Reportable | None:
    """The kind of this name, or `None`."""
    return _kinds.get(slug)


def find(kind: str, key: str) -> tuple[Reportable, Thing] | None:
    """The kind and the thing itself, or `None` where either is not there."""
    reportable = _kinds.get(kind)
    thing = reportable.find(key) if reportable else None
    return (reportable, thing) if reportable and thing is not None else None


def at_address(path: str, fragment: str = "") -> tuple[str, str] | None:
    """Kind and key of what stands at a path of this house, or `None`."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    for reportable in _kinds.values():
        if key := reportable.recognise(match, fragment):
            return reportable.kind, key
    return None


def find_row(rows: Any, key: str) -> Any | None:
    """The row with this number, or `None`, also for what is no number a database could hold."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return rows.filter(pk=int(key)).first()
