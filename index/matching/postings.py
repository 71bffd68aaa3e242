"""The inverted index of one segment: for each stem of a language, the passages it is in and what it is worth in each.

The worth is BM25's saturated and length-normalised term frequency, tf / (tf + k1 · (1 - b + b · length / pivot)), from
0 to 1 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75). How rare a stem is depends on all segments, and is worked out
when a question is asked.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.types import Language
from index.arrays import load_array
from index.query.stems import stems_of

FloatArray = npt.NDArray[np.float32]
RowArray = npt.NDArray[np.uint32]

_K1 = 1.2
_B = 0.75
_ARRAYS = ("keys", "starts", "rows", "worths", "highest")

# How many texts are counted at a time: sorting all occurrences at once would take several times the memory.
_BLOCK = 32_768

# Stems whose key is remembered.
_KEYS_KEPT = 65_536


class Postings:
    """Arrays: `keys` (t,) of the stems, ascending; term i has the postings from `starts[i]` to `starts[i + 1]`.

    `rows` ascend within a term; `worths` are as above, and `highest` (t,) is a term's highest.
    """

    def __init__(
        self,
        keys: npt.NDArray[np.uint64],
        starts: npt.NDArray[np.int64],
        rows: RowArray,
        worths: FloatArray,
        highest: FloatArray,
    ) -> None:
        """Take the arrays."""
        self._keys, self._starts, self._rows, self._worths, self._highest = keys, starts, rows, worths, highest

    @classmethod
    def build(cls, texts: Sequence[str], languages: Sequence[Language], pivot: float | None) -> tuple[Postings, float]:
        """Index texts, each in its language, as rows 0 to n-1. Return the index and the pivot.

        The pivot is the length of text that gets neither bonus nor malus; without one, it is these texts' mean number
        of stems. Segments whose scores are to be compared must share it.
        """
        following = count()
        numbers = {language: defaultdict[str, int](following.__next__) for language in Language}
        blocks = []
        lengths = np.zeros(len(texts), np.float32)
        for start in range(0, len(texts), _BLOCK):
            block = zip(texts[start : start + _BLOCK], languages[start : start + _BLOCK], strict=True)
            found = [
                np.fromiter(map(numbers[language].__getitem__, stems_of(text, language)), np.int64)
                for text, language in block
            ]
            here = np.array([len(each) for each in found])
            lengths[start : start + _BLOCK] = here
            rows = np.repeat(np.arange(start, start + len(found)), here)
            blocks.append(np.unique(np.concatenate(found) * len(texts) + rows, return_counts=True))
        pivot = pivot or float(lengths.mean() if len(lengths) else 0.0) or 1.0
        named = sorted((number, language, stem) for language in numbers for stem, number in numbers[language].items())
        keys = np.array([key_of.__wrapped__(language, stem) for _, language, stem in named], np.uint64)
        order = np.argsort(keys)
        places = np.empty(len(order), np.int64)
        places[order] = np.arange(len(order))
        terms = np.concatenate([places[pairs // len(texts)] for pairs, _ in blocks] or [np.zeros(0, np.int64)])
        rows = np.concatenate([pairs % len(texts) for pairs, _ in blocks] or [np.zeros(0, np.int64)])
        counts = np.concatenate([counts for _, counts in blocks] or [np.zeros(0, np.int64)]).astype(np.float32)
        by_term = np.argsort(terms, kind="stable")  # blocks follow one another, so rows ascend within a term
        terms, rows, counts = terms[by_term], rows[by_term], counts[by_term]
        starts = np.searchsorted(terms, np.arange(len(keys) + 1))
        worths = (counts / (counts + _K1 * (1 - _B + _B * lengths[rows] / pivot))).astype(np.float32)
        highest = np.maximum.reduceat(worths, starts[:-1]) if len(keys) else worths
        return cls(keys[order], starts, rows.astype(np.uint32), worths, np.asarray(highest)), pivot

    def find(self, key: int) -> int:
        """Return the number of the term with a key, -1 where it is in no passage."""
        place = int(self._keys.searchsorted(np.uint64(key)))
        return place if place < len(self._keys) and int(self._keys[place]) == key else -1

    def frequency(self, term: int) -> int:
        """Return how many passages have a term."""
        return int(self._starts[term + 1] - self._starts[term])

    def highest(self, term: int) -> float:
        """Return the highest worth of a term."""
        return float(self._highest[term])

    def postings(self, term: int) -> tuple[RowArray, FloatArray]:
        """Return the rows that have a term, ascending, and its worth in each."""
        span = slice(self._starts[term], self._starts[term + 1])
        return self._rows[span], self._worths[span]

    def worths(self, term: int, rows: RowArray) -> FloatArray:
        """Return a term's worth in each of some rows, 0 where it is not."""
        there, worths = self.postings(term)
        places = there.searchsorted(rows)
        found: FloatArray = worths.take(places, mode="clip")
        found *= there.take(places, mode="clip") == rows
        return found

    def frequencies(self, live: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint32]:
        """Return how many of the rows that are `live` (n,) have each term (t,)."""
        if not len(self._keys):
            return np.zeros(0, np.uint32)
        return np.add.reduceat(live[self._rows], self._starts[:-1], dtype=np.uint32)

    def save(self, folder: Path) -> None:
        """Write the arrays, without pickle."""
        for name in _ARRAYS:
            np.save(folder / f"keyword-{name}.npy", getattr(self, f"_{name}"), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Postings:
        """Read what `save` wrote, memory-mapped."""
        return cls(*(load_array(folder / f"keyword-{name}.npy") for name in _ARRAYS))


@lru_cache(_KEYS_KEPT)
def key_of(language: Language, stem: str) -> int:
    """Return what a stem of a language is looked up by: 64 bits of its BLAKE2b digest.

    Of half a million stems, two share a key once in a hundred million libraries; they would then count as one.
    """
    named = f"{language}:{stem}".encode(errors="surrogatepass")
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), "little")
