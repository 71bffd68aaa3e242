"""The library to an index generation: what is there already is kept, and the rest is written as one new segment."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.library.library import Library
from corpus.types import Language, Status
from index.embedding import Embedder, StaticEmbedder, fingerprint_of
from index.errors import DamagedIndex, MissingIndex, StaleIndex
from index.segments.compaction import plan
from index.segments.generations import ManifestFacts, Snapshots
from index.segments.passages import passages_of
from index.segments.segment import Progress, VersionKey, read_versions, write_segment
from index.segments.segment_list import SegmentEntry, Segments
from index.types import Passage


def build(
    library: Library,
    embedder: Embedder,
    static: StaticEmbedder,
    snapshots: Snapshots,
    *,
    notes: bool,
    anew: bool = False,
    progress: Progress = lambda done, label: None,
) -> Path:
    """Write a new generation for the library as it is, and make it current. Return its folder.

    The segments of the current generation are kept where they fit, unless everything is to be written `anew`.
    """

    def write(folder: Path) -> ManifestFacts:
        """Write every file of the generation."""
        with library.reading():
            held = {VersionKey(*key): count for *key, count in library.contents(notes=notes)}
            before = None if anew else _usable(snapshots, embedder, static)
            segments = _write(folder, before, held, library, embedder, static, progress)
            versions = Counter[str]()
            for there in segments.versions(folder):
                for key, count in there.items():
                    versions[key.language] += count
            return ManifestFacts(
                model=embedder.name,
                model_hash=fingerprint_of(embedder, static),
                dimension=embedder.dimension,
                corpus_hash=library.fingerprint(notes=notes),
                notes=notes,
                passages=versions.total(),
                counts=dict(sorted(versions.items())),
            )

    return snapshots.publish(write)


def passages_in(library: Library, versions: Sequence[VersionKey]) -> Iterator[Passage]:
    """Yield the passages of some versions of the library."""
    for document, language, status, _ in versions:
        rows = library.renditions(document, language=Language(language), status=Status(status))
        yield from passages_of(library.document(document), rows)


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
    Segments(pivot, (SegmentEntry("segment"),)).write(folder)


def _usable(snapshots: Snapshots, embedder: Embedder, static: StaticEmbedder) -> Path | None:
    """Return the current generation if its segments can be kept, else None."""
    try:
        folder, manifest = snapshots.open_current()
    except (MissingIndex, StaleIndex, DamagedIndex):
        return None  # everything is written anew, and nothing of it is trusted
    return folder if manifest.model_hash == fingerprint_of(embedder, static) else None


def _write(
    folder: Path,
    before: Path | None,
    held: dict[VersionKey, int],
    library: Library,
    embedder: Embedder,
    static: StaticEmbedder,
    progress: Progress,
) -> Segments:
    """Write the segments of the library, linking those that stay from the previous generation. Return them."""
    old = Segments.read(before) if before else Segments(None, ())
    there = [(each.name, read_versions(before / each.name)) for each in old.listed] if before else []
    planned = plan(there, held)
    listed, pivot = list(planned.kept), old.pivot if planned.kept else None
    for each in planned.kept:
        if before:
            _link(before / each.name, folder / each.name)
    if planned.fresh or not listed:
        digests = {key[:3]: key.digest for key in planned.fresh}
        name = f"segment-{hashlib.sha256(json.dumps(planned.fresh).encode()).hexdigest()[:16]}"
        (folder / name).mkdir()
        passages = list(passages_in(library, planned.fresh))
        pivot = write_segment(
            folder / name, passages, embedder, static, pivot=pivot, digests=digests, progress=progress
        )
        listed.append(SegmentEntry(name))
    segments = Segments(pivot, tuple(listed))
    segments.write(folder)
    progress(1.0, "written")
    return segments


def _link(source: Path, target: Path) -> None:
    """Give a segment a second place: hard links, or copies on a file system that has none."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        try:
            os.link(path, target / path.name)
        except OSError:
            shutil.copyfile(path, target / path.name)
