"""Quoting someone in the text of an answer."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~-])")
_ESCAPED = r"\\\1"


def quote(source_text: str, *, label: str, url: str) -> str:
    """Markdown that quotes `source_text`: a line with `label` that links to `url`, then every line quoted.

    Ends with an empty line, so that whatever follows stands outside of the quote.
    """
    name = _SPECIAL.sub(_ESCAPED, " ".join(label.split()))
    lines = source_text.strip("\n").split("\n")
    quoted = [f"> {line}" if line.strip() else ">" for line in (f"**[{name}]({_target(url)}):**", "", *lines)]
    return "\n".join(quoted) + "\n\n"


def link_to(label: str, url: str) -> str:
    """Markdown that links `label` to `url`, whatever signs stand in the label."""
    return f"[{_SPECIAL.sub(_ESCAPED, ' '.join(label.split()))}]({_target(url)})"


def _target(url: str) -> str:
    return url.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
