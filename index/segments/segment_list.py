"""The segments of one folder: which there are, which of their passages are dead, and the pivot they share."""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.arrays import load_array
from index.errors import DamagedIndex
from index.matching.bm25 import Part
from index.matching.postings import Postings
from index.segments.segment import Segment, VersionKey, read_versions, rows_of

_LIST = "segments.json"

# The versions whose texts are those that were indexed, as `unchanged_key` gives them.
Unchanged = Set[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment in the list: the name of its folder, and which of its versions (by number) are dead."""

    name: str
    dead: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Segments:
    """What a folder of passages holds, in order; `pivot` is that of all their lengths (see `Postings.build`)."""

    pivot: float | None
    listed: tuple[SegmentEntry, ...]

    @classmethod
    def read(cls, folder: Path) -> Segments:
        """Return the list in a folder."""
        stored = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        return cls(stored["pivot"], tuple(SegmentEntry(name, tuple(dead)) for name, dead in stored["segments"]))

    def write(self, folder: Path) -> None:
        """Write the list, and for each segment with dead passages which rows live and how often its terms occur."""
        for each in self.listed:
            if each.dead:
                live = ~rows_of(folder / each.name, each.dead)
                frequencies = Postings.load(folder / each.name).frequencies(live)
                np.save(folder / f"{each.name}-live.npy", live, allow_pickle=False)
                np.save(folder / f"{each.name}-frequencies.npy", frequencies, allow_pickle=False)
        stored = {"pivot": self.pivot, "segments": [[each.name, each.dead] for each in self.listed]}
        (folder / _LIST).write_text(json.dumps(stored), encoding="utf-8")

    def versions(self, folder: Path) -> list[dict[VersionKey, int]]:
        """Return the live versions of each segment, with the number of passages of each."""
        found = []
        for each in self.listed:
            dead = set(each.dead)
            stored = read_versions(folder / each.name)
            found.append({key: count for number, (key, count) in enumerate(stored.items()) if number not in dead})
        return found


def open_segments(folder: Path, dimension: int, unchanged: Unchanged | None = None) -> tuple[list[Segment], list[Part]]:
    """Return the segments of a folder, and what keyword search needs of each.

    Passages of versions that are not `unchanged` count as dead. Raises DamagedIndex where a file cannot be read: it was
    whole when the generation was checked.
    """
    segments, parts = [], []
    try:
        for each in Segments.read(folder).listed:
            segment = Segment(folder / each.name, dimension)
            gone = () if unchanged is None else gone_from(folder, each, unchanged)
            live, frequencies = None, None
            if gone:
                live = ~rows_of(folder / each.name, (*each.dead, *gone))
                frequencies = segment.postings.frequencies(live)
            elif each.dead:
                live = load_array(folder / f"{each.name}-live.npy")
                frequencies = load_array(folder / f"{each.name}-frequencies.npy")
            segments.append(segment)
            parts.append(Part(segment.postings, segment.size, live, frequencies))
    except (OSError, ValueError, EOFError, KeyError) as error:
        raise DamagedIndex(path=folder, detail=error) from error
    return segments, parts


def gone_from(folder: Path, entry: SegmentEntry, unchanged: Unchanged) -> tuple[int, ...]:
    """Return the numbers of a segment's live versions that are gone, or are others now."""
    there = enumerate(read_versions(folder / entry.name))
    return tuple(n for n, key in there if n not in entry.dead and unchanged_key(*key) not in unchanged)


def unchanged_key(document: str, language: str, status: str, digest: str) -> tuple[str, str, str, str]:
    """Return what a version of the library is known by as long as its texts are the same (`Library.contents`).

    The second half of its digest is of the document's facts, which may change when another version is added.
    """
    return document, language, status, digest[: len(digest) // 2]
