"""Legal pages: how their source becomes paragraphs with addresses, and how new versions come about."""

from __future__ import annotations

import re
from pathlib import Path

from django.db import transaction
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from community.people.models import Document
from community.text import clean_source, render

FOLDER = Path(__file__).parents[1] / "data" / "documents"


SOURCE_LIMIT = 60_000


_PARAGRAPH = re.compile(r"^## +", re.MULTILINE)


_BLANK = re.compile(r"\[([^\[\]<>]{3,120})\]")


_NAMED = re.compile(r"\s*\{#([a-z-]{2,40})\}\s*$")


@transaction.atomic
def publish(slug: str, source: str, *, change_note: str = "") -> Document | None:
    """The next version of a legal page, in force from now on; `None` where the text is the current one."""
    source = clean_source(source, limit=SOURCE_LIMIT)
    current = Document.objects.filter(slug=slug).order_by("-version").first()
    if current and current.source == source:
        return None
    version = current.version + 1 if current else 1
    return Document.objects.create(
        slug=slug, version=version, source=source, html=compose(source), change_note=change_note
    )


def load_shipped(*, change_note: str = "") -> list[Document]:
    """Publish the shipped texts of pages that have none yet; with a `change_note` also those that differ."""
    published = []
    for slug in Document.Slug.values:
        if change_note or not Document.objects.filter(slug=slug).exists():
            source = (FOLDER / f"{slug}.md").read_text(encoding="utf-8")
            published.append(publish(slug, source, change_note=change_note))
    return [document for document in published if document]


def compose(source: str) -> SafeString:
    """HTML with one section per ``## heading``, addressed as ``#p-1``, ``#p-2``, …; blanks are marked.

    A heading may end in ``{#name}``: then the section is reached under that name as well.
    """
    introduction, *paragraphs = _PARAGRAPH.split(source)
    sections = format_html_join("\n", "{}", ((_section(n, text),) for n, text in enumerate(paragraphs, 1)))
    return format_html("{}\n{}", _html(introduction), sections)


def paragraph_titles(source: str) -> list[str]:
    """The headings of the paragraphs, in the order in which `compose` numbers them."""
    _introduction, *paragraphs = _PARAGRAPH.split(source)
    return [_NAMED.sub("", text.partition("\n")[0]).strip() for text in paragraphs]


def _section(number: int, text: str) -> SafeString:
    heading, _, body = text.partition("\n")
    named = _NAMED.search(heading)
    anchor = format_html('<span id="{}"></span>', named[1]) if named else ""
    title = _NAMED.sub("", heading).strip()
    return format_html('<section id="p-{}">{}<h2>{}</h2>\n{}</section>', number, anchor, title, _html(body))


def _html(markdown: str) -> SafeString:
    return mark_safe(
        _BLANK.sub(r'<mark class="blank">[\1]</mark>', render(markdown, limit=SOURCE_LIMIT).html)
    )
