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
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.types import Language
from index.arrays import load_array, save_array
from index.native.engine import Bytes, Numbers, address, count_postings, decode_postings, encode_postings, invert
from index.query.stems import stems_of

FloatArray = npt.NDArray[np.float32]
RowArray = npt.NDArray[np.uint32]

_K1 = 1.2
_B = 0.75
_ARRAYS = ("keys", "frequencies", "offsets", "stream", "classes", "norms")

# Stems whose key is remembered.
_KEYS_KEPT = 65_536


class Stems(NamedTuple):
    """The stems of texts, one after another: `words` (w,), numbers of `keys` (t,), and `lengths` (n,), in stems."""

    words: npt.NDArray[np.uint32]
    lengths: Numbers
    keys: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, texts: Sequence[str], languages: Sequence[Language]) -> Stems:
        """Return the stems of texts, each in its language."""
        following = count()
        numbers = {language: defaultdict[str, int](following.__next__) for language in Language}
        found = [
            np.fromiter(map(numbers[language].__getitem__, stems_of(text, language)), np.uint32)
            for text, language in zip(texts, languages, strict=True)
        ]
        named = sorted((number, language, stem) for language in numbers for stem, number in numbers[language].items())
        return cls(
            np.concatenate([*found, np.zeros(0, np.uint32)]),
            np.array([len(each) for each in found], np.int64),
            np.array([key_of(language, stem) for _, language, stem in named], np.uint64),
        )


class Postings:
    """Arrays: `keys` (t,) of the stems, ascending; `frequencies` (t,), how many passages have each.

    The passages of term i and how often they have it are the bytes of `stream` from `offsets[i]` to `offsets[i + 1]`,
    as `index.native.engine` encodes them. Passages of one length are a class: `classes` (n,) has each one's, and
    `norms` what a worth adds, in each class, to the term frequency it is divided by.
    """

    def __init__(
        self,
        keys: npt.NDArray[np.uint64],
        frequencies: npt.NDArray[np.integer],
        offsets: npt.NDArray[np.integer],
        stream: Bytes,
        classes: npt.NDArray[np.integer],
        norms: FloatArray,
    ) -> None:
        """Take the arrays. Raises ValueError where they cannot be of one index."""
        if len(frequencies) != len(keys) or len(offsets) != len(keys) + 1 or int(offsets[-1]) >= len(stream):
            raise ValueError("the postings do not fit their terms")
        if int(classes.max(initial=0)) >= max(1, min(len(norms), 2**16)):
            raise ValueError("the texts do not fit their lengths")
        self._keys, self._frequencies, self._offsets, self._stream = keys, frequencies, offsets, stream
        self._classes, self._norms = classes.astype(np.uint16, copy=False), norms
        self._addresses = address(stream), address(self._classes), address(norms)

    @classmethod
    def build(cls, parts: Sequence[Stems], pivot: float | None) -> tuple[Postings, float]:
        """Index texts, part by part, as rows 0 to n-1. Return the index and the pivot.

        The pivot is the length of text that gets neither bonus nor malus; without one, it is these texts' mean number
        of stems. Segments whose scores are to be compared must share it.
        """
        lengths = np.concatenate([np.zeros(0, np.int64), *(part.lengths for part in parts)])
        pivot = pivot or float(lengths.astype(np.float32).mean() if len(lengths) else 0.0) or 1.0
        keys = np.unique(np.concatenate([np.zeros(0, np.uint64), *(part.keys for part in parts)]))
        words = [keys.searchsorted(part.keys).astype(np.uint32)[part.words] for part in parts]
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        rows, counts, starts = invert(np.concatenate([np.zeros(0, np.uint32), *words]), starts, len(keys))
        stream, offsets = encode_postings(rows, counts, starts)
        distinct, classes = np.unique(lengths, return_inverse=True)
        norms = _K1 * (1 - _B + _B * distinct.astype(np.float32) / pivot)
        return cls(keys, np.diff(starts), offsets, stream, classes, norms), pivot

    def find(self, key: int) -> int:
        """Return the number of the term with a key, -1 where it is in no passage."""
        place = int(self._keys.searchsorted(np.uint64(key)))
        return place if place < len(self._keys) and int(self._keys[place]) == key else -1

    def frequency(self, term: int) -> int:
        """Return how many passages have a term."""
        return int(self._frequencies[term])

    def span(self, term: int) -> tuple[int, int]:
        """Return where the postings of a term begin and end in the stream."""
        return int(self._offsets[term]), int(self._offsets[term + 1])

    def postings(self, term: int) -> tuple[RowArray, RowArray]:
        """Return the rows that have a term, ascending, and how often it is in each."""
        return decode_postings(self._stream, *self.span(term))

    def asked(self, words: Numbers, spans: Numbers, shares: FloatArray) -> tuple[int, ...]:
        """Return a question as `Matcher.match` takes it.

        Word i has the terms from `words[i]` to `words[i + 1]`; each term has its span in `spans`, and in `shares` what
        it adds where its worth is 1. A word adds what the best of its terms does.
        """
        stream, classes, norms = self._addresses
        terms = address(words), address(spans), address(shares), len(words) - 1
        return stream, *terms, classes, norms, len(self._classes)

    def frequencies(self, live: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint32]:
        """Return how many of the rows that are `live` (n,) have each term (t,)."""
        return count_postings(self._stream, self._offsets.astype(np.int64), live)

    def save(self, folder: Path) -> None:
        """Write the arrays, without pickle."""
        for name in _ARRAYS:
            save_array(folder / f"keyword-{name}.npy", getattr(self, f"_{name}"))

    @classmethod
    def load(cls, folder: Path) -> Postings:
        """Read what `save` wrote, memory-mapped. Raises ValueError where the arrays cannot be of one index."""
        return cls(*(load_array(folder / f"keyword-{name}.npy") for name in _ARRAYS))


@lru_cache(_KEYS_KEPT)
def key_of(language: Language, stem: str) -> int:
    """Return what a stem of a language is looked up by: 64 bits of its BLAKE2b digest.

    Of half a million stems, two share a key once in a hundred million libraries; they would then count as one.
    """
    named = f"{language}:{stem}".encode(errors="surrogatepass")
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), "little")
