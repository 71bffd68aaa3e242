"""Which segments stay as they are and which are written anew, when the library has changed.

Segments halve in size: a new one takes in those not more than twice its own, so that a million passages added one
document at a time are in some twenty segments at most, and each passage was written again some twenty times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.segments.segment import VersionKey
from index.segments.segment_list import SegmentEntry

_TAKEN_IN = 2

# A segment is written anew when more than this share of it is dead: dead passages are skipped, not free.
_MOST_DEAD = 0.5


@dataclass(frozen=True, slots=True)
class CompactionPlan:
    """The segments to keep, in their order, with their dead versions; and the versions for a new segment, sorted."""

    kept: tuple[SegmentEntry, ...]
    fresh: tuple[VersionKey, ...]


def plan(segments: Sequence[tuple[str, Mapping[VersionKey, int]]], wanted: Mapping[VersionKey, int]) -> CompactionPlan:
    """Return how to come from some segments to one state of the library.

    `segments` have their name and all their versions in order, dead ones too, with the number of passages of each;
    `wanted` has the versions of the library with about as many.
    """
    placed: set[VersionKey] = set()
    live: dict[str, dict[VersionKey, int]] = {}
    for name, versions in segments:
        live[name] = {key: count for key, count in versions.items() if key in wanted and key not in placed}
        placed |= live[name].keys()
    sizes = {name: sum(there.values()) for name, there in live.items()}
    fresh = set(wanted) - placed
    fresh_size = sum(wanted[key] for key in fresh)
    taken = {name for name in live if not live[name]}
    by_size = sorted(segments, key=lambda segment: (sizes[segment[0]], segment[0]))
    for name, versions in by_size:
        mostly_dead = sizes[name] < (1 - _MOST_DEAD) * sum(versions.values())
        if live[name] and (mostly_dead or (fresh and sizes[name] <= _TAKEN_IN * fresh_size)):
            taken.add(name)
            fresh |= live[name].keys()
            fresh_size += sizes[name]
    kept = [
        SegmentEntry(name, tuple(number for number, key in enumerate(versions) if key not in live[name]))
        for name, versions in segments
        if name not in taken
    ]
    return CompactionPlan(tuple(kept), tuple(sorted(fresh)))
