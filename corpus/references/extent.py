"""The places that a document has, told by the ends of their runs: `1-30`, `24(a)-24(e)`, `Annex I, 1-12`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.text.runs import number_runs

_NUMBERED = re.compile(r"(?:(?<![A-Z\d])\d|(?<= )[AB]\d|^[LRDA]\d|^[IVX]+(?![a-z])).*$")


def valid_range(asked: str, locators: Sequence[str]) -> str:
    """Return the places there are: the items of the paragraph asked for, else the document's paragraphs.

    >>> valid_range("24(z)", ["23", "24", "24(a)", "24(b)"])
    '24(a)-24(b)'
    >>> valid_range("31", ["1", "2", "3", "Preamble"])
    '1-3, Preamble'
    """
    return ", ".join(first if first == last else f"{first}-{last}" for first, last in valid_ranges(asked, locators))


def valid_ranges(asked: str, locators: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the first and the last of each run of places there are; see `valid_range`."""
    parent = asked
    while (shorter := parent_of(parent)) != parent:
        parent = shorter
        if parent in locators:
            items = [locator for locator in locators if parent_of(locator) == parent and locator != parent]
            return _first_to_last(items or [parent])
    kin = [locator for locator in locators if family(locator) == family(asked)] if asked else []
    numbered = [locator for locator in locators if locator.isdigit()]
    numbered = numbered or [each for each in locators if each[0] != "¶" and not family(each)]
    preamble = [each for each in locators if each == "Preamble" and not family(asked) and each != asked]
    return *_ends(kin or numbered or locators), *((each, each) for each in preamble if kin or numbered)


def places_there(locators: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the first and the last of each run of places there are of every kind: paragraphs, annexes, outputs.

    Paragraphs that we count ourselves are left out where the document numbers its own.

    >>> places_there(["¶1", "Preamble", "1", "2", "2(a)", "Annex I, 1", "Annex I, 2"])
    (('Preamble', 'Preamble'), ('1', '2'), ('Annex I, 1', 'Annex I, 2'))
    """
    families: dict[str, list[str]] = {}
    for locator in locators:
        families.setdefault(family(locator), []).append(locator)
    if len(families) > 1:
        families.pop("¶", None)
    return tuple(ends for family in families.values() for ends in _ends(family))


def family(locator: str) -> str:
    """Return what a place is counted among: paragraphs (nothing), outputs, rows, the paragraphs of an annex."""
    annex, comma, inside = locator.rpartition(", ")
    return annex + comma + _NUMBERED.sub("", inside)


def _ends(locators: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the first and the last of each run of a document's places of one kind, their items aside."""
    top = [locator for locator in locators if parent_of(locator) == locator]
    if top and all(map(str.isdigit, top)):
        return tuple((str(run[0]), str(run[-1])) for run in number_runs(sorted({int(locator) for locator in top})))
    return _first_to_last(top or list(locators))


def parent_of(locator: str) -> str:
    """Return the locator one level up: 24(e) -> 24; a top one is its own parent."""
    return re.sub(r"\([^()]*\)$", "", locator)


def _first_to_last(locators: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the ends of a series that is no run of numbers."""
    return ((locators[0], locators[-1]),) if locators else ()
