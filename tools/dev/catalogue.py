"""The catalogues below `locale/`: complete, in step with code and templates, compiled. Runs in `.venv`.

python -m tools.dev.catalogue check     say what is missing
python -m tools.dev.catalogue update    extract new texts, drop unused ones, compile
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("community", "forum", "realtime", "templates")
TARGETS = ("en",)
# Headers that change with every extraction and tell nobody anything.
NOISE = ("POT-Creation-Date", "PO-Revision-Date", "Report-Msgid-Bugs-To", "Last-Translator", "Language-Team")
SHOWN = 15
MAKE = ("makemessages", "-v0", "--add-location=file", "--no-obsolete", "--no-wrap", "-l")

Key = tuple[str, str, str]


def main(action: str) -> int:
    found = [problem for language in TARGETS for problem in _handle(action, language)]
    print("\n".join(found))
    return 1 if found else 0


def _handle(action: str, language: str) -> list[str]:
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    fresh = extract(ROOT, language)
    if action == "update":
        save(fresh, path)
    if not path.exists():
        return [f"{path.relative_to(ROOT)}: missing"]
    return [f"{path.relative_to(ROOT)}: {problem}" for problem in problems(path, fresh)]


def extract(root: Path, language: str) -> polib.POFile:
    """The catalogue as it would be now: the present one merged with what code and templates say."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("static", "__pycache__"))
        target = copy / "locale" / language / "LC_MESSAGES"
        target.mkdir(parents=True)
        present = root / target.relative_to(copy) / "django.po"
        if present.exists():
            shutil.copy(present, target)
        env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run([sys.executable, "-m", "django", *MAKE, language], cwd=copy, env=env, check=True)
        return polib.pofile(str(target / "django.po"), wrapwidth=0)


def save(catalogue: polib.POFile, path: Path) -> None:
    """Write the catalogue in a stable order and its compiled form beside it."""
    for header in NOISE:
        catalogue.metadata.pop(header, None)
    catalogue.metadata |= {"Project-Id-Version": "Demografiedialog", "Language": path.parts[-3]}
    catalogue.metadata_is_fuzzy = False
    catalogue.header = ""
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def problems(path: Path, fresh: polib.POFile) -> Iterator[str]:
    """What keeps the catalogue at `path` from being complete, against a fresh extraction."""
    catalogue = polib.pofile(str(path))
    known = {_key(entry) for entry in catalogue if not entry.obsolete}
    said = {_key(entry) for entry in fresh}
    yield from _listed("not in the catalogue", said - known)
    yield from _listed("no longer said anywhere", known - said)
    yield from _listed("untranslated", {_key(entry) for entry in catalogue.untranslated_entries()})
    yield from _listed("fuzzy", {_key(entry) for entry in catalogue.fuzzy_entries()})
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or _texts(polib.mofile(str(compiled))) != _texts(catalogue.translated_entries()):
        yield "the .mo file is missing or older: python3 dev.py messages"


def _listed(problem: str, keys: set[Key]) -> Iterator[str]:
    for _, text, _ in sorted(keys)[:SHOWN]:
        yield f"{problem}: {text[:100]!r}"
    if len(keys) > SHOWN:
        yield f"{problem}: {len(keys) - SHOWN} more"


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def _texts(entries: Iterator[polib.POEntry] | list[polib.POEntry]) -> dict[Key, tuple[str, tuple[str, ...]]]:
    plurals = {_key(entry): (entry.msgid_plural or entry.msgid, entry) for entry in entries}
    return {
        key: (e.msgstr, tuple(t for _, t in sorted(e.msgstr_plural.items())))
        for key, (_, e) in plurals.items()
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
