"""Building: what a generation holds, and that the same library gives the same files."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from corpus.library.library import Library
from corpus.types import Language, Status
from index.embedding import DEFAULT_MODEL, Models, StaticEmbedder
from index.segments.builder import Builder, passages_in
from index.segments.generations import Snapshots
from index.segments.segment import VersionKey

ROOT = Path(__file__).parents[3]


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a generation but its manifest, which has the date."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def test_the_manifest_says_what_was_built(library: Library, static: StaticEmbedder, tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "index")
    labels: list[tuple[float, str]] = []
    builder = Builder(library, Models(static, static), snapshots, notes=True)
    folder = builder.build(progress=lambda done, label: labels.append((done, label)))
    current, manifest = snapshots.open_current()
    assert current == folder
    assert (manifest.model, manifest.model_hash, manifest.dimension) == (static.name, static.fingerprint, 256)
    assert (manifest.corpus_hash, manifest.notes) == (library.fingerprint(notes=True), True)
    # The charter has six paragraphs and a chapeau with its items in each language, the report two and two.
    assert (manifest.passages, manifest.counts) == (18, {"en": 9, "fr": 9})
    done = [share for share, _ in labels]
    assert done == sorted(done)
    assert done[-1] == 1.0


def test_notes_are_left_out_on_demand(library: Library) -> None:
    with_notes, without = (
        list(passages_in(library, [VersionKey(*key) for *key, _ in library.contents(notes=notes)]))
        for notes in (True, False)
    )
    assert [passage for passage in with_notes if passage.status is not Status.NOTE] == without
    assert [(p.document, p.language) for p in with_notes if p not in without] == [("bakery-report", Language.EN)] * 2


def test_two_builds_give_the_same_files(library: Library, static: StaticEmbedder, tmp_path: Path) -> None:
    here = Builder(library, Models(static, static), Snapshots(tmp_path / "here"), notes=True).build()
    code = (
        "import sys; from pathlib import Path; from corpus.library.library import Library\n"
        "from index.segments.builder import Builder\n"
        "from index.embedding import DEFAULT_MODEL, Models, StaticEmbedder\n"
        "from index.segments.generations import Snapshots\n"
        "model = StaticEmbedder(DEFAULT_MODEL)\n"
        "Builder(Library(Path(sys.argv[1])), Models(model, model), Snapshots(Path(sys.argv[2])), notes=True).build()"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "library.sqlite"), str(tmp_path / "there")],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "77"},
        check=True,
        timeout=60,
    )
    there, _ = Snapshots(tmp_path / "there").open_current()
    assert hashes(here) == hashes(there)
    assert len(hashes(here)) > 10


def test_an_empty_library_can_be_built_and_searched(tmp_path: Path) -> None:
    service = Assistant(Settings(home=tmp_path, notes=False))
    assert service.find("who votes?").hits == ()
    assert service.check().ok
    service.close()


def test_another_re_ranking_model_makes_another_index(library: Library, static: StaticEmbedder, tmp_path: Path) -> None:
    """Its tokens are in the index as well, whatever model gives the vectors."""
    snapshots = Snapshots(tmp_path / "index")
    first = Builder(library, Models(static, static), snapshots, notes=True).build()
    other = StaticEmbedder(DEFAULT_MODEL)
    other.fingerprint = "cd" * 32
    second = Builder(library, Models(static, other), snapshots, notes=True).build()
    assert not any(path.samefile(second / path.relative_to(first)) for path in first.glob("segment*/*"))
    third = Builder(library, Models(static, other), snapshots, notes=True).build()
    assert all(path.samefile(third / path.relative_to(second)) for path in second.glob("segment*/*"))


def test_another_model_means_a_rebuild(settings: Settings, tmp_path: Path) -> None:
    """The setting ALINEA_EMBEDDER: the index of another model is never searched."""
    pytest.importorskip("torch")
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(DEFAULT_MODEL))
    model.prompts["query"] = "question: "
    model.save(str(tmp_path / "model"))
    built = []
    for embedder in (None, str(tmp_path / "model"), None):
        service = Assistant(replace(settings, embedder=embedder))
        assert service.find("wages of each crew").hits[0].locator == "3(a)"
        service.close()
        folder, manifest = Snapshots(settings.index).open_current()
        built.append((folder.name, manifest.model))
    assert built == [("000001", "alinea-static"), ("000002", str(tmp_path / "model")), ("000003", "alinea-static")]


def test_what_fits_is_not_built_again(settings: Settings) -> None:
    for _ in range(2):
        service = Assistant(settings)
        service.find("wages")
        service.close()
    assert Snapshots(settings.index).open_current()[0].name == "000001"
