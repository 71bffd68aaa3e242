"""What `context`, `paragraph`, `parallel` and `printed` return, as the command line's JSON has it where it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.documents.version_check import Disagreement
from assistant.links.types import Links
from assistant.types import AsJson


@dataclass(frozen=True, slots=True)
class ContextParagraph(AsJson):
    """One paragraph of a document shown in its context; `current` marks the one asked for.

    What it goes on to say after its items stands after them, as another one without a `label`.
    """

    locator: str
    label: str
    marker: str
    role: str
    heading: tuple[str, ...]
    text: str
    current: bool


@dataclass(frozen=True, slots=True)
class Context(AsJson):
    """A paragraph with its neighbours, in one version; `languages` lists those of all, `parallel` shows them.

    `text` is the paragraph whole, with its items.
    """

    document: str
    title: str
    symbol: str | None
    language: str
    status: str
    citation: str
    url: str | None
    paragraphs: tuple[ContextParagraph, ...]
    languages: tuple[str, ...]
    parallel: Parallel
    text: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour(AsJson):
    """The paragraph before or after, with its text in the language read, or in another where there is none."""

    locator: str
    label: str
    marker: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class OutlineEntry(AsJson):
    """A paragraph of the whole document: its heading path, and how its text begins."""

    locator: str
    label: str
    language: str
    heading: tuple[str, ...]
    heading_language: str
    opening: str


@dataclass(frozen=True, slots=True)
class Paragraph(AsJson):
    """What `paragraph` returns. `language` is the one read in; labels and the citation are for the reader.

    `heading` is that of the first text that has one, in its language; `page` that of the text read; `above` are the
    locators and labels of what it is an item of, outermost first; `among` those of the places asked for together.
    """

    document: str
    symbol: str | None
    title: str
    locator: str
    label: str
    citation: str
    language: str
    heading: tuple[str, ...]
    heading_language: str
    page: int | None
    url: str | None
    above: tuple[tuple[str, str], ...]
    previous: Neighbour | None
    next: Neighbour | None
    outline: tuple[OutlineEntry, ...]
    parallel: Parallel
    links: Links
    among: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ParallelText(AsJson):
    """A paragraph's own words in one language, without its items, which have rows of their own.

    `label` is the place as that language writes it; `columns` are those of a row of a table: their names and contents.
    `closing` is the end of `text` that the paper prints after the items.
    """

    status: str
    marker: str
    heading: tuple[str, ...]
    page: int | None
    text: str
    label: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    closing: str = ""


@dataclass(frozen=True, slots=True)
class ParallelRow(AsJson):
    """One place with its texts by language; a language that does not have it is not there.

    `label` is the place as the reader writes it, `depth` how many of its ancestors are places.
    """

    locator: str
    label: str
    role: str
    depth: int
    texts: Mapping[str, ParallelText]


@dataclass(frozen=True, slots=True)
class Parallel(AsJson):
    """What `parallel` returns: rows in reading order, and where the versions shown disagree about them.

    `languages` are the columns, the reader's first; a place need not be in each. `missing` are the languages asked for
    that the document is not loaded in.
    """

    document: str
    symbol: str | None
    title: str
    citation: str
    language: str
    languages: tuple[str, ...]
    missing: tuple[str, ...]
    rows: tuple[ParallelRow, ...]
    mismatches: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Printed(AsJson):
    """A page of the PDF that a paragraph was read from, `page` of `pages`, counted from 1.

    `width` and `height` are in points; `rectangles` stand around the lines of the paragraph on this page, each with its
    left, top, width and height as shares of the page. `on` are the pages that the paragraph stands on; `found` tells
    whether its words were found there, so that there is something to mark. `text` is the paragraph as stored.
    """

    document: str
    title: str
    locator: str
    citation: str
    language: str
    status: str
    text: str
    page: int
    pages: int
    width: float
    height: float
    rectangles: tuple[tuple[float, float, float, float], ...]
    on: tuple[int, ...]
    found: bool
