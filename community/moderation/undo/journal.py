"""The journal of acts that can be taken back. It knows no content: a content app says in its `undoables.py` what a
verb is called, who may take it back, and how the former state comes about again.

    undo data = …                                          # in the transaction of the act
    enter(actor, "move_thread", title=…, scope=…, touches=["thread:5:field"], undo data=undo data, reason=…)

A action done to a selection is entered with `batch`: one row for all, one undo for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.moderation.models import ModerationAction, ModerationActionPart
from community.web.verdicts import ALLOWED, Verdict

UndoData = dict[str, Any]


SELECTION = "selection"


class CannotUndo(Exception):
    """The former state cannot come back; the message is a sentence that says what stands in its way."""


@dataclass(frozen=True)
class Undoable:
    """One verb. `undo(actor, undo_data)` runs in a transaction and raises `CannotUndo` rather than restore half."""

    verb: str
    name: str | Promise
    undo: Callable[[Any, UndoData], None]
    may_undo: Callable[[Any, UndoData], Verdict]
    describe: Callable[[UndoData], str] = lambda undo_data: ""
    # Called once before a selection is taken back: lock what all its steps will change, in one order.
    prepare: Callable[[list[UndoData]], None] = lambda all_undo_data: None


_verbs: dict[str, Undoable] = {}


def provide(undoable: Undoable) -> Undoable:
    """Register a verb."""
    _verbs[undoable.verb] = undoable
    return undoable


def undoable(entry: ModerationAction) -> Undoable | None:
    """What is known about the deed's verb; `None` when its app is gone."""
    return _verbs.get(entry.verb)


def name_of(entry: ModerationAction) -> str:
    known = _verbs.get(entry.verb)
    return str(known.name) if known else entry.verb


def describe(entry: ModerationAction) -> str:
    """A sentence about the action in the reader's language, or nothing."""
    known = _verbs.get(entry.verb)
    return known.describe(entry.undo_data) if known else ""


def enter(
    actor: Any,
    verb: str,
    *,
    title: str,
    scope: str,
    reason: str,
    undo_data: UndoData,
    touches: Iterable[str],
    address: str = "",
    batch: ModerationAction | None = None,
) -> ModerationAction:
    """Write a action into the journal, inside the transaction of the act."""
    if verb not in _verbs:
        raise LookupError(f"No app knows how to take back {verb!r}")
    entry = ModerationAction.objects.create(
        verb=verb,
        actor=actor,
        scope=scope,
        title=title[:300],
        address=address,
        reason=reason,
        undo_data=undo_data,
        batch=batch,
    )
    ModerationActionPart.objects.bulk_create(
        ModerationActionPart(entry=entry, name=name) for name in sorted(set(touches))
    )
    return entry


def open_batch(
    actor: Any, verb: str, *, title: str, scope: str, reason: str, address: str = ""
) -> ModerationAction:
    """Begin a action done to a selection; its steps are entered with `batch=` this one."""
    return enter(
        actor,
        SELECTION,
        title=title,
        scope=scope,
        reason=reason,
        undo_data={"verb": verb},
        touches=(),
        address=address,
    )


def steps(entry: ModerationAction) -> list[ModerationAction]:
    """What has to be taken back, in this order: the steps of a selection that still stand, or the action itself."""
    if entry.verb != SELECTION:
        return [entry]
    return list(entry.steps.filter(undoing__isnull=True).order_by("-pk"))


def may_undo(viewer: Any, entry: ModerationAction) -> Verdict:
    """What content says about each step; the first no counts."""
    for step in steps(entry):
        known = _verbs.get(step.verb)
        verdict = known.may_undo(viewer, step.undo_data) if known else Verdict(False, hidden=True)
        if not verdict:
            return verdict
    return ALLOWED


def _undo_selection(actor: Any, undo_data: UndoData) -> None:
    """Its steps are taken back one by one; the row itself holds nothing."""


def _describe_selection(undo_data: UndoData) -> str:
    known = _verbs.get(undo_data["verb"])
    return str(known.name) if known else ""


provide(
    Undoable(
        verb=SELECTION,
        name=_("Mehrere auf einmal"),
        undo=_undo_selection,
        may_undo=lambda viewer, undo_data: ALLOWED,
        describe=_describe_selection,
    )
)
