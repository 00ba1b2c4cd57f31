"""Installing: once, completely, and again after an interruption."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.dev.environment import Environment, Failed


class Commands:
    """Stands in for the processes: remembers what was started and does what venv and npm leave behind."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen: list[str] = []
        self.failing = ""

    def __call__(self, command: list[str], **_: object) -> subprocess.Popen[bytes]:
        name = next(name for name in ("venv", "ci", "base", "test", "node") if _mentions(command, name))
        self.seen.append(name)
        if name == "venv":
            python = self.root / ".venv" / "bin" / "python"
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        if name == "ci":
            (self.root / "node_modules").mkdir(exist_ok=True)
        return subprocess.Popen([sys.executable, "-c", f"raise SystemExit({int(name == self.failing)})"])


def _mentions(command: list[str], name: str) -> bool:
    return name in command or any(argument.endswith(f"/{name}.txt") for argument in command)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "requirements").mkdir()
    for name in (
        "requirements/base.txt",
        "requirements/test.txt",
        "requirements/node.txt",
        "package-lock.json",
    ):
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.fixture
def commands(root: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    _provide(root, monkeypatch, "node", "npm")
    return Commands(root)


@pytest.fixture
def environment(root: Path, commands: Commands) -> Environment:
    return Environment(root, start=commands)


def test_install_builds_everything_once(environment: Environment, commands: Commands) -> None:
    environment.install()
    assert commands.seen == ["venv", "ci", "base"]
    environment.install()
    assert commands.seen == ["venv", "ci", "base"]


def test_install_adds_what_tests_need(environment: Environment, commands: Commands) -> None:
    environment.install()
    environment.install(tests=True)
    assert commands.seen == ["venv", "ci", "base", "test"]


@pytest.mark.parametrize(
    ("changed", "again"),
    [("requirements/base.txt", ["base"]), ("requirements/test.txt", ["test"]), ("package-lock.json", ["ci"])],
)
def test_a_new_lock_file_is_installed(
    environment: Environment, commands: Commands, changed: str, again: list[str]
) -> None:
    environment.install(tests=True)
    commands.seen.clear()
    (environment.root / changed).write_text("another version")
    environment.install(tests=True)
    assert commands.seen == again


@pytest.mark.parametrize("failing", ["venv", "ci", "base", "test"])
def test_a_failed_install_is_done_again(environment: Environment, commands: Commands, failing: str) -> None:
    commands.failing = failing
    with pytest.raises(Failed, match="ended with 1"):
        environment.install(tests=True)
    commands.failing = ""
    commands.seen.clear()
    environment.install(tests=True)
    assert failing in commands.seen
    commands.seen.clear()
    environment.install(tests=True)
    assert commands.seen == []


def test_an_interrupted_install_leaves_no_process_and_no_stamp(environment: Environment) -> None:
    environment.install()
    started: list[subprocess.Popen[bytes]] = []

    def slow(command: list[str], **_: object) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        started.append(process)
        if "ci" not in command:
            raise KeyboardInterrupt
        return process

    for name in ("requirements/base.txt", "package-lock.json"):
        (environment.root / name).write_text("another version")
    with pytest.raises(KeyboardInterrupt):
        Environment(environment.root, start=slow).install()
    started.pop().kill()
    assert [process.wait(5) for process in started] == [-15]
    assert not environment._complete(tests=False)


def test_without_npm_the_one_of_the_environment_is_used(
    root: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(root / "nothing"))
    Environment(root, start=commands).install()
    assert commands.seen == ["venv", "node", "ci", "base"]


def test_an_old_npm_is_not_used(root: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    _provide(root, monkeypatch, "node", "npm", version="6.14.4")
    Environment(root, start=commands).install()
    assert commands.seen == ["venv", "node", "ci", "base"]


def test_front_end_packages_come_while_python_packages_do(root: Path, commands: Commands) -> None:
    meet = "import pathlib, sys, time; mine, other = map(pathlib.Path, sys.argv[1:]); mine.touch()\n"
    meet += "while not other.exists(): time.sleep(0.02)"

    def side_by_side(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        process = commands(command, **options)
        names = {"ci": ("npm", "pip"), "base": ("pip", "npm")}.get(commands.seen[-1])
        if names is None:
            return process
        return subprocess.Popen([sys.executable, "-c", meet, *(str(root / name) for name in names)])

    Environment(root, start=side_by_side).install()
    assert (root / "npm").exists()


def test_settings_reach_neither_shell_nor_env_file(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://production")
    monkeypatch.setenv("REDIS_URL", "redis://production")
    names = Environment(root).settings(tmp_path / "data", DEMO="1")
    assert names["DATABASE_URL"] == f"sqlite:///{tmp_path}/data/demografiedialog.sqlite3"
    assert (names["REDIS_URL"], names["DEMO"], names["DEBUG"]) == ("", "1", "0")


def _provide(root: Path, monkeypatch: pytest.MonkeyPatch, *names: str, version: str = "11.0.0") -> None:
    folder = root / "programs"
    folder.mkdir(exist_ok=True)
    for name in names:
        program = folder / name
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
