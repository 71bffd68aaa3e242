"""The LangChain vector store on disk: back as it was, or said to be damaged; never a pickle."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.adapters.langchain_vectorstore import AlineaVectorStore
from index.errors import DamagedIndex, MissingIndex, UnwritableIndex
from tests.index.adapters.word_store import WordCounts, ids, small_store


@pytest.fixture
def store() -> AlineaVectorStore:
    """Return a small store, as new."""
    return small_store()


def everything(store: AlineaVectorStore) -> list[tuple[str | None, str, dict[str, Any], float]]:
    """Return all a search can tell of a store."""
    found = store.similarity_search_with_score("cooperative decent", k=50)
    return [(document.id, document.page_content, document.metadata, score) for document, score in found]


def test_comes_back_from_disk_as_it_was(store: AlineaVectorStore, tmp_path: Path) -> None:
    """Saved, changed, saved again over itself: three files, and it can go on being changed."""
    folder = tmp_path / "mémoire" / "store"
    store.save(folder)
    store.delete(["a"])
    store.add_texts(["decent « travail »"], [{"lang": "fr", "n": [1, {"é": None}]}], ids=["e"])
    store.save(folder)
    assert sorted(path.suffix for path in folder.iterdir()) == [".json", ".npy", ".sqlite"]
    again = AlineaVectorStore.load(folder, WordCounts())
    assert everything(again) == everything(store)
    again.add_texts(["work"], ids=["f"])
    again.delete(["b"])
    assert ids(again.similarity_search("statistics", k=9, filter={"lang": "fr"})) == ["d", "e"]
    assert ids(again.similarity_search("work", k=1)) == ["f"]


def test_an_empty_store_can_be_saved(tmp_path: Path) -> None:
    """It comes back empty, and usable."""
    AlineaVectorStore(WordCounts()).save(tmp_path)
    again = AlineaVectorStore.load(tmp_path, WordCounts())
    assert again.similarity_search("work") == []
    assert again.add_texts(["work"], ids=["a"]) == ["a"] and len(again) == 1


def test_a_folder_without_a_store_is_said_to_be_so(tmp_path: Path) -> None:
    """Missing is not damaged."""
    with pytest.raises(MissingIndex):
        AlineaVectorStore.load(tmp_path, WordCounts())


@pytest.mark.parametrize("suffix", [".npy", ".sqlite"])
@pytest.mark.parametrize("change", ["one bit", "cut", "grown", "gone"])
def test_any_change_of_a_file_is_noticed(store: AlineaVectorStore, tmp_path: Path, suffix: str, change: str) -> None:
    """A bit in the last byte, which no format would notice by itself."""
    store.save(tmp_path)
    (path,) = tmp_path.glob(f"*{suffix}")
    content = path.read_bytes()
    if change == "gone":
        path.unlink()
    else:
        changed = {"one bit": content[:-1] + bytes([content[-1] ^ 1]), "cut": content[:-1], "grown": content + b"\0"}
        path.write_bytes(changed[change])
    with pytest.raises(DamagedIndex, match=path.name):
        AlineaVectorStore.load(tmp_path, WordCounts())


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "{}",
        '{"format": 2, "sha256": {}}',
        '{"format": 1, "sha256": {}}',
        '{"format": 1, "sha256": {"vectors": 3, "texts": 4}}',
        '{"format": 1, "sha256": {"vectors": "../../../../etc/passwd", "texts": ""}}',
        "[" * 100_000,
    ],
)
def test_a_manifest_that_makes_no_sense_is_damage(store: AlineaVectorStore, tmp_path: Path, manifest: str) -> None:
    """It is input like any other: it chooses no path and no format."""
    store.save(tmp_path)
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(DamagedIndex):
        AlineaVectorStore.load(tmp_path, WordCounts())


def forge(folder: Path, part: str, suffix: str, content: bytes) -> None:
    """Put a file in the place of another, with a manifest that vouches for it."""
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sha256"][part] = sha256(content).hexdigest()
    (folder / f"{part}-{sha256(content).hexdigest()[:16]}{suffix}").write_bytes(content)
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_a_pickle_is_never_opened(store: AlineaVectorStore, tmp_path: Path) -> None:
    """Not even one whose checksum is right: the object would run code when read."""
    opened = tmp_path / "opened"

    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path.touch, (opened,))

    store.save(tmp_path)
    np.save(tmp_path / "trap.npy", np.array([Trap()], dtype=object), allow_pickle=True)
    forge(tmp_path, "vectors", ".npy", (tmp_path / "trap.npy").read_bytes())
    with pytest.raises(DamagedIndex, match="allow_pickle=False"):
        AlineaVectorStore.load(tmp_path, WordCounts())
    assert not opened.exists()


def test_an_array_that_claims_to_fill_the_memory_is_damage(store: AlineaVectorStore, tmp_path: Path) -> None:
    """A header of a few bytes can promise petabytes."""
    store.save(tmp_path)
    content = io.BytesIO()
    header = {"descr": "<f4", "fortran_order": False, "shape": (10**15, 6)}
    np.lib.format.write_array_header_1_0(content, header)
    forge(tmp_path, "vectors", ".npy", content.getvalue())
    with pytest.raises(DamagedIndex):
        AlineaVectorStore.load(tmp_path, WordCounts())


def test_files_that_do_not_belong_together_are_damage(store: AlineaVectorStore, tmp_path: Path) -> None:
    """Each is whole, but one row short of the other; or it is no database at all."""
    store.save(tmp_path / "long")
    store.delete(["d"])
    store.save(tmp_path / "short")
    (vectors,) = (tmp_path / "short").glob("*.npy")
    forge(tmp_path / "long", "vectors", ".npy", vectors.read_bytes())
    with pytest.raises(DamagedIndex, match=r"4 texts came with float32 vectors of shape \(3, 6\)"):
        AlineaVectorStore.load(tmp_path / "long", WordCounts())
    forge(tmp_path / "short", "texts", ".sqlite", b"This is not a database." * 300)
    with pytest.raises(DamagedIndex, match="not a database"):
        AlineaVectorStore.load(tmp_path / "short", WordCounts())


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_a_save_that_fails_leaves_the_earlier_store(
    store: AlineaVectorStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: int
) -> None:
    """The disk is full at the first, second or third file: what was there loads as before, and the next save works."""
    store.save(tmp_path)
    before = everything(store)
    store.delete(["b"])
    replace, done = Path.replace, []

    def full(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == stage:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(UnwritableIndex, match="No space left"):
            store.save(tmp_path)
    assert everything(AlineaVectorStore.load(tmp_path, WordCounts())) == before
    store.save(tmp_path)
    assert everything(AlineaVectorStore.load(tmp_path, WordCounts())) == everything(store)
    assert len(list(tmp_path.iterdir())) == 3
