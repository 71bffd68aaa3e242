"""The segments of one folder: which there are, which of their passages are dead, and the pivot they share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.arrays import load_array
from index.matching.bm25 import Part
from index.matching.postings import Postings
from index.segments.segment import Segment, VersionKey, read_versions, rows_of

_LIST = "segments.json"


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


def open_segments(folder: Path, dimension: int) -> tuple[list[Segment], list[Part]]:
    """Return the segments of a folder, and what keyword search needs of each."""
    segments, parts = [], []
    for each in Segments.read(folder).listed:
        segment = Segment(folder / each.name, dimension)
        live = load_array(folder / f"{each.name}-live.npy") if each.dead else None
        frequencies = load_array(folder / f"{each.name}-frequencies.npy") if each.dead else None
        segments.append(segment)
        parts.append(Part(segment.postings, segment.size, live, frequencies))
    return segments, parts
