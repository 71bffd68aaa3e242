"""The paragraphs of documents as answers list them: each with its languages, those without words as their items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.composition import Composition, Piece, piece_of
from assistant.session import Session
from corpus.references import format_locator, format_places
from corpus.text.sentences import sentence_spans
from corpus.types import Document, Language, Role
from index.paragraph_reader import Paragraphs
from index.query.stems import stem_set
from index.ranking.evidence import Words, rarity_met
from index.search import preferred
from index.types import Placed

_SHORT = 8  # words: a first sentence of fewer is a title
_SHORT_LIST = 120  # words
_LEFT_OUT = 40  # places named of what is left out
_BEFORE_NUMBER = re.compile(r"^\D*?(?=\d)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document: what it is in each language, and what of it is shown to a reader."""

    locator: str
    placed: Mapping[str, Placed]
    shown: Placed

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings over it, outermost first."""
        return self.shown.rendition.heading

    @property
    def text(self) -> str:
        """Its own words, without its items."""
        return self.shown.rendition.text


def paragraphs_of(document: str, session: Session, *, items: bool = False) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a document; with its items and rows, or only those that stand for words it has not."""
    return session.search.made_of(document, shown_of, session.reader, items)


def shown_of(paragraphs: Paragraphs, reader: Language, items: bool = False) -> tuple[Paragraph, ...]:
    """Return what `paragraphs_of` does, of the paragraphs as the index has them."""
    found = []
    empty: set[str] = set()
    for locator, placed in paragraphs.items():
        shown = preferred(placed, reader)
        rendition = shown.rendition
        if not rendition.text.strip() and rendition.role is Role.PARAGRAPH:
            empty.add(locator)
            continue
        whole = rendition.role in (Role.PARAGRAPH, Role.OBJECTIVE) or rendition.parent in empty
        if rendition.text.strip() and (whole or (items and rendition.role is not Role.OUTPUT)):
            found.append(Paragraph(locator, placed, shown))
    return tuple(found)


def paragraph_at(document: str, locator: str, session: Session) -> Paragraph | None:
    """Return the paragraph, item or row at a place; None where it has no words of its own."""
    placed = session.search.placed(document, locator)
    shown = preferred(placed, session.reader) if placed else None
    if shown is None or not shown.rendition.text.strip() or shown.rendition.role is Role.OUTPUT:
        return None
    return Paragraph(locator, placed, shown)


def listed(
    composition: Composition, document: Document, chosen: Sequence[Paragraph], asked: Words, session: Session
) -> None:
    """Add a sentence of each paragraph chosen: that with most of the words asked for, else its first."""
    name = document.symbol or document.title(session.reader)
    pieces = [_telling(piece_of(document, each.locator, each.placed, session.reader), asked) for each in chosen]
    composition.add_list(composition.say("answer.overview", document=name), pieces, number)


def left_out(composition: Composition, locators: Sequence[str]) -> None:
    """Say which other paragraphs there are."""
    if locators:
        shown = format_places(list(locators)[:_LEFT_OUT], composition.language)
        more = " …" if len(locators) > _LEFT_OUT else ""
        composition.blocks.append(composition.say("answer.left_out", places=shown + more, count=len(locators)))


def number(locator: str, session_language: str) -> str:
    """Return a locator as a list numbers it: “24(a)”, without a word before it where it begins with a figure."""
    written = format_locator(locator, session_language)
    return _BEFORE_NUMBER.sub("", written) if locator[:1].isdigit() else written


def _telling(piece: Piece, asked: Words) -> Piece:
    official = telling_sentence(piece.official, asked) if piece.official else ""
    note = telling_sentence(piece.note, asked) if piece.note else ""
    return replace(piece, quote=official, note_quote=note, is_extract=True, marked=False)


def telling_sentence(placed: Placed, asked: Words) -> str:
    """Return the sentence of a text with most of the words asked for, by their rarity; the first where none has any.

    A short list is returned whole: the words that open it say nothing by themselves.
    """
    text = placed.rendition.text
    said = [text[start:end] for start, end in sentence_spans(text)]
    whole = [each for each in said if len(each.split()) >= _SHORT] or said or [text]
    chosen = whole[0]
    if words := asked.get(placed.language, ()):
        met = [rarity_met(words, stem_set(each, placed.language)) for each in whole]
        chosen = whole[met.index(max(met))]
    opens = chosen.rstrip().endswith(":") and len(placed.text.split()) <= _SHORT_LIST
    return placed.text if opens else chosen
