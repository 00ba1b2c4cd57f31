"""The bell in the header, and the three levels beside a thing."""

from __future__ import annotations

from typing import Any

from django import template

from community import kinds
from community.notices import reading
from community.notices.kind import Watchable
from community.notices.models import Level

register = template.Library()


@register.inclusion_tag("notices/_bell.html", takes_context=True)
def notice_bell(context: template.Context) -> dict[str, Any]:
    """How many notices are unread, for admitted members; nothing for all others. One query."""
    member: Any = context.get("user")
    if not getattr(member, "is_admitted", False):
        return {}
    return {"unread": reading.unread_count(member), "section": context.get("section"), "member": member}


@register.inclusion_tag("notices/_level.html", takes_context=True)
def level_choice(context: template.Context, place: str, key: int) -> dict[str, Any]:
    """A card in which a member chooses how much they hear of this; nothing for those who get no notices."""
    member: Any = context.get("user")
    if not getattr(member, "is_admitted", False):
        return {}
    kind = kinds.get(place, Watchable)
    if kind is None:
        return {}
    return {
        "place": place,
        "key": key,
        "chosen": reading.level_of(member, place, key),
        "levels": [(level.value, level.label, kind.levels_mean[level]) for level in Level],
        "next": context["request"].get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
