"""What uploads can belong to: content apps register here, each in its own `attachables.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from community.uploads.models import Upload
from community.web.verdicts import Verdict


def _nothing_to_do(upload: Upload) -> None:
    pass


@dataclass(frozen=True)
class Attachable:
    """One kind of thing that holds uploads.

    `can_see(viewer, upload)` is the verdict of the thing that holds the upload, `None` where nothing of this kind
    does. `held(keys)` are those of these uploads that something of this kind holds. `read(upload)` hears that the
    words of a document are known now (`upload.said`).
    """

    kind: str
    can_see: Callable[[Any, Upload], Verdict | None]
    held: Callable[[Collection[int]], set[int]]
    read: Callable[[Upload], None] = _nothing_to_do


_kinds: dict[str, Attachable] = {}


def register(attachable: Attachable) -> None:
    """Make a kind known; once a kind."""
    if attachable.kind in _kinds:
        raise ValueError(f"registered twice: {attachable.kind}")
    _kinds[attachable.kind] = attachable


def verdict_of_holder(viewer: Any, upload: Upload) -> Verdict | None:
    """What the thing says that holds the upload; `None` where nothing holds it."""
    verdicts = (attachable.can_see(viewer, upload) for attachable in _kinds.values())
    return next((verdict for verdict in verdicts if verdict is not None), None)


def tell_read(upload: Upload) -> None:
    """What the document says is known now."""
    for attachable in _kinds.values():
        attachable.read(upload)


def held(keys: Collection[int]) -> set[int]:
    """Those of these uploads that belong to something."""
    return set().union(*(attachable.held(keys) for attachable in _kinds.values()))
