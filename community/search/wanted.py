"""What is looked for, in terms: groups of which each (or any) must be met by one of its alternatives."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Alternative:
    """Terms that must all occur; with `phrase` in this order, with `prefix` as the beginning of a term.

    `weight` says how well this meets what was typed, 1 being exactly.
    """

    terms: tuple[str, ...]
    weight: float = 1.0
    phrase: bool = False
    prefix: bool = False


@dataclass(frozen=True)
class Group:
    """One thing that was typed, and everything that counts as it, the best first."""

    alternatives: tuple[Alternative, ...]

    def terms(self) -> set[str]:
        """All whole terms of all alternatives."""
        return {term for way in self.alternatives if not way.prefix for term in way.terms}

    def prefixes(self) -> tuple[str, ...]:
        return tuple(way.terms[0] for way in self.alternatives if way.prefix)


@dataclass(frozen=True)
class Wanted:
    """`every`: all groups must be met; otherwise one is enough, and more are better."""

    groups: tuple[Group, ...]
    every: bool = True
    relaxed: tuple[Group, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.groups)
