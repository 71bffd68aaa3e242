"""What passages become, by one process and by several; and by this one where another was ended."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.types import Language, Status
from index.embedding import StaticEmbedder
from index.segments import preparation
from index.segments.preparation import Prepared, preparing
from index.types import Passage

WORDS = "cooperative society fund 1998 «économie» $40 million Mr. Brook (a) 9(b) \ud800".split()


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    """Give passages for three batches, in all languages, some with words above them, the longest last."""
    return [
        Passage(
            f"{n:05}", "a", str(n), list(Language)[n % 3], Status.OFFICIAL, None,
            " ".join(WORDS[(n + k * k) % len(WORDS)] for k in range(1 + n // 500)),
            f"Title {n // 40}" if n % 2 else "",
        )
        for n in range(5000)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def alone(static: StaticEmbedder, passages: list[Passage], tmp_path_factory: pytest.TempPathFactory) -> list[Prepared]:
    """Give what one process makes of them."""
    with preparing(static, passages, tmp_path_factory.mktemp("alone"), vectors=True, processes=1) as parts:
        return list(parts)


def assert_same(parts: Iterator[Prepared], others: list[Prepared]) -> None:
    for part, other in zip(parts, others, strict=True):
        for name, array in part._asdict().items():
            expected = getattr(other, name)
            np.testing.assert_array_equal(array, expected)
            assert array.dtype == expected.dtype


def test_several_processes_make_what_one_does(
    static: StaticEmbedder, passages: list[Passage], alone: list[Prepared], tmp_path: Path
) -> None:
    assert sum(len(part.lengths) for part in alone) == len(passages)
    with preparing(static, passages, tmp_path, vectors=True, processes=2) as parts:
        assert len(list(tmp_path.iterdir())) == 1  # the other process has its folder
        assert_same(parts, alone)
    assert not list(tmp_path.iterdir())


def test_what_an_ended_process_did_not_do_is_done_here(
    static: StaticEmbedder,
    passages: list[Passage],
    alone: list[Prepared],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def start(module: str, folder: str, *others: str) -> subprocess.Popen[bytes]:
        """Start a process that dies after its first batch."""
        with (Path(folder) / "0.npz").open("wb") as file:
            np.savez(file, **alone[1]._asdict())
        return subprocess.Popen([sys.executable, "-c", "import os; os.abort()"], stdin=subprocess.PIPE)

    monkeypatch.setattr(preparation, "start", start)
    with preparing(static, passages, tmp_path, vectors=True, processes=2) as parts:
        assert_same(parts, alone)


def test_a_failure_here_ends_the_other_processes_and_leaves_nothing(
    static: StaticEmbedder, passages: list[Passage], tmp_path: Path
) -> None:
    with (
        pytest.raises(OSError, match="full"),
        preparing(static, passages, tmp_path, vectors=False, processes=2) as parts,
    ):
        assert next(parts).vectors.shape[1] == 0
        raise OSError("full")
    assert not list(tmp_path.iterdir())


def test_no_passages_are_no_parts_worth_a_process(static: StaticEmbedder, tmp_path: Path) -> None:
    with preparing(static, [], tmp_path, vectors=True, processes=4) as parts:
        assert sum(len(part.lengths) for part in parts) == 0
