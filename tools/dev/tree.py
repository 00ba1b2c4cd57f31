"""What must not be in the repository: files of others, download hosts, paths of one machine, big files; and lines of
templates that nobody can read at a glance."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 2_000_000
# Templates have no formatter that would break their lines.
WIDEST = 160
TEMPLATE = re.compile(r"(^|/)templates/.+\.(html|txt|xml)$")
FOREIGN = re.compile(
    r"(^|/)(node_modules|vendor|third_party|\.venv)/|\.min\.(js|css)$|\.(woff2?|ttf|otf|whl)$"
)
HOSTS = re.compile(
    r"files\.pythonhosted\.org|pypi\.org/simple|registry\.(npmjs|yarnpkg)|deb\.debian\.org"
    r"|(cdn|cdnjs|unpkg|jsdelivr|fonts\.googleapis|fonts\.gstatic)\.[a-z.]*(com|net)\b"
)
HOMES = re.compile(r"(?<![\w.$}-])/(home|Users)/[a-z]\w*/")


def main() -> int:
    found = [*problems(ROOT, tracked(ROOT))]
    print("\n".join(found))
    return 1 if found else 0


def tracked(root: Path) -> list[Path]:
    """The files of the repository, and those that would become part of it with the next `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    printed = subprocess.check_output(command, cwd=root, text=True)
    return [path for name in sorted(set(printed.split("\0"))) if name and (path := root / name).is_file()]


def problems(root: Path, paths: Iterable[Path]) -> Iterator[str]:
    """One line per thing that does not belong here."""
    places = "|".join(re.escape(str(place)) for place in (root, Path.home()))
    here = re.compile(rf"(?<![\w./])({places})(?![\w@-])")
    for path in paths:
        name = path.relative_to(root).as_posix()
        if FOREIGN.search(name):
            yield f"{name}: looks like a file of others; packages are installed, never committed"
        if path.stat().st_size > LARGEST:
            yield f"{name}: larger than {LARGEST:,} bytes"
        elif path != Path(__file__).resolve():
            yield from _lines(
                name, path, {"names a download host": HOSTS, "names a path of a machine": HOMES}
            )
            yield from _lines(name, path, {"names a path of this machine": here})
            if TEMPLATE.search(name):
                too_long = re.compile(f".{{{WIDEST + 1}}}")
                yield from _lines(name, path, {f"longer than {WIDEST} characters": too_long})


def _lines(name: str, path: Path, patterns: dict[str, re.Pattern[str]]) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        for problem, pattern in patterns.items():
            if pattern.search(line):
                yield f"{name}:{number}: {problem}: {line.strip()[:120]}"


if __name__ == "__main__":
    sys.exit(main())
