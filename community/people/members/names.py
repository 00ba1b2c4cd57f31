"""What may stand as a name or a function: no address, and nothing that looks like somebody of the office."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import permutations

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
MOST_WORDS = 4  # whose every order is looked at
_TITLES = {"dr", "prof", "med", "frau", "herr", "dipl", "ing"}
OFFICE = "geschaeftsstelle"
# What speaks for the house, or for somebody whom it hides: anywhere in a name, or as all of its words.
HOUSE = ("demografiedialog", "einekommune")
POSTS = (
    "das die der vom team moderation moderations moderator moderatorin moderationsteam administration administrator "
    "administratorin admin support redaktion system kommune"
)


def clean_name(name: str, *, member: Member | None = None) -> str:
    """The name, if it may stand. Raises `ValidationError` by the name of the field."""
    _refuse_address("name", name)
    if any(_same_person(name, taken) for taken in _of_office(member, "name")) or _says_house(name):
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


def letters(text: str) -> str:
    """What a text looks like without titles and without what separates its letters: blanks, hyphens, dots."""
    return "".join(word for word in re.findall(r"[^\W_]+", skeleton(text)) if word not in _TITLES)


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


def _same_person(name: str, taken: str) -> bool:
    """The same words in whatever order, or the same letters in a row, whatever stands between them."""
    words = name_words(taken)
    if name_words(name) == words:
        return True
    return len(words) <= MOST_WORDS and letters(name) in map("".join, permutations(words))


def _says_office(text: str) -> bool:
    return skeleton(OFFICE) in letters(text)


def _says_house(name: str) -> bool:
    if _says_office(name) or any(skeleton(word) in letters(name) for word in HOUSE):
        return True
    words = name_words(name)
    return bool(words) and words <= set(map(skeleton, POSTS.split()))


def _of_office(member: Member | None, column: str) -> list[str]:
    grants = RoleGrant.objects.filter(role__in=OFFICE_ROLES, scope="", revoked_at__isnull=True)
    people = Member.objects.filter(pk__in=grants.values("member"), is_active=True)
    others = people.exclude(pk=member.pk) if member else people
    return list(others.values_list(column, flat=True))
