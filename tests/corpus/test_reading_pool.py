"""Files read by a Dask cluster become what they become here; workers that end lose none, and double none."""

from __future__ import annotations

import os
import pickle
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import i18n
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.errors import AlineaError, NoCluster, UnreadableFile
from corpus.ingest import parse_files
from corpus.reading_pool import SCHEME
from tests.world.folders import ROOT

distributed = pytest.importorskip("distributed", reason="distributed is not installed (requirements/scale.txt)")

FILES = 12


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Give a cluster of two processes on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
        ) as started:
            yield started


@pytest.fixture
def acts(tmp_path: Path) -> list[Path]:
    """Give some acts, the last of which cannot be read."""
    files = [tmp_path / "acts" / f"act{number}.md" for number in range(FILES)]
    files[0].parent.mkdir()
    for number, path in enumerate(files):
        path.write_text(f"# Act {number} on mills\n\nArticle 1\n\nMill {number} grinds for all members.\n", "utf-8")
    files[-1].write_bytes(b"\x00\x01 no text")
    return files


def address_of(cluster: Any) -> str:
    return f"{SCHEME}{cluster.scheduler_address}"


def as_read(found: object) -> object:
    return str(found) if isinstance(found, AlineaError) else found


def test_the_cluster_reads_what_this_machine_reads(cluster: Any, acts: list[Path]) -> None:
    there = list(parse_files(acts, address_of(cluster)))
    here = list(parse_files(acts))
    assert list(map(as_read, there)) == list(map(as_read, here))
    assert isinstance(there[-1], UnreadableFile)


def test_workers_that_are_ended_lose_no_file_and_double_none(cluster: Any, acts: list[Path], tmp_path: Path) -> None:
    service = Assistant(Settings(tmp_path / "home", notes=False, workers=address_of(cluster)))
    ended: list[int] = []

    def report(done: float, label: str) -> None:
        if label in ("act2.md", "act6.md"):
            worker = next(iter(cluster.workers.values()))
            if worker.pid is not None and worker.pid not in ended:
                ended.append(worker.pid)
                os.kill(worker.pid, signal.SIGKILL)

    try:
        added = service.add([acts[0].parent], progress=report)
        assert ended
        assert [Path(each.file).name for each in added.errors] == [acts[-1].name]
        assert [each.change for each in added.documents] == ["added"] * (FILES - 1)
        assert len(service.library()) == FILES - 1
    finally:
        service.close()


def test_where_there_is_no_scheduler_it_is_said_and_nothing_changes(
    acts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.reading_pool._CONNECT_WITHIN", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"{SCHEME}tcp://127.0.0.1:{free.getsockname()[1]}"
        service = Assistant(Settings(tmp_path / "home", notes=False, workers=nobody))
        with pytest.raises(NoCluster, match="ALINEA_WORKERS") as told:
            service.add([acts[0].parent])
        assert service.library() == ()
        service.close()
    assert "grappe" in i18n.error(told.value, "fr")


def test_an_error_comes_back_from_another_process_with_its_values() -> None:
    error = pickle.loads(pickle.dumps(UnreadableFile(path="a.pdf", detail="it is torn")))
    assert isinstance(error, UnreadableFile)
    assert error.values == {"path": "a.pdf", "detail": "it is torn"}
