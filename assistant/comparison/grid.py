"""Themes by documents: what each document has on each theme, in its own words, or that it has nothing.

Whether a paragraph is on a theme is decided as it is whether one answers a question: by the calibrated probability of
`index.confidence`, with its two thresholds. Each document is searched by itself, so that no other crowds it out.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.comparison.results import Cell, Column, Row, Shown
from assistant.engine import Opened
from assistant.present import found_renditions
from assistant.verification.places import is_within
from corpus.references import format_citation
from corpus.types import Document, Language
from index.confidence import Confidence
from index.search import Ranked, preferred
from index.types import Filters

MOST_IN_A_CELL = 3

_LOOKED_AT = 6  # paragraphs of a document: some are parts of others


def rows(
    themes: Sequence[str], documents: Sequence[Document], opened: Opened, reader: Language
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """Return the documents as columns, and a row for each theme."""
    columns = tuple(Column(each.id, each.symbol, each.title(reader)) for each in documents)
    return columns, tuple(
        Row(theme, tuple(_cell(theme, document, opened, reader) for document in documents)) for theme in themes
    )


def most_telling(themes: Sequence[str], opened: Opened, most: int) -> list[str]:
    """Return all documents, or of many those that a search for the themes finds, in order of their first paragraph."""
    ids = list(opened.holdings.document_ids())
    if len(ids) <= most:
        return ids
    places: dict[str, int] = {}
    for theme in themes:
        for place, ranked in enumerate(opened.search.rank(theme)):
            places[ranked.document] = min(place, places.get(ranked.document, place))
    return sorted(places, key=lambda each: (places[each], each))[:most]


def _cell(theme: str, document: Document, opened: Opened, reader: Language) -> Cell:
    """Return what a document has on a theme."""
    ranking = opened.search.rank(theme, Filters(document=document.id))
    thresholds = Confidence.bundled()
    found: list[Shown] = []
    for place, ranked in enumerate(ranking[:_LOOKED_AT]):
        if any(is_within(ranked.locator, each.locator) or is_within(each.locator, ranked.locator) for each in found):
            continue
        confidence = opened.search.confidence(theme, ranking, place)
        if confidence >= thresholds.sure and (shown := _shown(ranked, document, confidence, opened, reader)):
            found.append(shown)
        if len(found) == MOST_IN_A_CELL:
            break
    if found or not ranking:
        return Cell(document.id, tuple(found))
    confidence = opened.search.confidence(theme, ranking)
    if confidence < thresholds.refuse or not (shown := _shown(ranking[0], document, confidence, opened, reader)):
        return Cell(document.id)
    return Cell(document.id, (shown,), sure=False)


def _shown(ranked: Ranked, document: Document, confidence: float, opened: Opened, reader: Language) -> Shown | None:
    """Return a paragraph as the grid shows it; None where it has gone since the index was made."""
    placed = opened.search.placed(ranked.document, ranked.locator)
    if not placed:
        return None
    best = preferred(placed, reader)
    return Shown(
        document=document.id,
        symbol=document.symbol,
        locator=ranked.locator,
        citation=format_citation(document, ranked.locator, reader),
        language=best.language,
        status=best.status,
        page=best.rendition.page,
        url=document.urls.get(best.language),
        text=best.text,
        confidence=round(confidence, 4),
        renditions=found_renditions(placed),
    )
