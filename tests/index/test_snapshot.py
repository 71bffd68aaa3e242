"""Readers of the index see one whole generation, or an error: never a mix, never damaged files."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.errors import BusyIndex, DamagedIndex, MissingIndex, StaleIndex, UnwritableIndex
from index.snapshot import FORMAT_VERSION, ManifestFacts, Snapshots

ROOT = Path(__file__).parents[2]
FILES = ("keywords/terms.npy", "vectors.npy")


def facts(number: int) -> ManifestFacts:
    """Describe the generation that `writing(number)` writes."""
    return ManifestFacts(
        model="tiny",
        model_hash="ab" * 32,
        dimension=4,
        corpus_hash="cd" * 32,
        notes=True,
        passages=number,
        counts={"en": number, "fr": 0},
    )


def writing(number: int) -> Callable[[Path], ManifestFacts]:
    """Return a writer whose every file bears `number`."""

    def write(folder: Path) -> ManifestFacts:
        (folder / "keywords").mkdir()
        for name in FILES:
            (folder / name).write_bytes(b"%d " % number * 500)
        return facts(number)

    return write


def number_of(snapshots: Snapshots) -> int:
    """Open the current generation, check that all its parts bear the same number, and return it."""
    generation, manifest = snapshots.open_current()
    numbers = {manifest.passages, manifest.counts["en"]}
    for name in FILES:
        numbers |= {int(word) for word in (generation / name).read_bytes().split()}
    assert len(numbers) == 1
    return manifest.passages


def folders(root: Path) -> list[str]:
    """Return the names of all that is in the index folder."""
    return sorted(path.name for path in root.iterdir())


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


# Failures while writing


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


# Damage


def test_any_damage_to_any_file_is_noticed(snapshots: Snapshots, tmp_path: Path) -> None:
    snapshots.publish(writing(1))
    generation = snapshots.publish(writing(2))
    chance = random.Random(5)
    for path in (tmp_path / "index" / "CURRENT", *sorted(generation.rglob("*.*"))):
        content = path.read_bytes()
        flipped = [bytearray(content) for _ in range(40)]
        for each in flipped:
            each[chance.randrange(len(each))] ^= 1 << chance.randrange(8)
        shortened = [content[: chance.randrange(len(content))] for _ in range(10)]
        for damaged in (*map(bytes, flipped), *shortened, b"", content + b"\n", content * 2):
            path.write_bytes(damaged)
            with pytest.raises(DamagedIndex, match="rebuild"):
                snapshots.open_current()
        path.unlink()
        with pytest.raises(MissingIndex if path.name == "CURRENT" else DamagedIndex):
            snapshots.open_current()
        path.write_bytes(content)
        assert number_of(snapshots) == 2


def test_publishing_repairs_damage(snapshots: Snapshots, tmp_path: Path) -> None:
    snapshots.publish(writing(1))
    (tmp_path / "index" / "CURRENT").write_bytes(b"garbage")
    snapshots.publish(writing(2))
    assert number_of(snapshots) == 2


def forge(root: Path, **fields: object) -> None:
    """Rewrite the current manifest with other fields, and CURRENT with its right SHA-256."""
    generation = root / (root / "CURRENT").read_text().split()[0]
    manifest = json.loads((generation / "manifest.json").read_text()) | fields
    encoded = json.dumps({name: value for name, value in manifest.items() if value is not None}).encode()
    (generation / "manifest.json").write_bytes(encoded)
    (root / "CURRENT").write_text(f"{generation.name} {hashlib.sha256(encoded).hexdigest()}\n")


@pytest.mark.parametrize("version", [0, FORMAT_VERSION + 1, "1", None])
def test_another_format_is_stale(snapshots: Snapshots, tmp_path: Path, version: object) -> None:
    snapshots.publish(writing(1))
    forge(tmp_path / "index", format_version=version, unheard_of=1)
    with pytest.raises(StaleIndex, match="rebuild"):
        snapshots.open_current()


@pytest.mark.parametrize(
    "name", ["../secret", "a/../../secret", "{root}/secret", "", ".", "a//b", "a\\b", "a\0b", "link"]
)
def test_a_manifest_cannot_name_files_elsewhere(snapshots: Snapshots, tmp_path: Path, name: str) -> None:
    generation = snapshots.publish(writing(1))
    root = tmp_path / "index"
    (root / "secret").write_bytes(b"secret")
    (generation / "a").mkdir()
    (generation / "link").symlink_to(root / "secret")
    forge(root, files={name.format(root=root): hashlib.sha256(b"secret").hexdigest()})
    with pytest.raises(DamagedIndex, match=r"below the generation|out of the generation"):
        snapshots.open_current()


@pytest.mark.parametrize("fields", [{"model": None}, {"unheard_of": 1}, {"files": ["vectors.npy"]}])
def test_a_manifest_with_other_fields_is_damaged(
    snapshots: Snapshots, tmp_path: Path, fields: dict[str, object]
) -> None:
    snapshots.publish(writing(1))
    forge(tmp_path / "index", **fields)
    with pytest.raises(DamagedIndex):
        snapshots.open_current()


# Readers and killed writers


def test_readers_see_no_mix_during_swaps(snapshots: Snapshots) -> None:
    snapshots.publish(writing(1))
    done = threading.Event()

    def read() -> list[int]:
        seen = []
        while not done.is_set():
            try:
                seen.append(number_of(snapshots))
            except FileNotFoundError:  # only while reading the files after opening: two swaps went by
                continue
        return seen

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        try:
            for number in range(2, 52):
                snapshots.publish(writing(number))
        finally:
            done.set()
        for reader in readers:
            seen = reader.result()
            assert seen == sorted(seen)
            assert len(set(seen)) > 5


# What the killed process runs: generation after generation, each with its number in every file.
FOR_EVER = """
import sys
from pathlib import Path
from index.snapshot import ManifestFacts, Snapshots

root, number = Path(sys.argv[1]), int(sys.argv[2])

def write(folder):
    (folder / "keywords").mkdir()
    for name in ("keywords/terms.npy", "vectors.npy"):
        (folder / name).write_bytes(b"%d " % number * 500)
    return ManifestFacts(model="tiny", model_hash="", dimension=4, corpus_hash="", notes=True, passages=number,
                         counts={"en": number})

print("ready", flush=True)
while True:
    number += 1
    Snapshots(root).publish(write)
"""


def test_a_writer_killed_at_any_moment_leaves_a_whole_generation(snapshots: Snapshots, tmp_path: Path) -> None:
    root = tmp_path / "index"
    began = time.monotonic()
    snapshots.publish(writing(1))
    one_turn = time.monotonic() - began  # disks differ widely in how long a sync takes
    last, left_something = 1, 0
    chance = random.Random(11)
    for _ in range(40):
        command = [sys.executable, "-S", "-c", FOR_EVER, str(root), str(last)]
        writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.0, min(2 * one_turn, 0.2)))
        writer.kill()
        writer.communicate()
        number = number_of(snapshots)
        assert number >= last
        last = number
        left_something += any(name.startswith("building") for name in folders(root))
    assert last > 1  # else the kills came too early,
    assert left_something > 0  # or always between generations, and this test showed nothing
    snapshots.publish(writing(last + 1))
    assert len(folders(root)) == 4
    assert number_of(snapshots) == last + 1


def test_a_folder_in_the_place_of_current_is_damage_that_a_new_generation_mends(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "index")
    snapshots.publish(writing(1))
    (tmp_path / "index" / "CURRENT").unlink()
    (tmp_path / "index" / "CURRENT").mkdir()
    with pytest.raises(DamagedIndex):
        snapshots.open_current()
    snapshots.publish(writing(2))
    assert number_of(snapshots) == 2
