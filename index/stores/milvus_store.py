"""Vector search by Milvus: it proposes rows with their vectors, and these are scored here, as every store does.

A place is a file that names a collection of a server or of Milvus Lite. A collection is filled once, flushed, indexed
and loaded before its place counts as finished, and never changes. So that all is there is confirmed once, when a place
is opened, by a count that waits for all that was written (Strong); searches need not wait (Session).

Where a filter leaves few rows, these are read and compared here. Up to `GRAPH_FROM` rows Milvus compares all (FLAT),
and so does Milvus Lite; above, a graph (HNSW) proposes rows. Measured: docs/decisions/0038-milvus-store.md.
"""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Self, cast

import numpy as np

from corpus.files import sync
from index.errors import DamagedIndex
from index.stores.compact import CANDIDATES_BESIDES, CANDIDATES_PER_RESULT
from index.stores.contract import (
    Allowed,
    Rows,
    Vectors,
    best_of_each,
    best_places,
    check_batch,
    check_full,
    scores_of_fetched,
)
from index.stores.milvus_server import MilvusServer

PREFIX = "alinea_"

# So few rows, all of a place or those that a filter leaves, are read and compared here.
COMPARED_HERE = 2_000

# Up to so many rows Milvus compares all; Milvus Lite always, which makes a graph in minutes.
GRAPH_FROM = 50_000
LITE_GRAPH_FROM = sys.maxsize
GRAPH = {"M": 16, "efConstruction": 200}
LOOKED_AT = 800  # rows of the graph for each search, or as many as are fetched (`ef`)

WIDENING = 4
MOST_AT_ONCE = 16_384  # what Milvus gives for one search or query

# Below this share of rows the filter goes to Milvus as a list of rows; above, more candidates cost less than the list.
FILTERED_THERE = 1 / 8

# Where more rows than this are equally near, some of them may be missing: reading all would take minutes.
MOST_READ = 200_000

_BATCH = 1_000
_SECONDS = 30.0
_BUILD_SECONDS = 3_600.0

_in_use: dict[str, MilvusServer] = {}  # one at a time, by what places call it


def use(address: str) -> MilvusServer:
    """Make new places in the Milvus at an address, and open those alone that are in it. Raises MissingBackend."""
    server = MilvusServer(address)
    _in_use.clear()
    _in_use[server.place] = server
    return server


class MilvusWriter:
    """Fills a collection, which its place names from the beginning: what is left unfinished can be deleted."""

    def __init__(self, place: Path, n: int, d: int) -> None:
        """Begin a collection of `n` rows of dimension `d`, and drop the one that the place named."""
        self._place, self._shape, self._filled = place, (n, d), 0
        self._server = next(iter(_in_use.values()))
        self._collection = PREFIX + uuid.uuid4().hex
        MilvusStore.delete(place)
        self._name(finished=False)
        from pymilvus import CollectionSchema, DataType, FieldSchema

        fields = [
            FieldSchema("row", DataType.INT64, is_primary=True),
            FieldSchema("vector", DataType.FLOAT_VECTOR, dim=max(d, 2)),
        ]
        self._server.ask("create_collection", self._collection, schema=CollectionSchema(fields))

    def add(self, vectors: Vectors) -> None:
        """Add `vectors` (m, d) as the rows that follow. See `VectorWriter`."""
        checked = check_batch(self._shape, self._filled, vectors)
        for start in range(0, len(checked), _BATCH):
            batch = checked[start : start + _BATCH]
            rows = [{"row": row, "vector": vector} for row, vector in enumerate(batch, self._filled)]
            self._server.ask("insert", self._collection, rows, timeout=_BUILD_SECONDS)
            self._filled += len(batch)

    def close(self) -> None:
        """Flush, index and load the collection, and name it as finished. See `VectorWriter`."""
        check_full(self._shape, self._filled)
        from pymilvus.milvus_client import IndexParams

        graph = self._shape[0] > (LITE_GRAPH_FROM if self._server.is_lite else GRAPH_FROM)
        kind, options = ("HNSW", GRAPH) if graph else ("FLAT", {})
        how = IndexParams()
        how.add_index("vector", index_type=kind, metric_type="IP", params=options)
        self._server.ask("flush", self._collection, timeout=_BUILD_SECONDS)
        self._server.ask("create_index", self._collection, how, timeout=_BUILD_SECONDS)
        self._server.ask("load_collection", self._collection, timeout=_BUILD_SECONDS)
        self._name(finished=True)

    def _name(self, *, finished: bool) -> None:
        """Write the place: a new file, since the one before may be linked elsewhere."""
        named = {
            "milvus": self._server.place,
            "collection": self._collection,
            "shape": self._shape if finished else None,
        }
        self._place.unlink(missing_ok=True)
        self._place.write_text(json.dumps(named, sort_keys=True), encoding="utf-8")
        sync(self._place)


class MilvusStore:
    """Searches a collection. See `VectorIndex` for the contract.

    Which rows a graph proposes is approximate; their scores, their order and the filter are exact.
    """

    def __init__(self, server: MilvusServer, collection: str, n: int, d: int) -> None:
        """Take a finished and loaded collection."""
        self._server, self._collection, self.shape = server, collection, (n, d)

    @classmethod
    def create(cls, place: Path, n: int, d: int) -> MilvusWriter:
        """Begin a collection of the Milvus last given to `use`. See `VectorIndex`."""
        return MilvusWriter(place, n, d)

    @classmethod
    def open(cls, place: Path, n: int, d: int) -> Self:
        """Open the collection that a place names.

        Raises DamagedIndex if it is not there, unfinished or of another shape, VectorsAway if Milvus does not answer.
        """
        named = _named(place)
        if named is None:
            raise DamagedIndex(path=place, detail="it names no collection of the Milvus in ALINEA_STORE")
        server, collection, shape = named
        if shape != [n, d] or not server.ask("has_collection", collection):
            raise DamagedIndex(path=place, detail=f"{collection} does not hold {n} × {d} numbers")
        server.ask("load_collection", collection, timeout=_BUILD_SECONDS)
        store = cls(server, collection, n, d)
        (counted,) = store._asked("query", consistency="Strong", output_fields=["count(*)"])
        if counted["count(*)"] != n:
            raise DamagedIndex(path=place, detail=f"{collection} does not hold {n} rows")
        return store

    @classmethod
    def delete(cls, place: Path) -> None:
        """Drop a collection, if its Milvus is the one in use, and what names it. Raises VectorsAway."""
        named = _named(place)
        if named is not None:
            server, collection, _ = named
            server.ask("drop_collection", collection)
        place.unlink(missing_ok=True)

    def close(self) -> None:
        """Do nothing: other processes may search the collection."""

    def search(self, queries: Vectors, k: int, allowed: Allowed | None = None) -> tuple[Vectors, Rows]:
        """Return the `k` best rows of each query: scores (q, k) descending, and rows (q, k). See `VectorIndex`."""
        kept: Rows = np.arange(self.shape[0]) if allowed is None else np.flatnonzero(allowed)
        everything = cache(lambda: self._of(kept))

        def best(query: Vectors, k: int, possible: int) -> tuple[Vectors, Rows]:
            if not query.any():
                candidates, vectors = self._of(kept[:k])  # of no known word: it is equally near to all
            else:
                candidates, vectors = self._candidates(query, k, allowed, possible) or everything()
            found = np.asarray(np.vecdot(vectors, query), np.float32)
            places = best_places(found, candidates, k)
            return found[places], candidates[places]

        return best_of_each(self.shape, queries, k, allowed, best)

    def scores(self, queries: Vectors, rows: Rows) -> Vectors:
        """Return the score of each query with each of `rows` (r,): (q, r). See `VectorIndex`."""
        return scores_of_fetched(self.shape, queries, rows, lambda each: self._of(each)[1])

    def _candidates(
        self, query: Vectors, k: int, allowed: Allowed | None, possible: int
    ) -> tuple[Rows, Vectors] | None:
        """Return at least the `k` best of the `possible` allowed rows, with their vectors.

        None where all of these are to be compared.
        """
        n, d = self.shape
        wanted = CANDIDATES_PER_RESULT * k + CANDIDATES_BESIDES
        there = allowed is not None and possible < n * FILTERED_THERE
        fetched, among = (wanted, possible) if there else (-(-wanted * n // possible), n)
        rounding = 2 * d * float(np.finfo(np.float32).eps)  # of a dot product, as in index/stores/exact.py
        best: tuple[Rows, Vectors] | None = None
        while possible > COMPARED_HERE and fetched <= min(MOST_AT_ONCE, among // WIDENING):
            rows, near, vectors = self._nearest(query, fetched, allowed if there else None)
            whole, cut = len(rows) == fetched, near.min(initial=np.inf) + rounding
            if allowed is not None:
                rows, vectors = rows[allowed[rows]], vectors[allowed[rows]]
            if len(rows) >= k:
                best = rows, vectors
                if whole and np.partition(np.vecdot(vectors, query), len(rows) - k)[len(rows) - k] > cut:
                    return best
            if not whole:
                break  # a graph of which a filter leaves little is not always walked to its end
            fetched *= WIDENING  # few of the nearest are allowed, or equal rows lie on both sides of the cut
        return best if possible > MOST_READ else None

    # Rows are written into a filter: Milvus Lite knows no templates (findings/milvus-lite-refuses-templates.sh).

    def _nearest(self, query: Vectors, count: int, allowed: Allowed | None) -> tuple[Rows, Vectors, Vectors]:
        """Return the rows that Milvus takes for the nearest, how near it says they are (r,), and their vectors."""
        (found,) = self._asked(
            "search",
            data=[query],
            filter="" if allowed is None else f"row in {np.flatnonzero(allowed).tolist()}",
            limit=count,
            output_fields=["vector"],
            search_params={"metric_type": "IP", "params": {"ef": max(LOOKED_AT, count)}},
        )
        near = np.array([hit["distance"] for hit in found], np.float32)
        rows, vectors = self._unpacked([{"row": hit["row"], **hit["entity"]} for hit in found])
        return rows, near, vectors

    def _of(self, rows: Rows) -> tuple[Rows, Vectors]:
        """Return some rows (r,), each once and in their order, with their vectors (r, d)."""
        found: list[dict[str, Any]] = []
        for start in range(0, len(rows), _BATCH):
            part = rows[start : start + _BATCH].tolist()
            whole = part[-1] - part[0] < len(part)
            which = f"row >= {part[0]} and row <= {part[-1]}" if whole else f"row in {part}"
            found += self._asked("query", filter=which, limit=len(part), output_fields=["row", "vector"])
        rows, vectors = self._unpacked(found)
        order = np.argsort(rows)
        return rows[order], vectors[order]

    def _asked(self, operation: str, consistency: str = "Session", **options: object) -> list[Any]:
        options |= {"collection_name": self._collection, "consistency_level": consistency}
        return cast("list[Any]", self._server.ask(operation, timeout=_SECONDS, **options))

    def _unpacked(self, found: Sequence[dict[str, Any]]) -> tuple[Rows, Vectors]:
        """Return the rows (r,), and their vectors (r, d), of what Milvus gives."""
        rows = np.array([each["row"] for each in found], np.int64)
        vectors = np.array([each["vector"] for each in found], np.float32).reshape(len(found), self.shape[1])
        return rows, vectors


def _named(place: Path) -> tuple[MilvusServer, str, list[int] | None] | None:
    """Return the server, the collection and the shape that a place names; None for one that is not in use."""
    try:
        named = json.loads(place.read_text(encoding="utf-8"))
        collection = str(named["collection"])
        ours = collection.startswith(PREFIX) and collection.removeprefix(PREFIX).isalnum()
        return (_in_use[named["milvus"]], collection, named["shape"]) if ours else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
