"""The journal of acts that can be taken back. It knows no content: a content app says in its `undoables.py` what a
verb is called, who may take it back, and how the former state comes about again.

    memo = …                                          # in the transaction of the act
    enter(actor, "move_thread", title=…, scope=…, touches=["thread:5:field"], memo=memo, reason=…)

A deed done to a selection is entered with `batch`: one row for all, one undo for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.moderation.models import Deed, DeedPart
from community.web.verdicts import ALLOWED, Verdict

Memo = dict[str, Any]
SELECTION = "selection"


class CannotUndo(Exception):
    """The former state cannot come back; the message is a sentence that says what stands in its way."""


@dataclass(frozen=True)
class Undoable:
    """One verb. `undo(actor, memo)` runs in a transaction and raises `CannotUndo` rather than restore half."""

    verb: str
    name: str | Promise
    undo: Callable[[Any, Memo], None]
    may_undo: Callable[[Any, Memo], Verdict]
    describe: Callable[[Memo], str] = lambda memo: ""
    # Called once before a selection is taken back: lock what all its steps will change, in one order.
    prepare: Callable[[list[Memo]], None] = lambda memos: None


_verbs: dict[str, Undoable] = {}


def provide(undoable: Undoable) -> Undoable:
    """Register a verb."""
    _verbs[undoable.verb] = undoable
    return undoable


def undoable(deed: Deed) -> Undoable | None:
    """What is known about the deed's verb; `None` when its app is gone."""
    return _verbs.get(deed.verb)


def name_of(deed: Deed) -> str:
    known = _verbs.get(deed.verb)
    return str(known.name) if known else deed.verb


def describe(deed: Deed) -> str:
    """A sentence about the deed in the reader's language, or nothing."""
    known = _verbs.get(deed.verb)
    return known.describe(deed.memo) if known else ""


def enter(
    actor: Any,
    verb: str,
    *,
    title: str,
    scope: str,
    reason: str,
    memo: Memo,
    touches: Iterable[str],
    address: str = "",
    batch: Deed | None = None,
) -> Deed:
    """Write a deed into the journal, inside the transaction of the act."""
    if verb not in _verbs:
        raise LookupError(f"No app knows how to take back {verb!r}")
    deed = Deed.objects.create(
        verb=verb,
        actor=actor,
        scope=scope,
        title=title[:300],
        address=address,
        reason=reason,
        memo=memo,
        batch=batch,
    )
    DeedPart.objects.bulk_create(DeedPart(deed=deed, name=name) for name in sorted(set(touches)))
    return deed


def open_batch(actor: Any, verb: str, *, title: str, scope: str, reason: str, address: str = "") -> Deed:
    """Begin a deed done to a selection; its steps are entered with `batch=` this one."""
    return enter(
        actor,
        SELECTION,
        title=title,
        scope=scope,
        reason=reason,
        memo={"verb": verb},
        touches=(),
        address=address,
    )


def steps(deed: Deed) -> list[Deed]:
    """What has to be taken back, in this order: the steps of a selection that still stand, or the deed itself."""
    if deed.verb != SELECTION:
        return [deed]
    return list(deed.steps.filter(undoing__isnull=True).order_by("-pk"))


def may_undo(viewer: Any, deed: Deed) -> Verdict:
    """What content says about each step; the first no counts."""
    for step in steps(deed):
        known = _verbs.get(step.verb)
        verdict = known.may_undo(viewer, step.memo) if known else Verdict(False, hidden=True)
        if not verdict:
            return verdict
    return ALLOWED


def _undo_selection(actor: Any, memo: Memo) -> None:
    """Its steps are taken back one by one; the row itself holds nothing."""


def _describe_selection(memo: Memo) -> str:
    known = _verbs.get(memo["verb"])
    return str(known.name) if known else ""


provide(
    Undoable(
        verb=SELECTION,
        name=_("Mehrere auf einmal"),
        undo=_undo_selection,
        may_undo=lambda viewer, memo: ALLOWED,
        describe=_describe_selection,
    )
)
