"""Words as tags: how they are cleaned, and which of the known words each one means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.people.models import Member
from community.text import clean_line, fold, slugify_de
from forum.models import Tag
from forum.tags.models import MOST_TAGS, TAG_LIMIT

_BETWEEN = re.compile(r"[,;#\n\r]+")


LONGEST_LIST = 20 * TAG_LIMIT


def read_names(text: str) -> list[str]:
    """The words of a line such as ``Kita, Ehrenamt``, cleaned, each once. Raises `ValidationError` (`tags`)."""
    return clean_names(part for part in _BETWEEN.split(text) if part.strip())


def clean_names(names: Iterable[str]) -> list[str]:
    """The words as they are stored; what folds to the same is one word. Raises `ValidationError` (`tags`)."""
    found: dict[str, str] = {}
    for name in names:
        clean = clean_name(name)
        found.setdefault(fold(clean), clean)
    if len(found) > MOST_TAGS:
        raise ValidationError({"tags": _("Höchstens %(n)d Stichwörter an einem Thema.") % {"n": MOST_TAGS}})
    return list(found.values())


def clean_name(name: str, *, field: str = "tags") -> str:
    """One word, or a few. Raises `ValidationError` of `field`."""
    clean = clean_line(" ".join(name.split()), limit=TAG_LIMIT, field=field)
    if not any(sign.isalnum() for sign in fold(clean)):
        raise ValidationError({field: _("„%(name)s“ ist kein Wort.") % {"name": clean}})
    return clean


def meant_by(names: Sequence[str]) -> dict[str, Tag]:
    """By folded word the main tag it means, where it is known; also those that were put away."""
    known = Tag.objects.filter(folded__in=[fold(name) for name in names]).select_related("main")
    return {tag.folded: tag.main or tag for tag in known}


def tags_for(member: Member, names: Sequence[str]) -> list[Tag]:
    """The tags these words mean; unknown ones are proposed by `member`. Called in the transaction that stores them.

    Raises `ValidationError` (`tags`) for a word that the office has put away.
    """
    names = clean_names(names)
    known = meant_by(names)
    for name in names:
        tag = known.get(fold(name))
        if tag and tag.retired_at:
            raise ValidationError(
                {
                    "tags": _("„%(name)s“ ist kein Stichwort mehr. Bitte wählen Sie ein anderes.")
                    % {"name": name}
                }
            )
    new = [name for name in names if fold(name) not in known]
    Tag.objects.bulk_create([new_tag(name, proposed_by=member) for name in new], ignore_conflicts=True)
    known |= meant_by(new)  # somebody may have proposed the same word in this moment
    return list({known[fold(name)].pk: known[fold(name)] for name in names if fold(name) in known}.values())


def still_offered(names: Sequence[str]) -> list[str]:
    """Without those the office has put away since somebody wrote them."""
    known = meant_by(names)
    return [name for name in names if not ((tag := known.get(fold(name))) and tag.retired_at)]


def new_tag(name: str, **more: Any) -> Tag:
    """The word as a tag that is not stored yet, with an address nobody has."""
    return Tag(name=name, folded=fold(name), slug=_free_slug(name), **more)


def _free_slug(name: str) -> str:
    stem = slugify_de(name)
    taken = set(Tag.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug
