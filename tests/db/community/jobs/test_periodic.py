"""Work that comes round is done by one worker; work that lies there by all; a failure stops nothing."""

from __future__ import annotations

import threading
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.jobs import periodic, registry
from community.jobs.models import JobRun
from community.jobs.registry import Job
from community.jobs.worker import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch: Any) -> list[str]:
    """A house with two jobs, one of which fails."""
    done: list[str] = []

    def fail() -> None:
        done.append("broken")
        raise RuntimeError("Der Boden ist nass")

    known = {
        "broken": Job("broken", fail, timedelta(hours=1)),
        "sweep": Job("sweep", lambda: done.append("sweep"), timedelta(hours=24)),
    }
    monkeypatch.setattr(registry, "_jobs", known)
    monkeypatch.setattr(registry, "_tasks", {})
    return done


def test_a_job_is_done_once_in_its_time(done: list[str]) -> None:
    now = timezone.now()
    periodic.do_jobs(now)
    periodic.do_jobs(now + timedelta(minutes=59))
    assert done == ["broken", "sweep"]
    periodic.do_jobs(now + timedelta(minutes=61))
    assert done == ["broken", "sweep", "broken"]
    periodic.do_jobs(now + timedelta(hours=25))
    assert done.count("sweep") == 2


def test_two_workers_at_once_are_one_too_many(done: list[str]) -> None:
    now = timezone.now()
    periodic.do_jobs(now)
    job = registry.jobs()["sweep"]
    later = now + timedelta(hours=30)
    assert [periodic._take(job, later), periodic._take(job, later)] == [True, False]


def test_a_failure_is_kept_and_forgotten_when_it_goes_well(done: list[str]) -> None:
    periodic.do_jobs(timezone.now())
    assert JobRun.objects.get(name="broken").error == "RuntimeError: Der Boden ist nass"
    assert JobRun.objects.get(name="sweep").error == ""
    assert JobRun.objects.get(name="broken").finished_at


def test_a_task_that_fails_does_not_hold_up_the_others(monkeypatch: Any) -> None:
    left = [2, 1]
    monkeypatch.setattr(registry, "_jobs", {})
    monkeypatch.setattr(
        registry, "_tasks", {"broken": lambda: 1 // 0, "good": lambda: left.pop() if left else 0}
    )
    call_command("work", "--once")
    assert left == []


def test_a_name_is_given_once() -> None:
    def sweep() -> int:
        return 0

    registry.register(always=True)(sweep)
    try:
        with pytest.raises(ValueError):
            registry.register(always=True)(sweep)
    finally:
        registry._tasks.pop(f"{__name__}.sweep")


def test_a_worker_ends_when_it_is_told_to(monkeypatch: Any) -> None:
    worker = Worker(pause=30)
    seen: list[int] = []

    def once(_lane: str) -> int:
        seen.append(1)
        worker.stop()
        return 0

    monkeypatch.setattr(registry, "_lanes", {})
    monkeypatch.setattr("community.jobs.worker.do_round", once)
    monkeypatch.setattr("community.jobs.worker.connections", type("None", (), {"close_all": lambda: None}))
    worker.work()
    assert seen == [1]


def test_what_takes_long_in_a_lane_of_its_own_holds_up_no_mail(monkeypatch: Any) -> None:
    """The slow one ends only when the others have gone round three times."""
    worker, rounds, begun, may_end = Worker(pause=0.01), [], threading.Event(), threading.Event()

    def go_round(lane: str) -> int:
        if lane == "slow":
            begun.set()
            assert may_end.wait(60)
        elif begun.is_set():
            rounds.append(lane)
        if len(rounds) == 3:
            worker.stop()
            may_end.set()
        return 0

    monkeypatch.setattr(registry, "_lanes", {"a": "slow"})
    monkeypatch.setattr("community.jobs.worker.do_round", go_round)
    monkeypatch.setattr("community.jobs.worker.connections", type("None", (), {"close_all": lambda: None}))
    worker.work()
    assert rounds[:3] == ["main"] * 3


def test_each_lane_does_its_own_and_one_round_of_all_does_everything(monkeypatch: Any) -> None:
    did: list[str] = []
    monkeypatch.setattr(registry, "_jobs", {})
    tasks = {name: partial(_note, did, name) for name in ("mails", "read")}
    monkeypatch.setattr(registry, "_tasks", tasks)
    monkeypatch.setattr(registry, "_lanes", {"read": "reading"})
    periodic.do_round("main")
    assert did == ["mails"]
    periodic.do_round("reading")
    assert did == ["mails", "read"]
    periodic.do_round()
    assert did == ["mails", "read", "mails", "read"]


def test_documents_are_read_in_a_lane_of_their_own() -> None:
    assert registry._lanes["community.uploads.read_documents"] == "reading"
    assert "community.uploads.read_documents" not in registry.tasks("main")
    assert "community.mail.send_mails" in registry.tasks("main")


def _note(did: list[str], name: str) -> int:
    did.append(name)
    return 0
