"""A citation as the ILO's own papers print it in a footnote, in English, French and Spanish.

    ILO, *Strategy and action plan …*, GB.346/INS/4, para. 24(e).
    BIT, *Stratégie et plan d’action …*, GB.346/INS/4, paragr. 24 e).
    Promotion of Cooperatives Recommendation, 2002 (No. 193), Para. 7(2)(b).

A work is in italics after its body; a Convention, a Recommendation, a Declaration or a law is named by its title
alone, and in English its paragraphs take a capital; what the Conference adopted bears its session; a paper of the
Governing Body its symbol, which dates it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import prompts
from assistant.citations.source import CitationForm, CitedSource
from corpus.text.typography import enclosed, format_date
from corpus.types import Language, Status

_STANDING = {
    Status.ADDED: "citation.added",
    Status.NOTE: "citation.note",
    Status.MACHINE_TRANSLATION: "citation.translation",
}


@dataclass(frozen=True, slots=True)
class StyledText:
    """A stretch of a citation, set in italics or not."""

    text: str
    italic: bool = False


def as_footnote(source: CitedSource) -> tuple[StyledText, ...]:
    """Return a citation in the ILO's style, its full stop included.

    What is cited from a note or a machine translation says so before anything else; from a text that was only added,
    at the end.
    """
    parts = list(_parts(source))
    pieces = [parts[0], *(piece for part in parts[1:] for piece in (StyledText(", "), part))]
    if source.status is not Status.OFFICIAL:
        before, _, after = prompts.render(_STANDING[source.status], source.language, citation="\n").partition("\n")
        pieces = [StyledText(before), *pieces, StyledText(after)]
    end = "" if pieces[-1].text.endswith((".", "…")) else "."
    return _merged([*pieces, StyledText(end)])


def plain(pieces: tuple[StyledText, ...]) -> str:
    """Return a citation without its italics."""
    return "".join(piece.text for piece in pieces)


def _parts(source: CitedSource) -> Iterator[StyledText]:
    if source.form is CitationForm.INSTRUMENT:
        yield StyledText(source.title)
    else:
        if source.acronym:
            yield StyledText(source.acronym)
        yield _title(source)
        if source.conference and source.session and not source.symbol:
            yield StyledText(f"{source.conference}, {source.session}")
        if source.symbol:
            yield StyledText(source.symbol)
    if date := _date(source):
        yield StyledText(date)
    if source.place:
        capital = (
            source.form is CitationForm.INSTRUMENT
            and source.language is Language.EN
            and source.place.startswith("para")
        )
        place = source.place[0].upper() + source.place[1:] if capital else source.place
        yield StyledText(f"{place} {_spoken(source)}" if source.text_language else place)


def _title(source: CitedSource) -> StyledText:
    """Return a title in italics, a page's between quotation marks; one in our own words keeps its brackets alone."""
    if source.title.startswith("[") or source.title == source.id:
        return StyledText(source.title)
    if source.form is CitationForm.PAGE:
        return StyledText(enclosed(source.title, source.language))
    return StyledText(source.title, italic=True)


def _spoken(source: CitedSource) -> str:
    """Return the language of the text cited, where it is not the reader's: “(in French)”."""
    name = prompts.render(f"language.{source.text_language}", source.language)
    return prompts.render("citation.in_language", source.language, language=name)


def _date(source: CitedSource) -> str | None:
    """Return the year, or a page's whole date; None where the title or the symbol has it."""
    if not source.date or source.date[:4] in source.title or (source.symbol or "").startswith("GB."):
        return None
    return format_date(source.date, source.language) if source.form is CitationForm.PAGE else source.year


def _merged(pieces: list[StyledText]) -> tuple[StyledText, ...]:
    """Join neighbours of one style."""
    merged: list[StyledText] = []
    for piece in pieces:
        if merged and merged[-1].italic == piece.italic:
            merged[-1] = StyledText(merged[-1].text + piece.text, piece.italic)
        elif piece.text:
            merged.append(piece)
    return tuple(merged)
