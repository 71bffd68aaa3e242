"""Generations that were damaged, and readers and writers that meet or are killed."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import DamagedIndex, MissingIndex, StaleIndex
from index.segments.generations import FORMAT_VERSION, Snapshots
from tests.index.segments.generations import folders, number_of, writing

ROOT = Path(__file__).parents[3]


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """Give a place without any index."""
    return Snapshots(tmp_path / "index")


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
import filelock  # imported by the first publication: not to be counted as its time
from index.segments.generations import ManifestFacts, Snapshots

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
    snapshots.publish(writing(1))
    last, left_something = 1, 0
    longest = 0.02  # seconds until the kill; found as we go: disks, and loads, differ widely in how long a turn takes
    chance = random.Random(11)
    for _ in range(40):
        command = [sys.executable, "-c", FOR_EVER, str(root), str(last)]
        writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.0, longest))
        writer.kill()
        writer.communicate()
        number = number_of(snapshots)
        assert number >= last
        longest = longest / 1.3 if number > last else min(longest * 1.3, 2.0)
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
