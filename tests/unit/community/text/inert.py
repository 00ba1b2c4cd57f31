"""Whether HTML can do more than be read. Written apart from the sanitiser, so that both would have to err."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAGS = """a blockquote br code del div em h3 h4 h5 hr li ol p pre span strong
table tbody td th thead tr ul"""
TAGS = set(_TAGS.split())
VOID = {"br", "hr"}
ATTRIBUTES = {
    (
        "a",
        "href",
    ): r"(?:https?://[^/\\@\s]+(?:[/?#][^\s\\]*)?|mailto:[^\s:\\]+|tel:[+0-9()./-]+|/(?![/\\])[^\s\\]*|#[\w-]+)",
    ("a", "rel"): r"nofollow ugc noopener",
    ("a", "class"): r"mention",
    ("div", "class"): r"table-scroll",
    ("div", "role"): r"group",
    ("div", "aria-label"): r"Tabelle",
    ("div", "tabindex"): r"0",
    ("li", "class"): r"task",
    ("ol", "start"): r"\d{1,3}",
    ("span", "class"): r"task-mark",
    ("span", "role"): r"img",
    ("span", "aria-label"): r"erledigt|offen",
    ("td", "align"): r"left|center|right",
    ("th", "align"): r"left|center|right",
    ("th", "scope"): r"col",
}


def liveliness(html: str) -> list[str]:
    """What in this HTML could act or break out of its place, a line per finding; nothing if it is inert."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.findings + [f"<{tag}> is never closed" for tag in reader.open]


def visible_text(html: str) -> str:
    """What a person reads: the text of all elements, without tags."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[str] = []
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.findings.append(f"<{tag}>")
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.findings.append(f"<{tag}> has an attribute twice")
        for name, value in attrs:
            pattern = ATTRIBUTES.get((tag, name))
            if pattern is None or not re.fullmatch(pattern, value or ""):
                self.findings.append(f"<{tag} {name}={value!r}>")
        if any("nofollow" in (value or "") for name, value in attrs if name == "rel") != _leaves(dict(attrs)):
            self.findings.append(f"<{tag} {attrs}> has the wrong rel")
        if tag == "a" and "a" in self.open:
            self.findings.append("a link within a link")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.findings.append(f"</{tag}> in the wrong place")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.findings.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.findings.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.findings.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.findings.append(f"<?{data}>")


def _leaves(attributes: dict[str, str | None]) -> bool:
    return (attributes.get("href") or "").lower().startswith("http")
