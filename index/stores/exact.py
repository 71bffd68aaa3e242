"""Exact vector search with FAISS: every row is compared with the query.

FAISS finds the candidates; their scores are then computed again, one dot product a row. FAISS takes
different routes for one query and for many, and orders equal scores by chance; computed again, a row has
one score whatever it is searched with, and equal scores can be put in the order of their rows.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from index.errors import DamagedIndex
from index.stores.contract import (
    NO_ROW,
    NO_SCORE,
    Allowed,
    Rows,
    Vectors,
    best_places,
    check_rows,
    check_search,
    check_vectors,
)

if TYPE_CHECKING:
    import faiss

# Rows fetched beyond k, so that the cut rarely falls among near-equal scores (which costs a second search).
MARGIN = 32

# What precedes the vectors in a flat index file: 45 bytes in FAISS 1.15, with room for later formats.
FLAT_MAGIC = b"IxFI"
LARGEST_HEADER = 256

_loading = threading.Lock()  # FAISS's deserialization limit is one setting for the whole process


class ExactIndex:
    """Exact inner-product search over vectors of unit length. See `VectorIndex` for the contract."""

    def __init__(self, index: faiss.IndexFlatIP, threads: int = 1) -> None:
        """Wrap a FAISS index. `threads` is for batches of queries; one query always runs on one thread."""
        import faiss

        self._index = index
        self._vectors: Vectors = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(-1, index.d)
        self.threads = threads

    @property
    def shape(self) -> tuple[int, int]:
        """Return (n, d): the number of rows and the dimension."""
        return self._index.ntotal, self._index.d

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """Index `vectors` (n, d) as rows 0 to n-1. Raises ValueError unless rows are finite and unit or zero."""
        import faiss

        checked = check_vectors(vectors)
        index = faiss.IndexFlatIP(checked.shape[1])
        index.add(checked)
        return cls(index)

    def search(self, queries: Vectors, k: int, allowed: Allowed | None = None) -> tuple[Vectors, Rows]:
        """Return the `k` best rows of each query: scores (q, k) descending, and rows (q, k), -1 where there are none.

        Equal scores are ordered by row; `allowed` (n,) restricts the search to the rows that are True.
        Raises ValueError if a shape does not fit, a query is not of unit length (or zero), or `k` is negative.
        """
        import faiss

        queries = check_search(self.shape, queries, k, allowed)
        scores: Vectors = np.full((len(queries), k), NO_SCORE, dtype=np.float32)
        rows: Rows = np.full((len(queries), k), NO_ROW, dtype=np.int64)
        possible = self._index.ntotal if allowed is None else int(np.count_nonzero(allowed))
        k = min(k, possible)
        if k == 0 or len(queries) == 0:
            return scores, rows
        parameters = None
        if allowed is not None:
            bitmap = np.packbits(allowed, bitorder="little")  # held here: the selector keeps only a pointer to it
            selector = faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg, arg-type]  # the stubs show C++
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        # Set at each search: the count belongs to the calling thread, and a server's threads start with all cores.
        faiss.omp_set_num_threads(self.threads)
        fetched_scores, fetched_rows = self._index.search(queries, min(k + MARGIN, possible), params=parameters)
        for place, query in enumerate(queries):
            candidates = fetched_rows[place]
            best_scores, best_rows = self._best(query, candidates, k)
            safe = best_scores[-1] - self._rounding
            if len(candidates) < possible and fetched_scores[place, -1] >= safe:
                # The cut falls among equal scores: look at every row that may belong above it.
                below = np.nextafter(safe, NO_SCORE, dtype=np.float32)
                _, _, candidates = self._index.range_search(query[None], float(below), params=parameters)
                best_scores, best_rows = self._best(query, candidates, k)
            scores[place, :k], rows[place, :k] = best_scores, best_rows
        return scores, rows

    def scores(self, queries: Vectors, rows: Rows) -> Vectors:
        """Return the score of each query with each of `rows` (r,), as `search` gives it: (q, r). See `VectorIndex`."""
        queries, rows = check_search(self.shape, queries), check_rows(self.shape, rows)
        return np.array([self._scores(query, rows) for query in queries], np.float32).reshape(len(queries), len(rows))

    @property
    def _rounding(self) -> float:
        """Return a bound on how far two float32 computations of one score may differ.

        A dot product is off by at most d/2 · eps · Σ|xᵢyᵢ| (Higham, Accuracy and Stability of Numerical
        Algorithms, 3.1), and the sum is at most 1 for unit vectors: d · eps for two of them, doubled here to
        cover lengths within the tolerance and the subtraction itself.
        """
        return 2 * self._index.d * float(np.finfo(np.float32).eps)

    def _best(self, query: Vectors, candidates: Rows, k: int) -> tuple[Vectors, Rows]:
        """Return the `k` best of the candidate rows, by descending score, then row."""
        scores = self._scores(query, candidates)
        places = best_places(scores, candidates, k)
        return scores[places], candidates[places]

    def _scores(self, query: Vectors, rows: Rows) -> Vectors:
        """Return one query's scores (r,) with `rows`."""
        return np.asarray(np.vecdot(self._vectors[rows], query), np.float32)

    def save(self, path: Path) -> None:
        """Write the index to the file `path`. Raises OSError if it cannot be written."""
        import faiss

        path.write_bytes(faiss.serialize_index(self._index).tobytes())

    @classmethod
    def load(cls, path: Path, n: int, d: int) -> Self:
        """Read an index of `n` rows of dimension `d`; raises DamagedIndex if the file is anything else.

        FAISS does not notice altered vectors: check the file's SHA-256 first (`index/segments/generations.py`).
        """
        import faiss

        data = _read(path, n, d)
        with _loading:
            before = faiss.get_deserialization_vector_byte_limit()
            faiss.set_deserialization_vector_byte_limit(data.nbytes)
            try:
                index = faiss.deserialize_index(data)
            except RuntimeError as error:
                raise DamagedIndex(path=path, detail="FAISS cannot parse it") from error
            finally:
                faiss.set_deserialization_vector_byte_limit(before)
        if not isinstance(index, faiss.IndexFlatIP) or index.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise DamagedIndex(path=path, detail=f"it holds a {type(index).__name__}, not exact inner-product vectors")
        if (index.ntotal, index.d) != (n, d):
            raise DamagedIndex(path=path, detail=f"it holds {index.ntotal} × {index.d} numbers instead of {n} × {d}")
        return cls(index)


def _read(path: Path, n: int, d: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Return the file's bytes if its size and first letters can be those of a flat index of (n, d)."""
    payload = n * d * 4
    try:
        size = path.stat().st_size
        if not payload < size <= payload + LARGEST_HEADER:
            raise DamagedIndex(path=path, detail=f"{size} bytes cannot hold {n} × {d} numbers")
        data = np.fromfile(path, dtype=np.uint8)
    except OSError as error:
        raise DamagedIndex(path=path, detail=str(error)) from error
    # Checked before FAISS parses anything, so that a file cannot choose which of its many readers runs.
    if data[:4].tobytes() != FLAT_MAGIC:
        raise DamagedIndex(path=path, detail=f"it starts with {data[:4].tobytes()!r}, not {FLAT_MAGIC!r}")
    return data
