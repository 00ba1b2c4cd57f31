"""What may stand as a name or a function: no address, and nothing that looks like somebody of the office."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from confusable_homoglyphs import confusables
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.people.models import Member, RoleGrant
from community.people.roles.models import OFFICE_ROLES
from community.text import fold

_ADDRESS = re.compile(
    r"://|\bwww\.|@\S|(?<![\w.])[\w-]{2,63}\.(?:[a-z]{2,3}|info|example|test|online|shop|site|club|app)\b(?!\.)",
    re.IGNORECASE,
)
_ALIKE = str.maketrans("01|i", "olll")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_TITLES = {"dr", "prof", "med", "frau", "herr", "dipl", "ing"}
OFFICE = "geschaeftsstelle"


def clean_name(name: str, *, member: Member | None = None) -> str:
    """The name, if it may stand. Raises `ValidationError` by the name of the field."""
    _refuse_address("name", name)
    words = name_words(name)
    if any(words == name_words(taken) for taken in _of_office(member, "name")) or _says_office(name):
        raise ValidationError(
            {"name": _("So heißt schon jemand aus der Geschäftsstelle, oder es sieht so aus.")}
        )
    return name


def clean_function(function: str, *, member: Member | None = None) -> str:
    """The function, if it may stand. Raises `ValidationError` by the name of the field."""
    _refuse_address("function", function)
    own = skeleton(function)
    if own and (
        any(own == skeleton(taken) for taken in _of_office(member, "function")) or _says_office(function)
    ):
        raise ValidationError({"function": _("Diese Funktion hat jemand aus der Geschäftsstelle.")})
    return function


def name_words(name: str) -> frozenset[str]:
    """The words of a name as they look, in whatever order, without titles."""
    return frozenset(re.findall(r"\w+", skeleton(name))) - _TITLES


def skeleton(text: str) -> str:
    """What a text looks like: letters of other scripts become the Latin ones that look the same (UTS 39)."""
    latin = "".join(map(_looks_like, unicodedata.normalize("NFKC", text)))
    looks = fold(latin).translate(_ALIKE)
    for pair, letter in _PAIRS:
        looks = looks.replace(pair, letter)
    return looks


@cache
def _looks_like(char: str) -> str:
    if "LATIN" in unicodedata.name(char, "LATIN"):
        return char
    alike = confusables.is_confusable(char, greedy=True, preferred_aliases=[])
    glyphs = [glyph["c"] for found in alike or [] for glyph in found["homoglyphs"]]
    return next((glyph for glyph in sorted(glyphs) if glyph.isascii() and glyph.isalpha()), char)


def _refuse_address(field: str, text: str) -> None:
    if _ADDRESS.search(text):
        raise ValidationError({field: _("Bitte ohne Adressen: keine Links und keine Mailadressen.")})


def _says_office(text: str) -> bool:
    return skeleton(OFFICE) in skeleton(text).replace(" ", "")


def _of_office(member: Member | None, column: str) -> list[str]:
    grants = RoleGrant.objects.filter(role__in=OFFICE_ROLES, scope="", revoked_at__isnull=True)
    people = Member.objects.filter(pk__in=grants.values("member"), is_active=True)
    others = people.exclude(pk=member.pk) if member else people
    return list(others.values_list(column, flat=True))
