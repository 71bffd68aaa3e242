"""Keyword scores over all segments: BM25 as a share of a perfect match, and the best passages by it.

Shares, so that a question whose words the passage's language cannot contain (an English question, a French text)
weighs little, instead of pulling the few cognates to the top. Rarity is Lucene's inverse document frequency, which is
never negative, over the passages of all languages.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.caching import cached_weakly
from corpus.types import Language
from index.matching.postings import FloatArray, Postings, RowArray, key_of
from index.native.engine import Matcher, Numbers
from index.query.terms import Wanted, Word

# Stems whose terms are remembered: the words of one question stand in several texts that are asked for.
_TERMS_KEPT = 32_768


@dataclass(frozen=True, slots=True)
class Part:
    """One segment's postings and which of its passages are live (n,), None for all of them.

    `frequencies` (t,) counts the live passages that have each term, and is None where all are live.
    """

    postings: Postings
    size: int
    live: npt.NDArray[np.bool_] | None = None
    frequencies: npt.NDArray[np.uint32] | None = None

    def count(self) -> int:
        """Return the number of live passages."""
        return self.size if self.live is None else int(np.count_nonzero(self.live))

    def frequency(self, term: int) -> int:
        """Return how many live passages have a term; -1 stands for one that none has."""
        if term < 0:
            return 0
        return self.postings.frequency(term) if self.frequencies is None else int(self.frequencies[term])


class Looked(NamedTuple):
    """What of a question is looked for in one segment: its words there, as `Postings.asked` takes them."""

    words: Numbers
    spans: Numbers
    shares: FloatArray


class Term(NamedTuple):
    """A stem: where its postings are in each segment, None where it has none, and its inverse document frequency.

    That is 0 for a stem that no passage has.
    """

    spans: tuple[tuple[int, int] | None, ...]
    rarity: float


class Keywords:
    """Scores passages by their words. Safe to use from several threads: each adds up in an array of its own."""

    def __init__(self, parts: Sequence[Part]) -> None:
        """Take the segments' parts."""
        self._parts = parts
        self._total = sum(part.count() for part in parts)
        self._largest = max((part.size for part in parts), default=0)
        self._unknown = self._rarity(0)
        self._own = threading.local()
        self._term = cached_weakly(self._read_term, _TERMS_KEPT)

    def looked(self, wanted: Wanted) -> list[Looked]:
        """Return what to look for in each segment, for a question.

        A word's share is what the rarest of its known stems is worth, a word that no passage has being the rarest.
        """
        asked = [self._shares(language, words) for language, words in wanted.items()]
        return [_looked([word for words in asked for word in words], number) for number in range(len(self._parts))]

    def _shares(self, language: Language, words: Sequence[Word]) -> list[list[tuple[Term, float]]]:
        """Return the stems of each word that some passage has, with what each adds where its worth is 1."""
        found: list[list[tuple[Term, float]]] = []
        perfect = 0.0
        for word in words:
            terms = []
            best = 0.0
            for stem, weight in word.items():
                term = self._term(language, stem)
                if worth := weight * term.rarity:
                    terms.append((term, worth))
                    best = worth if worth > best else best
            perfect += best if terms else max(word.values(), default=0.0) * self._unknown
            if terms:
                found.append(terms)
        return [[(term, worth / perfect) for term, worth in terms] for terms in found]

    def rarities(self, wanted: Wanted) -> dict[Language, list[tuple[Word, float]]]:
        """Return each word with the rarity of its rarest stem that some passage has, as a share of what none has: 1."""
        return {
            language: [
                (
                    word,
                    (max((self._term(language, stem).rarity for stem in word), default=0.0) or self._unknown)
                    / self._unknown,
                )
                for word in words
            ]
            for language, words in wanted.items()
        }

    def match(
        self,
        looked: Sequence[Looked],
        count: int,
        allowed: Sequence[npt.NDArray[np.bool_] | None],
        beside: Sequence[npt.NDArray[np.integer]],
    ) -> list[tuple[RowArray, FloatArray]]:
        """Return, for each segment, rows and their scores from 0 to 1, by ascending row: its share of the `count` best.

        Of the allowed ones, that is: `allowed` (n,) is None where every passage is. Those that tie for the last place
        are all there, others may be, and so are the rows of `beside`, ascending, whatever their scores.
        """
        floor = 0.0
        found = []
        for part, asked, mask, others in zip(self._parts, looked, allowed, beside, strict=True):
            question = part.postings.asked(*asked)
            rows, scores, floor = self._matcher().match(
                question, len(asked.shares), count, floor, mask, others.astype(np.uint32)
            )
            found.append((rows, scores))
        return found

    def _read_term(self, language: Language, stem: str) -> Term:
        key = key_of(language, stem)
        numbers = [part.postings.find(key) for part in self._parts]
        count = sum(part.frequency(number) for part, number in zip(self._parts, numbers, strict=True))
        spans = [
            part.postings.span(number) if number >= 0 else None
            for part, number in zip(self._parts, numbers, strict=True)
        ]
        return Term(tuple(spans), self._rarity(count) if count else 0.0)

    def _matcher(self) -> Matcher:
        """Return this thread's arrays to add up in, as long as the largest segment."""
        matcher: Matcher | None = getattr(self._own, "matcher", None)
        if matcher is None:
            matcher = self._own.matcher = Matcher(self._largest)
        return matcher

    def _rarity(self, frequency: int) -> float:
        """Return the inverse document frequency of a term."""
        return math.log(1 + (self._total - frequency + 0.5) / (frequency + 0.5))


def _looked(words: Sequence[Sequence[tuple[Term, float]]], segment: int) -> Looked:
    """Return what of the words of a question is to be looked for in one segment."""
    starts, spans, shares = [0], list[int](), list[float]()
    for word in words:
        for term, share in word:
            if span := term.spans[segment]:
                spans += span
                shares.append(share)
        if len(shares) > starts[-1]:
            starts.append(len(shares))
    return Looked(np.array(starts, np.int64), np.array(spans, np.int64), np.array(shares, np.float32))
