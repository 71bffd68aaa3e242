"""A library copied from one place to another: texts, kept files, and the index as it is, verified; it can go on later.

What was copied before an interruption is not copied again. Neither place is written by others meanwhile.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, fields
from pathlib import Path

from assistant.types import AsJson
from assistant.upkeep.places import Place
from index.errors import DamagedIndex, MissingIndex, StaleIndex
from index.segments.manifest import Generations, Manifest, ManifestFacts
from index.stores import PGVECTOR

Progress = Callable[[float, str], None]

_NO_INDEX = (MissingIndex, StaleIndex, DamagedIndex)


@dataclass(frozen=True, slots=True)
class Moved(AsJson):
    """What `move` returns: documents and texts that are there now, what of it was copied this time, and the index.

    `unkept` are the records of kept files that are missing or damaged where they were copied from.
    """

    documents: int
    texts: int
    copied: int
    files: int
    index: bool
    unkept: tuple[str, ...] = ()


def move(source: Place, target: Place, progress: Progress) -> Moved:
    """Copy the library of one place to another, and verify it there.

    Raises OtherDocuments where that has other texts, or LibraryFailure. `index` is false where that has to be built.
    """
    with ExitStack() as stack:
        for place in (source, target):
            if not place.library.read_only:
                stack.enter_context(place.writer.held())
        copied = target.library.copy_from(source.library, lambda done, label: progress(0.7 * done, label))
        names = sorted(source.library.records())
        unkept = []
        for count, name in enumerate(names):
            progress(0.7 + 0.2 * count / len(names), name[:12])
            if not target.sources.adopt(source.sources, name):
                unkept.append(name)
        progress(0.9, "index")
        indexed = _copy_index(source.generations, target.generations)
        return Moved(
            documents=len(target.library.documents()),
            texts=len(target.library.files()),
            copied=copied,
            files=len(names) - len(unkept),
            index=indexed,
            unkept=tuple(unkept),
        )


def _copy_index(source: Generations, target: Generations) -> bool:
    """Copy the current generation as it is, and tell whether it is there; its vectors may not be in its files."""
    try:
        folder, manifest = source.open_current()
    except _NO_INDEX:
        return False
    if any(Path(name).suffix == f".{PGVECTOR}" for name in manifest.files):
        return False
    if not _has(target, manifest):
        target.publish(lambda building: _copied(folder, manifest, building))
    return _has(target, manifest)


def _has(generations: Generations, manifest: Manifest) -> bool:
    try:
        return generations.open_current()[1].files == manifest.files
    except _NO_INDEX:
        return False


def _copied(folder: Path, manifest: Manifest, building: Path) -> ManifestFacts:
    for name in manifest.files:
        (building / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, building / name)
    return ManifestFacts(**{each.name: getattr(manifest, each.name) for each in fields(ManifestFacts)})
