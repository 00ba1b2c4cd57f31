"""How much work a text may ask for. What asks for more is shown as plain text, it is never refused."""

from __future__ import annotations

# How often each sign may occur if it were alone: each costs a search, an element or a token further down. The
# shares of all signs add up, so a mixture cannot cost more than one of them alone.
LIMITS = {
    "`": 600,
    "\\": 600,
    "[": 800,
    "<": 1_500,
    ">": 1_500,
    "&": 1_500,
    "*": 2_000,
    "_": 2_000,
    "~": 2_000,
    "@": 1_000,
    "://": 800,
    "www.": 800,
    "\n": 1_500,
}
# Tags of the grammar's HTML, opening and closing: bleach needs up to 50 µs for each. A post of 20,000
# characters that is full of lists, links and tables has 2,200.
TAG_LIMIT = 4_000


class TooCostly(Exception):
    """Rendering this text would hold up everyone else."""


def share(text: str) -> float:
    """The part of the budget that a text uses up; above 1 it is too costly."""
    return sum(text.count(sign) / limit for sign, limit in LIMITS.items())


def check_source(text: str) -> None:
    """Raises TooCostly when the grammar would take too long for this text."""
    if share(text) > 1:
        raise TooCostly


def check_html(html: str) -> None:
    """Raises TooCostly when bleach would take too long for what the grammar made."""
    if html.count("<") > TAG_LIMIT:
        raise TooCostly
