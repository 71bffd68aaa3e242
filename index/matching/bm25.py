"""Keyword scores over all segments: BM25 as a share of a perfect match, and the best passages by MaxScore.

Shares, so that a question whose words the passage's language cannot contain (an English question, a French text)
weighs little, instead of pulling the few cognates to the top. Rarity is Lucene's inverse document frequency, which is
never negative, over the passages of all languages.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.caching import cached_weakly
from corpus.types import Language
from index.matching.postings import FloatArray, Postings, RowArray, key_of
from index.query.terms import Wanted, Word

# Stems whose terms are remembered: the words of one question stand in several texts that are asked for.
_TERMS_KEPT = 32_768

# More than what adding a question's worths in another order changes in float32.
_ROUNDING = np.float32(1e-5)


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


@dataclass(frozen=True, slots=True)
class Sought:
    """One word of a question in one segment: the terms it may be met by, and the most it can add to a share.

    Each term comes with what it adds to the share where its worth is 1.
    """

    terms: tuple[tuple[int, np.float32], ...]
    bound: float


# A question in one segment: for each language that has any of its words, these.
Looked = list[list[Sought]]


class Keywords:
    """Scores passages by their words. Safe to use from several threads: each adds up in an array of its own."""

    def __init__(self, parts: Sequence[Part]) -> None:
        """Take the segments' parts."""
        self._parts = parts
        self._total = sum(part.count() for part in parts)
        self._largest = max((part.size for part in parts), default=0)
        self._own = threading.local()
        self._term = cached_weakly(self._read_term, _TERMS_KEPT)
        self._rarity = cached_weakly(self._read_rarity, _TERMS_KEPT)
        self._last: tuple[Wanted, dict[Language, tuple[list[list[int]], list[int]]]] | None = None

    def looked(self, wanted: Wanted) -> list[Looked]:
        """Return what to look for in each segment, for a question.

        A word's share is what the rarest of its known stems is worth, a word that no passage has being the rarest.
        """
        found: list[Looked] = [[] for _ in self._parts]
        there = self._found_all(wanted)
        for language, words in wanted.items():
            terms, counts = there[language]
            if not any(counts):
                continue
            worth: list[list[float]] = []
            perfect, place = 0.0, 0
            for word in words:
                here = counts[place : place + len(word)]
                known = [
                    weight * self._rarity(count) if count else 0.0
                    for weight, count in zip(word.values(), here, strict=True)
                ]
                perfect += max(known) if any(here) else max(word.values(), default=0.0) * self._rarity(0)
                worth.append(known)
                place += len(word)
            for looked, part, numbers in zip(found, self._parts, terms, strict=True):
                looked.append(_sought(part.postings, numbers, worth, perfect))
        return found

    def rarities(self, wanted: Wanted) -> dict[Language, list[tuple[Word, float]]]:
        """Return each word with the rarity of its rarest stem that some passage has, as a share of what none has: 1."""
        found: dict[Language, list[tuple[Word, float]]] = {}
        there = self._found_all(wanted)
        for language, words in wanted.items():
            counts = iter(there[language][1])
            rarest = [min((count for count in [next(counts) for _ in word] if count), default=0) for word in words]
            found[language] = [
                (word, self._rarity(count) / self._rarity(0)) for word, count in zip(words, rarest, strict=True)
            ]
        return found

    def best(
        self, looked: Sequence[Looked], count: int, allowed: Sequence[npt.NDArray[np.bool_] | None]
    ) -> list[RowArray]:
        """Return, for each segment, rows among which are its share of the `count` best of the allowed ones, ascending.

        MaxScore (Turtle and Flood 1995): words are added up from the one that can add most; as soon as those left
        cannot lift a new passage among the best, they are only looked up in the passages already met. Those that tie
        for the last place are all there. `allowed` (n,) is None where every passage is.
        """
        floor = np.float32(0)
        found: list[list[tuple[RowArray, FloatArray]]] = []
        for part, languages, mask in zip(self._parts, looked, allowed, strict=True):
            found.append([(np.zeros(0, np.uint32), np.zeros(0, np.float32))])
            for words in languages:
                rows, scores, floor = self._best(part.postings, words, count, mask, floor)
                found[-1].append((rows, scores))
        return [np.sort(np.concatenate([rows[scores + _ROUNDING >= floor] for rows, scores in each])) for each in found]

    def scores(self, segment: int, looked: Looked, rows: RowArray) -> FloatArray:
        """Return the scores, from 0 to 1, of some rows of a segment; the same whatever else was asked for."""
        scores = np.zeros(len(rows), np.float32)
        for words in looked:
            for word in words:
                scores += _looked_up(self._parts[segment].postings, word, rows)
        return scores

    def _found_all(self, wanted: Wanted) -> dict[Language, tuple[list[list[int]], list[int]]]:
        """Return what `_found` does in each language; the same question is matched, then weighed."""
        last = self._last  # read once: another thread may put another question there
        if last is None or last[0] is not wanted:
            last = self._last = wanted, {language: self._found(language, words) for language, words in wanted.items()}
        return last[1]

    def _found(self, language: Language, words: Sequence[Word]) -> tuple[list[list[int]], list[int]]:
        """Return, stem by stem, the number of its term in each segment, and how many passages have it in all."""
        found = [self._term(language, stem) for word in words for stem in word]
        terms = [[numbers[part] for numbers, _ in found] for part in range(len(self._parts))]
        return terms, [count for _, count in found]

    def _read_term(self, language: Language, stem: str) -> tuple[tuple[int, ...], int]:
        key = key_of(language, stem)
        numbers = tuple(part.postings.find(key) for part in self._parts)
        return numbers, sum(part.frequency(number) for part, number in zip(self._parts, numbers, strict=True))

    def _best(
        self,
        postings: Postings,
        words: Sequence[Sought],
        count: int,
        allowed: npt.NDArray[np.bool_] | None,
        floor: np.float32,
    ) -> tuple[RowArray, FloatArray, np.float32]:
        """Return rows of one language that may be among the best, their scores, and the score to reach now."""
        waiting = deque(sorted(words, key=lambda word: -word.bound))
        left = sum(word.bound for word in waiting)
        sums = self._sums()
        met = np.zeros(0, np.uint32)
        try:
            while waiting and left + _ROUNDING >= floor:
                word = waiting.popleft()
                rows, values = _read(postings, word)
                if allowed is not None:
                    passing = allowed.take(rows)
                    rows, values = rows[passing], values[passing]
                before = sums.take(rows)
                met = np.concatenate([met, rows[before == 0]])
                sums[rows] = before + values
                left -= word.bound
                floor = _raised(floor, sums.take(met), count)
            scores = sums.take(met)
        finally:
            sums[met] = 0
        for word in waiting:
            possible = scores + np.float32(left) + _ROUNDING >= floor
            met, scores = met[possible], scores[possible]
            scores = scores + _looked_up(postings, word, met)
            left -= word.bound
            floor = _raised(floor, scores, count)
        return met, scores, floor

    def _sums(self) -> FloatArray:
        """Return this thread's array to add up in, all zeros, as long as the largest segment."""
        sums: FloatArray | None = getattr(self._own, "sums", None)
        if sums is None:
            sums = self._own.sums = np.zeros(self._largest, np.float32)
        return sums

    def _read_rarity(self, frequency: int) -> float:
        """Return the inverse document frequency of a term."""
        return math.log(1 + (self._total - frequency + 0.5) / (frequency + 0.5))


def _sought(
    postings: Postings, numbers: Sequence[int], worth: Sequence[Sequence[float]], perfect: float
) -> list[Sought]:
    """Return the words that a segment has, from its numbers of all stems and what these are worth, word by word."""
    found: list[Sought] = []
    place = 0
    for known in worth:
        here = [
            (number, np.float32(value / perfect))
            for number, value in zip(numbers[place : place + len(known)], known, strict=True)
            if number >= 0 and value > 0
        ]
        if here:
            found.append(Sought(tuple(here), max(float(share) * postings.highest(number) for number, share in here)))
        place += len(known)
    return found


def _read(postings: Postings, word: Sought) -> tuple[RowArray, FloatArray]:
    """Return the rows that have a word, and what it adds to the share of each: that of the best of its terms."""
    found = [(rows, worths * share) for term, share in word.terms for rows, worths in (postings.postings(term),)]
    if len(found) == 1:
        return found[0]
    rows, values = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(rows, kind="stable")
    rows, values = rows[order], values[order]
    is_first = np.ones(len(rows), bool)
    np.not_equal(rows[1:], rows[:-1], out=is_first[1:])
    firsts = is_first.nonzero()[0]
    return rows[firsts], np.maximum.reduceat(values, firsts)


def _looked_up(postings: Postings, word: Sought, rows: RowArray) -> FloatArray:
    """Return what a word adds to the share of each of some rows."""
    values = [postings.worths(term, rows) * share for term, share in word.terms]
    return values[0] if len(values) == 1 else np.maximum.reduce(values)


def _raised(floor: np.float32, scores: FloatArray, count: int) -> np.float32:
    """Return the score that the best so far reach, `count` of them: what a further passage must reach."""
    if len(scores) < count:
        return floor
    above = scores[scores >= floor] if floor else scores
    return np.float32(-np.partition(-above, count - 1)[count - 1]) if len(above) >= count else floor
