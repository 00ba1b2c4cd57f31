"""`dev.py check`: named steps, as many at once as there are cores, all of them even when one fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tools.dev.environment import Environment, Failed

ORIGIN = "https://dialog.example.org"
# What a real installation is told; `check --deploy` must find nothing to say about it.
PRODUCTION = {
    "ALLOWED_ORIGINS": ORIGIN,
    "DATABASE_URL": "postgres://demografiedialog@127.0.0.1/demografiedialog",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp+tls://post:geheim@mail.example.org:587",
    "SECRET_KEY": "only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "TRUSTED_PROXIES": "1",
    "MEMORY_LIMIT_ELSEWHERE": "1",  # it is the settings that are checked here, not this machine
}


@dataclass(frozen=True)
class Step:
    """One check: a command for the environment's Python.

    `needs`: programs without which it cannot run. `says`: what it prints is of interest even where it holds.
    """

    name: str
    command: Sequence[str]
    needs: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    says: bool = False


MANAGE = ("manage.py",)
STEPS = (
    Step("format", ("-m", "ruff", "format", "--check", ".")),
    Step("lint", ("-m", "ruff", "check", ".")),
    Step("types", ("-m", "mypy")),
    Step("imports", (".venv/bin/lint-imports", "--no-logo", "--cache-dir", "var/import-linter")),
    Step("templates", ("-m", "djlint", "--lint", "--quiet", "templates")),
    Step("javascript", ("-m", "tools.dev.javascript"), needs=("node",)),
    Step("translations", ("-m", "tools.dev.catalogue", "check"), needs=("xgettext", "msgmerge")),
    Step("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    Step("deploy", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), names=PRODUCTION),
    Step("locks", ("-m", "tools.dev.lock")),
    Step("bom", ("-m", "tools.dev.audit", "bom"), needs=("npm",)),
    Step("audit", ("-m", "tools.dev.audit"), needs=("npm",), says=True),
    Step("tree", ("-m", "tools.dev.tree"), needs=("git",)),
)
FIXES = (
    ("-m", "ruff", "check", "--fix", "-q", "."),
    ("-m", "ruff", "format", "-q", "."),
)


def run(
    environment: Environment, *, only: list[str], fix: bool, strict: bool, steps: Sequence[Step] = STEPS
) -> int:
    """Run the steps, or those named in `only`; the result is 0 when all of them hold.

    `strict`: a step that the machine cannot run has failed.
    """
    unknown = set(only) - {step.name for step in steps}
    if unknown:
        raise Failed(
            f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(step.name for step in steps)}"
        )
    environment.install(tests=True)
    if fix:
        for command in FIXES:
            environment.run(*command)
    wanted = [step for step in steps if not only or step.name in only]
    results = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for result, said in pool.map(lambda step: _check(environment, step), wanted):
            print(said, flush=True)
            results.append(result)
    left_out = [step.name for step, result in zip(wanted, results, strict=True) if result is None]
    failed = [step.name for step, result in zip(wanted, results, strict=True) if result is False]
    if strict:
        failed += left_out
    ok = results.count(True)
    print(f"\n{ok} of {len(wanted)} checks hold." + (f" Not: {', '.join(failed)}." if failed else ""))
    return 1 if failed else 0


def _check(environment: Environment, step: Step) -> tuple[bool | None, str]:
    """Run one step; how it went, None when the machine lacks what it needs, and what is said of it."""
    missing = [program for program in step.needs if not _program(environment, program)]
    if missing:
        return None, f"{step.name:<13}          left out, this machine has no {', '.join(missing)}"
    started = time.monotonic()
    done = subprocess.run(
        [str(environment.python), *step.command],
        cwd=environment.root,
        env=environment.settings(environment.root / "var" / "check", **step.names),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    ok = done.returncode == 0
    said = f"{step.name:<13} {time.monotonic() - started:6.1f} s  {'ok' if ok else 'FAILED'}"
    return ok, said if ok and not step.says else f"{said}\n{done.stdout.rstrip()}"


def _program(environment: Environment, name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path=str(environment.venv / "bin"))
