"""What bleach does here: clean what our grammar made, link typed addresses, let mentions be filled in.

It never sees raw HTML of members: on that it is slow, and its upstream has ended. `sanitising.clean` follows
it.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bleach.html5lib_shim import Filter
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner

from .addresses import BARE, EXTERNAL_REL, SCHEMES, is_external, is_internal, safe_address
from .sanitising import TAGS, is_allowed

# Distinct handles of one text that are looked up; further ones stay text.
MENTION_LIMIT = 100

# Starts at the edge of a word only: a search that starts at every letter is quadratic.
_MAIL = re.compile(r"(?<![\w.+%@/-])[\w.+%-]{1,64}+@(?:[\w-]{1,63}+\.)+[A-Za-z]{2,63}+(?![\w@-])")
# Without one of these there is nothing to do: a link of the grammar, or what addresses and mentions are made of.
_MAY_LINK = re.compile(r"<a\b|@|://|www\.", re.IGNORECASE)
# Any word, also a name with capitals or umlauts: what it stands for, the resolver knows.
_MENTION = re.compile(r"(?<![\w@./+%-])@([^\W_]++(?:-[^\W_]++)*+)(?![\w@-])(?!\.\w)")

Token = dict[str, Any]
Attributes = dict[Any, str]


@dataclass(frozen=True)
class Mention:
    """What a handle stands for: the name to show and the address of the person's page."""

    label: str
    url: str


Resolver = Callable[[set[str]], Mapping[str, Mention]]


@dataclass
class Linked:
    """HTML with its links, and what was found on the way: handles and internal addresses, in order, each once."""

    html: str = ""
    mentions: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def link(html: str, *, resolve: Resolver | None) -> Linked:
    """Links and mentions set in HTML that our grammar made. `resolve` is called once at most.

    Where nothing can become a link, and none is there, the HTML comes back as it is: most messages of a room.
    """
    if not _MAY_LINK.search(html):
        return Linked(html)
    found = Linked()
    filters: list[Callable[..., Filter]] = [
        partial(
            _Linkify,
            callbacks=[partial(_dress, found)],
            skip_tags={"pre", "code"},
            parse_email=True,
            url_re=BARE,
            email_re=_MAIL,
        )
    ]
    if resolve is not None:
        filters.append(partial(_Mentions, resolve=resolve, found=found))
    # A new one each time: bleach's cleaner is not made for threads.
    found.html = Cleaner(tags=TAGS, attributes=_is_allowed, protocols=SCHEMES, filters=filters).clean(html)
    return found


def _is_allowed(tag: str, attribute: str, value: str) -> bool:
    return is_allowed(tag, attribute, value) or (tag, attribute, value) == ("pre", "class", "fence")


def _dress(found: Linked, attributes: Attributes, is_new: bool) -> Attributes | None:
    """Called by bleach for every link, found or made by it: no address, no link."""
    typed = attributes.get((None, "href"), "")
    if not is_new:
        typed = entities.unescape(typed)
    elif typed.lower().startswith("http://www.") and not attributes["_text"].lower().startswith("http"):
        typed = f"https{typed[4:]}"
    address = safe_address(typed)
    if address is None:
        return None
    attributes[(None, "href")] = _in_source(address)
    if is_external(address):
        attributes[(None, "rel")] = EXTERNAL_REL
    if is_internal(address) and address not in found.links:
        found.links.append(address)
    return attributes


def _in_source(address: str) -> str:
    """bleach writes attributes as they stood in the source, entities and all: a "&lt;" would become "<"."""
    return address.replace("&", "&amp;")


class _Linkify(LinkifyFilter):
    def extract_entities(self, token: Token) -> Iterator[Token]:
        # As a filter behind the cleaner this gets text in which an ampersand is an ampersand: the cleaner has
        # already taken the entities out. Done twice, a typed "&lt;" would come out as "<".
        yield token


class _Mentions(Filter):
    """Fills in `@handle` outside of code and links. One in a quote is linked too, but not reported."""

    _SILENT = frozenset({"a", "code", "pre"})
    _INLINE = frozenset({"em", "strong", "del", "span", "code", "a"})

    def __init__(self, source: Iterable[Token], *, resolve: Resolver, found: Linked) -> None:
        super().__init__(source)
        self.resolve = resolve
        self.found = found

    def __iter__(self) -> Iterator[Token]:
        tokens = list(self._split(super().__iter__()))
        handles = list(dict.fromkeys(token["handle"] for token in tokens if "handle" in token))[
            :MENTION_LIMIT
        ]
        known = self.resolve(set(handles)) if handles else {}
        for token in tokens:
            if "handle" in token:
                yield from self._fill(token, known)
            else:
                yield token

    def _split(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The tokens, with a token of its own for everything that reads like a mention."""
        silent = quotes = 0
        before = ""
        for token in tokens:
            kind, name = token["type"], token.get("name")
            if kind == "StartTag" or kind == "EndTag":
                step = 1 if kind == "StartTag" else -1
                silent += step * (name in self._SILENT)
                quotes += step * (name == "blockquote")
            if kind == "Characters" and not silent and "@" in token["data"]:
                yield from _cut_mentions(token["data"], before, quoted=quotes > 0)
            else:
                yield token
            if kind in ("Characters", "SpaceCharacters"):
                before = token["data"][-1:]
            elif kind == "Entity":
                before = "&"
            elif name not in self._INLINE:
                before = ""

    def _fill(self, token: Token, known: Mapping[str, Mention]) -> Iterator[Token]:
        mention = known.get(token["handle"])
        address = safe_address(mention.url) if mention else None
        if mention is None or address is None:
            yield {"type": "Characters", "data": token["data"]}
            return
        if not token["quoted"] and token["handle"] not in self.found.mentions:
            self.found.mentions.append(token["handle"])
        attributes = {(None, "class"): "mention", (None, "href"): _in_source(address)}
        yield {"type": "StartTag", "name": "a", "data": attributes}
        yield {"type": "Characters", "data": f"@{mention.label}"}
        yield {"type": "EndTag", "name": "a"}


def _cut_mentions(text: str, before: str, *, quoted: bool) -> Iterator[Token]:
    # The sign in front decides whether "@" begins a mention, so it is searched along and cut off again.
    joined, position = before + text, len(before)
    for match in _MENTION.finditer(joined, position):
        if match.start() > position:
            yield {"type": "Characters", "data": joined[position : match.start()]}
        yield {"type": "Characters", "data": match[0], "handle": match[1], "quoted": quoted}
        position = match.end()
    if position < len(joined):
        yield {"type": "Characters", "data": joined[position:]}
