"""A plain letter as HTML: one column, one button, a small foot. Everything is escaped, nothing is loaded.

There is one template for a mail, the plain text; this is how it looks where HTML is shown. A line ``→ https://…`` is
the button, with the line before it as its words; lines that begin with ``>`` are what somebody said; below ``--``
stands the small print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

BUTTON = re.compile(r"^→ (https?://\S+)$")
ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
FONT = "font-family:'Fira Sans','Segoe UI',Arial,sans-serif;"
PAGE = f"margin:0;padding:24px 16px;{FONT}font-size:16px;line-height:1.55;color:#1c2430;background:#ffffff"
COLUMN = "max-width:600px;margin:0 auto"
QUOTE = "margin:4px 0 20px;padding:2px 0 2px 16px;border-left:3px solid #c9d3e0;overflow-wrap:anywhere"
PRESS = (
    "display:inline-block;padding:12px 22px;border-radius:8px;background:#1f4e9e;color:#ffffff;"
    "font-weight:600;text-decoration:none"
)
SMALL = "margin-top:32px;padding-top:12px;border-top:1px solid #d9dfe7;font-size:13px;color:#56606e"
LINK = "color:#1f4e9e"


def dress(text: str, *, language: str = "de") -> str:
    """The whole HTML document for a plain letter."""
    body, _cut, foot = text.replace("\r\n", "\n").partition("\n--\n")
    small = f'<div style="{SMALL}">{"".join(_paragraphs(foot))}</div>' if foot.strip() else ""
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"></head>'
        f'<body style="{PAGE}"><div style="{COLUMN}">{"".join(_paragraphs(body))}{small}</div></body></html>'
    )


def _paragraphs(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        lines = block.strip("\n").split("\n")
        pressed = BUTTON.match(lines[-1])
        if pressed and len(lines) > 1:
            words = escape(" ".join(lines[:-1]).rstrip(":"))
            yield f'<p style="margin:24px 0"><a href="{escape(pressed[1])}" style="{PRESS}">{words}</a></p>'
        elif all(line.startswith(">") for line in lines):
            said = "<br>".join(_linked(line[1:].removeprefix(" ")) for line in lines)
            yield f'<blockquote style="{QUOTE}">{said}</blockquote>'
        elif block.strip():
            yield f'<p style="margin:0 0 16px">{"<br>".join(map(_linked, lines))}</p>'


def _linked(line: str) -> str:
    """The escaped line with its addresses as links."""
    parts, last = [], 0
    for found in ADDRESS.finditer(line):
        address = escape(found[0])
        parts += [escape(line[last : found.start()]), f'<a href="{address}" style="{LINK}">{address}</a>']
        last = found.end()
    return "".join(parts) + escape(line[last:])
