"""The functions of engine.c over NumPy arrays: what each does stands there.

Arrays are handed over by their addresses, so they must be contiguous and of the type that the function reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from index.native.library import engine

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]
Counts = npt.NDArray[np.uint32]
FloatArray = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_MOST_BYTES = 5  # of a varint
_AFTER = 1  # bytes at the end of a stream that are read, and do not count


def address(array: npt.NDArray[Any]) -> int:
    """Return where an array's numbers are; quicker than `array.ctypes.data`. The array must be kept meanwhile."""
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


class Matcher:
    """The arrays in which one thread adds up the scores of passages, made once for the largest segment."""

    def __init__(self, size: int) -> None:
        """Make room for `size` passages."""
        self._room = size + 1
        self._scratch = np.zeros(4 * self._room, np.float32)
        self._rows, self._scores = np.empty(2 * size, np.uint32), np.empty(2 * size, np.float32)
        self._floor = np.zeros(1, np.float32)
        self._addresses = [address(each) for each in (self._scratch, self._rows, self._scores, self._floor)]

    def match(
        self, question: Sequence[int], count: int, floor: float, allowed: Mask | None, beside: Counts
    ) -> tuple[Counts, FloatArray, float]:
        """Return the rows of the `count` best passages of a segment, ties included, and of `beside`, by ascending row.

        With their scores, and the score that is to be reached now: what is below `floor` is no longer among the best.
        `question` is engine.c's, as its eight numbers; the last is the size of the segment, `allowed` (n,) has it too.
        """
        scratch, rows, scores, reached = self._addresses
        self._floor[0] = floor
        asked = np.array(question, np.int64)
        mask = None if allowed is None else address(allowed)
        among = address(beside), len(beside)
        found = engine().match_words(address(asked), mask, count, reached, *among, scratch, self._room, rows, scores)
        return self._rows[:found].copy(), self._scores[:found].copy(), float(self._floor[0])


class TokensThere:
    """The tokens of some texts, decoded, and which of the vocabulary occur in any of them: `ids` (t,), ascending."""

    def __init__(self, collections: Sequence[tuple[Bytes, Numbers]], vocabulary: int) -> None:
        """Decode the tokens of each collection's texts: bytes, and where those of each text begin and end (n, 2)."""
        self._sizes = [len(spans) for _, spans in collections]
        self._occurs = np.zeros(vocabulary // 64 + 1, np.uint64)
        self._lengths = np.empty(sum(self._sizes), np.int64)
        room = sum(int((spans[:, 1] - spans[:, 0]).sum()) for _, spans in collections)
        self._tokens = np.empty(room, np.uint32)
        tokens, lengths, occurs = address(self._tokens), address(self._lengths), address(self._occurs)
        for stream, spans in collections:
            found = engine().decode_bags(
                address(stream), address(spans), len(spans), vocabulary, tokens, lengths, occurs
            )
            tokens, lengths = tokens + 4 * found, lengths + 8 * len(spans)
        self._before = np.empty(len(self._occurs), np.uint32)
        ids = np.empty(min(room, vocabulary), np.int64)
        self.ids = ids[: engine().list_tokens(occurs, len(self._occurs), address(self._before), address(ids))]

    def best_matches(self, similarities: FloatArray) -> list[FloatArray]:
        """Return the highest of the similarities (t, q) in each text of each collection (n, q), 0 at least."""
        asked = similarities.shape[1]
        best = np.empty((len(self._lengths), asked), np.float32)
        texts = address(self._tokens), address(self._lengths), len(self._lengths)
        occurs = address(self._occurs), address(self._before)
        engine().best_matches(address(similarities), asked, *texts, *occurs, address(best))
        ends = np.cumsum(self._sizes).tolist()
        return [best[end - size : end] for size, end in zip(self._sizes, ends, strict=True)]
