"""The store of large collections, on small ones: what it finds against exact search, and its files."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.errors import DamagedIndex
from index.stores.compact import SCORED_DIRECTLY, CompactIndex
from index.stores.contract import Rows, Vectors
from index.stores.faiss_store import FaissStore

N, D = 6000, 32


def topics(rng: np.random.Generator, n: int, d: int = D) -> Vectors:
    """Return unit vectors around forty directions, as texts gather around subjects."""
    centres = np.random.default_rng(99).standard_normal((40, d))
    vectors = centres[rng.integers(40, size=n)] + rng.standard_normal((n, d))
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


VECTORS, QUERIES = topics(np.random.default_rng(1), N), topics(np.random.default_rng(2), 100)
TRUTH = QUERIES.astype(np.float64) @ VECTORS.T.astype(np.float64)


@pytest.fixture(scope="module")
def store() -> FaissStore:
    """Return a compact store of `VECTORS`."""
    return FaissStore.build(VECTORS, exact_up_to=N - 1)


def recall(rows: Rows, truth: NDArray[np.floating], k: int) -> float:
    """Return the share of the true first `k` that is among the first `k` found, over all queries."""
    best = np.argsort(-truth, axis=1, kind="stable")[:, :k]
    return float(np.mean([len(set(found[:k]) & set(true)) / k for found, true in zip(rows, best, strict=True)]))


def every_one(store: FaissStore, query: Vectors, kept: Rows, k: int) -> list[tuple[float, int]]:
    """Return the `k` best of `kept` by scoring each of them: pairs (score, row)."""
    scores = store.scores(query[None], kept)[0].tolist()
    return sorted(zip(scores, kept.tolist(), strict=True), key=lambda pair: (-pair[0], pair[1]))[:k]


def test_the_number_of_rows_decides_the_kind(store: FaissStore) -> None:
    """Up to the limit exact, above it compact; too few rows for codes, or single numbers, stay exact."""
    assert not store.exact
    assert FaissStore.build(VECTORS, exact_up_to=N).exact
    assert FaissStore.build(VECTORS).exact
    assert FaissStore.build(VECTORS[:15], exact_up_to=0).exact
    assert FaissStore.build(np.ones((50, 1), np.float32), exact_up_to=0).exact


@pytest.mark.parametrize("k", [10, 100, 200])
def test_finds_what_exact_search_finds(store: FaissStore, k: int) -> None:
    """At least 0.99 of the true first k, without looking at more than a sixth of the rows."""
    assert recall(store.search(QUERIES, k)[1], TRUTH, k) >= 0.99


def test_scores_few_rows(store: FaissStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The codes choose: 230 of 6,000 rows are looked at for ten results."""
    looked_at = []
    score = CompactIndex._scores

    def counted(self: CompactIndex, query: Vectors, rows: Rows) -> Vectors:
        """Score, and count."""
        looked_at.append(len(rows))
        return score(self, query, rows)

    monkeypatch.setattr(CompactIndex, "_scores", counted)
    store.search(QUERIES, 10)
    assert set(looked_at) == {230}


def test_scores_are_within_the_stated_bound(store: FaissStore) -> None:
    """Numbers kept in 16 bits move a score by 2⁻¹⁶ · √d at most (and float32 sums by far less)."""
    scores, rows = store.search(QUERIES, 50)
    truth = np.take_along_axis(TRUTH, rows, axis=1)
    assert np.abs(scores - truth).max() <= 2**-16 * D**0.5 + 1e-6
    assert (np.diff(scores, axis=1) <= 0).all()


def test_the_same_vectors_give_the_same_file_and_answers(store: FaissStore, tmp_path: Path) -> None:
    """Whatever the number of threads of the process."""
    threads = faiss.omp_get_max_threads()
    try:
        faiss.omp_set_num_threads(2)
        again = FaissStore.build(VECTORS, exact_up_to=0)
    finally:
        faiss.omp_set_num_threads(threads)
    store.save(tmp_path / "one")
    again.save(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    for left, right in zip(store.search(QUERIES, 20), again.search(QUERIES, 20), strict=True):
        np.testing.assert_array_equal(left, right)


@pytest.mark.parametrize("share", [0.9, 0.3, 0.1])
def test_a_wide_filter_lets_no_other_row_in_and_loses_few(store: FaissStore, share: float) -> None:
    """The codes are searched further, so that as many allowed candidates come as without a filter."""
    allowed = np.random.default_rng(3).random(N) < share
    _, rows = store.search(QUERIES, 10, allowed)
    assert allowed[rows].all()
    assert recall(rows, np.where(allowed, TRUTH, -2), 10) >= 0.99


def test_a_filter_that_excludes_all_near_rows_finds_the_nearest_of_the_others(store: FaissStore) -> None:
    """As when a question in one language is put to documents in another."""
    for query, truth in zip(QUERIES[:20], TRUTH, strict=False):
        allowed = truth < np.median(truth)
        scores, rows = store.search(query[None], 10, allowed)
        expected = every_one(store, query, np.flatnonzero(allowed), 10)
        assert list(zip(scores[0].tolist(), rows[0].tolist(), strict=True)) == expected


@pytest.mark.parametrize("few", [1, 9, 40, int(N * SCORED_DIRECTLY)])
def test_few_allowed_rows_are_searched_exactly(store: FaissStore, few: int) -> None:
    """All of them are scored: the order is that of the scores, then of the rows."""
    allowed = np.zeros(N, np.bool_)
    allowed[np.random.default_rng(few).choice(N, few, replace=False)] = True
    scores, rows = store.search(QUERIES, 20, allowed)
    for query, found_scores, found_rows in zip(QUERIES, scores, rows, strict=True):
        expected = every_one(store, query, np.flatnonzero(allowed), 20)
        found = list(zip(found_scores.tolist(), found_rows.tolist(), strict=True))
        assert found == expected + [(-np.inf, -1)] * (20 - len(expected))


@pytest.mark.parametrize("k", [1, 10, 500])
@pytest.mark.parametrize("copies", [400, 3000])
def test_of_equal_rows_the_lowest_win_however_many_there_are(k: int, copies: int) -> None:
    """More copies of one text than candidates: those beyond the cut are looked at too."""
    vectors = VECTORS.copy()
    equal = np.sort(np.random.default_rng(8).choice(N, copies, replace=False))
    vectors[equal] = vectors[equal[0]]
    rows = FaissStore.build(vectors, exact_up_to=0).search(vectors[equal[:1]], k)[1][0]
    np.testing.assert_array_equal(rows[: min(k, copies)], equal[:k])


def test_a_zero_query_is_equally_near_to_all(store: FaissStore) -> None:
    """Its codes cannot be compared; the rows can."""
    scores, rows = store.search(np.zeros((1, D), np.float32), 5)
    assert rows.tolist() == [[0, 1, 2, 3, 4]] and (scores == 0).all()


@pytest.mark.parametrize("d", [2, 6, 8, 50])
def test_any_even_dimension_comes_back_from_disk(d: int, tmp_path: Path) -> None:
    """The last block of codes is not full, half the dimension may be odd: the same answers, to the bit."""
    vectors, queries = topics(np.random.default_rng(d), 2005, d), topics(np.random.default_rng(5), 20, d)
    store = FaissStore.build(vectors, exact_up_to=0)
    store.save(tmp_path / "vectors")
    again = FaissStore.open(tmp_path / "vectors", 2005, d)
    assert again.shape == (2005, d) and not again.exact
    for left, right in zip(store.search(queries, 20), again.search(queries, 20), strict=True):
        np.testing.assert_array_equal(left, right)
    again.save(tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == (tmp_path / "vectors").read_bytes()


# Its files.


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a file of 1,200 vectors of dimension 8."""
    path = tmp_path_factory.mktemp("compact") / "vectors"
    FaissStore.build(topics(np.random.default_rng(6), 1200, 8), exact_up_to=0).save(path)
    return path.read_bytes()


HEADER, VALUES = 64, 16 * 8 * 4


def test_a_file_has_exactly_the_size_that_its_rows_need(saved: bytes, tmp_path: Path) -> None:
    """64 bytes of name, 16 values a number, half a byte a code for 38 blocks of 32 rows, two bytes a number."""
    assert len(saved) == HEADER + VALUES + 38 * 32 * 4 // 2 + 1200 * 8 * 2
    path = tmp_path / "vectors"
    for wrong in (saved[:-1], saved + b"\0", saved[: HEADER + 10], saved[:HEADER], saved[:10], b""):
        path.write_bytes(wrong)
        with pytest.raises(DamagedIndex, match="bytes"):
            FaissStore.open(path, 1200, 8)
    path.write_bytes(saved)
    for n, d in [(1199, 8), (1201, 8), (1200, 10), (1200, 7), (8, 1200), (10**12, 8), (8, 10**12), (-1, 8), (0, 0)]:
        with pytest.raises(DamagedIndex, match=r"bytes|cannot be"):
            FaissStore.open(path, n, d)


def test_a_file_of_another_name_is_not_read(saved: bytes, tmp_path: Path) -> None:
    """Each byte of the name counts."""
    path = tmp_path / "vectors"
    for place in range(HEADER):
        path.write_bytes(saved[:place] + bytes([saved[place] ^ 1]) + saved[place + 1 :])
        with pytest.raises(DamagedIndex):
            FaissStore.open(path, 1200, 8)
        with pytest.raises(DamagedIndex, match="it starts with"):
            CompactIndex.load(path, 1200, 8)


@pytest.mark.parametrize("value", [np.nan, np.inf, -3e38, 2])
def test_codes_cannot_stand_for_numbers_that_no_unit_vector_has(saved: bytes, value: float, tmp_path: Path) -> None:
    """They would make every comparison meaningless."""
    path = tmp_path / "vectors"
    path.write_bytes(saved[: HEADER + 40] + np.float32(value).tobytes() + saved[HEADER + 44 :])
    with pytest.raises(DamagedIndex, match="values of its codes"):
        FaissStore.open(path, 1200, 8)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=st.lists(st.tuples(st.integers(0, 22_200), st.integers(1, 255)), min_size=1, max_size=30))
def test_no_damage_is_fatal(saved: bytes, tmp_path: Path, flips: list[tuple[int, int]]) -> None:
    """Bytes changed anywhere: an error, or rows that exist with finite scores in order."""
    content = bytearray(saved)
    for place, bits in flips:
        content[place] ^= bits
    path = tmp_path / "vectors"
    path.unlink(missing_ok=True)  # a file in use is mapped: it is replaced, as a new generation is, never rewritten
    path.write_bytes(content)
    try:
        store = FaissStore.open(path, 1200, 8)
    except DamagedIndex:
        return
    scores, rows = store.search(np.eye(8, dtype=np.float32)[:2], 20)
    assert ((rows >= 0) & (rows < 1200)).all() and all(len(set(found)) == 20 for found in rows)
    assert np.isfinite(scores).all() and (np.diff(scores, axis=1) <= 0).all()
