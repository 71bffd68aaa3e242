"""Written citations: the same reference as a footnote of the ILO, a link, Markdown, or for a bibliography."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum

from assistant.citations.bibtex import as_bibtex
from assistant.citations.csl import apa, chicago, csl_json
from assistant.citations.footnote import StyledText, as_footnote, plain
from assistant.citations.markdown import as_markdown
from assistant.citations.ris import as_ris
from assistant.citations.source import CitedSource, cited_source
from assistant.errors import BadRequest
from corpus.phrases import Phrase


class Style(StrEnum):
    """A way to write a citation out."""

    ILO = "ilo"
    LINK = "link"
    MARKDOWN = "markdown"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl"
    APA = "apa"
    CHICAGO = "chicago"


_WRITERS: Mapping[Style, Callable[[CitedSource], str]] = {
    Style.ILO: lambda source: plain(as_footnote(source)),
    Style.LINK: lambda source: source.permalink,
    Style.MARKDOWN: as_markdown,
    Style.BIBTEX: as_bibtex,
    Style.RIS: as_ris,
    Style.CSL: csl_json,
    Style.APA: apa,
    Style.CHICAGO: chicago,
}


def style_of(name: str) -> Style:
    """Return a style by its name. Raises BadRequest."""
    with suppress(ValueError):
        return Style(name)
    raise BadRequest(
        value=name, expected=Phrase("error.expected.style", "a style: {choices}", choices=", ".join(Style))
    )


def written(source: CitedSource, style: Style) -> str:
    """Return a citation in a style."""
    return _WRITERS[style](source)


__all__ = ["CitedSource", "Style", "StyledText", "as_footnote", "cited_source", "plain", "style_of", "written"]
