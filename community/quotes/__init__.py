"""Things that refer to each other across the house: cards, what refers to what, and carrying words elsewhere.

This package knows no content. Content apps say in their `quotables.py` how a thing of theirs looks elsewhere (`show`),
what one can do with things of others (`offer`) and where words from elsewhere become something new (`begin_here`).
They call `cite` whenever a text was written. So a message becomes the beginning of a thread, and a thread a card in a
room, though the two apps never meet.
"""

from community.quotes.registry import (
    Beginning,
    Card,
    Offer,
    Quotable,
    at_address,
    begin_here,
    beginnings,
    card_of,
    cards,
    offer,
    offers,
    show,
)

__all__ = [
    "Beginning",
    "Card",
    "Offer",
    "Quotable",
    "at_address",
    "begin_here",
    "beginnings",
    "card_of",
    "cards",
    "offer",
    "offers",
    "show",
]
