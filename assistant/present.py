"""From hits and renditions to the objects of the JSON contracts, and from a citation to its words as printed."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.types import FoundHit, FoundRendition
from corpus.references import format_citation
from corpus.types import Document, Language
from index.types import Placed


def found_hit(
    rank: int,
    score: float,
    document: Document,
    locator: str,
    placed: Mapping[str, Placed],
    shown: Placed,
    language: Language,
) -> FoundHit:
    """Return a hit as `find` gives it to a reader of `language`: the rendition `shown`, and all those `placed`."""
    return FoundHit(
        rank=rank,
        score=score,
        document=document.id,
        symbol=document.symbol,
        title=document.title(language),
        kind=document.kind,
        locator=locator,
        citation=format_citation(document, locator, language),
        language=shown.language,
        status=shown.status,
        heading=shown.rendition.heading,
        page=shown.rendition.page,
        text=shown.text,
        url=document.urls.get(shown.language),
        renditions=found_renditions(placed),
    )


def found_renditions(placed: Mapping[str, Placed]) -> dict[str, FoundRendition]:
    """Return a paragraph's renditions by language."""
    return {
        str(language): FoundRendition(each.status, each.text, each.rendition.page)
        for language, each in sorted(placed.items())
    }
