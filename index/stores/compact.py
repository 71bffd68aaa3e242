"""Vector search over many rows: short codes of all rows choose candidates, the rows themselves give the scores.

Each pair of numbers of a row is replaced by the nearest of 16 (product quantisation: Jégou, Douze and Schmid
2011), which makes 64 bytes of a row of 256 numbers; FAISS compares all codes with a query in registers (André,
Kermarrec and Le Scouarnec 2015). Inverted lists and graphs read fewer rows, but lose what they do not read:
docs/decisions/0010-the-engine-at-100-000-passages-and-more.md has the measurements.

A score is the dot product with the stored row, whose numbers are kept as 16-bit fractions of 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from index.arrays import MAPPED_FROM
from index.errors import DamagedIndex
from index.native.engine import address, score_rows
from index.stores.contract import (
    NO_ROW,
    Allowed,
    Rows,
    Vectors,
    best_of_each,
    best_places,
    check_rows,
    check_search,
    check_vectors,
)

if TYPE_CHECKING:
    import faiss

MAGIC = b"Alinea compact vectors 1\n".ljust(64, b"\0")

# A stored number is off by at most 2⁻¹⁶ (an entry of 1: 2⁻¹⁵), a score by 2⁻¹⁶ · √d: 0.00025 for d = 256.
STEPS = 2**15

# What the codes are learned from: more changes nothing, FAISS reads 256 rows for each of the 16 values.
SAMPLE = 16_384
CENTROIDS = 16
CODES_TOGETHER = 32
LARGEST_VALUE = 1.01  # a mean of numbers of unit vectors, with room for rounding

# Candidates for k results: as many as bring 0.99 of the true first 100 and 200 among 1,000,000 rows.
CANDIDATES_PER_RESULT = 3
CANDIDATES_BESIDES = 200
WIDENING = 4

# Below this share of rows, scoring all that are allowed is quicker than searching the codes, and exact.
SCORED_DIRECTLY = 1 / 25

# Rows rounded at a time: half a megabyte for d = 256, which stays in the processor's cache.
BLOCK = 512

Fractions = npt.NDArray[np.int16]
Bytes = npt.NDArray[np.uint8]


def can_be_compact(shape: Sequence[int]) -> bool:
    """Tell whether codes can be learned for vectors of `shape` (n, d): enough rows, and numbers in pairs."""
    return len(shape) == 2 and shape[0] >= CENTROIDS and shape[1] > 0 and shape[1] % 2 == 0


class CompactIndex:
    """Nearly exact inner-product search, in few bytes a row. See `VectorIndex` for the contract.

    Which rows are proposed is approximate where a search is not restricted to few rows; their scores, their
    order and the filter are exact.
    """

    def __init__(self, codes: faiss.IndexPQFastScan, rows: Fractions) -> None:
        """Wrap the codes and the rows (n, d) they stand for."""
        self._codes = codes
        self._rows, self._address = rows, address(rows)

    @property
    def shape(self) -> tuple[int, int]:
        """Return (n, d): the number of rows and the dimension."""
        return self._rows.shape[0], self._rows.shape[1]

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """Index `vectors` (n, d) as rows 0 to n-1, on one thread. The same vectors give the same index.

        Raises ValueError unless rows are finite and unit or zero, d is even and n at least 16.
        """
        import faiss

        checked = check_vectors(vectors)
        if not can_be_compact(checked.shape):
            raise ValueError(f"Vectors of shape {checked.shape} are too few, or odd in dimension, for a compact index.")
        faiss.omp_set_num_threads(1)
        codes = _empty_codes(checked.shape[1])
        codes.train(checked[:: -(-len(checked) // SAMPLE)])
        codes.add(checked)
        rows = np.empty(checked.shape, np.int16)
        for start in range(0, len(checked), BLOCK):
            block = np.rint(checked[start : start + BLOCK] * np.float32(STEPS))
            rows[start : start + BLOCK] = np.clip(block, -STEPS, STEPS - 1)
        return cls(codes, rows)

    def search(self, queries: Vectors, k: int, allowed: Allowed | None = None) -> tuple[Vectors, Rows]:
        """Return the `k` best rows of each query: scores (q, k) descending, and rows (q, k), -1 where there are none.

        Equal scores are ordered by row; `allowed` (n,) restricts the search to the rows that are True.
        Raises ValueError if a shape does not fit, a query is not of unit length (or zero), or `k` is negative.
        """
        import faiss

        # Set at each search: the count belongs to the calling thread, and a server's threads start with all cores.
        faiss.omp_set_num_threads(1)
        return best_of_each(
            self.shape, queries, k, allowed, lambda query, k, possible: self._best(query, k, allowed, possible)
        )

    def scores(self, queries: Vectors, rows: Rows) -> Vectors:
        """Return the score of each query with each of `rows` (r,), as `search` gives it: (q, r). See `VectorIndex`."""
        queries, rows = check_search(self.shape, queries), check_rows(self.shape, rows)
        return np.array([self._scores(query, rows) for query in queries], np.float32).reshape(len(queries), len(rows))

    def _best(self, query: Vectors, k: int, allowed: Allowed | None, possible: int) -> tuple[Vectors, Rows]:
        """Return one query's `k` best among the `possible` allowed rows, by descending score, then row."""
        n = len(self._rows)
        wanted = CANDIDATES_PER_RESULT * k + CANDIDATES_BESIDES
        fetched = wanted * n // possible  # so many of all rows, that about `wanted` of them are allowed
        while possible > n * SCORED_DIRECTLY and fetched <= n // WIDENING:
            near, candidates = (found[0] for found in self._codes.search(query[None], fetched))
            if candidates[-1] == NO_ROW:
                break  # the codes of a zero query cannot be compared
            last = near[-1]  # rows that were not fetched may be as near by their codes, but no nearer
            if allowed is not None:
                kept = allowed[candidates]
                near, candidates = near[kept], candidates[kept]
            if len(candidates) >= min(wanted * 3 // 4, possible):
                scores = self._scores(query, candidates)
                places = best_places(scores, candidates, k)
                if near[places].min() > last:
                    return scores[places], candidates[places]
            # Few of the nearest are allowed, or equal rows lie on both sides of the cut: look further.
            fetched *= WIDENING
        everything = np.arange(n) if allowed is None else np.flatnonzero(allowed)
        scores = self._scores(query, everything)
        places = best_places(scores, everything, k)
        return scores[places], everything[places]

    def _scores(self, query: Vectors, rows: Rows) -> Vectors:
        """Return one query's scores (r,) with `rows`."""
        scores = score_rows(self._address, query, np.ascontiguousarray(rows, np.int64))
        scores /= STEPS  # a power of two: exact
        return scores

    def save(self, path: Path) -> None:
        """Write the index to the file `path`. Raises OSError if it cannot be written."""
        import faiss

        with path.open("wb") as file:
            file.write(MAGIC)
            faiss.vector_to_array(self._codes.pq.centroids).tofile(file)
            _code_bytes(self._codes).tofile(file)
            self._rows.tofile(file)

    @classmethod
    def load(cls, path: Path, n: int, d: int) -> Self:
        """Read an index of `n` rows of dimension `d`; raises DamagedIndex if the file is anything else.

        The rows of a large index are mapped: they take memory as they are looked at. Nothing in the file tells how to
        read it: `n` and `d` give the place and size of each part. Altered codes or rows are not noticed: check
        the file's SHA-256 first (`index/segments/generations.py`).
        """
        import faiss

        if n < 0 or d < 0 or not can_be_compact((n, d)):
            raise DamagedIndex(path=path, detail=f"compact vectors cannot be {n} × {d}")
        interleaved = -(-n // CODES_TOGETHER) * CODES_TOGETHER
        packed = interleaved * _code_count(d) // 2
        rows_start = len(MAGIC) + CENTROIDS * d * 4 + packed
        try:
            size, expected = path.stat().st_size, rows_start + n * d * 2
            if size != expected:
                raise DamagedIndex(path=path, detail=f"{size} bytes instead of {expected} for {n} × {d} numbers")
            with path.open("rb") as file:
                if (start := file.read(len(MAGIC))) != MAGIC:
                    raise DamagedIndex(path=path, detail=f"it starts with {start[:32]!r}")
                codes, values = _empty_codes(d), np.fromfile(file, np.float32, CENTROIDS * d)
                codes.codes.resize(packed)
                file.readinto(_code_bytes(codes).data)
            if size > MAPPED_FROM:
                rows = np.memmap(path, np.int16, "r", rows_start, (n, d)).view(np.ndarray)
            else:
                rows = np.fromfile(path, np.int16, n * d, offset=rows_start).reshape(n, d)
        except OSError as error:
            raise DamagedIndex(path=path, detail=str(error)) from error
        if not (np.abs(values) <= LARGEST_VALUE).all():
            raise DamagedIndex(path=path, detail="the values of its codes are not those of unit vectors")
        faiss.copy_array_to_vector(values, codes.pq.centroids)
        codes.ntotal, codes.ntotal2, codes.is_trained = n, interleaved, True  # type: ignore[attr-defined]
        return cls(codes, rows)


def _code_count(d: int) -> int:
    """Return how many codes stand for a row: one for two numbers.

    FAISS pads an odd count with values that it does not set: where d / 2 is odd, each number has its own code.
    """
    return d // 2 if d % 4 == 0 else d


def _empty_codes(d: int) -> faiss.IndexPQFastScan:
    """Return an untrained index of codes of 4 bits, `CODES_TOGETHER` rows interleaved."""
    import faiss

    codes = faiss.IndexPQFastScan(d, _code_count(d), 4, faiss.METRIC_INNER_PRODUCT, CODES_TOGETHER)
    codes.pq.cp.niter = 10  # of 25, all but these change nothing that is measured
    codes.pq.cp.min_points_per_centroid = 1  # or FAISS writes a warning to standard error for small collections
    return codes


def _code_bytes(codes: faiss.IndexPQFastScan) -> Bytes:
    """Return a view of FAISS's own array of codes."""
    import faiss

    view: Bytes = faiss.rev_swig_ptr(codes.codes.get(), codes.codes.size())
    return view
