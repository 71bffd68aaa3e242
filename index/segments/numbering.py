"""One numbering of passages over all segments: a passage's row in its segment, after the rows of those before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from index.segments.passage_table import PassageTable
from index.segments.segment import Segment

FloatArray = npt.NDArray[np.float32]
RowArray = npt.NDArray[np.int64]


class Numbering:
    """Maps the numbers of passages, `rows` (n,), to their segments and back. Nothing in it changes."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """Count through `segments` in their order."""
        self.segments = segments
        self._starts = np.cumsum([0, *(segment.size for segment in segments)])
        self._firsts = self._starts[:-1].tolist()

    def over_all(self, rows: Sequence[npt.NDArray[np.integer]]) -> RowArray:
        """Return the numbers of rows of each segment."""
        if len(rows) == 1:
            return rows[0].astype(np.int64)
        there = [found.astype(np.int64) + start for found, start in zip(rows, self._starts[:-1], strict=True)]
        return np.concatenate(there)

    def by_segment(self, rows: RowArray) -> Iterator[tuple[int, slice, RowArray]]:
        """Yield the number of each segment that has some of the rows, which ascend: which these are, and rows there."""
        if len(self.segments) == 1:
            if len(rows):
                yield 0, slice(None), rows
            return
        bounds = np.searchsorted(rows, self._starts)
        for number, (start, first, last) in enumerate(zip(self._starts, bounds, bounds[1:], strict=False)):
            if first < last:
                yield number, slice(first, last), rows[first:last] - start

    def order(self, rows: RowArray, scores: FloatArray) -> RowArray:
        """Return the positions of passages, whose rows ascend, by falling score.

        Of equals, the one with the smaller identifier is first.
        """
        order = (-scores).argsort(kind="stable")
        if len(self.segments) > 1:  # within one segment, rows are in the order of identifiers
            equal = np.diff(scores[order]) == 0
            if equal.any():
                ids = {row: self._id(row) for row in rows.tolist()}
                order = np.array(sorted(order.tolist(), key=lambda i: (-float(scores[i]), ids[int(rows[i])])), np.int64)
        return order

    def place(self, row: int) -> tuple[str, str]:
        """Return the document and the locator of a passage's paragraph."""
        table, local = self._found(row)
        return table.place(local)

    def _id(self, row: int) -> str:
        table, local = self._found(row)
        return table.ids[local]

    def _found(self, row: int) -> tuple[PassageTable, int]:
        """Return the table of a passage's segment, and its row there."""
        number = bisect_right(self._firsts, row) - 1
        return self.segments[number].table, row - self._firsts[number]
