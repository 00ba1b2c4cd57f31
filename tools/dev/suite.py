"""`dev.py test`: every test where it says something; what this machine cannot run is named at the end.

Where a test lies says what it needs and how often it runs:

    tests/unit     no database                            once; those of scripts with Node's own runner
    tests/db       a database                             on SQLite and on PostgreSQL
    tests/system   browsers, processes, crawls, faults    once, on PostgreSQL; `everywhere` also on SQLite
"""

from __future__ import annotations

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
TESTS = Path("tests")
SCRIPTS = TESTS / "unit" / "js"
NO_TESTS = 5
# A worker that is done takes over what another has not begun; crawls and browsers differ too much to be dealt out.
SPREAD = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal"]


@dataclass(frozen=True)
class Run:
    """One run of pytest: the tests of a tier on a database; `mark` narrows them down."""

    tier: str
    database: str
    mark: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.tier, "on", self.database, self.mark) if part)

    @property
    def folder(self) -> Path:
        return TESTS / self.tier


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
    total, broken = Counts(), False
    with TemporaryDirectory(prefix="demografiedialog-") as data:
        if _wants_scripts(args):
            total, broken = _try_scripts(environment, Path(data) / "scripts.xml")
        for number, (one, command) in enumerate(commands(args, runnable)):
            code, counts = _take(environment, one, command, Path(data) / str(number), parts, strict=strict)
            total += counts
            broken = broken or code not in (0, NO_TESTS)
    missing = [name for name, found in parts.items() if not found]
    return _close(total, broken=broken, missing=missing, strict=strict)


def _take(
    environment: Environment,
    one: Run,
    command: Sequence[str],
    data: Path,
    parts: dict[str, str | None],
    *,
    strict: bool,
) -> tuple[int, Counts]:
    """One run: its exit code and its counts."""
    print(f"\n=== {one} ===", flush=True)
    data.mkdir()
    env = environment.settings(data, **names_for(one.database, parts, strict=strict))
    report = data / "report.xml"
    code = environment.run("-m", "pytest", f"--junitxml={report}", *command, env=env)
    return code, summary(report)


def commands(args: Sequence[str], databases: Sequence[str]) -> Iterator[tuple[Run, list[str]]]:
    """The runs that these arguments need on these databases, each with what pytest is told.

    The whole suite is spread over the cores. Paths choose their tiers; a path above the tiers means all of them.
    """
    rest, marks = _without_marks(args)
    paths = [argument for argument in rest if _is_path(argument)]
    others = [argument for argument in rest if not _is_path(argument)]
    for one in _plan(databases):
        inside = _inside(one.folder, paths) if paths else [str(one.folder)]
        narrowed = " and ".join([*marks, *([one.mark] if one.mark else [])])
        if inside:
            yield one, [*inside, *others, *(["-m", narrowed] if narrowed else []), *([] if args else SPREAD)]


def _plan(databases: Sequence[str]) -> Iterator[Run]:
    """Every tier as often as it says something new; the last database is the one that production has."""
    *others, last = databases
    yield Run("unit", databases[0])
    for database in databases:
        yield Run("db", database)
    for database in others:
        yield Run("system", database, "everywhere")
    yield Run("system", last)


def _is_path(argument: str) -> bool:
    return argument.startswith("tests")


def _inside(folder: Path, paths: Sequence[str]) -> list[str]:
    """Which of the paths lead into this folder; one from above leads to all of it."""
    places = {path: Path(path.partition("::")[0]) for path in paths}
    if any(place in folder.parents for place in places.values()):
        return [str(folder)]
    return [path for path, place in places.items() if place == folder or folder in place.parents]


def _wants_scripts(args: Sequence[str]) -> bool:
    """Scripts have tests of their own kind: they run with all the others, or where their folder is named."""
    paths = [argument for argument in args if _is_path(argument)]
    return bool(_inside(SCRIPTS, paths)) if paths else not args


def _try_scripts(environment: Environment, report: Path) -> tuple[Counts, bool]:
    """The tests of our scripts; whether something was wrong."""
    print("\n=== unit, scripts ===", flush=True)
    code = environment.node(
        "--import",
        f"./{SCRIPTS}/house.mjs",
        "--test",
        "--test-reporter=dot",
        "--test-reporter-destination=stdout",
        "--test-reporter=junit",
        f"--test-reporter-destination={report}",
        *sorted(
            str(path.relative_to(environment.root))
            for path in (environment.root / SCRIPTS).rglob("*.test.mjs")
        ),
    )
    return script_counts(report), code != 0


def script_counts(report: Path) -> Counts:
    """Read the counts from the report of Node's runner, which adds nothing up itself."""
    if not report.exists():
        return Counts()
    cases = list(ElementTree.parse(report).getroot().iter("testcase"))
    failed = sum(case.find("failure") is not None for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    return Counts(len(cases) - failed - skipped, failed, skipped)


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


def names_for(database: str, parts: dict[str, str | None], *, strict: bool) -> dict[str, str]:
    """What a run is told beyond the usual settings."""
    names = {"TEST_PARTS": json.dumps(parts), "STRICT": "1" if strict else "0"}
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
