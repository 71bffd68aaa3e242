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
from index.embedding import Models
from index.errors import DamagedIndex, MissingIndex, StaleIndex
from index.segments.compaction import plan
from index.segments.manifest import Generations, ManifestFacts
from index.segments.passages import passages_of
from index.segments.segment import Progress, SegmentWriter, VersionKey, read_versions
from index.segments.segment_list import SegmentEntry, Segments
from index.stores import DEFAULT, STORES, store_of
from index.types import Passage

# Segments of more passages have their vectors where large ones belong; those of others come with them.
LARGE = 20_000


class Builder:
    """Writes generations of the index of a library, each made from the one before where that fits."""

    def __init__(self, library: Library, models: Models, snapshots: Generations, *, notes: bool) -> None:
        """Write nothing yet; `notes` says whether the notes are to be found."""
        self._library, self._models, self._snapshots, self._notes = library, models, snapshots, notes

    def build(self, *, anew: bool = False, progress: Progress = lambda done, label: None) -> Path:
        """Write a new generation for the library as it is, and make it current. Return its folder.

        The segments of the current generation are kept where they fit, unless everything is to be written `anew`.
        """

        def write(folder: Path) -> ManifestFacts:
            with self._library.reading():
                segments = self._write(folder, None if anew else self._usable(), progress)
                versions = Counter[str]()
                for there in segments.versions(folder):
                    for key, count in there.items():
                        versions[key.language] += count
                return ManifestFacts(
                    model=self._models.embedder.name,
                    model_hash=self._models.fingerprint,
                    dimension=self._models.embedder.dimension,
                    corpus_hash=self._library.fingerprint(notes=self._notes),
                    notes=self._notes,
                    passages=versions.total(),
                    counts=dict(sorted(versions.items())),
                )

        return self._snapshots.publish(write)

    def _usable(self) -> Path | None:
        """Return the current generation if its segments can be kept, None where there is none that can."""
        try:
            folder, manifest = self._snapshots.open_current()
        except (MissingIndex, StaleIndex, DamagedIndex):
            return None  # everything is written anew, and nothing of it is trusted
        return folder if manifest.model_hash == self._models.fingerprint else None

    def _write(self, folder: Path, before: Path | None, progress: Progress) -> Segments:
        """Write the segments of what the library holds, those that stay linked from the generation before."""
        held = {VersionKey(*key): count for *key, count in self._library.contents(notes=self._notes)}
        old = Segments.read(before) if before else Segments(None, ())
        listed = [each.name for each in old.listed if before and self._is_there(before / each.name)]
        there = [(name, read_versions(before / name)) for name in listed] if before else []
        planned = plan(there, held)
        entries, pivot = list(planned.kept), old.pivot if planned.kept else None
        for each in planned.kept:
            if before:
                _link(before / each.name, folder / each.name)
        if planned.fresh or not entries:
            digests = {key[:3]: key.digest for key in planned.fresh}
            name = f"segment-{hashlib.sha256(json.dumps(planned.fresh).encode()).hexdigest()[:16]}"
            (folder / name).mkdir()
            passages = list(passages_in(self._library, planned.fresh))
            store = self._snapshots.vectors if len(passages) > LARGE else DEFAULT
            writer = SegmentWriter(self._models, store, progress)
            pivot = writer.write(folder / name, passages, pivot=pivot, digests=digests)
            entries.append(SegmentEntry(name))
        segments = Segments(pivot, tuple(entries))
        segments.write(folder)
        progress(1.0, "written")
        return segments

    def _is_there(self, segment: Path) -> bool:
        """Tell whether vectors that a segment has elsewhere are still there; its files were checked."""
        try:
            for place in segment.glob("vectors.*"):
                if STORES[place.suffix.removeprefix(".")].elsewhere:
                    rows = sum(read_versions(segment).values())
                    store_of(place).open(place, rows, self._models.embedder.dimension).close()
        except DamagedIndex:
            return False
        return True


def passages_in(library: Library, versions: Sequence[VersionKey]) -> Iterator[Passage]:
    """Yield the passages of some versions of the library."""
    for document, language, status, _ in versions:
        rows = library.renditions(document, language=Language(language), status=Status(status))
        yield from passages_of(library.document(document), rows)


def write_passages(folder: Path, passages: Sequence[Passage], models: Models) -> None:
    """Write the index of some passages to a folder, as one segment."""
    (folder / "segment").mkdir()
    pivot = SegmentWriter(models).write(folder / "segment", passages)
    Segments(pivot, (SegmentEntry("segment"),)).write(folder)


def _link(source: Path, target: Path) -> None:
    """Give a segment a second place: hard links, or copies on a file system that has none."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        try:
            os.link(path, target / path.name)
        except OSError:
            shutil.copyfile(path, target / path.name)
