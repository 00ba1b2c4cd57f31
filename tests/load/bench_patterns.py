"""Every regular expression against texts made of its own pieces: do four times as many take four times as long?

Texts come from people, mails and addresses, and a pattern that tries everything takes the square of their length, or
worse. What each pattern looks for is read from the pattern itself: its letters, and samples of its classes, alone and
in pairs, repeated, and broken off at the end. The short text is the baseline of the long one.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import itertools
import os
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType, ModuleType
from typing import Any

from tests.load.report import report

PACKAGES = ("community", "forum", "realtime")
SHORT, LONG = 4_000, 16_000  # characters
MOST_TIMES = 8.0  # of the short text's time; four is linear, sixteen the square
LEAST_MS = 10.0  # of the long text: below that nobody waits for it, whatever the curve
GIVEN_UP_AFTER = 5.0  # seconds
SAMPLES = {
    "CATEGORY_DIGIT": "7",
    "CATEGORY_SPACE": " \t\n",
    "CATEGORY_WORD": "aß_7",
    "CATEGORY_NOT_DIGIT": "a ",
    "CATEGORY_NOT_SPACE": "a<",
    "CATEGORY_NOT_WORD": " <.",
}
MOST_PIECES = 14
# What strangers write never comes here.
OWN_TEXTS = {
    "community.people.legal.documents": "texts that the office writes about the house",
    "community.people.municipalities.register": "the register of municipalities",
    "community.text.rendering._PIECE": "what the sanitiser has written: every tag in it ends",
    "community.text.rendering._TAGS": "what the sanitiser has written: every tag in it ends",
}
AT_ONE_PLACE = {"match", "fullmatch"}


class TooLong(Exception):
    """The pattern was not done within `GIVEN_UP_AFTER`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure all patterns; 1 when one of them takes more than its length."""
    options = _options(argv)
    signal.signal(signal.SIGALRM, _give_up)
    rows = [
        worst(name, pattern, at_one_place=at_one_place)
        for name, pattern, at_one_place in patterns()
        if re.search(options.only, name)
    ]
    over = [row for row in rows if row["over"] == "yes"]
    rows.sort(key=lambda row: -row["long ms"])
    report(
        rows[: options.show],
        to=options.json,
        patterns=len(rows),
        characters=f"{SHORT:,} and {LONG:,}",
        bound=f"{MOST_TIMES:.0f} times where the long text takes over {LEAST_MS:.0f} ms",
        over=", ".join(str(row["pattern"]) for row in over) or "nothing",
    )
    return 1 if over else 0


def patterns() -> Iterator[tuple[str, re.Pattern[Any], bool]]:
    """Each that a module or a class of the house holds or writes out in a call, once, with where it stands.

    And whether it is only ever tried at one place of a text, not looked for in all of it.
    """
    seen: set[re.Pattern[Any]] = set()
    modules = [module for module in _modules() if module.__name__ not in OWN_TEXTS]
    sources = "\n".join(map(_source, modules))
    for module in modules:
        holders = [module, *(value for value in vars(module).values() if isinstance(value, type))]
        for holder in holders:
            for name, value in list(vars(holder).items()):
                where = f"{module.__name__}.{name}"
                if isinstance(value, re.Pattern) and value not in seen and where not in OWN_TEXTS:
                    seen.add(value)
                    private = _source(module) if name.startswith("_") else sources
                    used = set(re.findall(rf"\b{name}\.(\w+)\(", private))
                    yield where, value, bool(used) and used <= AT_ONE_PLACE
        for where, value, at_one_place in _in_calls(module):
            if value not in seen:
                seen.add(value)
                yield where, value, at_one_place


def _in_calls(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any], bool]]:
    """Those of `re.sub(r"…", …)` and the like."""
    for call in ast.walk(ast.parse(_source(module))):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        of_re = isinstance(call.func.value, ast.Name) and call.func.value.id == "re"
        if of_re and call.func.attr != "compile" and isinstance(call.args[0], ast.Constant):
            source: Any = call.args[0].value
            yield f"{module.__name__}:{call.lineno}", re.compile(source), call.func.attr in AT_ONE_PLACE


def _source(module: ModuleType) -> str:
    return Path(module.__file__ or "").read_text(encoding="utf-8")


def worst(name: str, pattern: re.Pattern[Any], *, at_one_place: bool) -> dict[str, Any]:
    """The text that this pattern takes longest for, relative to a fourth of it."""
    found = {"pattern": name, "short ms": 0.0, "long ms": 0.0, "times": 1.0, "text": "", "over": "no"}
    for piece in pieces(pattern):
        long = milliseconds(pattern, piece, LONG, at_one_place=at_one_place)
        if long <= max(LEAST_MS / 4, found["long ms"]):
            continue
        short = milliseconds(pattern, piece, SHORT, at_one_place=at_one_place)
        times = long / short
        found |= {"short ms": short, "long ms": long, "times": times, "text": repr(piece)[:30]}
        if times > MOST_TIMES and long > LEAST_MS:
            return found | {"over": "yes"}
    return found


def pieces(pattern: re.Pattern[Any]) -> Iterator[str]:
    """What a text that gives this pattern work is repeated from."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    letters = list(dict.fromkeys(_letters(parser.parse(source, pattern.flags & ~re.DEBUG))))[:MOST_PIECES]
    words = list(dict.fromkeys(_words(parser.parse(source, pattern.flags & ~re.DEBUG))))[:MOST_PIECES]
    singles = list(dict.fromkeys([*letters, *words]))
    yield from singles
    yield from ("".join(pair) for pair in itertools.permutations(singles, 2))


def milliseconds(pattern: re.Pattern[Any], piece: str, length: int, *, at_one_place: bool) -> float:
    """The best of three, at the beginning or in the whole text; `GIVEN_UP_AFTER` for one that is not done by then."""
    text: Any = (piece * (length // len(piece) + 1))[:length] + "\x00!"
    if isinstance(pattern.pattern, bytes):
        text = text.encode("latin-1", "replace")
    times = []
    for _ in range(3):
        signal.setitimer(signal.ITIMER_REAL, GIVEN_UP_AFTER)
        began = time.perf_counter()
        try:
            for _found in () if at_one_place else pattern.finditer(text):
                pass
            pattern.match(text)
        except TooLong:
            return GIVEN_UP_AFTER * 1000
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        times.append((time.perf_counter() - began) * 1000)
        if times[0] < 1:
            break
    return max(min(times), 0.001)


def _letters(tree: Any) -> Iterator[str]:
    """Samples of all that stands in the pattern."""
    for kind, value in tree:
        if kind in (constants.LITERAL, constants.NOT_LITERAL):
            yield chr(value) if kind is constants.LITERAL else "a"
        elif kind is constants.IN:
            yield from _samples(value)
        elif kind is constants.ANY:
            yield "a"
        else:
            for inner in _inside(value):
                yield from _letters(inner)


def _words(tree: Any) -> Iterator[str]:
    """Runs of letters that stand side by side."""
    run = ""
    for kind, value in tree:
        if kind is constants.LITERAL:
            run += chr(value)
            continue
        if len(run) > 1:
            yield run
        run = ""
        for inner in _inside(value):
            yield from _words(inner)
    if len(run) > 1:
        yield run


def _samples(parts: Any) -> Iterator[str]:
    if parts[0][0] is constants.NEGATE:
        yield from ("a", " ")
        return
    for kind, value in parts:
        if kind is constants.LITERAL:
            yield chr(value)
        elif kind is constants.RANGE:
            yield chr(value[0])
        elif kind is constants.CATEGORY:
            yield from SAMPLES.get(str(value), "a")


def _inside(value: Any) -> Iterator[Any]:
    """The patterns within a part of one."""
    if isinstance(value, parser.SubPattern):
        yield value
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _inside(part)


def _modules() -> Iterator[ModuleType]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
    django.setup()
    for package in PACKAGES:
        root = importlib.import_module(package)
        for found in pkgutil.walk_packages(root.__path__, f"{package}."):
            if ".migrations" not in found.name and not found.name.endswith(
                ("asgi", "typesetting", "reduction")
            ):
                yield importlib.import_module(found.name)


def _give_up(_number: int, _frame: FrameType | None) -> None:
    raise TooLong


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description="How patterns cope with four times as much.")
    arguments.add_argument("--only", default="", help="patterns whose name fits this regular expression")
    arguments.add_argument("--show", type=int, default=15, help="how many rows, the slowest first")
    arguments.add_argument("--json", type=Path)
    return arguments.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
