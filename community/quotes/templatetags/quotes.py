"""What pages show of other things: cards, what refers to a thing, and what one can do with it."""

from __future__ import annotations

from typing import Any

from django import template

from community.quotes.citing import citing
from community.quotes.kind import Card, offers

register = template.Library()


@register.inclusion_tag("ui/quote_card.html")
def quote_card(card: Card) -> dict[str, Any]:
    """One thing, as it looks elsewhere."""
    return {"card": card}


@register.inclusion_tag("ui/quote_offers.html", takes_context=True)
def quote_offers(context: dict[str, Any], kind: str, key: int) -> dict[str, Any]:
    """Links to what the viewer can do with this thing."""
    return {"offers": offers(context["user"], kind, key)}


@register.inclusion_tag("ui/cited_in.html", takes_context=True)
def cited_in(context: dict[str, Any], title: str, kind: str, key: int) -> dict[str, Any]:
    """A card of the side column: where this thing is referred to; nothing where it is not. For members only."""
    viewer = context["user"]
    found = citing(viewer, kind, [key]) if getattr(viewer, "is_admitted", False) else {}
    return {"title": title, "cards": found.get(key, [])}
