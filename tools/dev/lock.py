"""`dev.py lock`: the lock files of both package managers, with hashes and without the name of any host.

`python -m tools.dev.lock` says whether they still fit what they were locked from.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

from tools.dev.environment import Environment

ROOT = Path(__file__).resolve().parents[2]
LOCKED = ("base", "test", "node")
COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"),
)
PIN = re.compile(r"^([\w.-]+)==(\S+)( ; .+?)? \\$", re.MULTILINE)


def run(environment: Environment, *, upgrade: bool) -> int:
    """Lock everything anew, keeping versions that still fit unless `upgrade`; the result is an exit code."""
    root = environment.root
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        tools = Path(folder, "bin")
        subprocess.run([tools / "python", "-m", "pip", "install", "-qq", "uv"], check=True)
        for name in LOCKED:
            _compile(tools / "uv", root / "requirements" / f"{name}.in", upgrade=upgrade)
    action = "update" if upgrade else "install"
    subprocess.run(["npm", action, "--package-lock-only", "--loglevel=error"], cwd=root, check=True)
    _strip(root / "package-lock.json")
    return 0


def problems(root: Path) -> Iterator[str]:
    """One line per lock file that does not fit its source or says more than it should."""
    pins = {}
    for name in LOCKED:
        source, lock = (root / "requirements" / f"{name}{suffix}" for suffix in (".in", ".txt"))
        text = lock.read_text(encoding="utf-8")
        # Where a package is wanted at all may differ: what tests need may want it everywhere.
        pins[name] = {(package, version) for package, version, _where in PIN.findall(text)}
        if _heading(source) != text.partition("\n")[0]:
            yield f"requirements/{name}.txt was not locked from the present {name}.in: python3 dev.py lock"
        if "://" in text:
            yield f"requirements/{name}.txt names a host"
    for pin in sorted(pins["base"] - pins["test"]):
        yield f"tested is another version of {pin[0]} than {pin[1]}, which runs"
    yield from _npm_problems(root)


def _npm_problems(root: Path) -> Iterator[str]:
    wanted = json.loads((root / "package.json").read_text(encoding="utf-8"))
    text = (root / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    if packages[""].get("dependencies") != wanted.get("dependencies"):
        yield "package-lock.json was not locked from the present package.json: python3 dev.py lock"
    if "://" in text:
        yield "package-lock.json names a host"
    for name, package in packages.items():
        if name and "integrity" not in package:
            yield f"package-lock.json: {name} carries no hash"


def _compile(uv: Path, source: Path, *, upgrade: bool) -> None:
    lock = source.with_suffix(".txt")
    command = [str(uv), *COMPILE, source.name, "-o", lock.name, *(["--upgrade"] if upgrade else [])]
    subprocess.run(command, cwd=source.parent, check=True)
    lock.write_text(f"{_heading(source)}\n{lock.read_text(encoding='utf-8')}", encoding="utf-8")


def _heading(source: Path) -> str:
    return (
        f"# Locked by dev.py from {source.name}, sha256 {hashlib.sha256(_with_included(source)).hexdigest()}"
    )


def _with_included(source: Path) -> bytes:
    text = source.read_bytes()
    included = re.findall(r"^-r (\S+)$", text.decode(), re.MULTILINE)
    return b"".join([*(_with_included(source.parent / name) for name in included), text])


def _strip(lock: Path) -> None:
    """Take out the addresses where authors ask for money: they are no part of what is locked."""
    content = json.loads(lock.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    found = list(problems(ROOT))
    print("\n".join(found))
    sys.exit(1 if found else 0)
