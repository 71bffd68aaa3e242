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
from assistant.citations.source import Form, Record
from corpus.text.typography import enclosed, format_date
from corpus.types import Language, Status


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a citation, set in italics or not."""

    text: str
    italic: bool = False


def as_footnote(found: Record) -> tuple[Piece, ...]:
    """Return a citation in the ILO's style, its full stop included.

    What is cited from a note or a machine translation says so before anything else.
    """
    parts = list(_parts(found))
    pieces = [parts[0], *(piece for part in parts[1:] for piece in (Piece(", "), part))]
    if found.status is not Status.OFFICIAL:
        key = "citation.note" if found.status is Status.NOTE else "citation.translation"
        before, _, after = prompts.render(key, found.language, citation="\n").partition("\n")
        pieces = [Piece(before), *pieces, Piece(after)]
    end = "" if pieces[-1].text.endswith((".", "…")) else "."
    return _merged([*pieces, Piece(end)])


def plain(pieces: tuple[Piece, ...]) -> str:
    """Return a citation without its italics."""
    return "".join(piece.text for piece in pieces)


def _parts(found: Record) -> Iterator[Piece]:
    """Yield what stands between commas."""
    if found.form is Form.INSTRUMENT:
        yield Piece(found.title)
    else:
        if found.acronym:
            yield Piece(found.acronym)
        yield _title(found)
        if found.conference and found.session and not found.symbol:
            yield Piece(f"{found.conference}, {found.session}")
        if found.symbol:
            yield Piece(found.symbol)
    if date := _date(found):
        yield Piece(date)
    if found.place:
        capital = found.form is Form.INSTRUMENT and found.language is Language.EN and found.place.startswith("para")
        place = found.place[0].upper() + found.place[1:] if capital else found.place
        yield Piece(f"{place} {_spoken(found)}" if found.text_language else place)


def _title(found: Record) -> Piece:
    """Return a title in italics, a page's between quotation marks; one in our own words keeps its brackets alone."""
    if found.title.startswith("[") or found.title == found.id:
        return Piece(found.title)
    if found.form is Form.PAGE:
        return Piece(enclosed(found.title, found.language))
    return Piece(found.title, italic=True)


def _spoken(found: Record) -> str:
    """Return in which language the text is that is cited, where it is not the reader's: “(in French)”."""
    name = prompts.render(f"language.{found.text_language}", found.language)
    return prompts.render("citation.in_language", found.language, language=name)


def _date(found: Record) -> str | None:
    """Return the year, or a page's whole date; nothing where the title or the symbol tells it."""
    if not found.date or found.date[:4] in found.title or (found.symbol or "").startswith("GB."):
        return None
    return format_date(found.date, found.language) if found.form is Form.PAGE else found.year


def _merged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with neighbours of one setting joined."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].italic == piece.italic:
            merged[-1] = Piece(merged[-1].text + piece.text, piece.italic)
        elif piece.text:
            merged.append(piece)
    return tuple(merged)
