"""`dev.py test`: every test on SQLite and on PostgreSQL; what this machine cannot run is named at the end."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tools.dev.environment import Environment

DATABASES = ("sqlite", "postgresql")
FAILED, NO_TESTS = 1, 5
SECOND_TRIES = 4  # of several thousand: more than that is not the neighbours' fault
BROWSER = Path("tests", "browser")


@dataclass(frozen=True)
class Counts:
    """What one run of pytest, or several added up, came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def run(environment: Environment, args: list[str], *, databases: list[str] | None, strict: bool) -> int:
    """Run the tests and print the total as the last line; `args` go to pytest.

    `strict`: what the machine cannot run, and every skipped test, is a failure.
    """
    environment.install(tests=True)
    parts = _parts(environment)
    wanted = [name for name in DATABASES if name in (databases or DATABASES)]
    runnable = [name for name in wanted if name == "sqlite" or parts[name]]
    total, broken, alone = Counts(), False, []
    for database, (kind, command) in itertools.product(runnable, commands(args)):
        print(f"\n=== {database}, {kind} ===", flush=True)
        with TemporaryDirectory(prefix="demografiedialog-") as data:
            names = names_for(database, parts, strict=strict, last=database == runnable[-1])
            env = environment.settings(Path(data), **names)
            code, counts, again = _take(environment, command, Path(data), env)
            total += counts
            broken = broken or code not in (0, NO_TESTS)
            alone += [f"{database}: {name}" for name in again]
    for name in alone:
        print(f"Failed beside other tests, passed alone: {name}")
    missing = [name for name, found in parts.items() if not found]
    return _close(total, broken=broken, missing=missing, strict=strict)


def _take(
    environment: Environment, command: Sequence[str], data: Path, env: dict[str, str]
) -> tuple[int, Counts, list[str]]:
    """One run: its exit code, its counts, and what failed beside other tests and passed by itself.

    Where tests run side by side and very few fail, these are taken once more, one after the other: with real
    browsers, servers and clocks on a busy machine a neighbour can be the cause. A fault of ours fails again.
    """
    cache, first, second = f"cache_dir={data / 'cache'}", data / "report.xml", data / "again.xml"
    code = environment.run("-m", "pytest", "-o", cache, f"--junitxml={first}", *command, env=env)
    counts, failed = summary(first), _failed(data / "cache")
    if code != FAILED or "-n" not in command or not 0 < counts.failed == len(failed) <= SECOND_TRIES:
        return code, counts, []
    print(f"\n{len(failed)} failed beside other tests; now alone:", flush=True)
    code = environment.run(
        "-m", "pytest", "-o", cache, f"--junitxml={second}", *command[: command.index("-n")], *failed, env=env
    )
    again = summary(second)
    if code != 0 or again.passed != counts.failed:
        return FAILED, counts, []
    return code, Counts(counts.passed + again.passed, 0, counts.skipped), failed


def _failed(cache: Path) -> list[str]:
    """The tests that pytest remembers as failed; none where something else went wrong, such as finding the tests."""
    remembered = cache / "v" / "cache" / "lastfailed"
    names = list(json.loads(remembered.read_text(encoding="utf-8"))) if remembered.exists() else []
    return names if all("::" in name for name in names) else []


def commands(args: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The two runs that one database needs: without a browser and with it; the whole suite on all cores.

    Apart, because Playwright keeps an event loop running in the process it was used in.
    """
    rest, marks = _without_marks(args)
    plain, browser = _kinds(rest)
    spread = [] if args else ["-n", str(min(4, os.cpu_count() or 1))]
    if plain:
        yield "plain", [*rest, "-m", " and ".join([*marks, "not browser"]), *spread]
    if browser:
        yield "browser", [*rest, "-m", " and ".join([*marks, "browser"]), *spread]


def summary(report: Path) -> Counts:
    """Read the counts from a JUnit report; a run that ended without one has failed as a whole."""
    if not report.exists():
        return Counts()
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    numbers = [
        {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
        for suite in suites
    ]
    failed = sum(number["failures"] + number["errors"] for number in numbers)
    skipped = sum(number["skipped"] for number in numbers)
    return Counts(max(0, sum(number["tests"] for number in numbers) - failed - skipped), failed, skipped)


def names_for(database: str, parts: dict[str, str | None], *, strict: bool, last: bool) -> dict[str, str]:
    """What a run is told beyond the usual settings. Tests marked `once` wait for the `last` database."""
    names = {
        "TEST_PARTS": json.dumps(parts),
        "STRICT": "1" if strict else "0",
        "ONCE": "" if last else "later",
    }
    if database == "postgresql":
        names["DATABASE_URL"] = own_database(str(parts["postgresql"]))
    return names


def own_database(url: str) -> str:
    """The same server with a database name of this process: two test runs do not meet."""
    return urlsplit(url)._replace(path=f"/demografiedialog_{os.getpid()}").geturl()


def _parts(environment: Environment) -> dict[str, str | None]:
    printed = subprocess.check_output([str(environment.python), "-m", "tests.parts"], cwd=environment.root)
    return dict(json.loads(printed))


def _without_marks(args: Sequence[str]) -> tuple[list[str], list[str]]:
    rest, marks = [], []
    remaining = iter(args)
    for argument in remaining:
        if argument == "-m":
            marks.append(f"({next(remaining, '')})")
        else:
            rest.append(argument)
    return rest, marks


def _kinds(args: Sequence[str]) -> tuple[bool, bool]:
    """Whether the paths among `args` hold tests without a browser, and tests with it; no path means all."""
    paths = [Path(argument.partition("::")[0]) for argument in args if argument.startswith("tests")]
    inside = [path == BROWSER or BROWSER in path.parents for path in paths]
    above = [path in BROWSER.parents for path in paths]
    return not all(inside) or not paths, any(inside) or any(above) or not paths


def _close(total: Counts, *, broken: bool, missing: list[str], strict: bool) -> int:
    print()
    for name in missing:
        print(f"Not on this machine, so not tested: {name}")
    refused = strict and (missing or total.skipped)
    failed = bool(broken or total.failed or refused or not total.passed)
    if refused:
        print("CI=true: nothing may be left out.")
    print(total, flush=True)
    return 1 if failed else 0
