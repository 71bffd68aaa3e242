"""What a vector store must do, and the checks that all stores share.

Vectors lie at a place: a file in the folder of a segment, whose suffix names the store (`vectors.faiss`). What is in it
is the store's business: the vectors, or what a server calls the table that has them. A place is created, filled, then
opened any number of times, and deleted when nothing needs it any more; which of its rows are dead is said at each
search. The file may be linked or copied to another folder, and is then the same place.

Rows are float32 vectors of unit length, so that the inner product is the cosine; a text none of whose words are known
may give the zero vector. A row's number is its place among the others, 0 to n-1, in the order they were added.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]
Allowed = NDArray[np.bool_]

NO_ROW = -1
NO_SCORE = -np.inf

# Vectors kept as float16 and widened again are off by up to 5e-4; a forgotten normalisation, by far more.
UNIT_TOLERANCE = 1e-3


class VectorWriter(Protocol):
    """What fills a new place; nobody can open it before it is closed."""

    def add(self, vectors: Vectors) -> None:
        """Add `vectors` (m, d) as the rows that follow. Raises ValueError for what `check_batch` refuses."""

    def close(self) -> None:
        """Keep what was added, for ever. Raises ValueError unless it is all rows, OSError if it cannot be kept."""


class VectorIndex(Protocol):
    """The vectors of one place, opened: they never change, and several threads may search them."""

    @classmethod
    def create(cls, place: Path, n: int, d: int) -> VectorWriter:
        """Begin a place of `n` rows of dimension `d`; what an unfinished writer left there is replaced."""

    @classmethod
    def open(cls, place: Path, n: int, d: int) -> Self:
        """Open a finished place of `n` rows of dimension `d`. Raises DamagedIndex if it is anything else."""

    @classmethod
    def delete(cls, place: Path) -> None:
        """Remove a place, finished or not; one that does not exist is no error."""

    @property
    def shape(self) -> tuple[int, int]:
        """Return (n, d): the number of rows and the dimension."""

    def search(self, queries: Vectors, k: int, allowed: Allowed | None = None) -> tuple[Vectors, Rows]:
        """Return the `k` best rows of each query: scores (q, k) descending, and row numbers (q, k).

        Equal scores are ordered by row. `allowed` (n,) restricts the search, exactly, to the rows that are
        True. Where fewer than `k` rows exist, the rest is filled with `NO_ROW` and `NO_SCORE`. A query gets
        the same answer alone and among others.
        Raises ValueError for what `check_search` refuses.
        """

    def scores(self, queries: Vectors, rows: Rows) -> Vectors:
        """Return the score of each query with each of `rows` (r,), the same as `search` gives it: (q, r).

        Raises ValueError for what `check_search` or `check_rows` refuses.
        """

    def close(self) -> None:
        """Close what is open; the index is not used any more."""


def check_vectors(vectors: Vectors) -> Vectors:
    """Return `vectors` (n, d) as contiguous float32; raise ValueError unless rows are finite and unit or zero."""
    if vectors.ndim != 2 or vectors.shape[1] == 0:
        raise ValueError(f"Vectors must have the shape (n, d) with d above 0, not {vectors.shape}.")
    checked = np.ascontiguousarray(vectors, dtype=np.float32)
    lengths = np.sqrt(np.vecdot(checked, checked))  # np.linalg.norm would make a second array of this size
    if (np.abs(lengths - 1) <= UNIT_TOLERANCE).all():
        return checked
    wrong = np.flatnonzero(~((np.abs(lengths - 1) <= UNIT_TOLERANCE) | (lengths == 0)))
    if wrong.size:
        raise ValueError(f"Row {wrong[0]} has length {lengths[wrong[0]]:.4g}: normalise the vectors to length 1 first.")
    return checked


def check_batch(shape: Sequence[int], filled: int, vectors: Vectors) -> Vectors:
    """Return `vectors` as `check_vectors` does; raise ValueError if they do not fit behind `filled` rows of `shape`."""
    n, d = shape
    checked = check_vectors(vectors)
    if checked.shape[1] != d or filled + len(checked) > n:
        raise ValueError(f"Vectors of shape {checked.shape} do not fit a place of {n} × {d} with {filled} rows filled.")
    return checked


def check_full(shape: Sequence[int], filled: int) -> None:
    """Raise ValueError unless as many rows were added as a place of `shape` was created for."""
    if filled != shape[0]:
        raise ValueError(f"{filled} rows were added, the place was created for {shape[0]}.")


def check_search(shape: Sequence[int], queries: Vectors, k: int = 0, allowed: Allowed | None = None) -> Vectors:
    """Return `queries` as `check_vectors` does; raise ValueError if an argument does not fit an index of `shape`."""
    n, d = shape
    checked = check_vectors(queries)
    if checked.shape[1] != d:
        raise ValueError(f"Queries have dimension {checked.shape[1]}, the index has {d}: they come from another model.")
    if k < 0:
        raise ValueError(f"The number of results cannot be negative ({k}).")
    if allowed is not None and (allowed.dtype != np.bool_ or allowed.shape != (n,)):
        raise ValueError(f"The filter must be {n} booleans, not {allowed.dtype} of shape {allowed.shape}.")
    return checked


def check_rows(shape: Sequence[int], rows: Rows) -> Rows:
    """Return `rows` (r,); raise ValueError unless they are numbers of rows of an index of `shape`."""
    if rows.ndim != 1 or rows.dtype.kind not in "iu":
        raise ValueError(f"Rows must be integers of shape (r,), not {rows.dtype} of shape {rows.shape}.")
    if len(rows) and not 0 <= rows.min() <= rows.max() < shape[0]:
        outside = rows[(rows < 0) | (rows >= shape[0])]
        raise ValueError(f"There is no row {outside[0]}: the index has {shape[0]}.")
    return rows


def best_places(scores: Vectors, rows: Rows, k: int) -> Rows:
    """Return where in `scores` (r,) and `rows` (r,) the `k` best stand, by descending score, then row."""
    descending = -scores
    if k < len(descending):  # sort only what reaches the k-th score, equal ones included
        places = np.flatnonzero(~(descending > np.partition(descending, k - 1)[k - 1]))
        return places[np.lexsort((rows[places], descending[places]))[:k]]
    return np.lexsort((rows, descending))


def best_of_each(
    shape: Sequence[int],
    queries: Vectors,
    k: int,
    allowed: Allowed | None,
    best: Callable[[Vectors, int, int], tuple[Vectors, Rows]],
) -> tuple[Vectors, Rows]:
    """Return what `VectorIndex.search` does; `best` gives one query's, as scores (k,) and rows (k,).

    It is given the query, how many rows are wanted, never more than are allowed, and how many these are. Raises
    ValueError for what `check_search` refuses.
    """
    queries = check_search(shape, queries, k, allowed)
    scores: Vectors = np.full((len(queries), k), NO_SCORE, dtype=np.float32)
    rows: Rows = np.full((len(queries), k), NO_ROW, dtype=np.int64)
    possible = shape[0] if allowed is None else int(np.count_nonzero(allowed))
    k = min(k, possible)
    if k:
        for place, query in enumerate(queries):
            scores[place, :k], rows[place, :k] = best(query, k, possible)
    return scores, rows


def scores_of_fetched(shape: Sequence[int], queries: Vectors, rows: Rows, fetch: Callable[[Rows], Vectors]) -> Vectors:
    """Return what `VectorIndex.scores` does; `fetch` gives the vectors of rows, each asked for once, in their order."""
    queries, rows = check_search(shape, queries), check_rows(shape, rows)
    distinct, places = np.unique(rows, return_inverse=True)
    vectors = fetch(distinct)
    found = [np.vecdot(vectors, query)[places] for query in queries]
    return np.array(found, np.float32).reshape(len(queries), len(rows))
