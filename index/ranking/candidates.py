"""Which passages are worth ranking: the nearest by vector and the best by keyword, over all segments.

All that proposes passages is here, in one function: a store that can do both by itself has one place to fill.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.matching.bm25 import Keywords, Looked
from index.segments.numbering import FloatArray, Numbering, RowArray
from index.stores.contract import NO_SCORE

Mask = npt.NDArray[np.bool_]

# How many passages each way of finding them proposes for re-ranking; what more would bring is in
# docs/decisions/0010-the-engine-at-100-000-passages-and-more.md.
_CANDIDATES = 100


def find_candidates(
    passages: Numbering,
    keywords: Keywords,
    vectors: FloatArray,
    looked: Sequence[Looked],
    allowed: Sequence[Mask | None],
) -> tuple[RowArray, FloatArray]:
    """Return the rows of the best passages (n,) by vector and by keyword, ascending, and their keyword scores (n,).

    `vectors` (1, dimension) is the question's; of each segment, `looked` has its words there and `allowed` (size,) the
    passages that may be proposed, None for all.
    """
    near = _nearest(passages, vectors, allowed)
    beside: list[npt.NDArray[np.integer]] = [np.zeros(0, np.int64)] * len(passages.segments)
    for number, _, local in passages.by_segment(near):
        beside[number] = local
    found = keywords.match(looked, _CANDIDATES, allowed, beside)
    rows = passages.over_all([rows for rows, _ in found])
    keyword = np.concatenate([scores for _, scores in found])
    chosen = np.zeros(len(rows), bool)
    chosen[rows.searchsorted(near)] = True
    chosen[passages.order(rows, keyword)[:_CANDIDATES]] = True
    return (rows, keyword) if chosen.all() else (rows[chosen], keyword[chosen])


def _nearest(passages: Numbering, vectors: FloatArray, allowed: Sequence[Mask | None]) -> RowArray:
    """Return the passages nearest to the question's vector, ascending."""
    found = [
        segment.store.search(vectors, min(_CANDIDATES, segment.size), mask)
        for segment, mask in zip(passages.segments, allowed, strict=True)
    ]
    rows = passages.over_all([rows[0][scores[0] != NO_SCORE] for scores, rows in found])
    if len(rows) > _CANDIDATES:  # of several segments
        scores = np.concatenate([scores[0][scores[0] != NO_SCORE] for scores, _ in found])
        places = rows.argsort()
        rows = rows[places][passages.order(rows[places], scores[places])[:_CANDIDATES]]
    rows.sort()
    return rows
