"""`check --deploy`: settings and limits that nobody should rely on are named."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from community import checks


@pytest.fixture(autouse=True)
def _in_order(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = settings.PUSH_ALLOW_LOCAL = settings.MEMORY_LIMIT_ELSEWHERE = False
    monkeypatch.setattr(checks, "has_memory_limit", lambda: True)


def said() -> set[str]:
    found = run_checks(tags=["security"], include_deployment_checks=True)
    return {str(message.id) for message in found if str(message.id).startswith("house.")}


def test_an_installation_in_order_is_told_nothing() -> None:
    assert said() == set()


def test_demo_push_and_memory_are_named(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = settings.PUSH_ALLOW_LOCAL = True
    monkeypatch.setattr(checks, "has_memory_limit", lambda: False)
    assert said() == {"house.W001", "house.W002", "house.W003"}
    settings.MEMORY_LIMIT_ELSEWHERE = True
    assert "house.W003" not in said()


@pytest.mark.parametrize(
    ("inner", "outer", "is_limited"),
    [("max", "max", False), ("1073741824", "max", True), ("max", "1073741824", True), (None, None, False)],
)
def test_a_control_group_around_it_is_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inner: str | None, outer: str | None, is_limited: bool
) -> None:
    monkeypatch.undo()
    group = tmp_path / "system.slice" / "dialog.service"
    group.mkdir(parents=True)
    for folder, limit in ((group, inner), (group.parent, outer)):
        if limit:
            (folder / "memory.max").write_text(f"{limit}\n")
    (tmp_path / "cgroup").write_text("1:name=systemd:/\n0::/system.slice/dialog.service\n")
    monkeypatch.setattr(checks, "CGROUP", tmp_path / "cgroup")
    monkeypatch.setattr(checks, "CGROUPS", tmp_path)
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (resource.RLIM_INFINITY,) * 2)
    assert checks.has_memory_limit() is is_limited


def test_a_limit_of_the_process_is_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(checks, "CGROUP", tmp_path / "none")
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (2**30, 2**30))
    assert checks.has_memory_limit()
