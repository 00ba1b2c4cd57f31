"""The allow-list and the last word: no HTML leaves this package that has not passed `clean`."""

from __future__ import annotations

import re

import nh3

from .addresses import EXTERNAL_REL, SCHEMES, safe_address

_BLOCK_TAGS = frozenset({"blockquote", "br", "div", "h3", "h4", "h5", "hr", "li", "ol", "p", "pre", "ul"})
_TABLE_TAGS = frozenset({"table", "tbody", "td", "th", "thead", "tr"})
TAGS = _BLOCK_TAGS | _TABLE_TAGS | {"a", "code", "del", "em", "span", "strong"}
CLASSES: dict[str, frozenset[str]] = {
    "a": frozenset({"mention"}),
    "div": frozenset({"table-scroll"}),
    "li": frozenset({"task"}),
    "span": frozenset({"task-mark"}),
}
_ALIGN = frozenset({"left", "center", "right"})
# Attributes with a closed set of values; "href" and "start" are looked at by _attribute below.
VALUES: dict[str, dict[str, frozenset[str]]] = {
    "a": {"rel": frozenset({EXTERNAL_REL})},
    "div": {"role": frozenset({"group"}), "aria-label": frozenset({"Tabelle"}), "tabindex": frozenset({"0"})},
    "span": {"role": frozenset({"img"}), "aria-label": frozenset({"erledigt", "offen"})},
    "td": {"align": _ALIGN},
    "th": {"align": _ALIGN, "scope": frozenset({"col"})},
}
_START = re.compile(r"[0-9]{1,4}\Z")


def clean(html: str) -> str:
    """HTML in which nothing acts: known tags, known attributes, safe addresses. Twice is the same as once."""
    return _CLEANER.clean(html)


def is_allowed(tag: str, attribute: str, value: str) -> bool:
    """The same list for bleach, which asks attribute by attribute; addresses it checks by their scheme."""
    if attribute == "class":
        return value in CLASSES.get(tag, ())
    if attribute in VALUES.get(tag, ()):
        return value in VALUES[tag][attribute]
    return (tag, attribute) in (("a", "href"), ("ol", "start"))


def _attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if safe_address(value) == value else None
    if attribute == "start":
        return value if _START.match(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    # Without "*" nh3 lets "title" and "lang" pass everywhere.
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
    attribute_filter=_attribute,
    tag_attribute_values={tag: {name: set(v) for name, v in names.items()} for tag, names in VALUES.items()},
    allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
    url_schemes=set(SCHEMES),
    url_relative="pass_through",
    link_rel=None,
    strip_comments=True,
)
