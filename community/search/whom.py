"""People and places by name: asked live of the directory and the register, with the policies of their pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from community.people.members import policy as member_policy
from community.people.members.models import MemberQuerySet
from community.people.models import Member, Municipality
from community.people.municipalities.models import MunicipalityQuerySet
from community.people.viewer import Viewer
from community.text import fold

SHORTEST = 4
SLIPS = 1


def members(viewer: Any, query: str) -> MemberQuerySet:
    """Admitted members whose name, function or place has every word; nobody for those who may not look."""
    found = Member.objects.visible_to(viewer).admitted().matching(query).order_by("folded", "pk")
    return found if fold(query) and member_policy.can_search_members(viewer) else found.none()


def municipalities(viewer: Viewer, query: str) -> MunicipalityQuerySet:
    """All of the register that the words fit, the best and largest first."""
    return Municipality.objects.visible_to(viewer).matching(query)


def named(viewer: Viewer, query: str) -> MunicipalityQuerySet:
    """Only municipalities that are called like this: most queries happen to be a part of some village's name."""
    name = fold(query)
    same = {name, name.replace(" ", "-")}
    found = municipalities(viewer, query)
    return found.filter(folded_name__in=same) if len(name) >= SHORTEST - 1 else found.none()


def named_nearly(viewer: Viewer, query: str) -> MunicipalityQuerySet:
    """Municipalities whose name is one slip of the finger away."""
    name, visible = fold(query), Municipality.objects.visible_to(viewer)
    if len(name) < SHORTEST:
        return visible.none()
    lengths = (len(name) - SLIPS, len(name) + SLIPS)
    near = visible.alias(letters=Length("folded_name")).filter(Q(letters__range=lengths))
    names = dict(near.values_list("pk", "folded_name"))
    best = process.extract(name, names, scorer=DamerauLevenshtein.distance, score_cutoff=SLIPS, limit=5)
    return visible.filter(pk__in=[pk for _name, _distance, pk in best])
