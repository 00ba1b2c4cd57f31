"""Keeping track of what refers to what, and showing it to those who may see both ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import partial
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from community import kinds
from community.people.models import Member
from community.people.viewer import Viewer
from community.quotes.kind import Card, Quotable, Ref, cards, linked_at
from community.quotes.models import Citation

FOLLOWED = 10
SHOWN = 5
_LINK = re.compile(r'<a[^<>]* href="([^"]+)"')


def linked(actor: Member, html: str) -> set[Ref]:
    """The things of the house to which a rendered text links, of those the actor may see; the first ten links count.

    Nobody reaches into places they do not know of. A text without links costs nothing.
    """
    addresses = dict.fromkeys(unescape(found[1]) for found in _LINK.finditer(html))
    refs = {ref for address in list(addresses)[:FOLLOWED] if (ref := _thing_at(address))}
    return set(cards(actor, refs)) if refs else set()


def cite(actor: Member, kind: str, key: int, refs: set[Ref], *, is_new: bool = False) -> None:
    """The text of a thing links to exactly `refs` from now on.

    Called inside the transaction that wrote it, after it told of itself; what is referred to is told after commit,
    in transactions of its own: two that refer to each other never wait for one another. A new thing that refers to
    nothing costs nothing.
    """
    wanted = refs - {(kind, key)}
    rows = [] if is_new else Citation.objects.filter(citing_kind=kind, citing_key=key)
    known = {(row.cited_kind, row.cited_key): row.pk for row in rows}
    gone, new = set(known) - wanted, wanted - set(known)
    if gone:
        Citation.objects.filter(pk__in=[known[ref] for ref in gone]).delete()
    if new:
        Citation.objects.bulk_create(
            Citation(citing_kind=kind, citing_key=key, cited_kind=ref[0], cited_key=ref[1], made_by=actor)
            for ref in sorted(new)
        )
    if gone or new:
        transaction.on_commit(partial(_tell, gone | new), robust=True)


def forget(kind: str, keys: Collection[int]) -> None:
    """These things are gone for good."""
    rows = Q(citing_kind=kind, citing_key__in=keys) | Q(cited_kind=kind, cited_key__in=keys)
    Citation.objects.filter(rows).delete()


def cited_by(viewer: Viewer, kind: str, keys: Iterable[int]) -> dict[int, list[Card]]:
    """For each thing, what its text links to, as far as the viewer may see that."""
    rows = Citation.objects.filter(citing_kind=kind, citing_key__in=list(keys))
    pairs = [(row.citing_key, (row.cited_kind, row.cited_key)) for row in rows]
    return _shown(viewer, pairs)


def citing(viewer: Viewer, kind: str, keys: Iterable[int]) -> dict[int, list[Card]]:
    """For each thing, what links to it, as far as the viewer may see that, oldest first."""
    rows = Citation.objects.filter(cited_kind=kind, cited_key__in=list(keys))
    pairs = [(row.cited_key, (row.citing_kind, row.citing_key)) for row in rows]
    return _shown(viewer, pairs)


def _thing_at(address: str) -> Ref | None:
    """Addresses of the house count with and without its name in front."""
    origin = next((one for one in settings.ALLOWED_ORIGINS if address.startswith(f"{one}/")), "")
    path = address.removeprefix(origin)
    if not path.startswith("/") or path.startswith("//"):
        return None
    parts = urlsplit(path)
    return linked_at(parts.path, parts.fragment)


def _tell(refs: Iterable[Ref]) -> None:
    by_kind: dict[str, set[int]] = {}
    for kind, key in refs:
        by_kind.setdefault(kind, set()).add(key)
    for kind, keys in sorted(by_kind.items()):
        if quotable := kinds.get(kind, Quotable):
            quotable.cited(keys)


def _shown(viewer: Viewer, pairs: list[tuple[int, Ref]]) -> dict[int, list[Card]]:
    visible = cards(viewer, {ref for _key, ref in pairs})
    found: dict[int, list[Card]] = {}
    for key, ref in pairs:
        if ref in visible and len(found.setdefault(key, [])) < SHOWN:
            found[key].append(visible[ref])
    return found
