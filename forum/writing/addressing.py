"""Whom "@" speaks to: a member by handle, a working group by name and with it its members, a municipality by name and
with it everyone who works there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.people.members.models import MemberQuerySet
from community.people.models import Member, Municipality, WorkingGroup
from community.people.viewer import Viewer
from community.text import Mention, Rendered, fold, slugify_de

FEW, SOME = 3, 8


ASKS_ABOVE = 8  # members behind one word; whoever speaks to more is told so first


@dataclass(frozen=True)
class Addressee:
    """What one word after "@" stands for, and everyone it reaches."""

    label: str
    url: str
    members: MemberQuerySet

    @property
    def mention(self) -> Mention:
        return Mention(self.label, self.url)


def addressees(words: Iterable[str]) -> dict[str, Addressee]:
    """By word whom it speaks to. Members come first, then groups, then municipalities: three queries at most."""
    left = set(words)
    found: dict[str, Addressee] = {}
    for look in (_people, _groups, _towns):
        found |= look(left) if left else {}
        left -= found.keys()
    return found


def speaks_to(rendered: Rendered) -> list[Member]:
    """Everyone the text speaks to, each once."""
    found = addressees(rendered.mentions)
    people = [addressee.members for addressee in found.values()]
    return list({member.pk: member for members in people for member in members}.values())


def too_many(rendered: Rendered) -> str:
    """A sentence when a group or municipality in the text reaches more than one would think; empty otherwise."""
    said = []
    for addressee in addressees(rendered.mentions).values():
        reach = addressee.members.count()
        if reach > ASKS_ABOVE:
            sentence = ngettext(
                "„@%(name)s“ spricht %(n)d Mitglied an und benachrichtigt es.",
                "„@%(name)s“ spricht %(n)d Mitglieder an und benachrichtigt sie.",
                reach,
            )
            said.append(sentence % {"name": addressee.label, "n": reach})
    return " ".join([*said, _("Möchten Sie das?")]) if said else ""


def suggestions(viewer: Viewer, query: str) -> list[tuple[str, str, str, Any]]:
    """While a name is typed after "@": what is written, what it is called, what stands beside it, and the member."""
    if not (folded := fold(query)):
        return []
    groups = WorkingGroup.objects.visible_to(viewer).filter(slug__contains=slugify_de(query))[:FEW]
    towns = [town for town in _towns_beginning(folded) if len(folded) > 1][:FEW]
    members = Member.objects.admitted().matching(query).with_card()
    best = members.order_by(Case(When(folded__startswith=folded, then=0), default=1), "folded", "pk")[:SOME]
    return [
        *((f"@{group.slug}", group.name, _("Arbeitsgruppe"), None) for group in groups),
        *((f"@{slugify_de(town.called)}", town.called, _("alle von dort"), None) for town in towns),
        *((f"@{member.handle}", member.name, member.place, member) for member in best),
    ]


def _people(words: set[str]) -> dict[str, Addressee]:
    members = Member.objects.admitted().filter(handle__in=words)
    return {
        member.handle: Addressee(
            member.name, member.get_absolute_url(), Member.objects.admitted().filter(pk=member.pk)
        )
        for member in members
    }


def _groups(words: set[str]) -> dict[str, Addressee]:
    """`@kinderstadtplan` and `@AG-Kinderstadtplan` are the same group."""
    slugs = {word: slugify_de(word) for word in words}
    meant = {slug for full in slugs.values() for slug in (full, full.removeprefix("ag-"))}
    groups = {group.slug: group for group in WorkingGroup.objects.filter(slug__in=meant)}
    found = {}
    for word, slug in slugs.items():
        group = groups.get(slug) or groups.get(slug.removeprefix("ag-"))
        if group:
            current = group.memberships.current().values("member")
            members = Member.objects.admitted().filter(pk__in=current)
            found[word] = Addressee(group.name, group.get_absolute_url(), members)
    return found


def _towns(words: set[str]) -> dict[str, Addressee]:
    """Only municipalities somebody is here from. Of several with one name, the largest that is no district."""
    named: dict[str, Municipality] = {}
    for town in _towns_called(words):
        for name in {slugify_de(town.called), slugify_de(town.short_name)}:
            named.setdefault(name, town)
    meant = {word: named[slugify_de(word)] for word in words if slugify_de(word) in named}
    return {
        word: Addressee(
            town.called, town.get_absolute_url(), Member.objects.admitted().filter(municipality=town)
        )
        for word, town in meant.items()
    }


def _towns_called(words: set[str]) -> list[Municipality]:
    names = {fold(word) for word in words} | {fold(word.replace("-", " ")) for word in words}
    names |= {fold(word.partition("-")[2]) for word in words if "-" in word}  # Landkreis-Coburg
    towns = Municipality.objects.with_members().filter(folded_name__in=names - {""})
    return sorted(towns, key=lambda town: (town.is_district, -(town.population or 0), town.ars))


def _towns_beginning(folded: str) -> list[Municipality]:
    """Those that a mention of this name would mean."""
    towns = Municipality.objects.with_members().filter(folded_name__startswith=folded)
    best = sorted(towns, key=lambda town: (town.is_district, -(town.population or 0), town.ars))
    return list({slugify_de(town.called): town for town in reversed(best)}.values())[::-1]
