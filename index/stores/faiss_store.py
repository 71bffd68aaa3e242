"""Vector search with FAISS on one machine: exact for a small collection, compact for a large one."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from index.errors import DamagedIndex
from index.stores.compact import MAGIC, CompactIndex, can_be_compact
from index.stores.contract import Allowed, Rows, Vectors
from index.stores.exact import ExactIndex

# Exact search answers in about a millisecond over this many rows of 256 numbers, on one core; the compact kind
# takes a fifth of that, and is within 0.002 of all that exact search finds.
EXACT_UP_TO = 20_000


class FaissStore:
    """The two kinds behind one name. See `VectorIndex` for the contract."""

    def __init__(self, index: ExactIndex | CompactIndex) -> None:
        """Wrap an index of either kind."""
        self._index = index

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
    def load(cls, path: Path, n: int, d: int) -> Self:
        """Read an index of `n` rows of dimension `d`, of either kind; raises DamagedIndex if it is anything else.

        Altered vectors are not noticed: check the file's SHA-256 first (`index/segments/generations.py`).
        """
        try:
            with path.open("rb") as file:
                compact = file.read(len(MAGIC)) == MAGIC
        except OSError as error:
            raise DamagedIndex(path=path, detail=str(error)) from error
        return cls((CompactIndex if compact else ExactIndex).load(path, n, d))
