"""From hits and renditions to the objects of the JSON contracts, and from a citation to its words as printed."""

from __future__ import annotations

from collections.abc import Mapping

import prompts
from assistant.types import Citation, FoundHit, FoundRendition
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


def extract(cited: Citation) -> str:
    """Return the words of a source as a quotation prints them: […] where its paragraph has more before, or after."""
    before, after = ("[…]" if cut else "" for cut in cited.cut)
    return " ".join(part for part in (before, cited.quote.strip(), after) if part)


def columns(cited: Citation, language: str) -> str:
    """Return what a table row has beside its quote, each column under its name in a language; nothing for no row."""
    if not cited.columns:
        return ""
    named = {name: cited.columns.get(name) or "—" for name in ("points", "outputs", "years")}
    return prompts.render("answer.columns", language, **named)
