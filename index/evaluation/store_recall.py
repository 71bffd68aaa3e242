"""Measures the kinds of vector store on real text: the figures behind the choice in `faiss_store.py`.

Example: `python -m index.evaluation.store_recall ../shared/training/en-fr.tsv.xz --rows 100000 --others`; with
`--server postgresql://…` pgvector is measured too, in that database, with `--server milvus:…` a Milvus.
"""

from __future__ import annotations

import argparse
import lzma
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.embedding import DEFAULT_MODEL, StaticEmbedder
from index.stores import MILVUS, PGVECTOR, filling, milvus_store, store_of
from index.stores.contract import Rows, VectorIndex, Vectors
from index.stores.faiss_store import FaissStore
from index.stores.milvus_server import is_address as is_milvus

# Shorter texts are mostly headings that stand in many places.
SHORTEST = 40

# The share of rows that a narrow filter lets through.
FEW = 0.01

# What else FAISS offers, and how far each is set to look.
OTHERS = [("IVF512,SQ8", "nprobe", 64), ("IVF512,SQfp16", "nprobe", 128), ("HNSW32,Flat", "efSearch", 256)]

Made = TypeVar("Made")
Search = Callable[..., tuple[Vectors, Rows]]


class Searchable(NamedTuple):
    """A store of one kind, the seconds it took to build, and those to load it with its megabytes, where on disk.

    `filtered` tells that its search takes a filter.
    """

    name: str
    search: Search
    build: float
    disk: str = " " * 16
    filtered: bool = False


def main(arguments: Sequence[str] | None = None) -> None:
    """Encode texts, build each kind of store over them, and write a table to standard output."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, help="text, one or more (separated by tabs) a line; may be .xz")
    parser.add_argument("--rows", type=int, default=100_000, help="vectors to search in (default 100,000)")
    parser.add_argument("--queries", type=int, default=300, help="other texts to search with (default 300)")
    parser.add_argument("--others", action="store_true", help="measure inverted lists and graphs too (minutes)")
    parser.add_argument("--server", metavar="ADDRESS", help="measure pgvector or Milvus too, at this address")
    options = parser.parse_args(arguments)
    chosen = sample(options.files, options.rows + options.queries)
    vectors = StaticEmbedder(DEFAULT_MODEL).encode(chosen)
    others = OTHERS if options.others else []
    for line in measure(vectors[options.queries :], vectors[: options.queries], others, options.server or ""):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def sample(files: Sequence[Path], count: int) -> list[str]:
    """Return at most `count` different texts of the files, in an order that is always the same."""
    found = set()
    for path in files:
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
            found |= {text for line in lines for text in line.rstrip("\n").split("\t") if len(text) >= SHORTEST}
    ordered = sorted(found)
    random.Random(0).shuffle(ordered)  # noqa: S311  # nothing secret is drawn
    return ordered[:count]


def measure(
    vectors: Vectors, queries: Vectors, others: Sequence[tuple[str, str, int]], server: str = ""
) -> Iterator[str]:
    """Yield the lines of a table: one for each of our kinds, on a `server` too, and one for each of FAISS's `others`.

    Those with a filter let one row in a hundred through; how many of k results came back is told beside.
    """
    yield f"{len(vectors)} vectors, {len(queries)} queries one at a time on one thread; recall against exact search"
    yield "store                 k  build s  load s  file MB   p50 ms   p95 ms  recall@10  recall@k"
    truth: dict[int, Rows] = {}
    few = np.random.default_rng(0).random(len(vectors)) < FEW
    for store in stores(vectors, others, server):
        for k in (100, 200):
            rows, took = answers(store.search, queries, k)
            true = truth.setdefault(k, rows)
            p50, p95 = np.percentile(took, [50, 95])
            yield (
                f"{store.name:18} {k:4}  {store.build:7.2f}  {store.disk}  {p50:7.3f}  {p95:7.3f}  "
                f"{recall(rows, true, 10):9.4f}  {recall(rows, true, k):8.4f}"
            )
        if store.filtered:
            rows, took = answers(partial(store.search, allowed=few), queries, 10)
            p50, p95 = np.percentile(took, [50, 95])
            allowed = few[rows].all(axis=1) & (rows >= 0).all(axis=1)
            yield f"{store.name:18}   10  1 % allowed: {allowed.mean():.0%} have 10  {p50:19.3f}  {p95:7.3f}"


def stores(vectors: Vectors, others: Sequence[tuple[str, str, int]], server: str) -> Iterator[Searchable]:
    """Yield the vectors in each kind of store, exact search first: the truth for those that follow."""
    with tempfile.TemporaryDirectory() as folder:
        for name, exact_up_to in (("exact", len(vectors)), ("compact", 0)):
            store, build = timed(FaissStore.build, vectors, exact_up_to)
            path = Path(folder) / name
            store.save(path)
            loaded, load = timed(FaissStore.open, path, *vectors.shape)
            disk = f"{load:7.3f}  {path.stat().st_size / 1e6:7.1f}"
            yield Searchable(name, loaded.search, build, disk, filtered=True)
        if server:
            name = MILVUS if is_milvus(server) else PGVECTOR
            place = Path(folder) / f"vectors.{name}"
            served, build = timed(on_server, vectors, server, place)
            yield Searchable(name, served.search, build, filtered=True)
            served.delete(place)
    for description, setting, value in others:
        search, build = timed(other, vectors, description, setting, value)
        yield Searchable(f"{description} {value}", search, build)


def on_server(vectors: Vectors, server: str, place: Path) -> VectorIndex:
    """Return the vectors in a place that a server keeps."""
    if is_milvus(server):
        milvus_store.use(server)
    else:
        from corpus.postgres.database import PostgresDatabase
        from index.stores.postgres_store import know

        know(PostgresDatabase(server))
    with filling(place, *vectors.shape) as writer:
        writer.add(vectors)
    return store_of(place).open(place, *vectors.shape)


def other(vectors: Vectors, description: str, setting: str, value: int) -> Search:
    """Return the search of an index that FAISS makes from a description, `setting` being how far it looks."""
    import faiss

    faiss.omp_set_num_threads(1)
    built = faiss.index_factory(vectors.shape[1], description, faiss.METRIC_INNER_PRODUCT)
    built.train(vectors[:: -(-len(vectors) // 50_000)])
    built.add(vectors)
    faiss.ParameterSpace().set_index_parameter(built, setting, value)

    search: Search = built.search
    return search


def answers(search: Search, queries: Vectors, k: int) -> tuple[Rows, NDArray[np.float64]]:
    """Return what each query finds (q, k), and the milliseconds that each took (q,)."""
    found, took = zip(*(timed(search, query[None], k) for query in queries), strict=True)
    return np.concatenate([rows for _, rows in found]), np.array(took) * 1000


def recall(rows: Rows, truth: Rows, k: int) -> float:
    """Return the mean share of the first `k` of `truth` (q, ≥k) that is among the first `k` of `rows`."""
    return float(np.mean([len(set(found[:k]) & set(true[:k])) / k for found, true in zip(rows, truth, strict=True)]))


def timed(make: Callable[..., Made], *arguments: object) -> tuple[Made, float]:
    """Return what `make` makes of the arguments, and the seconds it took."""
    start = time.perf_counter()
    made = make(*arguments)
    return made, time.perf_counter() - start


if __name__ == "__main__":
    main()
