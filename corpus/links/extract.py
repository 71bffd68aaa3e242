"""The references of a version, read from its text: every one an edge, none guessed.

A paragraph that speaks of its own document as a whole (“the strategy”) refers to nothing; to a place in it, it does.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.catalogue.catalogue import Catalogue
from corpus.links.kinds import goes_on, kind_of
from corpus.links.names import Known, Name, bound, find_names, points_of
from corpus.links.places import Referred, Text, referred
from corpus.links.rows import budget_of, row_links
from corpus.links.types import Kind, Link
from corpus.references import numbered_by
from corpus.text.folding import fold
from corpus.types import Authority, Document, Rendition, Version

_BY_ARTICLES = frozenset({"convention", "protocol", "law", "constitution", "act"})


def links(document: Document, version: Version, catalogue: Catalogue) -> tuple[Link, ...]:
    """Return the references that a version's text makes, in reading order.

    `catalogue` knows the documents that can be named; what it does not know is kept by its symbol, or unresolved.
    """
    read = [_Read(rendition, catalogue) for rendition in version.renditions]
    known = _known(read, document.id, catalogue)
    conclusions = document.id if document.authority is Authority.CONCLUSIONS else points_of(known, catalogue)
    text = Text(
        document.id,
        frozenset(rendition.locator for rendition in version.renditions),
        numbered_by(document) in _BY_ARTICLES,
        conclusions,
    )
    has_rows = any(rendition.cells for rendition in version.renditions)
    budget = budget_of(version.source, catalogue) if has_rows else None
    found: list[Link] = []
    for each in read:
        made_sure = (bound(name, each.folded, known, catalogue) for name in each.names)
        named = [name for name in made_sure if name is not None]
        found += _of_paragraph(each, named, text, catalogue)
        if each.rendition.cells:
            found += row_links(each.rendition, conclusions, budget)
    return tuple(found)


class _Read:
    """A rendition with what its words name; of a table's row, only the words are read here, not the columns."""

    def __init__(self, rendition: Rendition, catalogue: Catalogue) -> None:
        """Fold the words and find the names."""
        cells = rendition.cells or {}
        words = cells.get("deliverable", "") if rendition.cells else rendition.text
        self.rendition = rendition
        self.text = words if rendition.text.startswith(words) else ""
        self.folded = fold(self.text)
        self.names = find_names(self.text, self.folded, catalogue)


def _known(read: list[_Read], own: str, catalogue: Catalogue) -> Known:
    """Return the documents that a version names in full; of its own, what it calls itself is always sure."""
    sure = [(each, name) for each in read for name in each.names if name.sure and name.document != own]
    given = {
        name.document
        for each, name in sure
        if name.document and kind_of(each.folded, name.span[0], catalogue.get(name.document))[0] is Kind.GIVES_EFFECT
    }
    return Known(frozenset({own, *(name.document for _, name in sure if name.document)}), frozenset(given))


def _of_paragraph(read: _Read, named: list[Name], text: Text, catalogue: Catalogue) -> Iterator[Link]:
    """Yield the references of one paragraph, in the order of its words."""
    places = list(referred(read.folded, named, read.rendition.locator, text))
    with_place = [each.name for each in places if each.name]
    whole = [Referred(name.document, (), name.span, name) for name in named if name not in with_place]
    last: tuple[int, Kind] | None = None
    for each in sorted([*places, *whole], key=lambda each: each.span):
        start, end = each.span
        other = each.document if each.document != text.document else None  # a text gives no effect to itself
        kind, told_from = kind_of(read.folded, start, catalogue.get(other) if other else None)
        if other and kind is Kind.CITES and last and goes_on(read.folded, last[0], start):
            kind = last[1]
        last = end, kind
        yield from _edges(read, each, kind, min(told_from, start), text)


def _edges(read: _Read, each: Referred, kind: Kind, start: int, text: Text) -> Iterator[Link]:
    own = read.rendition.locator
    called = each.name.called if each.name and each.document is None else None
    words, end = read.text[start : each.span[1]], each.span[1]
    if not each.places and each.document != text.document:
        yield Link(own, kind, words, start, end, each.document, called)
    for place in each.places:
        if (each.document, place) != (text.document, own):
            yield Link(own, kind, words, start, end, each.document, called, place)
