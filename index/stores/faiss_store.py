"""Vector search with FAISS on one machine: exact for a small collection, compact for a large one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self

import numpy as np

from index.errors import DamagedIndex
from index.stores.compact import MAGIC, CompactIndex, can_be_compact
from index.stores.contract import Allowed, Rows, Vectors, check_batch, check_full
from index.stores.exact import ExactIndex

# Exact search answers in about a millisecond over this many rows of 256 numbers, on one core; the compact kind
# takes a fifth of that, and is within 0.002 of all that exact search finds.
EXACT_UP_TO = 20_000


class FaissWriter:
    """Gathers the vectors of a place in memory: an index is made of all of them at once. See `VectorWriter`."""

    def __init__(self, place: Path, n: int, d: int, build: Callable[[Vectors], FaissStore]) -> None:
        """Make room for `n` rows of dimension `d`, of which `build` makes the index."""
        self._place, self._build = place, build
        self._vectors: Vectors = np.empty((n, d), np.float32)
        self._filled = 0

    def add(self, vectors: Vectors) -> None:
        """Add `vectors` (m, d) as the rows that follow. See `VectorWriter`."""
        checked = check_batch(self._vectors.shape, self._filled, vectors)
        self._vectors[self._filled : self._filled + len(checked)] = checked
        self._filled += len(checked)

    def close(self) -> None:
        """Write the file. See `VectorWriter`."""
        check_full(self._vectors.shape, self._filled)
        self._build(self._vectors).save(self._place)


class FaissStore:
    """The two kinds behind one name, a place being a file. See `VectorIndex` for the contract.

    Beside it, an index can be made of an array, in memory, and searched or saved.
    """

    def __init__(self, index: ExactIndex | CompactIndex) -> None:
        """Wrap an index of either kind."""
        self._index = index

    @classmethod
    def create(cls, place: Path, n: int, d: int) -> FaissWriter:
        """Begin a file of `n` rows of dimension `d`. See `VectorIndex`."""
        return FaissWriter(place, n, d, cls.build)

    @classmethod
    def delete(cls, place: Path) -> None:
        """Remove a file, if it is there."""
        place.unlink(missing_ok=True)

    def close(self) -> None:
        """Do nothing: the file was read or mapped, and goes with the last reference to its numbers."""

    @property
    def shape(self) -> tuple[int, int]:
        """Return (n, d): the number of rows and the dimension."""
        return self._index.shape

    @property
    def exact(self) -> bool:
        """Tell whether a search compares the query with every row at full precision."""
        return isinstance(self._index, ExactIndex)

    @classmethod
    def build(cls, vectors: Vectors, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Index `vectors` (n, d) as rows 0 to n-1, exactly where there are at most `exact_up_to`.

        The same vectors give the same index. Raises ValueError unless rows are finite and unit or zero.
        """
        large = len(vectors) > exact_up_to and can_be_compact(vectors.shape)
        return cls((CompactIndex if large else ExactIndex).build(vectors))

    def search(self, queries: Vectors, k: int, allowed: Allowed | None = None) -> tuple[Vectors, Rows]:
        """Return the `k` best rows of each query: scores (q, k) descending, and rows (q, k). See `VectorIndex`."""
        return self._index.search(queries, k, allowed)

    def scores(self, queries: Vectors, rows: Rows) -> Vectors:
        """Return the score of each query with each of `rows` (r,): (q, r). See `VectorIndex`."""
        return self._index.scores(queries, rows)

    def save(self, path: Path) -> None:
        """Write the index to the file `path`. Raises OSError if it cannot be written."""
        self._index.save(path)

    @classmethod
    def open(cls, place: Path, n: int, d: int) -> Self:
        """Read an index of `n` rows of dimension `d`, of either kind; raises DamagedIndex if it is anything else.

        Altered vectors are not noticed: check the file's SHA-256 first (`index/segments/generations.py`).
        """
        try:
            with place.open("rb") as file:
                compact = file.read(len(MAGIC)) == MAGIC
        except OSError as error:
            raise DamagedIndex(path=place, detail=str(error)) from error
        return cls((CompactIndex if compact else ExactIndex).load(place, n, d))
