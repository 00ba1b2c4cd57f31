"""All words that occur, kept in memory: what begins with, what contains, what was meant.

Each process reads the table once and then only what has come since, one query a search. Words of closed rooms are
among them: they widen a question, but what is shown are only hits, and those are chosen by the policies.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from community.search.lexicon import parts
from community.search.models import Word
from community.search.words import term_of

COMPOUNDS = 60
CONTINUATIONS = 40
CORRECTIONS = 3
SHORTEST_PART = 3
# A beginning or an end as long as this is no accident, whatever the rest of the word may be.
LONG = 6
# Between the parts of a compound, and what a stem may have lost there: Wohn-ungs-leerstand.
LINKS = ("", "s", "n", "en", "er", "e", "es", "ens", "ung", "ungs", "ions", "schafts", "keits", "heits")
# What may follow a stem without making another thing of it.
ENDINGS = frozenset({"", "in", "inn", "s", "n", "e", "er", "en", "isch", "lich", "chen", "ern"})


class Vocabulary:
    """The words of the house. `fresh()` gives the one of this process, up to date."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._last: tuple[int, str] = (0, "")
        self.terms_of: dict[str, set[str]] = {}
        self.terms: set[str] = set(parts())
        self._all_words = self._all_terms = "\n"

    def update(self) -> None:
        """Read what has come since. Rows that were forgotten meanwhile stay until the next start: they find nothing."""
        with self._lock:
            rows = list(
                Word.objects.filter(pk__gte=self._last[0]).order_by("pk").values_list("pk", "folded", "term")
            )
            if self._last[0] and (not rows or rows[0][:2] != self._last):
                self._forget()
                rows = list(Word.objects.order_by("pk").values_list("pk", "folded", "term"))
            self._add(rows)

    def _add(self, rows: list[tuple[int, str, str]]) -> None:
        new_words, new_terms = [], []
        for _pk, folded, term in rows:
            known = self.terms_of.setdefault(folded, set())
            if not known:
                new_words.append(folded)
            known.add(term)
            if term not in self.terms or f"\n{term}\n" not in self._all_terms:
                self.terms.add(term)
                new_terms.append(term)
        if rows:
            self._last = rows[-1][:2]
        if new_words:
            self._all_words += "\n".join(new_words) + "\n"
        if new_terms:
            self._all_terms += "\n".join(dict.fromkeys(new_terms)) + "\n"

    def knows(self, folded: str) -> bool:
        return folded in self.terms_of

    def beginning_with(self, folded: str) -> list[str]:
        """Terms of the words that begin like this, the shortest words first."""
        words = sorted(_lines(self._all_words, f"\n{folded}", 1), key=len)[:CONTINUATIONS]
        return list(dict.fromkeys(term for word in words for term in sorted(self.terms_of[word])))

    def compounds_of(self, term: str) -> list[str]:
        """Terms of the compounds in which this one is a part, the shortest first."""
        if len(term) < SHORTEST_PART:
            return []
        found = {line for line in _lines(self._all_terms, term) if line != term and self._is_part(term, line)}
        return sorted(found, key=lambda line: (len(line), line))[:COMPOUNDS]

    def split(self, word: str) -> list[str]:
        """The parts of a compound as terms, as few as possible; empty for a word that is none."""
        found = self._split(word, {})
        return [] if found is None or len(found) < 2 else found

    def known_ends(self, word: str) -> list[str]:
        """The longest known beginning and the longest known end of a word that cannot be split.

        A short end is one of the frequent parts, or chance: the "vier" in an "Aktivierung".
        """
        cuts = range(4, len(word) - 3)
        begins = next((term for cut in reversed(cuts) if (term := self._known(word[:cut]))), "")
        found = (term for cut in cuts if (term := self._known(word[cut:])))
        ends = next((term for term in found if len(term) > SHORTEST_PART + 1 or term in parts()), "")
        return [term for term in (begins, ends) if term]

    def meant_by(self, folded: str) -> list[str]:
        """The known words nearest to a misspelt one; none is further than a slip or two of the finger."""
        slips = 1 if len(folded) < 7 else 2 if len(folded) < 12 else 3
        if len(folded) < 4:
            return []
        near = process.extract(
            folded,
            self.terms_of.keys(),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=slips,
            limit=CORRECTIONS,
        )
        best = min((distance for _word, distance, _key in near), default=0)
        return [word for word, distance, _key in near if distance == best]

    def _is_part(self, term: str, line: str) -> bool:
        """Whether what stands before and behind the term makes the line a compound of it."""
        at = line.find(term)
        left, right = line[:at], line[at + len(term) :]
        if len(term) >= LONG and (not left or not right):
            return True
        if not right and len(left) >= LONG and len(term) > SHORTEST_PART and term in parts():
            return True
        return self._explains_left(left) and self._explains_right(right)

    def _explains_left(self, left: str) -> bool:
        return not left or bool(self._known_with_link(left)) or self._split(left, {}) is not None

    def _explains_right(self, right: str) -> bool:
        if right in ENDINGS:
            return True
        rests = (right.removeprefix(link) for link in LINKS if right.startswith(link))
        return any(self._known(rest) or self._split(rest, {}) is not None for rest in rests if len(rest) >= 3)

    def _known_with_link(self, word: str) -> str:
        """The term of a part as it stands inside of a compound, with the letters that join it to the next."""
        stems = (word.removesuffix(link) for link in LINKS if word.endswith(link))
        return next((term for stem in stems if (term := self._known(stem))), "")

    def _known(self, piece: str) -> str:
        if len(piece) < SHORTEST_PART:
            return ""
        known = parts() if len(piece) == SHORTEST_PART else self.terms
        term = term_of(piece)
        return term if term in known else piece if piece in known else ""

    def _split(self, word: str, seen: dict[str, list[str] | None], most: int = 4) -> list[str] | None:
        if word in seen:
            return seen[word]
        seen[word] = None
        if most == 0 or len(word) < 2 * SHORTEST_PART:
            return None
        best: list[str] | None = None
        for cut in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            if not (first := self._known_with_link(word[:cut])):
                continue
            last = self._known(word[cut:])
            rest = [last] if last else self._split(word[cut:], seen, most - 1)
            if rest and (best is None or len(rest) + 1 < len(best)):
                best = [first, *rest]
            if best and len(best) == 2:
                break
        seen[word] = best
        return best


def _lines(text: str, wanted: str, skip: int = 0) -> Iterator[str]:
    """The lines of `text` in which `wanted` stands, each once for every place."""
    at = text.find(wanted)
    while at >= 0:
        start = text.rfind("\n", 0, at + skip) + 1
        end = text.find("\n", at + skip)
        if end < 0:
            return
        yield text[start:end]
        at = text.find(wanted, end)


_of_process = Vocabulary()


def fresh() -> Vocabulary:
    """The vocabulary of this process, with everything that was learnt until now."""
    _of_process.update()
    return _of_process
