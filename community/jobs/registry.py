"""Which work there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

Task = Callable[[], int]
Tour = Callable[[], object]


@dataclass(frozen=True)
class Job:
    """Work that comes round: one worker of all does it, and not before `rest` has passed since it last began."""

    name: str
    run: Tour
    rest: timedelta


_errands: dict[str, Task] = {}
_jobs: dict[str, Job] = {}


def always(task: Task) -> Task:
    """Register work that every worker looks for in each of its rounds, side by side with the others.

    The function does a little of it and returns how much; as long as that is not 0 it is called again at once.
    """
    _errands[_name_of(task, _errands)] = task
    return task


def every(*, hours: float = 0, minutes: float = 0) -> Callable[[Tour], Tour]:
    """Register work that comes round. It must bear being done once more: a worker may die right after it."""

    def register(tour: Tour) -> Tour:
        name = _name_of(tour, _jobs)
        _jobs[name] = Job(name, tour, timedelta(hours=hours, minutes=minutes))
        return tour

    return register


def tasks() -> dict[str, Task]:
    return dict(_errands)


def jobs() -> dict[str, Job]:
    return dict(_jobs)


def _name_of(function: Callable[..., object], known: dict[str, Task] | dict[str, Job]) -> str:
    name = f"{function.__module__.removesuffix('.jobs')}.{function.__name__}"
    if name in known:
        raise ValueError(f"{name} is registered twice")
    return name
