"""How often sound versions raise an alarm, and how often a shifted numbering is seen, on pairs of real documents.

`python -m index.evaluation.version_check FOLDER` takes the pairs `NAME.en.md` and `NAME.fr.md` of a folder. A shift is
made by taking one paragraph with its items out of the second version and letting the numbers after it move up.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.catalogue.catalogue import load
from corpus.ingest import ingest_file
from corpus.library.alignment import align
from corpus.types import Rendition
from index.embedding import DEFAULT_MODEL, Embedder, StaticEmbedder
from index.version_check import doubts

_SHIFTS = 5  # of each document
_FEWEST = 6  # paragraphs of a document that can be shifted

Version = Sequence[Rendition]


@dataclass(frozen=True, slots=True)
class PairFigures:
    """What was found in one pair.

    `mismatches` and `alarms` are those of the pair as it is, both wrong if it is sound. Of the `shifts`, `seen` are
    those in which any paragraph that moved is doubted; of the paragraphs `moved`, `doubted` name the place they are at.
    """

    name: str
    places: int
    mismatches: int
    alarms: int
    shifts: int
    seen: int
    moved: int
    doubted: int


def measure(name: str, first: Version, second: Version, embedder: Embedder, seed: int = 0) -> PairFigures:
    """Return the figures of a pair of versions; where its numbers are shifted depends on `seed` alone."""
    aligned = align(first, second)
    shifts = seen = moved = doubted = 0
    for shifted, places in _shifts(second, random.Random(seed)):  # noqa: S311 – no secret
        found = {doubt.locator: doubt.instead for doubt in doubts(first, shifted, embedder)}
        right = sum(found.get(place) == instead for place, instead in places.items())
        shifts, seen = shifts + 1, seen + bool(right)
        moved, doubted = moved + len(places), doubted + right
    alarms = len(doubts(first, second, embedder))
    return PairFigures(name, len(aligned.aligned), len(aligned.mismatches), alarms, shifts, seen, moved, doubted)


def _shifts(version: Version, chance: random.Random) -> Iterator[tuple[list[Rendition], dict[str, str]]]:
    """Yield versions with shifted numbers, and for each place what the text of the other version has moved to."""
    tops = [each.locator for each in version if each.parent is None]
    for _ in range(_SHIFTS if len(tops) >= _FEWEST else 0):
        gone = chance.randrange(1, len(tops) - 3)
        renamed = dict(zip(tops[gone + 1 :], tops[gone:], strict=False))
        yield list(_renumbered(version, tops[gone], renamed)), dict(zip(tops[gone + 1 : -1], tops[gone:], strict=False))


def _renumbered(version: Version, gone: str, renamed: dict[str, str]) -> Iterator[Rendition]:
    """Yield a version without one paragraph and its items, others under their new numbers."""
    for each in version:
        top = each.locator.partition("(")[0]
        if top == gone:
            continue
        new = renamed.get(top, top)
        parent = None if each.parent is None else new + each.parent.removeprefix(top)
        yield replace(each, locator=new + each.locator.removeprefix(top), parent=parent)


def main(folder: Path) -> None:
    """Print a line for each pair of a folder, and their sum."""
    embedder, catalogue = StaticEmbedder(DEFAULT_MODEL), load()
    print(f"{'':44} places  mismatches  alarms  shifts seen  moved doubted")  # noqa: T201
    total = [0] * 7
    for path in sorted(folder.glob("*.en.md")):
        other = path.with_name(path.name.replace(".en.md", ".fr.md"))
        if other.exists():
            first, second = (ingest_file(each, catalogue).version.renditions for each in (path, other))
            found = measure(path.name.removesuffix(".en.md"), first, second, embedder)
            row = [getattr(found, field) for field in PairFigures.__slots__[1:]]
            total = [one + two for one, two in zip(total, row, strict=True)]
            _line(found.name, row)
    _line("all", total)


def _line(name: str, row: Sequence[int]) -> None:
    places, mismatches, alarms, shifts, seen, moved, doubted = row
    print(f"{name:44} {places:6}  {mismatches:10}  {alarms:6}  {seen:4} of {shifts:3}  {doubted:4} of {moved:4}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
