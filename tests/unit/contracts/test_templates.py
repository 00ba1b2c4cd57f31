"""What templates may say: no code, no trust in what members wrote, no text that is not translated, nothing unused."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "templates"
LIBRARY = Path(allauth.__file__).parent
# The only HTML that is not escaped: what the renderer made, and hints that stand in our own code.
TRUSTED = re.compile(r"\b(?:(?:document|message|post|rendered|summary)\.html|field\.help_text)\|safe\b")
# Named by their last word, the rest is added where they are used.
FAMILIES = ("mail/", "ui/drawings/", "ui/forms/", "account/email/", "mfa/email/")
# Served when nothing else works, not even the choice of a language.
LAST_RESORT = ("500.html", "503.html")
PROPER_NAMES = re.compile(r"Demografie|dialog|Deutsch|English|E-Mail|htmx|SVG")
VOICED = ("alt", "aria-label", "placeholder", "title", "data-label")


@cache
def templates() -> dict[str, str]:
    """Every file below `templates/`, by its name."""
    return {
        path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(FOLDER.rglob("*"))
        if path.is_file()
    }


@cache
def pages() -> dict[str, str]:
    return {name: text for name, text in templates().items() if name.endswith((".html", ".svg"))}


@cache
def mentions() -> str:
    """All texts that can name a template: our code, our templates, the account library."""
    sources = [*templates().values()]
    for folder in (ROOT / "community", ROOT / "forum", ROOT / "realtime", LIBRARY):
        sources += (path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    sources += (path.read_text(encoding="utf-8") for path in LIBRARY.rglob("templates/**/*.*"))
    return "\n".join(sources)


def test_there_is_something_to_look_at() -> None:
    assert len(pages()) > 60


def test_every_template_compiles() -> None:
    for name in templates():
        if name.endswith((".html", ".txt")):
            get_template(name)


def test_every_template_is_used() -> None:
    assert [name for name in templates() if not _is_used(name)] == []


@pytest.mark.parametrize(
    "name", ["forum/_thread.html", "mail/farewell.txt", "ui/drawings/lamp.svg", "418.html"]
)
def test_an_unused_template_would_be_noticed(name: str) -> None:
    assert not _is_used(name)


def test_templates_carry_no_code() -> None:
    code = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|srcdoc=")
    assert _matches(code) == []


def test_only_the_components_know_the_design_system() -> None:
    assert _matches(re.compile(r"\bkern-[a-z]"), but=("ui/", "base.html")) == []


def test_only_rendered_text_is_trusted() -> None:
    unsafe = re.compile(r"\|\s*(safe|safeseq)\b|autoescape off")
    assert [name for name, text in pages().items() if unsafe.search(TRUSTED.sub("", text))] == []


def test_every_word_on_the_screen_can_be_translated() -> None:
    spoken = {name: _spoken(text) for name, text in pages().items() if name not in LAST_RESORT}
    assert {name: words for name, words in spoken.items() if words} == {}


def test_a_word_that_is_not_translated_would_be_noticed() -> None:
    text = '{% translate "Ja" %}<p class="lead">Guten {{ time }}</p><img alt="Ein Stuhl">{# Rand #}'
    assert _spoken(text) == ["Ein Stuhl", "Guten"]


def _spoken(text: str) -> list[str]:
    words = _texts(_without_template_language(text))
    return [part for part in words if re.search(r"[A-Za-zÄÖÜäöüß]{3}", part)]


def _without_template_language(text: str) -> str:
    for pattern in (
        r"(?s){%\s*comment.*?endcomment\s*%}",
        r"(?s){%\s*block body_class.*?endblock\s*%}",
        r"(?s){%\s*blocktrans.*?endblocktrans(?:late)?\s*%}",
        r"(?s){%.*?%}",
        r"(?s){{.*?}}",
        r"(?s){#.*?#}",
        r"(?s)<!--.*?-->",
        r"(?s)<pre\b.*?</pre>",  # commands to copy
    ):
        text = re.sub(pattern, "", text)
    return text


def _texts(html: str) -> list[str]:
    """What is read or read out: text between tags, and the attributes that are voiced."""
    spoken = re.findall(rf'\s(?:{"|".join(VOICED)})="([^"]*)"', html)
    spoken += re.sub(r"(?s)<[^>]*>", "\n", html).splitlines()
    return [PROPER_NAMES.sub("", words).strip() for words in spoken]


def _is_used(name: str) -> bool:
    stem = name.rpartition("/")[2].rpartition(".")[0]
    if f'"{name}"' in mentions() or (LIBRARY / "templates" / name).exists():
        return True
    if re.fullmatch(r"[45]\d\d\.html", name):
        return bool(re.search(rf"\b{stem}, \"", mentions())) or stem == "500"
    word = re.sub(r"_(subject|message)$", "", stem)
    return name.startswith(FAMILIES) and bool(re.search(rf"[\"'/]{re.escape(word)}[\"'.]", mentions()))


def _matches(pattern: re.Pattern[str], *, but: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{name}: {match[0].strip()} {text[match.end() : match.end() + 40]!r}"
        for name, text in pages().items()
        if not (but and name.startswith(but))
        for match in pattern.finditer(text)
    ]
