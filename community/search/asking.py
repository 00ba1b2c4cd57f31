"""From what somebody typed to what is wanted: phrases, synonyms, compounds, prefixes, slips of the finger."""

from __future__ import annotations

import re
from dataclasses import replace

from community.search.lexicon import silent, synonyms
from community.search.vocabulary import Vocabulary
from community.search.wanted import Alternative, Group, Wanted
from community.search.words import fold_letters, plain, term_of, terms, words
from community.text import fold

LONGEST_QUERY = 200
MOST_GROUPS = 10
SHORTEST_PREFIX = 3
_QUOTED = re.compile(r'"([^"]+)"|„([^„“”"]+)[“”"]|“([^“”]+)”|«([^«»]+)»|»([^«»]+)«')
_JOINED = re.compile(r"(?<=\w)[-‐‑](?=\w)")

# A shorter part of a compound says too little by itself: of "Leerstand" neither "leer" nor "Stand".
TELLING_PART = 6
EXACT, SYNONYM, COMPOUND, ALL_PARTS, BEGINNING, MEANT, ONE_PART = 1.0, 0.85, 0.7, 0.65, 0.6, 0.5, 0.3
SHORT_PART = 0.12


def ask(query: str, vocabulary: Vocabulary, *, typing: bool = False, guess: bool = False) -> Wanted:
    """What the query wants. `typing`: its last word may not be finished. `guess`: correct even words that exist."""
    query = query[:LONGEST_QUERY]
    phrases = [next(filter(None, match.groups())) for match in _QUOTED.finditer(query)]
    groups = [_phrase(terms(phrase)) for phrase in phrases if terms(phrase)]
    rest = words(_JOINED.sub("", _QUOTED.sub(" ", query)))
    telling = [word for word in rest if term_of(word) and term_of(word) not in silent()]
    asked = telling or ([] if groups else [word for word in rest if term_of(word)])
    for place, word in enumerate(asked[:MOST_GROUPS], start=1):
        groups.append(_group(word, vocabulary, unfinished=typing and place == len(asked), guess=guess))
    return Wanted(tuple(groups), relaxed=tuple(_relaxed(group, vocabulary) for group in groups))


def anyone(wanted: Wanted, *, short_parts: bool) -> Wanted:
    """The same with less asked: one group is enough, and of a compound one part, if need be a short one."""
    least = SHORT_PART if short_parts else ONE_PART / 2
    groups = (
        Group(tuple(way for way in group.alternatives if way.weight >= least)) for group in wanted.relaxed
    )
    return replace(wanted, groups=tuple(groups), every=False)


def _phrase(found: list[str]) -> Group:
    return Group((Alternative(tuple(found), EXACT, phrase=len(found) > 1),))


def _group(word: str, vocabulary: Vocabulary, *, unfinished: bool, guess: bool) -> Group:
    term, folded = term_of(word), fold(word)
    ways = [Alternative((term,), EXACT)]
    known = vocabulary.knows(folded) or term in vocabulary.terms
    ways += _meanings(term, vocabulary)
    if split := vocabulary.split(_spelt(word)):
        ways.append(Alternative(tuple(split), ALL_PARTS))
    begun: list[str] = []
    if (unfinished or not known) and len(folded) >= SHORTEST_PREFIX:
        begun = [other for other in vocabulary.beginning_with(folded) if other != term]
        ways += [Alternative((other,), BEGINNING) for other in begun]
        ways.append(Alternative((_spelt(word),), BEGINNING, prefix=True))
    if guess or not (known or begun or split):
        for meant in vocabulary.meant_by(folded):
            for other in sorted(vocabulary.terms_of[meant]):
                ways.append(Alternative((other,), MEANT))
                ways += [replace(way, weight=MEANT * way.weight) for way in _meanings(other, vocabulary)]
    return Group(_distinct(ways))


def _meanings(term: str, vocabulary: Vocabulary) -> list[Alternative]:
    """Other words for the same, and compounds it is a part of."""
    same = synonyms().get(term, [])
    ways = [Alternative(way, SYNONYM, phrase=len(way) > 1) for way in same]
    ways += [Alternative((other,), COMPOUND) for other in vocabulary.compounds_of(term)]
    return ways


def _relaxed(group: Group, vocabulary: Vocabulary) -> Group:
    """Also what says only a part of a compound that was typed."""
    ways = list(group.alternatives)
    for way in group.alternatives:
        if way.prefix or way.phrase or way.weight < MEANT:
            continue
        found = way.terms if len(way.terms) > 1 else ()
        if way.weight == EXACT and not found:
            found = tuple(vocabulary.split(way.terms[0]) or vocabulary.known_ends(way.terms[0]))
        for part in found:
            telling = len(part) >= TELLING_PART
            ways.append(Alternative((part,), ONE_PART if telling else SHORT_PART))
            compounds = vocabulary.compounds_of(part)[:20] if telling else []
            ways += [Alternative((other,), ONE_PART / 2) for other in compounds]
    return Group(_distinct(ways))


def _distinct(ways: list[Alternative]) -> tuple[Alternative, ...]:
    """Each once, with its best weight."""
    best: dict[tuple[tuple[str, ...], bool, bool], Alternative] = {}
    for way in ways:
        key = (way.terms, way.phrase, way.prefix)
        if key not in best or best[key].weight < way.weight:
            best[key] = way
    return tuple(best.values())


def _spelt(word: str) -> str:
    return fold_letters(plain(word))
