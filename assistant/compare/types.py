"""What a comparison returns; field names and values are those of the command line's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.renditions import FoundRendition
from assistant.text.word_diff import Difference
from assistant.types import AsJson

# The share of words in common below which two texts are rather read than compared: nearly all would be marked.
_LITTLE_IN_COMMON = 0.3


@dataclass(frozen=True, slots=True)
class Column(AsJson):
    """A document of a grid."""

    document: str
    symbol: str | None
    title: str


@dataclass(frozen=True, slots=True)
class GridParagraph(AsJson):
    """A paragraph in a grid, whole and verbatim: as `find` gives it, with the probability that it is on the theme.

    `said` is its sentence that bears the theme best, verbatim; empty where only a heading does.
    """

    document: str
    symbol: str | None
    locator: str
    citation: str
    language: str
    status: str
    page: int | None
    url: str | None
    text: str
    confidence: float
    renditions: Mapping[str, FoundRendition] = field(default_factory=dict)
    said: str = ""


@dataclass(frozen=True, slots=True)
class Cell(AsJson):
    """What a document has on a theme, best first: nothing, where `paragraphs` is empty.

    Where it is not `sure`, the one paragraph may be on something else; or nothing was found, but the document is in
    `other_languages` than the theme, in which it may yet be.
    """

    document: str
    paragraphs: tuple[GridParagraph, ...] = ()
    sure: bool = True
    other_languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridRow(AsJson):
    """A theme, and a cell for each document."""

    theme: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid(AsJson):
    """Themes by documents, for a reader of `language`; `left_out` counts documents loaded that were not compared."""

    language: str
    documents: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    took_ms: float
    left_out: int = 0

    def counts(self) -> dict[str, int]:
        """Return how many cells have a paragraph on the theme, how many one that is not certain, and how many all."""
        filled = [cell.sure for row in self.rows for cell in row.cells if cell.paragraphs]
        return {"sure": sum(filled), "unsure": len(filled) - sum(filled), "cells": len(self.rows) * len(self.documents)}


@dataclass(frozen=True, slots=True)
class Side(AsJson):
    """One of two texts: a paragraph, or several, in one version; `locator` is that of the first."""

    document: str
    symbol: str | None
    title: str
    locator: str
    locators: tuple[str, ...]
    citation: str
    language: str
    status: str
    page: int | None
    url: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Pair(AsJson):
    """Two texts side by side, None where one document has no such place.

    `comparison` is the first turned into the second, piece by piece, empty where they are in two languages; `likeness`
    is the share of words, of the longer, that stand in both in the same order.
    """

    left: Side | None
    right: Side | None
    comparison: tuple[Difference, ...] = ()
    likeness: float | None = None

    @property
    def is_marked(self) -> bool:
        """Tell whether the words that differ are marked: in two texts that have enough in common."""
        return self.likeness is not None and self.likeness >= _LITTLE_IN_COMMON and not self.is_same

    @property
    def is_same(self) -> bool:
        """Tell whether the two texts are the same, but for typography."""
        return bool(self.comparison) and all(each.is_same for each in self.comparison)


@dataclass(frozen=True, slots=True)
class SideBySide(AsJson):
    """Two places, or two documents paragraph by paragraph, side by side.

    `missing` is the message for one unresolved reference: then there is only the other.
    """

    references: tuple[str, str]
    language: str
    pairs: tuple[Pair, ...]
    took_ms: float
    missing: str | None = None
