"""What every store must do, whatever keeps its vectors: the truth is exact search by NumPy.

A store that is written runs this suite by a line in `KINDS`.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Self

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.types import Language, Status
from index.embedding import Models, StaticEmbedder
from index.errors import DamagedIndex
from index.segments.segment import Segment, SegmentWriter
from index.stores import STORES, StoreEntry, filling
from index.stores.contract import Allowed, Rows, VectorIndex, Vectors
from index.stores.faiss_store import FaissStore
from index.types import Passage
from tests.index.stores.memory_store import TABLES, MemoryStore


class CompactStore(FaissStore):
    """The store of large collections, for small ones too."""

    @classmethod
    def build(cls, vectors: Vectors, exact_up_to: int = 0) -> Self:
        """Index `vectors` (n, d) compactly wherever codes can be learned for them."""
        return super().build(vectors, exact_up_to)


Store = type[VectorIndex]

KINDS: dict[str, Store] = {"faiss": FaissStore, "compact": CompactStore, "memory": MemoryStore}
SERVED = ("pgvector", "graph", "milvus")  # by what a fixture starts; "graph": however few the rows

Make = Callable[[Vectors], VectorIndex]


@pytest.fixture(params=[*KINDS, *SERVED], scope="module")
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Return each store in turn."""
    if request.param in KINDS:
        yield KINDS[request.param]
        return
    if request.param == "milvus":
        address = request.getfixturevalue("milvus")  # skips where it is not installed
        from index.stores import milvus_store

        milvus_store.use(address)
        yield milvus_store.MilvusStore
        return
    server = request.getfixturevalue("postgres_server")  # skips where there is none
    from corpus.postgres.database import PostgresDatabase
    from index.stores import postgres_store

    address = server.new_database()
    server.run("CREATE EXTENSION vector", address.partition("?")[0].rpartition("/")[2])
    database = postgres_store.know(PostgresDatabase(address))
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "graph":
            patch.setattr(postgres_store, "GRAPH_FROM", 0)
        yield postgres_store.PostgresStore
    database.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a place with nothing in it."""
    return tmp_path / "vectors é.index"


@pytest.fixture(scope="module")
def make(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Return what puts vectors in a place of their own, in two batches, and opens it."""
    folder, numbers = tmp_path_factory.mktemp("places"), count()

    def made(vectors: Vectors) -> VectorIndex:
        place = folder / f"{next(numbers)}.index"
        fill(store, place, vectors[: len(vectors) // 3], vectors[len(vectors) // 3 :])
        return store.open(place, *vectors.shape)

    return made


def fill(store: Store, place: Path, *batches: Vectors) -> None:
    """Put batches of vectors in a place."""
    writer = store.create(place, sum(map(len, batches)), batches[0].shape[1])
    for batch in batches:
        writer.add(batch)
    writer.close()


def quarters(rng: np.random.Generator, n: int, d: int) -> Vectors:
    """Return unit vectors with four entries of ±½: their products are exact in float32, and many are equal."""
    vectors = np.zeros((n, d), dtype=np.float32)
    for vector in vectors:
        vector[rng.choice(d, 4, replace=False)] = rng.choice([-0.5, 0.5], 4)
    return vectors


def gaussian(rng: np.random.Generator, n: int, d: int) -> Vectors:
    """Return unit vectors in random directions."""
    vectors = rng.standard_normal((n, d))
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def exact(vectors: Vectors, queries: Vectors, k: int, allowed: Allowed | None = None) -> tuple[Vectors, Rows]:
    """Search by computing everything in double precision and sorting by score, then row."""
    scores = np.full((len(queries), k), -np.inf, dtype=np.float32)
    rows = np.full((len(queries), k), -1, dtype=np.int64)
    kept = np.arange(len(vectors)) if allowed is None else np.flatnonzero(allowed)
    for place, query in enumerate(queries):
        products = vectors[kept].astype(np.float64) @ query.astype(np.float64)
        best = sorted(zip(-products, kept, strict=True))[:k]
        scores[place, : len(best)] = [-product for product, _ in best]
        rows[place, : len(best)] = [row for _, row in best]
    return scores, rows


SHAPES = {
    "seed": st.integers(0, 2**32 - 1),
    "n": st.integers(0, 300),
    "d": st.integers(4, 9),
    "q": st.integers(0, 25),
    "k": st.integers(0, 310),
    "share": st.none() | st.floats(0, 1),
}


@pytest.mark.parametrize("store", KINDS, indirect=True, scope="module")
@settings(max_examples=150, deadline=None)
@given(**SHAPES)
def test_agrees_with_numpy_exactly(make: Make, seed: int, n: int, d: int, q: int, k: int, share: float | None) -> None:
    """Any shape, any filter, many ties: the same scores to the bit and the same rows in the same order."""
    agrees_with_numpy(make, seed, n, d, q, k, share)


@pytest.mark.parametrize("store", SERVED, indirect=True, scope="module")
@settings(max_examples=10, deadline=None)
@given(**SHAPES)
def test_agrees_when_served(make: Make, seed: int, n: int, d: int, q: int, k: int, share: float | None) -> None:
    """The same of what takes longer to make a place."""
    agrees_with_numpy(make, seed, n, d, q, k, share)


def agrees_with_numpy(make: Make, seed: int, n: int, d: int, q: int, k: int, share: float | None) -> None:
    """Compare a store with NumPy."""
    rng = np.random.default_rng(seed)
    vectors, queries = quarters(rng, n, d), quarters(rng, q, d)
    allowed = None if share is None else rng.random(n) < share
    scores, rows = make(vectors).search(queries, k, allowed)
    expected_scores, expected_rows = exact(vectors, queries, k, allowed)
    assert scores.dtype == np.float32 and rows.dtype == np.int64
    np.testing.assert_array_equal(rows, expected_rows)
    np.testing.assert_array_equal(scores, expected_scores)


@pytest.mark.parametrize("store", [name for name in KINDS if name != "compact"], indirect=True, scope="module")
@pytest.mark.parametrize("k", [1, 10, 150])
@pytest.mark.parametrize("filtered", [False, True])
def test_agrees_with_numpy_on_ordinary_vectors(make: Make, k: int, filtered: bool) -> None:
    """Vectors as a model makes them: no exact ties, scores that only rounding separates from the truth."""
    rng = np.random.default_rng(7)
    vectors, queries = gaussian(rng, 3000, 64), gaussian(rng, 30, 64)
    allowed = rng.random(3000) < 0.1 if filtered else None
    scores, rows = make(vectors).search(queries, k, allowed)
    expected_scores, expected_rows = exact(vectors, queries, k, allowed)
    np.testing.assert_allclose(scores, expected_scores, atol=1e-6)
    for found, expected, truth in zip(rows, expected_rows, expected_scores, strict=True):
        apart = np.concatenate([[True], np.diff(truth) < -1e-6]) & np.concatenate([np.diff(truth) < -1e-6, [True]])
        np.testing.assert_array_equal(found[apart], expected[apart])
        assert len(set(found)) == k


@pytest.mark.parametrize("k", [1, 7, 20, 110, 150, 400])
@pytest.mark.parametrize("q", [1, 40])
@pytest.mark.parametrize("filtered", [False, True])
def test_equal_scores_are_ordered_by_row_even_across_the_cut(make: Make, k: int, q: int, filtered: bool) -> None:
    """300 copies of one text among others: the lowest rows win, however many are asked for."""
    rng = np.random.default_rng(1)
    vectors = gaussian(rng, 1000, 96)
    copies = np.sort(rng.choice(1000, 300, replace=False))
    vectors[copies] = vectors[copies[0]]
    queries = np.repeat(vectors[copies[:1]], q, axis=0)
    allowed = np.arange(1000) % 2 == 0 if filtered else None
    if filtered:
        copies = copies[copies % 2 == 0]
    scores, rows = make(vectors).search(queries, k, allowed)
    for found, score in zip(rows, scores, strict=True):
        np.testing.assert_array_equal(found[: len(copies)], copies[:k])
        assert len(set(score[: len(copies)].tolist())) == 1


def test_a_query_is_answered_alike_alone_and_in_a_batch(make: Make) -> None:
    """Otherwise an evaluation would measure another order than the one users see."""
    rng = np.random.default_rng(3)
    store, queries = make(gaussian(rng, 2000, 100)), gaussian(rng, 64, 100)
    scores, rows = store.search(queries, 12)
    for place in range(len(queries)):
        alone_scores, alone_rows = store.search(queries[place : place + 1], 12)
        np.testing.assert_array_equal(alone_rows[0], rows[place])
        np.testing.assert_array_equal(alone_scores[0], scores[place])


@pytest.mark.parametrize("n", [10, 1200])
def test_a_row_has_the_same_score_however_it_is_asked_for(make: Make, n: int) -> None:
    """The vector score of a row that keywords propose is that which a search would give it, to the bit."""
    rng = np.random.default_rng(4)
    store, queries = make(gaussian(rng, n, 24)), gaussian(rng, 5, 24)
    found, rows = store.search(queries, 10)
    for place in range(5):
        np.testing.assert_array_equal(store.scores(queries, rows[place])[place], found[place])
    assert store.scores(queries, np.array([3, 3, 0])).shape == (5, 3)
    assert store.scores(queries, np.zeros(0, np.int64)).shape == (5, 0)
    assert store.scores(queries[:0], rows[0]).shape == (0, 10)


def test_a_filter_that_allows_nothing_finds_nothing(make: Make) -> None:
    """And is not mistaken for no filter."""
    vectors = np.eye(5, dtype=np.float32)
    scores, rows = make(vectors).search(vectors[:2], 3, np.zeros(5, dtype=np.bool_))
    assert (rows == -1).all() and np.isneginf(scores).all()


def test_a_filter_of_one_row_finds_that_row_however_far(make: Make) -> None:
    """The restriction is exact: nothing is lost because nearer rows are excluded."""
    vectors = np.vstack([np.tile([1, 0], (500, 1)), [[-1, 0]]]).astype(np.float32)
    allowed = np.arange(501) == 500
    scores, rows = make(vectors).search(vectors[:1], 2, allowed)
    assert rows.tolist() == [[500, -1]] and scores.tolist() == [[-1.0, -np.inf]]


def test_the_zero_vector_scores_zero_everywhere(make: Make) -> None:
    """A text or question without a known word is no error: it is equally near to everything."""
    vectors = np.array([[1, 0], [0, 0], [-1, 0], [0, 1]], dtype=np.float32)
    scores, rows = make(vectors).search(np.zeros((1, 2), dtype=np.float32), 3)
    assert rows.tolist() == [[0, 1, 2]] and scores.tolist() == [[0, 0, 0]]


def test_a_writer_keeps_its_own_copy(store: Store, place: Path) -> None:
    """Changing the array afterwards does not change the answers."""
    vectors = np.eye(3, dtype=np.float32)
    writer = store.create(place, 3, 3)
    writer.add(vectors)
    vectors[:] = 0
    writer.close()
    found = store.open(place, 3, 3).search(np.eye(3, dtype=np.float32), 1)[1]
    assert found.ravel().tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("vectors", "says"),
    [
        (np.ones((2, 3)), "Row 0 has length 1.732: normalise"),
        (np.array([[1, 0], [np.nan, 0]]), "Row 1 has length nan"),
        (np.array([[np.inf, 0]]), "Row 0 has length inf"),
        (np.ones(3), r"not \(3,\)"),
        (np.ones((2, 0)), r"not \(2, 0\)"),
    ],
)
def test_refuses_vectors_it_could_not_rank(store: Store, place: Path, vectors: np.ndarray, says: str) -> None:
    """A forgotten normalisation or a NaN would give wrong rankings in silence."""
    with pytest.raises(ValueError, match=says):
        store.create(place, *np.atleast_2d(vectors).shape).add(vectors.astype(np.float32))


def test_refuses_arguments_that_do_not_fit(make: Make) -> None:
    """Each message names the value."""
    store, query = make(np.eye(4, dtype=np.float32)), np.eye(4, dtype=np.float32)[:1]
    with pytest.raises(ValueError, match="dimension 3, the index has 4"):
        store.search(np.eye(3, dtype=np.float32), 1)
    with pytest.raises(ValueError, match=r"negative \(-1\)"):
        store.search(query, -1)
    with pytest.raises(ValueError, match="4 booleans"):
        store.search(query, 1, np.ones(3, dtype=np.bool_))
    with pytest.raises(ValueError, match="4 booleans, not int64"):
        store.search(query, 1, np.array([0, 1, 2, 3]))  # row numbers are not a mask
    for outside in (-1, 4):
        with pytest.raises(ValueError, match=f"no row {outside}: the index has 4"):
            store.scores(query, np.array([0, outside]))
    with pytest.raises(ValueError, match=r"shape \(r,\), not bool of shape \(4,\)"):
        store.scores(query, np.ones(4, dtype=np.bool_))  # a mask is not row numbers


@pytest.mark.parametrize("n", [0, 1, 200])
def test_opens_again_as_it_was_however_it_was_filled(store: Store, place: Path, n: int) -> None:
    """Same shape, same answers, to the bit: opened twice, and filled at once or in batches."""
    rng = np.random.default_rng(n)
    vectors, queries = gaussian(rng, n, 16), gaussian(rng, 5, 16)
    fill(store, place, vectors)
    fill(store, place.with_name("batches"), vectors[:7], vectors[7:7], vectors[7:50], vectors[50:])
    first = store.open(place, n, 16)
    for other in (place, place.with_name("batches")):
        again = store.open(other, n, 16)
        assert again.shape == first.shape == (n, 16)
        for left, right in zip(first.search(queries, 20), again.search(queries, 20), strict=True):
            np.testing.assert_array_equal(left, right)
        again.close()


def test_only_a_finished_place_can_be_opened(store: Store, place: Path) -> None:
    """What was never created, is being filled or has another shape is damaged, not empty."""
    with pytest.raises(DamagedIndex):
        store.open(place, 4, 4)
    writer = store.create(place, 4, 4)
    writer.add(np.eye(4, dtype=np.float32)[:2])
    with pytest.raises(DamagedIndex):
        store.open(place, 2, 4)
    writer.add(np.eye(4, dtype=np.float32)[2:])
    writer.close()
    for n, d in ((3, 4), (5, 4), (4, 5), (2, 8), (0, 0)):
        with pytest.raises(DamagedIndex):
            store.open(place, n, d)
    assert store.open(place, 4, 4).shape == (4, 4)


def test_a_place_takes_the_rows_it_was_created_for(store: Store, place: Path) -> None:
    """No more, no fewer, of no other dimension."""
    writer = store.create(place, 3, 4)
    writer.add(np.eye(4, dtype=np.float32)[:2])
    for batch in (np.eye(4), np.eye(3)[:1]):
        with pytest.raises(ValueError, match=r"do not fit a place of 3 × 4 with 2 rows"):
            writer.add(batch.astype(np.float32))
    with pytest.raises(ValueError, match="2 rows were added, the place was created for 3"):
        writer.close()


def test_a_place_can_be_deleted_and_filled_anew(store: Store, place: Path) -> None:
    """Finished or not, there or not; what an unfinished writer left is in nobody's way."""
    one, other = np.eye(4, dtype=np.float32), np.eye(4, dtype=np.float32)[::-1]
    store.delete(place)
    fill(store, place, one)
    store.delete(place)
    with pytest.raises(DamagedIndex):
        store.open(place, 4, 4)
    store.create(place, 4, 4).add(one)
    fill(store, place, other)
    assert store.open(place, 4, 4).search(one, 1)[1].ravel().tolist() == [3, 2, 1, 0]
    store.delete(place)
    assert not place.exists()


def test_several_threads_search_at_once(make: Make) -> None:
    """Four threads with different filters get what each would get alone."""
    rng = np.random.default_rng(11)
    vectors, queries = gaussian(rng, 1500, 32), gaussian(rng, 8, 32)
    store = make(vectors)
    filters = [rng.random(1500) < 0.3 for _ in range(4)]
    expected = [store.search(queries, 9, allowed)[1] for allowed in filters]
    wrong: list[int] = []

    def work(place: int) -> None:
        for _ in range(30):
            if not np.array_equal(store.search(queries, 9, filters[place])[1], expected[place]):
                wrong.append(place)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


# Segments and the registry: any store at the same seam.


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the store without files in the registry."""
    monkeypatch.setitem(STORES, "memory", StoreEntry(lambda: MemoryStore, "numpy", "nothing to install"))


@pytest.mark.usefixtures("registered")
def test_a_segment_is_kept_by_the_store_that_its_place_names(static: StaticEmbedder, tmp_path: Path) -> None:
    """Written to either, it is opened without being told which, and answers alike."""
    texts = ["Every member has one vote.", "The treasurer publishes statistics on wages.", "The oven burns wood."]
    passages = [
        Passage(f"charter/{number}/en", "charter", str(number), Language.EN, Status.OFFICIAL, "rule", text)
        for number, text in enumerate(texts)
    ]
    query = static.encode_queries(["pay"])
    found = []
    for name in ("faiss", "memory"):
        folder = tmp_path / name
        folder.mkdir()
        SegmentWriter(Models(static, static), store=name).write(folder, passages)
        assert [path.name for path in folder.glob("vectors.*")] == [f"vectors.{name}"]
        segment = Segment(folder, static.dimension)
        assert type(segment.store) is STORES[name].load()
        found.append(segment.store.search(query, 3))
    np.testing.assert_array_equal(found[0][1], found[1][1])
    np.testing.assert_array_equal(found[0][0], found[1][0])


@pytest.mark.usefixtures("registered")
def test_a_segment_closes_its_store_when_nobody_holds_it(
    static: StaticEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before: a search may be under way in a generation that was replaced."""
    closed = []
    monkeypatch.setattr(MemoryStore, "close", lambda self: closed.append(self.shape))
    SegmentWriter(Models(static, static), store="memory").write(tmp_path, [])
    segment = Segment(tmp_path, static.dimension)
    other = segment
    del segment
    gc.collect()
    assert closed == []
    del other
    gc.collect()
    assert closed == [(0, static.dimension)]


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("suffix", ["faiss", "memory"])
@pytest.mark.parametrize("rows", [2, 3])
def test_what_could_not_be_filled_leaves_nothing(tmp_path: Path, suffix: str, rows: int) -> None:
    """Whether the vectors ran out or the block failed."""
    place, before = tmp_path / f"vectors.{suffix}", len(TABLES)
    with pytest.raises(ValueError, match=r"rows were added|out of patience"), filling(place, 3, 4) as writer:
        writer.add(np.eye(4, dtype=np.float32)[:rows])
        if rows == 3:
            raise ValueError("out of patience")
    assert not place.exists()
    assert len(TABLES) == before
