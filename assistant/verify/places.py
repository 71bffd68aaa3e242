"""Paragraphs in a row as the place that is reported."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.verify.types import QuotePlace
from corpus.library.library import StoredRendition
from corpus.library.whole_text import in_print_order
from corpus.links import is_within
from corpus.references import format_citation, format_range, numbered_by
from corpus.types import TEXTS, Document, Language, Status, Title


def quote_place(covered: tuple[StoredRendition, ...], document: Document, reader: Language) -> QuotePlace:
    """Return where some paragraphs in a row stand, for a reader.

    A paragraph and items of its own are that paragraph; anything else that is more than one is a range.
    """
    first, last = covered[0], covered[-1]
    own = len(covered) == 1 or all(is_within(each.rendition.locator, first.rendition.locator) for each in covered)
    citation = format_citation(document, first.rendition.locator, reader)
    if not own:
        numbered = numbered_by(document)
        places = format_range(first.rendition.locator, last.rendition.locator, reader, numbered)
        citation = ", ".join(filter(None, (format_citation(document, "", reader), places)))
    return QuotePlace(
        document=document.id,
        symbol=document.symbol,
        title=document.titled(reader),
        locator=first.rendition.locator,
        last=None if own else last.rendition.locator,
        citation=citation,
        language=first.language,
        status=first.status,
        page=first.rendition.page,
        url=document.urls.get(first.language),
        text="\n".join(
            own.text if own.closes else f"{covered[own.position].rendition.marker} {own.text}".strip()
            for own in in_print_order([each.rendition for each in covered])
        ),
    )


def title_of(document: Document, language: Language, title: str, status: Status) -> QuotePlace:
    """Return the title of a document as a place: one without a locator."""
    return QuotePlace(
        document=document.id,
        symbol=document.symbol,
        title=Title(title, language),
        locator="",
        last=None,
        citation=", ".join(dict.fromkeys(filter(None, (document.symbol, title)))),
        language=language,
        status=status,
        page=None,
        url=document.urls.get(language),
        text=title,
    )


def where(found: Iterable[tuple[StoredRendition, ...]]) -> list[tuple[StoredRendition, ...]]:
    """Return places once each, official texts first, in library order.

    A single paragraph that has all the words says more than a run of several that it is a part of.
    """
    unique = {
        (each[0].document, each[0].language, each[0].status, each[0].ordinal, each[-1].ordinal): each for each in found
    }
    return sorted(
        unique.values(),
        key=lambda each: (each[0].status not in TEXTS, each[0].document, each[0].language, each[0].ordinal),
    )
