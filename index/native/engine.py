"""The functions of the C files over NumPy arrays: what each does stands there.

Arrays are handed over by their addresses, so they must be contiguous and of the type that the function reads.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from index.native.library import engine

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]
Counts = npt.NDArray[np.uint32]
FloatArray = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_Nothing = ctypes.c_byte * 0

_MOST_BYTES = 5  # of a varint
_CURSOR = 3  # numbers of 64 bits
_AFTER = 1  # bytes at the end of a stream that are read, and do not count


def address(array: npt.NDArray[Any]) -> int:
    """Return where an array's numbers are; quicker than `array.ctypes.data`. The array must be kept meanwhile."""
    try:
        return ctypes.addressof(_Nothing.from_buffer(array.data))
    except TypeError:  # an array that is only read
        return int(array.__array_interface__["data"][0])


def invert(words: Counts, starts: Numbers, terms: int) -> tuple[Counts, Counts, Numbers]:
    """Return the postings of so many terms: rows, ascending, counts, and where those of each term begin (t + 1,).

    Text i has the `words` from `starts[i]` to `starts[i + 1]`, numbers of terms; they are written over.
    """
    tallies, rows, counts = (np.empty(len(words), np.uint32) for _ in range(3))
    ends = np.zeros(terms + 2, np.int64)
    given = address(words), address(starts), len(starts) - 1, terms
    engine().invert(*given, address(tallies), address(ends), address(rows), address(counts))
    return rows[: ends[terms]], counts[: ends[terms]], ends[: terms + 1]


def encode_postings(rows: Counts, counts: Counts, starts: Numbers) -> tuple[Bytes, Numbers]:
    """Return the postings of terms as bytes, and where each term begins among them (t + 1,).

    Term i has the `rows`, ascending, and `counts` from `starts[i]` to `starts[i + 1]`.
    """
    out, offsets = np.empty(2 * _MOST_BYTES * len(rows), np.uint8), np.empty(len(starts), np.int64)
    given = address(rows), address(counts), address(starts), len(starts) - 1
    size = engine().encode_postings(*given, address(out), address(offsets))
    return ended([out[:size]]), offsets


def decode_postings(stream: Bytes, start: int, end: int) -> tuple[Counts, Counts]:
    """Return the rows and the counts of the postings between two places."""
    rows, counts = np.empty(end - start, np.uint32), np.empty(end - start, np.uint32)
    found = engine().decode_postings(address(stream), start, end, address(rows), address(counts))
    return rows[:found], counts[:found]


def count_postings(stream: Bytes, offsets: Numbers, live: Mask) -> Counts:
    """Return how many of the rows that are `live` (n,) have each term (t,)."""
    found = np.empty(len(offsets) - 1, np.uint32)
    engine().count_postings(address(stream), address(offsets), len(found), address(live), len(live), address(found))
    return found


def encode_bags(texts: Sequence[npt.NDArray[np.int32]]) -> tuple[Bytes, Numbers]:
    """Return the distinct tokens of texts as bytes, without an end, and how many bytes each text has (n,)."""
    starts = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    tokens = np.concatenate([*texts, np.zeros(0, np.int32)]).astype(np.uint32)
    out, sizes = np.empty(_MOST_BYTES * len(tokens), np.uint8), np.empty(len(texts), np.int64)
    found = engine().encode_bags(address(tokens), address(starts), len(texts), address(out), address(sizes))
    return out[:found].copy(), sizes


def ended(streams: Sequence[Bytes]) -> Bytes:
    """Return streams one after another, and what is read after the last byte."""
    return np.concatenate([*streams, np.zeros(_AFTER, np.uint8)])


def score_rows(vectors: int, query: FloatArray, rows: Numbers) -> FloatArray:
    """Return the product of a query (d,) with each of some rows (r,) of vectors (n, d), given by their address."""
    scores = np.empty(len(rows), np.float32)
    engine().score_rows(vectors, len(query), address(query), address(rows), len(rows), address(scores))
    return scores


class Matcher:
    """The arrays in which one thread finds the best passages, made once for the largest segment."""

    def __init__(self, size: int) -> None:
        """Make room for `size` passages."""
        self._rows = np.empty(2 * size, np.uint32)
        self._scores, self._scratch = np.empty(2 * size, np.float32), np.empty(2 * size, np.float32)
        self._floor = np.zeros(1, np.float32)
        self._addresses = address(self._scratch), address(self._rows), address(self._scores)

    def match(
        self, question: Sequence[int], terms: int, count: int, floor: float, allowed: Mask | None, beside: Counts
    ) -> tuple[Counts, FloatArray, float]:
        """Return the rows of the `count` best passages of a segment, ties included, and of `beside`, by ascending row.

        With their scores, and the score that is to be reached now: what is below `floor` is no longer among the best.
        `question` is matching.c's, as its eight numbers, and has so many `terms`; the last is the size of the segment,
        `allowed` (n,) has it too. `beside` ascends.
        """
        self._floor[0] = floor
        asked, cursors = np.array(question, np.int64), np.empty(_CURSOR * terms, np.int64)
        mask = None if allowed is None else address(allowed)
        among = address(self._floor), address(beside), len(beside), address(cursors)
        found = engine().match_words(address(asked), mask, count, *among, *self._addresses)
        return self._rows[:found].copy(), self._scores[:found].copy(), float(self._floor[0])


def best_matches(
    asked: npt.NDArray[np.int16],
    asked_units: FloatArray,
    vocabulary: npt.NDArray[np.int8],
    units: FloatArray,
    collections: Sequence[tuple[Bytes, Numbers]],
) -> list[FloatArray]:
    """Return for each text of each collection the highest cosine of its tokens with each of those asked (n, q).

    A collection is the bytes of its texts, and where those of each begin and end (n, 2). The cosine of a token `asked`
    (q, d) with one of the `vocabulary` (v, d) is their product times the units of both, (q,) and (v,); 0 is the least.
    """
    tokens = [address(asked), *asked.shape, address(vocabulary), address(units), len(units)]
    bags = [given for stream, spans in collections for given in (address(stream), address(spans), len(spans))]
    sizes = bags[2::3]
    structs = np.array(tokens + bags, np.int64)
    begins, ends = sum(spans.sum(axis=0) for _, spans in collections).tolist()
    room = min(ends - begins, len(units))
    words = len(units) // 64 + 1
    scratch = np.empty(12 * words + 4 * room * (1 + len(asked)) + 2 * asked.shape[1], np.uint8)
    best = np.empty((sum(sizes), len(asked)), np.float32)
    given = address(structs), address(structs) + structs.itemsize * len(tokens), len(collections), room
    engine().best_matches(*given, address(scratch), address(best))
    best *= asked_units
    return [best[end - size : end] for size, end in zip(sizes, accumulate(sizes), strict=True)]
