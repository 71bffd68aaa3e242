"""A library that was emptied, deleted or replaced is not a new one: the index and the kept files name its documents."""

from __future__ import annotations

import logging
from collections.abc import Collection, Set
from pathlib import Path

from corpus.errors import LostLibrary
from corpus.library.library import Library
from corpus.library.sources import Sources
from corpus.types import Status
from index.errors import DamagedIndex, MissingIndex, StaleIndex
from index.segments.generations import Snapshots
from index.segments.segment_list import Segments

_log = logging.getLogger(__name__)

_SHOWN = 20


def refuse_lost(library: Path, index: Path, sources: Sources) -> None:
    """Refuse to begin a library where the index or the kept files name documents. Raises LostLibrary."""
    if not library.exists() or not library.stat().st_size:
        _refuse(library, index, indexed(index) | {record.document for _, record in sources.records()})
        if index.exists():
            _log.warning("There is no library at %s, although there is an index: a new one is begun.", library)


def refuse_lacking(library: Library, path: Path, index: Path) -> None:
    """Refuse a library that lacks documents the index has, and that nobody removed. Raises LostLibrary."""
    if there := indexed(index):
        with library.reading():
            held = {document for document, *_ in library.files()}
            lacking = there - held - library.removed()
        _refuse(path, index, lacking)


def indexed(index: Path) -> Set[str]:
    """Return the documents whose texts, notes apart, the current generation of an index has; none where it is none."""
    try:
        folder = Snapshots(index).described()
        there = Segments.read(folder).versions(folder)
    except (MissingIndex, DamagedIndex, StaleIndex, OSError, ValueError, KeyError, TypeError):
        return frozenset()
    return {key.document for versions in there for key in versions if key.status != Status.NOTE}


def _refuse(library: Path, index: Path, documents: Collection[str]) -> None:
    if not documents:
        return
    named = sorted(documents)
    shown = ", ".join(named[:_SHOWN]) + (f" + {len(named) - _SHOWN}" if len(named) > _SHOWN else "")
    others = f"{index}, {library.with_name('sources')}"
    raise LostLibrary(path=library, documents=shown, others=others)
