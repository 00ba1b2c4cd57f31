"""Python-Markdown as this forum speaks it: what is taken out, what is put in, and blocks with bounds.

Off are raw HTML, entities, reference links, underlined headings and indented code. One object per thread,
because a Markdown object carries state while it works.
"""

from __future__ import annotations

import re
import threading
import xml.etree.ElementTree as etree

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from . import budget, reading
from .spans import Address, Autolink, CodeSpan, Emphasis, Image, Link

TABLE_COLUMNS = 40
TABLE_CELLS = 1_500

_BLOCKS_OFF = ("code", "setextheader", "reference")
_SPANS_OFF = (
    *("reference", "image_reference", "short_reference", "short_image_ref"),
    *("automail", "linebreak", "html", "entity"),
)

_local = threading.local()


def convert(text: str) -> tuple[str, list[str]]:
    """Markdown as HTML, with `<pre class="fence">n</pre>` where the n-th of the returned code blocks belongs.

    Whatever was typed with angle brackets and ampersands comes out escaped, exactly as typed.
    Raises budget.TooCostly for a text that would take too long, RecursionError for one that nests too deep.
    """
    grammar: _Grammar | None = getattr(_local, "grammar", None)
    # Taken out while at work: after an exception the half-used object is not put back.
    _local.grammar = None
    grammar = grammar or _Grammar()
    html = grammar.reset().convert(text)
    codes = grammar.codes
    _local.grammar = grammar
    budget.check_html(html)
    return html, codes


class _Grammar(markdown.Markdown):
    codes: list[str]
    cells: int

    def __init__(self) -> None:
        super().__init__(
            extensions=[Nl2BrExtension(), SaneListExtension(), _Tables(use_align_attribute=True), _House()],
            output_format="html",
            tab_length=4,
        )
        # The library's own serialiser lets entities pass, this one escapes every ampersand.
        self.serializer = lambda element: etree.tostring(element, encoding="unicode", method="html")

    def reset(self) -> _Grammar:
        super().reset()
        self.codes = []
        self.cells = 0
        return self


class _House(markdown.Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(_Reader(md), "reading", 20)
        for name in _BLOCKS_OFF:
            md.parser.blockprocessors.deregister(name)
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)
        for name in _SPANS_OFF:
            md.inlinePatterns.deregister(name)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "~"]
        md.inlinePatterns.register(CodeSpan(), "backtick", 190)
        md.inlinePatterns.register(Link(md), "link", 160)
        md.inlinePatterns.register(Image(md), "image_link", 150)
        md.inlinePatterns.register(Autolink(md), "autolink", 120)
        md.inlinePatterns.register(Address(md), "address", 110)
        md.inlinePatterns.register(Emphasis(md), "em_strong", 60)
        md.treeprocessors.register(_Tasks(md), "tasks", 30)


class _Reader(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        read = reading.read(lines, self._keep)
        budget.check_source("\n".join(read))
        return read

    def _keep(self, code: str) -> str:
        self.md.codes.append(code)
        return self.md.htmlStash.store(f'<pre class="fence">{len(self.md.codes) - 1}</pre>')


class _Heading(BlockProcessor):
    """`# ` to `###### `, alone in its block thanks to the reader. Pages have h1 and h2, so h3 is first."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return block.startswith("#") and block.lstrip("#").startswith(" ") and "\n" not in block

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        level = len(block) - len(block.lstrip("#"))
        title = block[level:].strip()
        bare = title.rstrip("#")
        heading = etree.SubElement(parent, f"h{min(level + 2, 5)}")
        heading.text = bare.rstrip() if not bare or bare.endswith(" ") else title


class _Tables(TableExtension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(_Table(md.parser, self.getConfigs()), "table", 75)


class _Table(TableProcessor):
    """A table that can be scrolled, as long as the text's budget of cells lasts; above it, text."""

    def test(self, parent: etree.Element, block: str) -> bool:
        columns = block.partition("\n")[0].count("|")
        if not 0 < columns <= TABLE_COLUMNS + 1 or not super().test(parent, block):
            return False
        self.parser.md.cells += len(self.separator) * block.count("\n")
        return self.parser.md.cells <= TABLE_CELLS

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        # Focusable, so that the arrow keys scroll it; a group, because a region must have a name of its own.
        facts = {"class": "table-scroll", "role": "group", "aria-label": "Tabelle", "tabindex": "0"}
        frame = etree.SubElement(parent, "div", facts)
        super().run(frame, blocks)
        for cell in list(frame.iter("th")):
            if (cell.text or "").strip():
                cell.set("scope", "col")
            else:
                cell.tag = "td"  # an empty heading would be announced before every cell below it


class _Tasks(Treeprocessor):
    """`- [ ]` and `- [x]` as a drawn mark that screen readers name."""

    _BOX = re.compile(r"\[([ xX])\]\s+(?=\S)")

    def run(self, root: etree.Element) -> None:
        for item in root.iter("li"):
            holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
            text = holder.text or ""
            box = self._BOX.match(text)
            if box:
                item.set("class", "task")
                holder.text = None
                holder.insert(0, self._mark(done=box[1] != " ", tail=text[box.end() :]))

    def _mark(self, *, done: bool, tail: str) -> etree.Element:
        facts = {"class": "task-mark", "role": "img", "aria-label": "erledigt" if done else "offen"}
        mark = etree.Element("span", facts)
        mark.text = AtomicString("☑" if done else "☐")
        mark.tail = f" {tail}"
        return mark
