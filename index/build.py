"""The library to an index generation: passages, their vectors, keywords and tokens, in one folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from corpus.library import Library
from corpus.types import Status
from index.embedding import Embedder, StaticEmbedder
from index.passages import passages_of
from index.segment import Progress, write_segment
from index.segments import Listed, Segments
from index.snapshot import ManifestFacts, Snapshots
from index.types import Passage


def collect_passages(library: Library, *, notes: bool) -> list[Passage]:
    """Return the passages of every version in the library, notes left out on demand, in a fixed order."""
    found: list[Passage] = []
    with library.reading():
        documents = {document.id: document for document in library.documents()}
        stored = library.renditions()
        for (document_id, _, status), rows in groupby(stored, key=lambda row: (row.document, row.language, row.status)):
            if notes or status is not Status.NOTE:
                found.extend(passages_of(documents[document_id], rows))
    return found


def build(
    library: Library,
    embedder: Embedder,
    static: StaticEmbedder,
    snapshots: Snapshots,
    *,
    notes: bool,
    progress: Progress = lambda done, label: None,
) -> Path:
    """Write a new generation for the library as it is, and make it current. Return its folder."""
    with library.reading():
        corpus_hash = library.fingerprint(notes=notes)
        passages = collect_passages(library, notes=notes)

    def write(folder: Path) -> ManifestFacts:
        """Write every file of the generation."""
        write_passages(folder, passages, embedder, static, progress)
        return ManifestFacts(
            model=embedder.name,
            model_hash=embedder.fingerprint,
            dimension=embedder.dimension,
            corpus_hash=corpus_hash,
            notes=notes,
            passages=len(passages),
            counts=dict(Counter(str(passage.language) for passage in passages)),
        )

    return snapshots.publish(write)


def write_passages(
    folder: Path,
    passages: Sequence[Passage],
    embedder: Embedder,
    static: StaticEmbedder,
    progress: Progress = lambda done, label: None,
) -> None:
    """Write the index of some passages to a folder, as one segment."""
    (folder / "segment").mkdir()
    pivot = write_segment(folder / "segment", passages, embedder, static, progress=progress)
    Segments(pivot, (Listed("segment"),)).write(folder)
