"""Which work there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, overload

Task = Callable[[], int]
Tour = Callable[[], object]
MAIN = "main"


@dataclass(frozen=True)
class Job:
    """Work that comes round: one worker of all does it, and not before `rest` has passed since it last began."""

    name: str
    run: Tour
    rest: timedelta


_tasks: dict[str, Task] = {}
_lanes: dict[str, str] = {}  # of those tasks that are not in the main one
_jobs: dict[str, Job] = {}


@overload
def register(*, always: Literal[True], lane: str = MAIN) -> Callable[[Task], Task]: ...
@overload
def register(*, hours: float = 0, minutes: float = 0) -> Callable[[Tour], Tour]: ...
def register(
    *, hours: float = 0, minutes: float = 0, always: bool = False, lane: str = MAIN
) -> Callable[[Any], Any]:
    """Make work known; used as a decorator.

    `always`: every worker looks for it in each of its rounds, side by side with the others. The function does a little
    of it and returns how much; as long as that is not 0 it is called again at once. What may take long has a `lane`
    of its own: each lane goes round by itself, and none waits for another.
    With `hours` or `minutes` it comes round: one worker does it. It must bear being done once more: a worker may die
    right after it.
    """

    def note(work: Any) -> Any:
        if always:
            name = _name_of(work, _tasks)
            _tasks[name] = work
            if lane != MAIN:
                _lanes[name] = lane
        else:
            name = _name_of(work, _jobs)
            _jobs[name] = Job(name, work, timedelta(hours=hours, minutes=minutes))
        return work

    return note


def tasks(lane: str | None = None) -> dict[str, Task]:
    """By name: those of one lane, or all."""
    return {name: task for name, task in _tasks.items() if lane in (None, _lanes.get(name, MAIN))}


def lanes() -> list[str]:
    """Beside the main one."""
    return sorted(set(_lanes.values()))


def jobs() -> dict[str, Job]:
    return dict(_jobs)


def _name_of(function: Callable[..., object], known: dict[str, Task] | dict[str, Job]) -> str:
    name = f"{function.__module__.removesuffix('.jobs')}.{function.__name__}"
    if name in known:
        raise ValueError(f"{name} is registered twice")
    return name
