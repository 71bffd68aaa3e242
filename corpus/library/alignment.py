"""Whether two versions of a document are the same tree: the same places, under the same parents, in the same order.

Versions align by locator, and only by it. What does not agree is reported, never forced together:

| kind | what it says |
|---|---|
| `missing` | the first version has these places, the second does not |
| `extra` | the second version has these places, the first does not |
| `items` | a paragraph has other items (or an output other rows) in the second version |
| `parent` | a place stands under another parent |
| `role` | an item in one version is a paragraph in the other |
| `moved` | a place comes after another one than in the first version |
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, pairwise

from corpus.library.merging import reading_order
from corpus.types import Rendition, Role

_PARTS = frozenset({Role.ITEM, Role.ROW})


class Kind(StrEnum):
    """How two versions disagree."""

    MISSING = "missing"
    EXTRA = "extra"
    ITEMS = "items"
    PARENT = "parent"
    ROLE = "role"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One disagreement, at the highest place where it shows: what stands below a missing paragraph is not named.

    `locators` are the places it is about, in reading order; for `items` the paragraph itself. `first` and `second` are
    what each version says: items as a count, parents and the places before a moved one as locators (empty for none),
    roles. `only_first` and `only_second` are the items that one version alone has. `jump` are the two neighbours
    between which the numbers of the version that lacks the places jump; None where they do not.
    """

    kind: Kind
    locators: tuple[str, ...]
    first: str = ""
    second: str = ""
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    jump: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """The locators that two versions share, in the order of the first, and where they disagree, in reading order."""

    aligned: tuple[str, ...]
    mismatches: tuple[Mismatch, ...]


@dataclass(frozen=True, slots=True)
class _Tree:
    """A version's paragraphs by locator, and the locators under each parent (None: at the top), in reading order."""

    nodes: Mapping[str, Rendition]
    below: Mapping[str | None, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, renditions: Sequence[Rendition]) -> _Tree:
        """Return the tree of a version; of two renditions at one locator the first counts."""
        nodes: dict[str, Rendition] = {}
        for rendition in renditions:
            nodes.setdefault(rendition.locator, rendition)
        below: dict[str | None, list[str]] = {}
        for locator, rendition in nodes.items():
            parent = rendition.parent if rendition.parent in nodes else None
            below.setdefault(parent, []).append(locator)
        return cls(nodes, below)

    def before(self, locator: str) -> str:
        """Return the place that a place follows among its siblings, empty for the first."""
        parent = self.nodes[locator].parent
        siblings = self.below[parent if parent in self.nodes else None]
        position = siblings.index(locator)
        return siblings[position - 1] if position else ""


def align(first: Sequence[Rendition], second: Sequence[Rendition], *, partial: bool = False) -> Alignment:
    """Compare two versions of a document, each in reading order.

    `partial` says that the second need not be complete, as a note is not: what it leaves out is no mismatch then.
    """
    one, other = _Tree.of(first), _Tree.of(second)
    aligned = tuple(locator for locator in one.nodes if locator in other.nodes)
    found = [
        *_absent(one, other, Kind.MISSING),
        *_absent(other, one, Kind.EXTRA),
        *_other_items(one, other),
        *_differing(one, other, aligned),
        *_moved(one, other),
    ]
    kept = [each for each in found if not (partial and _is_omission(each))]
    places = {locator: number for number, locator in enumerate(reading_order([list(one.nodes), list(other.nodes)]))}
    kept.sort(key=lambda each: places[each.locators[0]])
    return Alignment(aligned, tuple(kept))


def _is_omission(mismatch: Mismatch) -> bool:
    """Tell whether the second version merely leaves something out."""
    return mismatch.kind is Kind.MISSING or (mismatch.kind is Kind.ITEMS and not mismatch.only_second)


def _absent(having: _Tree, lacking: _Tree, kind: Kind) -> Iterator[Mismatch]:
    """Yield the runs of places that one version has and the other lacks, but for items and rows of a shared place."""
    for parent, siblings in having.below.items():
        if parent is not None and parent not in lacking.nodes:
            continue  # told by its parent
        alone = [
            locator not in lacking.nodes and (parent is None or having.nodes[locator].role not in _PARTS)
            for locator in siblings
        ]
        position = 0
        for absent, run in groupby(alone):
            length = len(list(run))
            if absent:
                around = siblings[max(0, position - 1) : position], siblings[position + length :][:1]
                yield Mismatch(
                    kind, tuple(siblings[position : position + length]), jump=_jump(lacking, parent, *around)
                )
            position += length


def _jump(lacking: _Tree, parent: str | None, before: Sequence[str], after: Sequence[str]) -> tuple[str, str] | None:
    """Return the neighbours of a run of absent places if, in the version that lacks them, one follows the other."""
    siblings = lacking.below.get(parent, [])
    if before and after and (before[0], after[0]) in pairwise(siblings):
        return before[0], after[0]
    return None


def _other_items(one: _Tree, other: _Tree) -> Iterator[Mismatch]:
    """Yield the shared places whose items or rows are not the same; an item under another parent counts as there."""
    for locator in one.nodes:
        if locator not in other.nodes:
            continue
        mine, theirs = (
            [each for each in tree.below.get(locator, []) if tree.nodes[each].role in _PARTS] for tree in (one, other)
        )
        only_first = tuple(each for each in mine if each not in other.nodes)
        only_second = tuple(each for each in theirs if each not in one.nodes)
        if only_first or only_second:
            yield Mismatch(Kind.ITEMS, (locator,), str(len(mine)), str(len(theirs)), only_first, only_second)


def _differing(one: _Tree, other: _Tree, aligned: Sequence[str]) -> Iterator[Mismatch]:
    """Yield the shared places with another parent or another role."""
    for locator in aligned:
        mine, theirs = one.nodes[locator], other.nodes[locator]
        if mine.parent != theirs.parent:
            yield Mismatch(Kind.PARENT, (locator,), mine.parent or "", theirs.parent or "")
        if mine.role is not theirs.role:
            yield Mismatch(Kind.ROLE, (locator,), mine.role, theirs.role)


def _moved(one: _Tree, other: _Tree) -> Iterator[Mismatch]:
    """Yield the fewest places that have to move for the siblings of both versions to be in one order."""
    for parent, siblings in one.below.items():
        ranks = {locator: rank for rank, locator in enumerate(other.below.get(parent, []))}
        shared = [locator for locator in siblings if locator in ranks]
        in_order = _longest_rising([ranks[locator] for locator in shared])
        for position, locator in enumerate(shared):
            if position not in in_order:
                yield Mismatch(Kind.MOVED, (locator,), one.before(locator), other.before(locator))


def _longest_rising(values: Sequence[int]) -> frozenset[int]:
    """Return the positions of a longest rising subsequence of distinct numbers, in O(n log n) (patience sorting)."""
    tops: list[int] = []
    positions: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(positions[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        positions[pile : pile + 1] = [position]
    found: set[int] = set()
    position = positions[-1] if positions else -1
    while position >= 0:
        found.add(position)
        position = before[position]
    return frozenset(found)
