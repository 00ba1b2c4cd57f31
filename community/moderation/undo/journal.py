"""The journal of acts that can be taken back. It knows no content: a content app says in its `undoables.py` what a
verb is called, who may take it back, and how the former state comes about again.

    undo_data = …                                          # in the transaction of the act
    enter(actor, "move_thread", title=…, scope=…, touches=["thread:5:field"], undo_data=undo_data, reason=…)

An action done to a selection is entered with `batch`: one row for all, one undo for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from community.kinds import Words
from community.moderation.models import ModerationAction, ModerationActionPart
from community.people.models import Member
from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, Verdict

UndoData = dict[str, Any]


SELECTION = "selection"


class CannotUndo(Exception):
    """The former state cannot come back; the message is a sentence that says what stands in its way."""


class Undoable:
    """One verb: what was done is called, who may take it back, and how the former state comes about again."""

    verb: str
    name: Words

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        """Take it back, in a transaction. Raises `CannotUndo` rather than restore half."""
        raise NotImplementedError

    def may_undo(self, viewer: Viewer, undo_data: UndoData) -> Verdict:
        raise NotImplementedError

    def describe(self, undo_data: UndoData) -> str:
        """A sentence about it in the reader's language, or nothing."""
        return ""

    def prepare(self, all_undo_data: list[UndoData]) -> None:
        """Called once before a selection is taken back: lock what all its steps will change, in one order."""


Registered = TypeVar("Registered", bound=type[Undoable])


_verbs: dict[str, Undoable] = {}


def register(undoable: Registered) -> Registered:
    """Make a verb known, once; used as a decorator."""
    if undoable.verb in _verbs:
        raise ValueError(f"registered twice: {undoable.verb}")
    _verbs[undoable.verb] = undoable()
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
    actor: Member,
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
    """Write an action into the journal, inside the transaction of the act."""
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
    actor: Member, verb: str, *, title: str, scope: str, reason: str, address: str = ""
) -> ModerationAction:
    """Begin an action done to a selection; its steps are entered with `batch=` this one."""
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


def may_undo(viewer: Viewer, entry: ModerationAction) -> Verdict:
    """What content says about each step; the first no counts."""
    for step in steps(entry):
        known = _verbs.get(step.verb)
        verdict = known.may_undo(viewer, step.undo_data) if known else Verdict(False, hidden=True)
        if not verdict:
            return verdict
    return ALLOWED


@register
class Selection(Undoable):
    """Its steps are taken back one by one; the row itself holds nothing."""

    verb, name = SELECTION, _("Mehrere auf einmal")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        """Nothing is left to be done."""

    def may_undo(self, viewer: Viewer, undo_data: UndoData) -> Verdict:
        return ALLOWED

    def describe(self, undo_data: UndoData) -> str:
        known = _verbs.get(undo_data["verb"])
        return str(known.name) if known else ""
