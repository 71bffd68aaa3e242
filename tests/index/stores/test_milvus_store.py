"""What is Milvus's own: places of many rows, a filter of few, what is left over, a server that is away."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from index.embedding import DEFAULT_MODEL, StaticEmbedder
from index.errors import DamagedIndex, MissingBackend, VectorsAway
from index.stores import clear, milvus_server, milvus_store
from index.stores.contract import Vectors
from index.stores.faiss_store import FaissStore
from index.stores.milvus_server import MilvusServer, is_address
from index.stores.milvus_store import MilvusStore
from tests.index.stores.test_conformance import exact, fill, gaussian

ROOT = Path(__file__).parents[3]


@pytest.fixture
def server(milvus: str) -> MilvusServer:
    """Return the Milvus Lite of this run, in use."""
    return milvus_store.use(milvus)


@pytest.fixture(params=["flat", "graph"])
def far(server: MilvusServer, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Leave all comparing to Milvus, however few the rows, and return how it does that."""
    monkeypatch.setattr(milvus_store, "COMPARED_HERE", 0)
    if request.param == "graph":
        monkeypatch.setattr(milvus_store, "LITE_GRAPH_FROM", 0)
    return str(request.param)


def opened(place: Path, vectors: Vectors) -> MilvusStore:
    """Return a place with some vectors."""
    fill(MilvusStore, place, vectors)
    return MilvusStore.open(place, *vectors.shape)


def collections(server: MilvusServer) -> set[str]:
    """Return the names of all collections there are."""
    return set(cast("list[str]", server.ask("list_collections")))


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """Return the vectors of what the decisions say, line by line."""
    lines = {
        line for path in sorted((ROOT / "docs" / "decisions").glob("*.md")) for line in path.read_text().split("\n")
    }
    return StaticEmbedder(DEFAULT_MODEL).encode(sorted(line for line in lines if len(line) > 40))


@pytest.mark.parametrize("share", [None, 0.5, 0.05, 0.01])
def test_results_equal_those_of_the_embedded_store(far: str, tmp_path: Path, vectors: Vectors, share: float) -> None:
    """However few rows a filter leaves: as many hits, with the scores that the embedded store gives, to the bit."""
    rng = np.random.default_rng(5)
    queries = vectors[rng.choice(len(vectors), 12)]
    allowed = None if share is None else rng.random(len(vectors)) < share
    if share == 0.01:
        allowed[:10] = True
    scores, rows = opened(tmp_path / "vectors.milvus", vectors).search(queries, 10, allowed)
    true_scores, true_rows = FaissStore.build(vectors).search(queries, 10, allowed)
    if far == "flat":
        np.testing.assert_array_equal(rows, true_rows)
        np.testing.assert_array_equal(scores, true_scores)
    assert (rows >= 0).all() and (allowed is None or allowed[rows].all())
    same = [len(set(found) & set(true)) / 10 for found, true in zip(rows, true_rows, strict=True)]
    assert np.mean(same) >= 0.99
    agreeing = rows == true_rows
    np.testing.assert_array_equal(scores[agreeing], true_scores[agreeing])


def test_equal_rows_zero_rows_and_zero_questions(far: str, tmp_path: Path) -> None:
    """300 copies of one text among others: the lowest rows win, and a question of no known word gets the first."""
    rng = np.random.default_rng(1)
    vectors = gaussian(rng, 1000, 16)
    copies = np.sort(rng.choice(1000, 300, replace=False))
    vectors[copies], vectors[7] = vectors[copies[0]], 0
    store = opened(tmp_path / "vectors.milvus", vectors)
    queries = np.stack([vectors[copies[0]], np.zeros(16, np.float32)])
    for k in (1, 110, 310):
        allowed = np.arange(1000) % 3 > 0
        scores, rows = store.search(queries, k, allowed)
        true_scores, true_rows = exact(vectors, queries, k, allowed)
        np.testing.assert_array_equal(rows, true_rows)
        np.testing.assert_allclose(scores, true_scores, atol=1e-6)
    np.testing.assert_array_equal(store.search(queries[:1], 200)[1][0], copies[:200])
    np.testing.assert_array_equal(store.scores(queries, np.array([7, 7])), np.zeros((2, 2)))


def test_a_filter_of_many_rows_is_told_to_milvus(
    server: MilvusServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it leaves more than are compared here, and fewer than candidates could be dropped for."""
    monkeypatch.setattr(milvus_store, "COMPARED_HERE", 100)
    monkeypatch.setattr(milvus_store, "CANDIDATES_BESIDES", 5)
    rng = np.random.default_rng(2)
    vectors, queries = gaussian(rng, 3000, 8), gaussian(rng, 2, 8)
    allowed = np.arange(3000) % 10 == 0
    asked: list[str] = []
    ask = server.ask

    def noted(operation: str, *arguments: object, **options: Any) -> object:
        asked.append(str(options.get("filter")))
        return ask(operation, *arguments, **options)

    monkeypatch.setattr(server, "ask", noted)
    rows = opened(tmp_path / "vectors.milvus", vectors).search(queries, 10, allowed)[1]
    np.testing.assert_array_equal(rows, exact(vectors, queries, 10, allowed)[1])
    assert sum("row in [0, 10, " in each for each in asked) == 2


def test_a_place_can_be_opened_by_another_process(milvus: str, tmp_path: Path) -> None:
    """It is on disk, and loaded again, when the process that filled it is gone."""
    folder = tmp_path / "other.db"
    code = """if True:
        import sys, numpy as np
        from pathlib import Path
        from index.stores import milvus_store
        milvus_store.use("milvus:" + sys.argv[1])
        if sys.argv[3] == "fill":
            writer = milvus_store.MilvusStore.create(Path(sys.argv[2]), 4, 4)
            writer.add(np.eye(4, dtype=np.float32)[::-1])
            writer.close()
        else:
            found = milvus_store.MilvusStore.open(Path(sys.argv[2]), 4, 4).search(np.eye(4, dtype=np.float32), 1)
            print(found[1].ravel().tolist())
    """
    for what, says in (("fill", ""), ("search", "[3, 2, 1, 0]")):
        command = [sys.executable, "-c", code, str(folder), str(tmp_path / "vectors.milvus"), what]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == says, done.stderr


def test_milvus_lite_serves_one_process_and_says_so(server: MilvusServer, milvus: str) -> None:
    """The client tells the reason in its log alone."""
    server.probe()
    code = f"""if True:
        from index.errors import VectorsAway
        from index.stores.milvus_server import MilvusServer
        try:
            MilvusServer({milvus!r}).probe()
        except VectorsAway as error:
            print(error)
    """
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "another process has it open" in done.stdout
    assert "Traceback" not in done.stderr


def test_what_nothing_needs_is_dropped(server: MilvusServer, tmp_path: Path) -> None:
    """Deleted, begun anew, or left unfinished: no collection stays behind."""
    before, place = collections(server), tmp_path / "vectors.milvus"
    vectors = np.eye(4, dtype=np.float32)
    MilvusStore.create(place, 4, 4).add(vectors)
    fill(MilvusStore, place, vectors)
    assert len(collections(server) - before) == 1
    MilvusStore.create(place, 4, 4).add(vectors)
    MilvusStore.delete(place)
    assert collections(server) == before


def test_folders_that_go_take_along_only_what_no_other_names(server: MilvusServer, tmp_path: Path) -> None:
    """A place that was linked or copied into a later generation stays."""
    before = collections(server)
    old, new = tmp_path / "1" / "segment", tmp_path / "2" / "segment"
    for folder in (old, new):
        folder.mkdir(parents=True)
        fill(MilvusStore, folder / f"vectors-{folder.parent.name}.milvus", np.eye(4, dtype=np.float32))
    (new / "vectors-1.milvus").write_bytes((old / "vectors-1.milvus").read_bytes())
    clear(tmp_path / "1", [tmp_path / "2"])
    assert len(collections(server) - before) == 2
    clear(tmp_path / "2", [])
    assert collections(server) == before


def test_only_the_milvus_in_use_is_asked(server: MilvusServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place of another server, or one that names what is not ours, sends us nowhere."""
    place = tmp_path / "vectors.milvus"
    fill(MilvusStore, place, np.eye(4, dtype=np.float32))
    named = json.loads(place.read_text())
    wrong = ({"milvus": "http://192.0.2.1:19530"}, {"collection": "alinea_"}, {"collection": "people"}, {"shape": None})
    for change in (*wrong, {"collection": milvus_store.PREFIX + "0" * 32}):
        place.write_text(json.dumps(named | change))
        with pytest.raises(DamagedIndex):
            MilvusStore.open(place, 4, 4)
    place.write_text(json.dumps(named))
    MilvusStore.delete(place)


# The address, and a server that is away.


@pytest.mark.parametrize(
    ("address", "usable"),
    [
        ("milvus:http://localhost:19530", True),
        ("milvus:https://name:word@vectors.example/library", True),
        ("milvus:/srv/alinea/vectors.db", True),
        ("milvus:vectors.db", True),
        ("milvus:.db", False),
        ("milvus:/srv/alinea/vectors", False),
        ("milvus:", False),
        ("milvus:http://", False),
        ("milvus:http://host:port", False),
        ("milvus:http://host:0", False),
        ("milvus:ftp://host", False),
        ("milvus:http://host?token=word", False),
        ("http://localhost:19530", False),
    ],
)
def test_addresses(address: str, usable: bool) -> None:
    assert is_address(address) is usable


@pytest.fixture
def installed() -> None:
    """Skip where the client is not installed; no server is needed."""
    pytest.importorskip("pymilvus", reason="pymilvus is not installed (Milvus: requirements/milvus.txt)")


@pytest.mark.usefixtures("installed")
def test_a_server_that_is_away_is_told_without_its_password() -> None:
    """At once, and with what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = MilvusServer(f"milvus:http://name:secret-word@127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(VectorsAway, match=r"cannot be reached.*Start Milvus") as told:
            server.probe()
    assert "127.0.0.1" in server.place
    assert "secret-word" not in f"{told.value}{server.place}"


@pytest.mark.usefixtures("installed")
def test_importing_the_client_reads_no_file_of_settings() -> None:
    """The client would read the first “.env” above its own folder into the environment, keys of others included."""
    code = """if True:
        import contextlib, dotenv
        from index.errors import VectorsAway
        from index.stores.milvus_server import MilvusServer
        original = dotenv.load_dotenv
        with contextlib.suppress(VectorsAway):
            MilvusServer("milvus:http://127.0.0.1:9").probe()
        from pymilvus import settings
        print(settings.load_dotenv is original, dotenv.load_dotenv is original)
    """
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it, before anything is asked."""
    monkeypatch.setattr(milvus_server, "find_spec", lambda name: None)
    with pytest.raises(MissingBackend, match=r"pymilvus.*pip install -r requirements/milvus.txt"):
        MilvusServer("milvus:/srv/vectors.db")


def test_importing_the_store_does_not_load_the_client() -> None:
    """Nothing is slower for those who do not use it."""
    code = "import sys, index.stores.milvus_store; print({'pymilvus', 'grpc', 'pandas', 'faiss'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
