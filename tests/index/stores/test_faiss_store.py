"""The exact kind of store: its files, its threads, and the registry it is opened from."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import faiss
import numpy as np
import pytest

import index.stores
from index.errors import DamagedIndex, MissingBackend
from index.stores import store_of
from index.stores.contract import Vectors
from index.stores.faiss_store import FaissStore

ROOT = Path(__file__).parents[3]


def _vectors() -> Vectors:
    """Return 20 unit vectors of dimension 8, in random directions."""
    vectors = np.random.default_rng(5).standard_normal((20, 8))
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.fixture
def saved(tmp_path: Path) -> Iterator[Path]:
    """Write a file of 20 vectors of dimension 8."""
    path = tmp_path / "vectors.faiss"
    FaissStore.build(_vectors()).save(path)
    yield path


def load(path: Path, n: int = 20, d: int = 8) -> FaissStore:
    """Load a file as if it held what `saved` holds."""
    return FaissStore.open(path, n, d)


@pytest.mark.parametrize("size", [0, 3, 45, 300, 640, 641, 684])
def test_a_truncated_file_is_damaged(saved: Path, size: int) -> None:
    """Wherever it was cut: in the header, before the vectors, within them."""
    saved.write_bytes(saved.read_bytes()[:size])
    says = f"{size} bytes" if size <= 640 else "cannot parse"
    with pytest.raises(DamagedIndex, match=says):
        load(saved)


def test_a_file_of_another_size_is_damaged(saved: Path) -> None:
    """More than was promised is no better than less."""
    for n, d in [(19, 8), (21, 8), (20, 7), (8, 20), (10**12, 8), (-1, 8)]:
        with pytest.raises(DamagedIndex):
            load(saved, n, d)
    saved.write_bytes(saved.read_bytes() + bytes(1000))
    with pytest.raises(DamagedIndex, match="1685 bytes"):
        load(saved)


def test_a_missing_file_is_damaged(tmp_path: Path) -> None:
    """The manifest promised it."""
    with pytest.raises(DamagedIndex, match="No such file"):
        load(tmp_path / "nothing.faiss")


@pytest.mark.parametrize("description", ["Flat", "SQ8", "HNSW4", "PCA4,Flat"])
def test_a_file_of_another_kind_is_refused_before_it_is_parsed(saved: Path, description: str) -> None:
    """FAISS has readers for dozens of formats; a file does not get to choose among them."""
    vectors = _vectors()
    metric = faiss.METRIC_L2 if description == "Flat" else faiss.METRIC_INNER_PRODUCT
    other = faiss.index_factory(8, description, metric)
    other.train(vectors)
    other.add(vectors)
    content = faiss.serialize_index(other).tobytes()[:700].ljust(685, b"\0")
    saved.write_bytes(content)
    with pytest.raises(DamagedIndex, match="it starts with"):
        load(saved)


def test_no_change_of_the_header_is_fatal_or_goes_unnoticed(saved: Path) -> None:
    """Each byte before the vectors, changed in four ways: an error, or (unused fields) the very same answers."""
    original = saved.read_bytes()
    query = np.eye(8, dtype=np.float32)[:1]
    scores, rows = load(saved).search(query, 5)
    refused = 0
    for place in range(45):
        for bits in (0x01, 0x10, 0x80, 0xFF):
            saved.write_bytes(original[:place] + bytes([original[place] ^ bits]) + original[place + 1 :])
            try:
                again = load(saved).search(query, 5)
            except DamagedIndex:
                refused += 1
            else:
                np.testing.assert_array_equal(again[0], scores)
                np.testing.assert_array_equal(again[1], rows)
    assert refused >= 4 * (4 + 4 + 8 + 8)  # kind, dimension, number of rows, length of the vectors


def test_the_limit_on_what_faiss_may_allocate_is_put_back(saved: Path) -> None:
    """The setting belongs to the process, not to us; also after a failure."""
    usual = faiss.get_deserialization_vector_byte_limit()
    faiss.set_deserialization_vector_byte_limit(123_456_789)
    try:
        load(saved)
        assert faiss.get_deserialization_vector_byte_limit() == 123_456_789
        content = bytearray(saved.read_bytes())
        content[44] = 0x7F  # the vectors claim to fill nearly all memory there could ever be
        saved.write_bytes(content)
        with pytest.raises(DamagedIndex, match="cannot parse"):
            load(saved)
        assert faiss.get_deserialization_vector_byte_limit() == 123_456_789
    finally:
        faiss.set_deserialization_vector_byte_limit(usual)


def test_a_search_uses_one_thread_whichever_thread_it_runs_in() -> None:
    """OpenMP counts per calling thread: setting it once, at start-up, would leave a server's threads at all cores."""
    store, counts = FaissStore.build(np.eye(3, dtype=np.float32)), []

    def work() -> None:
        faiss.omp_set_num_threads(2)
        store.search(np.eye(3, dtype=np.float32), 1)
        counts.append(faiss.omp_get_max_threads())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert counts == [1]


def test_an_unknown_backend_is_named_with_what_to_do() -> None:
    """No default is put in its place."""
    with pytest.raises(MissingBackend, match=r"“nearby” .* choose “faiss”"):
        store_of(Path("vectors.nearby"))


def test_a_backend_without_its_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exact command."""
    monkeypatch.setattr(index.stores, "find_spec", lambda name: None)
    with pytest.raises(MissingBackend, match="pip install faiss-cpu"):
        store_of(Path("vectors.faiss"))


def test_importing_the_store_loads_neither_faiss_nor_langchain() -> None:
    """The command line starts without them when it does not search."""
    code = "import sys, index.stores.faiss_store as s; print(sorted({'faiss', 'langchain_core'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
