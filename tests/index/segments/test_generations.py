"""Generations of the index: published whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.errors import BusyIndex, DamagedIndex, MissingIndex, UnwritableIndex
from index.segments.generations import FORMAT_VERSION, ManifestFacts, Snapshots
from tests.index.segments.generations import FILES, facts, folders, number_of, writing


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """Give a place without any index."""
    return Snapshots(tmp_path / "index")


def test_what_is_published_can_be_opened(snapshots: Snapshots) -> None:
    path = snapshots.publish(writing(7))
    generation, manifest = snapshots.open_current()
    assert generation == path
    assert (manifest.model, manifest.model_hash, manifest.dimension) == ("tiny", "ab" * 32, 4)
    assert (manifest.corpus_hash, manifest.notes, manifest.passages) == ("cd" * 32, True, 7)
    assert (manifest.counts, manifest.format_version) == ({"en": 7, "fr": 0}, FORMAT_VERSION)
    assert manifest.files == {name: hashlib.sha256(b"7 " * 500).hexdigest() for name in FILES}


def test_without_an_index_the_message_says_what_to_do(snapshots: Snapshots, tmp_path: Path) -> None:
    with pytest.raises(MissingIndex, match="rebuild"):
        snapshots.open_current()
    (tmp_path / "index" / "000001").mkdir(parents=True)  # a generation that CURRENT never named
    with pytest.raises(MissingIndex):
        snapshots.open_current()


def test_the_generation_before_stays_for_its_readers_older_ones_go(snapshots: Snapshots, tmp_path: Path) -> None:
    for number in range(1, 5):
        snapshots.publish(writing(number))
    assert folders(tmp_path / "index") == ["000003", "000004", "CURRENT", "LOCK"]
    assert number_of(snapshots) == 4


def test_leftovers_are_swept_and_unknown_files_are_not(snapshots: Snapshots, tmp_path: Path) -> None:
    snapshots.publish(writing(1))
    for orphan in ("building-000002", "000009"):
        (tmp_path / "index" / orphan / "keywords").mkdir(parents=True)
    (tmp_path / "index" / "README").write_text("mine")
    snapshots.publish(writing(2))
    assert folders(tmp_path / "index") == ["000001", "000002", "CURRENT", "LOCK", "README"]


def test_a_file_kept_by_a_link_is_the_one_that_was_checked(snapshots: Snapshots) -> None:
    """Its SHA-256 is the old generation's, so that damage to a file that was kept is found, never signed."""
    old = snapshots.publish(writing(1))

    def keep(folder: Path) -> ManifestFacts:
        (folder / "keywords").mkdir()
        for name in FILES:
            (folder / name).hardlink_to(old / name)
        (old / FILES[1]).write_bytes(b"2 " * 500)
        return facts(1)

    snapshots.publish(keep)
    with pytest.raises(DamagedIndex, match=FILES[1]):
        snapshots.open_current()
    (old / FILES[1]).write_bytes(b"1 " * 500)
    assert number_of(snapshots) == 1


def test_a_writer_that_fails_leaves_the_old_generation(snapshots: Snapshots, tmp_path: Path) -> None:
    snapshots.publish(writing(1))

    def fail(folder: Path) -> ManifestFacts:
        writing(2)(folder)
        raise RuntimeError("out of patience")

    with pytest.raises(RuntimeError, match="out of patience"):
        snapshots.publish(fail)
    assert number_of(snapshots) == 1
    assert folders(tmp_path / "index") == ["000001", "CURRENT", "LOCK"]


def test_a_full_disk_at_any_step_leaves_a_whole_generation(
    snapshots: Snapshots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every call that needs the disk fails in turn; before CURRENT is replaced the old generation must stay."""
    snapshots.publish(writing(1))
    calls = 0
    failing = 0

    def breaking(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*values, **named)

        return call

    for owner, name in ((os, "fsync"), (Path, "write_bytes"), (Path, "rename"), (Path, "replace")):
        monkeypatch.setattr(owner, name, breaking(getattr(owner, name)))
    outcomes = []
    while True:
        calls, failing = 0, failing + 1
        try:
            snapshots.publish(writing(2))
        except UnwritableIndex as error:
            assert "No space left" in str(error)
        else:
            break
        outcomes.append(number_of(snapshots))
        assert not [name for name in folders(tmp_path / "index") if name.startswith("building")]
    # Files, folders, manifest, CURRENT: all of these come before the replacement, one call comes after it.
    assert outcomes[:-1] == [1] * (len(outcomes) - 1)
    assert len(outcomes) > 10
    assert outcomes[-1] == 2
    assert number_of(snapshots) == 2


@pytest.mark.parametrize("stray", ["link", "manifest"])
def test_only_plain_files_can_be_published(snapshots: Snapshots, tmp_path: Path, stray: str) -> None:
    (tmp_path / "elsewhere").write_text("not ours")

    def write(folder: Path) -> ManifestFacts:
        if stray == "link":
            (folder / "vectors.npy").symlink_to(tmp_path / "elsewhere")
        else:
            (folder / "manifest.json").write_text("{}")
        return facts(1)

    with pytest.raises(ValueError, match="cannot be part of an index"):
        snapshots.publish(write)
    with pytest.raises(MissingIndex):
        snapshots.open_current()


def test_one_writer_at_a_time(snapshots: Snapshots, tmp_path: Path) -> None:
    inside, leave = threading.Event(), threading.Event()

    def slow(folder: Path) -> ManifestFacts:
        inside.set()
        assert leave.wait(10)
        return writing(1)(folder)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(snapshots.publish, slow)
        assert inside.wait(10)
        with pytest.raises(BusyIndex, match="another process"):
            snapshots.publish(writing(2))
        waiting = pool.submit(Snapshots(tmp_path / "index", patience=10).publish, writing(3))
        leave.set()
        first.result()
        waiting.result()
    assert number_of(snapshots) == 3
