"""Which addresses a link may carry. Parser, linkifier and sanitiser all ask here."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from urllib.parse import urlsplit

import nh3

ADDRESS_LIMIT = 2_000
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
EXTERNAL_REL = "nofollow ugc noopener"

# White space, controls and invisible signs hide a scheme, browsers read a backslash as a slash, and the rest
# has to be percent-encoded in an address anyway.
_UNSAFE = re.compile(
    '[\x00-\x20\x7f-\xa0\xad\\\\<>"`{}|^\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff]'
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_FRAGMENT = re.compile(r"#[\w-]+\Z")
_MAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}\Z")
_MAILTO = re.compile(r"mailto:[\w.+%-]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}(?:\?[^?]*)?\Z", re.IGNORECASE)
_TEL = re.compile(r"tel:\+?[0-9()./-]{2,30}\Z", re.IGNORECASE)
# What people write into a link without thinking of a scheme. Only endings that are no word and no file type.
_BARE_DOMAIN = re.compile(
    r"(?:www\.[\w.-]+|(?:[\w-]+\.)+(?:de|eu|org|com|net|info|at|ch))(?:[/?#].*)?\Z", re.IGNORECASE
)

# An address within a sentence: with http(s):// or www. only, because "gemacht.Es" and "Am 3.im" are German
# and no domains. It ends before closing punctuation, keeps balanced parentheses and never runs into a
# placeholder.
BARE = re.compile(
    r"""(?<![\w@./-])(?:https?://|www\.)
    (?:[^\s<>"'`{}|\\^()„“”»«…\x02\x03]|\([^\s<>"'`{}|\\^()„“”»«…\x02\x03]{0,500}+\)){1,2000}
    (?<![.,;:!?*_~\]\[])""",
    re.IGNORECASE | re.VERBOSE,
)


def safe_address(typed: str) -> str | None:
    """The address to put into `href`, or None when there must be no link.

    Allowed are http, https, mailto, tel, paths of this site ("/themen/1/") and places of a page ("#top").
    "www.coburg.de" becomes https, "post@coburg.de" mailto. What comes out stays the same when put in again.
    """
    address = typed.strip(" ").replace(" ", "%20")
    if not address or len(address) > ADDRESS_LIMIT or _UNSAFE.search(address):
        return None
    if address.startswith("/"):
        return address if is_internal(address) else None
    if address.startswith("#"):
        return address if _FRAGMENT.match(address) else None
    scheme = _SCHEME.match(address)
    if scheme:
        return address if _is_safe_absolute(scheme[1].lower(), address) else None
    if _MAIL.match(address):
        return f"mailto:{address}"
    return safe_address(f"https://{address}") if _BARE_DOMAIN.match(address) else None


def is_internal(address: str) -> bool:
    """Whether an address is a path of this site."""
    return address.startswith("/") and not address.startswith("//")


def is_external(address: str) -> bool:
    """Whether following a safe address leaves this site for another one."""
    return address[:5].lower() in ("http:", "https")


def _is_safe_absolute(scheme: str, address: str) -> bool:
    if scheme == "mailto":
        return _MAILTO.match(address) is not None
    if scheme == "tel":
        return _TEL.match(address) is not None
    return scheme in ("http", "https") and _has_honest_host(address)


def _has_honest_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        # https://www.coburg.de@evil.example/ is there to deceive, nobody needs it in a forum.
        return bool(parts.hostname) and "@" not in parts.netloc and _is_readable(address)
    except ValueError:
        return False


@lru_cache(maxsize=1_000)
def _is_readable(address: str) -> bool:
    """Whether the sanitiser's own reader, which is that of a browser, finds its way through host and port."""
    return "href" in _READER.clean(f'<a href="{escape(address)}">x</a>')


_READER = nh3.Cleaner(tags={"a"}, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=None)
