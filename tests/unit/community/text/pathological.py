"""Texts that ask a Markdown parser, a linkifier or a sanitiser for far more work than they are long.

`FAMILIES` maps a name to a function of the length; `text(name, length)` gives exactly so many characters.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from community.text import budget


def text(family: str, length: int) -> str:
    """A text of exactly `length` characters of this family."""
    return FAMILIES[family](length)[:length].ljust(length, "x")


def to_the_brim(family: str, length: int) -> str:
    """As much of the family as the budget allows, filled up with plain words: the most that is worked on."""
    whole = text(family, length)
    fits, bursts = 0, length + 1
    while bursts - fits > 1:
        middle = (fits + bursts) // 2
        if budget.share(whole[:middle]) < 1:
            fits = middle
        else:
            bursts = middle
    return (whole[:fits] + FILLING * (length // len(FILLING) + 1))[:length]


def ordinary(length: int) -> str:
    """What people write: the baseline everything else is compared with."""
    return _repeat(ORDINARY)(length)[:length]


FILLING = "Ein Wort folgt dem anderen und alle zusammen ergeben einen Satz. "
ORDINARY = """## Wie erreichen wir die Älteren?

Wir haben in **Spelle** mit einem *Mittagstisch* begonnen. Das lief so:

- zuerst ein Aufruf im Mitteilungsblatt,
- dann persönliche Besuche, siehe [unser Bericht](/themen/12/),
- und zuletzt ein Fahrdienst mit 3 Freiwilligen.

> Ohne Fahrdienst kommt niemand.

Danke an @anna-weber für die Zahlen. Mehr steht auf https://www.example.org/mittagstisch?jahr=2024.

| Monat | Gäste | Kosten |
|-------|------:|-------:|
| Mai   |    12 | 48 €   |
| Juni  |    31 | 95 €   |

"""


def _repeat(unit: str) -> Callable[[int], str]:
    return lambda length: unit * (length // len(unit) + 1)


def _halves(opening: str, closing: str) -> Callable[[int], str]:
    """All openings first, then all closings: nesting as deep as it goes."""

    def build(length: int) -> str:
        times = length // (len(opening) + len(closing))
        return opening * times + closing * times

    return build


def _lines(unit: str) -> Callable[[int], str]:
    return _repeat(unit + "\n")


def _numbered(pattern: str) -> Callable[[int], str]:
    """A pattern with {} for a running number: nothing in it ever repeats."""

    def build(length: int) -> str:
        parts: list[str] = []
        size = 0
        for number in count():
            parts.append(pattern.format(number))
            size += len(parts[-1])
            if size >= length:
                return "".join(parts)
        raise AssertionError

    return build


def _staircase(marker: str, step: str) -> Callable[[int], str]:
    """Lines that indent further and further."""

    def build(length: int) -> str:
        lines: list[str] = []
        size = 0
        for level in count():
            lines.append(f"{step * level}{marker}x")
            size += len(lines[-1]) + 1
            if size >= length:
                return "\n".join(lines)
        raise AssertionError

    return build


def _growing(sign: str) -> Callable[[int], str]:
    """Runs of one, two, three … signs: none closes another."""

    def build(length: int) -> str:
        parts: list[str] = []
        size = 0
        for times in count(1):
            parts.append(sign * times)
            size += times + 1
            if size >= length:
                return " ".join(parts)
        raise AssertionError

    return build


def _table(columns: int, row: str) -> Callable[[int], str]:
    return lambda length: (
        "|a" * columns + "|\n" + "|-" * columns + "|\n" + f"{row}\n" * (length // (len(row) + 1))
    )


def _many_tables(length: int) -> str:
    table = "|a" * 39 + "|\n" + "|-" * 39 + "|\n" + "|\n" * 50 + "\n"
    return table * (length // len(table) + 1)


def _after(prefix: str, unit: str) -> Callable[[int], str]:
    return lambda length: prefix + unit * (length // len(unit) + 1)


FAMILIES: dict[str, Callable[[int], str]] = {
    # Links and pictures
    "opening brackets": _repeat("["),
    "closing brackets": _repeat("]"),
    "opening images": _repeat("!["),
    "nested brackets": _halves("[", "]"),
    "empty links": _repeat("[]("),
    "open links": _repeat("[a](b"),
    "links with parentheses": _after("[a]", "("),
    "nested parentheses": _after("[a](", "(b)"),
    "links with open titles": _repeat('[a](b "'),
    "links with open angles": _repeat("[a](<b"),
    "finished links": _repeat("[a](/b)"),
    "finished images": _repeat("![a](/b)"),
    "refused links": _repeat("[a](javascript:b)"),
    "long links": _repeat("[" + "a" * 1990 + "](/b)"),
    "almost links": _repeat("[" * 7 + "a" * 60),
    "reference links": _repeat("[a][b]"),
    "reference definitions": _lines("[a]: b"),
    "footnotes": _lines("[^a]: b"),
    # Emphasis and code
    "stars": _repeat("*"),
    "spaced stars": _repeat("* a "),
    "opening emphasis": _repeat("*a "),
    "closing emphasis": _repeat("a* "),
    "crossed emphasis": _repeat("*a_ "),
    "strong emphasis": _repeat("**a** "),
    "nested emphasis": _halves("*a **b ", "c** d*"),
    "mixed emphasis": _repeat("***a**_b__c*~~"),
    "underscores": _repeat("_"),
    "snake case": _repeat("a_b_c "),
    "strikes": _repeat("~~a~~ "),
    "tildes": _repeat("~"),
    "backticks": _repeat("`"),
    "growing backticks": _growing("`"),
    "odd backticks": _repeat("`a``"),
    "code spans": _repeat("`a` "),
    "growing stars": _growing("*"),
    "backslashes": _repeat("\\"),
    "escapes": _repeat("\\*"),
    "backslash backtick": _repeat("\\`"),
    # What looks like HTML
    "angle brackets": _repeat("<"),
    "open tags": _repeat("<a "),
    "tags": _repeat("<b>"),
    "attributes": _after("<a ", "b=c "),
    "comments": _repeat("<!--"),
    "processing instructions": _repeat("<?"),
    "cdata": _repeat("<![CDATA["),
    "scripts": _repeat("<script>x</script>"),
    "ampersands": _repeat("&"),
    "entities": _repeat("&amp;"),
    "open entities": _repeat("&CounterClockwiseContourIntegra"),
    "numeric entities": _repeat("&#x41;"),
    "closing angles": _repeat(" >"),
    "quotation marks": _repeat("\"'"),
    # Blocks
    "deep quotes": _repeat(">"),
    "deep spaced quotes": _repeat("> "),
    "quote lines": _lines("> a"),
    "quote staircase": _staircase("> ", ">"),
    "alternating quotes": _lines("> a\nb"),
    "deep lists on a line": _repeat("- "),
    "deep lists and quotes": _repeat("- > "),
    "deep numbers": _repeat("1. "),
    "list staircase": _staircase("- ", "  "),
    "number staircase": _staircase("1. ", "   "),
    "list lines": _lines("- a"),
    "loose list": _lines("- a\n"),
    "changing lists": _lines("- a\n1. b"),
    "zigzag list": _lines("- a\n  - b\n    - c"),
    "empty points": _lines("-"),
    "task list": _lines("- [ ] a"),
    "lists in quotes": _lines("> - > - > - > - > - a"),
    "headings": _lines("# a"),
    "hashes": _repeat("#"),
    "hash space": _repeat("# "),
    "heading tail": _after("# a ", "# "),
    "underlined headings": _lines("a\n="),
    "rules": _lines("---"),
    "almost rules": _lines("- - - -x"),
    "long rule": _repeat("- "),
    "long star rule": _after("* * *", " " * 50 + "*"),
    "line breaks": _lines("a"),
    "hard line breaks": _lines("a  "),
    "blank lines": _after("a", "\n"),
    "spaced blank lines": _after("a", " \n"),
    "short paragraphs": _lines("a\n"),
    "indented lines": _lines("    a"),
    "tabs": _repeat("\t"),
    "tab lines": _lines("\ta"),
    "spaces": _after("a", " " * 99 + "a"),
    "one gap": lambda length: "a" + " " * (length - 2) + "b",
    "one gap of tabs": lambda length: "a" + "\t" * (length - 2) + "b",
    "one gap in a rule": lambda length: "- -" + " " * (length - 4) + "b",
    "one gap in a link": lambda length: "[a](" + " " * (length - 5) + "b",
    "one gap in a table": lambda length: "|a|\n|-" + " " * (length - 7) + "b",
    "one gap in a heading": lambda length: "# a" + " #" * (length // 2),
    "open fences": _lines("```a"),
    "fences": _lines("```\na\n```"),
    "tilde fences": _lines("~~~a"),
    "fence of one kind in the other": _lines("~~~~\n```"),
    "growing fences": _growing("\n```"),
    "fence full of tags": _after("```\n", "<b>&amp;"),
    "fences in quotes": _lines("> ```\n> a\n> ```"),
    "quotes full of tags": _lines("> <a href='x'>&amp;"),
    # Tables
    "pipes": _repeat("|"),
    "pipe lines": _lines("|"),
    "table rules": _lines("|-|"),
    "wide table": _table(3000, "|b" * 3000),
    "forty columns": _table(40, "|b" * 40),
    "forty columns, empty rows": _table(39, "|"),
    "many tables": _many_tables,
    "tables with backticks": _table(10, "|`" * 10),
    "long tables": _lines("|a|b|\n|-|-|\n|c|d|\n"),
    # Words, addresses, mentions
    "one word": _repeat("a"),
    "one word in umlauts": _repeat("ä"),
    "emoji": _repeat("👩‍👩‍👧"),
    "towers of marks": _after("Z", "\u0301\u0327"),
    "dotted letters": _repeat("a."),
    "dotted words": _repeat("abc.def@"),
    "at signs": _repeat("@"),
    "at letters": _repeat("a@"),
    "at words": _repeat("@a"),
    "mail addresses": _repeat("a@b.de "),
    "almost mail addresses": _repeat("a.b.c.d.e@"),
    "mail with long domain": _after("a@", "b."),
    "plus mail": _repeat("a+"),
    "percent": _repeat("%41"),
    "different mentions": _numbered("@anna-{} "),
    "equal mentions": _repeat("@anna "),
    "hyphenated mention": _after("@a", "-a"),
    "long mention": _after("@", "a"),
    "schemes": _repeat("http://"),
    "http letters": _repeat("http"),
    "wwws": _repeat("www."),
    "addresses": _repeat("http://a.de "),
    "addresses in parentheses": _repeat("(http://a.de/(b)) "),
    "address with parentheses": _after("http://a.de/", "("),
    "address with open parentheses": _after("http://a.de/", "(b"),
    "address with dots": _after("http://a.de/", "."),
    "different addresses": _numbered("https://a{}.example.org/ "),
    "angle addresses": _repeat("<http://a.de>"),
    "open angle addresses": _repeat("<http://a.de"),
    "angle mails": _repeat("<a@b.de>"),
    "internal links": _numbered("[a](/themen/{}/) "),
    "colons": _repeat(":"),
    "slashes": _repeat("/"),
    # Mixtures
    "everything at once": _repeat("**[a](b)** `c` <d> &e; _f_ ~~g~~ @h http://i.de | \\* > "),
    "everything by the line": _lines("> - 1. # **[a](/b)** `c` @d\n\n|e|f|\n|-|-|\n|g|h|\n"),
    "openings of every kind": _repeat("[![`*_~~<(\"'&"),
    "template language": _repeat("{{ x }}{% y %}"),
}  # fmt: skip
