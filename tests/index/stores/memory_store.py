"""A store without files, for tests: a place holds only the name of a table in this process, as if it were a server's.

It compares each query with each row and sorts: what the suite asks of every store, in the fewest lines.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Self

import numpy as np

from index.errors import DamagedIndex
from index.stores.contract import (
    NO_ROW,
    NO_SCORE,
    Allowed,
    Rows,
    Vectors,
    best_places,
    check_batch,
    check_full,
    check_rows,
    check_search,
)

TABLES: dict[str, Vectors] = {}
_numbers = count(1)


class MemoryWriter:
    """Gathers the rows of a table, which is there, with its name in its place, once they are all."""

    def __init__(self, place: Path, n: int, d: int) -> None:
        """Begin without rows."""
        self._place, self._shape, self._rows = place, (n, d), np.empty((0, d), np.float32)

    def add(self, vectors: Vectors) -> None:
        """Append rows."""
        self._rows = np.concatenate([self._rows, check_batch(self._shape, len(self._rows), vectors)])

    def close(self) -> None:
        """Make the table, and name it."""
        check_full(self._shape, len(self._rows))
        name = f"table {next(_numbers)}"
        TABLES[name] = self._rows
        self._place.write_text(name, encoding="utf-8")


class MemoryStore:
    """Reads a table."""

    def __init__(self, vectors: Vectors) -> None:
        """Take its rows (n, d)."""
        self._vectors = vectors

    @classmethod
    def create(cls, place: Path, n: int, d: int) -> MemoryWriter:
        """Begin a table."""
        return MemoryWriter(place, n, d)

    @classmethod
    def open(cls, place: Path, n: int, d: int) -> Self:
        """Find the table that a place names."""
        try:
            vectors = TABLES[place.read_text(encoding="utf-8")]
        except (OSError, KeyError) as error:
            raise DamagedIndex(path=place, detail=str(error)) from error
        if vectors.shape != (n, d):
            raise DamagedIndex(path=place, detail=f"it holds {vectors.shape} numbers")
        return cls(vectors)

    @classmethod
    def delete(cls, place: Path) -> None:
        """Drop the table, and its name."""
        if place.exists():
            TABLES.pop(place.read_text(encoding="utf-8"), None)
            place.unlink()

    @property
    def shape(self) -> tuple[int, int]:
        """Return (n, d)."""
        return self._vectors.shape[0], self._vectors.shape[1]

    def search(self, queries: Vectors, k: int, allowed: Allowed | None = None) -> tuple[Vectors, Rows]:
        """Score every allowed row, and sort."""
        queries = check_search(self.shape, queries, k, allowed)
        scores: Vectors = np.full((len(queries), k), NO_SCORE, np.float32)
        rows: Rows = np.full((len(queries), k), NO_ROW, np.int64)
        kept = np.arange(len(self._vectors)) if allowed is None else np.flatnonzero(allowed)
        for place, query in enumerate(queries):
            found = self._scores(query, kept)
            best = best_places(found, kept, k) if k else np.zeros(0, np.int64)
            scores[place, : len(best)], rows[place, : len(best)] = found[best], kept[best]
        return scores, rows

    def scores(self, queries: Vectors, rows: Rows) -> Vectors:
        """Score some rows."""
        queries, rows = check_search(self.shape, queries), check_rows(self.shape, rows)
        return np.array([self._scores(query, rows) for query in queries], np.float32).reshape(len(queries), len(rows))

    def close(self) -> None:
        """Nothing is held open."""

    def _scores(self, query: Vectors, rows: Rows) -> Vectors:
        """Return one query's scores (r,)."""
        return np.asarray(np.vecdot(self._vectors[rows], query), np.float32)
