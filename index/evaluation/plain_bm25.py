"""BM25 as everybody has it, to compare with: the passages' own words, stemmed; no headings, no glossary.

Robertson and Zaragoza 2009, k1 = 1.5 and b = 0.75, with the non-negative idf of Lucene: the defaults of bm25s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus.types import Language
from index.query.stems import stems_of

_K1 = 1.5
_B = 0.75


class PlainBM25:
    """Scores questions against passages of one language."""

    def __init__(self, texts: Sequence[str], language: Language) -> None:
        """Count the stems of each passage."""
        self._language, self._size = language, len(texts)
        counts = [Counter(stems_of(text, language)) for text in texts]
        lengths = np.array([count.total() for count in counts], np.float64)
        self._norm = _K1 * (1 - _B + _B * lengths / (lengths.mean() if lengths.any() else 1.0))
        self._postings: dict[str, list[tuple[int, int]]] = {}
        for row, count in enumerate(counts):
            for stem, times in count.items():
                self._postings.setdefault(stem, []).append((row, times))

    def scores(self, question: str) -> npt.NDArray[np.float64]:
        """Return the score of every passage (n,), unbounded; a stem asked for twice counts twice."""
        scores = np.zeros(self._size)
        for stem in stems_of(question, self._language):
            rows, times = np.array(self._postings.get(stem, []), np.int64).reshape(-1, 2).T
            idf = np.log(1 + (self._size - len(rows) + 0.5) / (len(rows) + 0.5))
            scores[rows] += idf * times / (times + self._norm[rows])
        return scores

    def length(self, question: str) -> int:
        """Return the number of stems of a question, at least 1."""
        return max(1, len(stems_of(question, self._language)))
