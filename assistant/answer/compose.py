"""Put an answer together: pieces of paragraphs, each quoted, numbered, checked, and said in the reader's language.

For each piece the official text is quoted in the reader's language if there is one. If there is none, our note in
that language comes first, labelled as such, and the official text follows in its own language, labelled too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import prompts
from assistant.quotes import in_marks, is_verbatim
from assistant.types import Citation
from corpus.references import format_citation
from corpus.types import Document, Language, Role, Status
from index.types import Placed


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph to be quoted: `quotes` holds, by language, the part of the official text or of the note to show."""

    document: Document
    locator: str
    official: Placed | None
    note: Placed | None
    quote: str = ""


@dataclass(slots=True)
class Composition:
    """An answer being written: paragraphs of text, and the citations they point to."""

    language: Language
    citations: list[Citation] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole answer."""
        return "\n\n".join(self.blocks)

    def say(self, key: str, **values: object) -> str:
        """Return a framing sentence in the reader's language."""
        return prompts.render(key, self.language, **values)

    def add(self, pieces: Sequence[Piece]) -> None:
        """Add pieces of one passage of one document: a paragraph, a chapeau with its items, an output with its rows."""
        if not pieces:
            return
        head = pieces[0]
        reference = format_citation(head.document, head.locator, self.language)
        same = [p for p in pieces if p.official and p.official.language is self.language]
        if same or not any(p.note for p in pieces):
            self._add_official(pieces, reference)
            return
        notes = [self._note(p) for p in pieces if p.note]
        officials = [p for p in pieces if p.official]
        key = "answer.note" if officials else "answer.note_alone"
        note_language = next(p.note.language for p in pieces if p.note)
        if note_language is self.language:
            self.blocks.append("\n".join([self.say(key, citation=reference), *notes]))
        elif not officials:
            intro = self.say("answer.note_other", citation=reference, language=self._language_name(note_language))
            self.blocks.append("\n".join([intro, *notes]))
        if officials and officials[0].official:
            intro = self.say("answer.official_other", language=self._language_name(officials[0].official.language))
            self.blocks.append("\n".join([intro, *(self._quoted(p) for p in officials)]))

    def _add_official(self, pieces: Sequence[Piece], reference: str) -> None:
        """Add pieces quoted from the official text alone."""
        quoted = [p for p in pieces if p.official]
        if not quoted or quoted[0].official is None:
            return
        language = quoted[0].official.language
        if language is self.language:
            intro = self.say("answer.official", citation=reference)
        else:
            intro = self.say("answer.official_only_other", citation=reference, language=self._language_name(language))
        self.blocks.append("\n".join([intro, *(self._quoted(p) for p in quoted)]))

    def _quoted(self, piece: Piece) -> str:
        """Return a piece of official text as a line of the answer, in quotation marks if it passed the quote gate."""
        official = piece.official
        if official is None:
            raise ValueError(f"no official text to quote at {piece.locator}")
        quote = piece.quote or official.text
        number = self._cite(piece, official, quote)
        marker = f"{official.rendition.marker} " if official.rendition.role is Role.ITEM else ""
        shown = self.row(official.rendition.cells, official.language) if official.rendition.cells else ""
        if not self.citations[-1].verified:
            return f"{marker}{quote} [{number}]"
        return f"{marker}{shown or in_marks(quote, official.language)} [{number}]"

    def row(self, cells: Mapping[str, str], language: Language) -> str:
        """Return a row of the plan in words: the deliverable quoted, then its points, outputs and years."""
        return self.say(
            "answer.row",
            deliverable=in_marks(cells["deliverable"], language),
            points=cells.get("points") or "—",
            outputs=cells.get("outputs") or "—",
            years=cells.get("years") or "—",
        )

    def _note(self, piece: Piece) -> str:
        """Return our note on a piece as a line of the answer."""
        if piece.note is None:
            raise ValueError(f"no note at {piece.locator}")
        number = self._cite(piece, piece.note, piece.note.rendition.text)
        return f"{piece.note.rendition.text} [{number}]"

    def _cite(self, piece: Piece, placed: Placed, quote: str) -> int:
        """Append a citation and return its number."""
        number = len(self.citations) + 1
        self.citations.append(
            Citation(
                n=number,
                document=piece.document.id,
                symbol=piece.document.symbol,
                title=piece.document.title(self.language),
                locator=piece.locator,
                citation=format_citation(piece.document, piece.locator, self.language),
                language=placed.language,
                status=placed.status,
                quote=quote,
                verified=is_verbatim(quote, placed.text),
                page=placed.rendition.page,
                url=piece.document.urls.get(placed.language),
            )
        )
        return number

    def _language_name(self, language: Language) -> str:
        """Return a language's name in the reader's language."""
        return prompts.render(f"language.{language}", self.language)


def piece_of(document: Document, locator: str, placed: Mapping[str, Placed], language: Language, quote: str = "") -> Piece:
    """Choose what to show of a paragraph: its official text, in the reader's language if there is one, and its note."""
    officials = [each for each in placed.values() if each.status is not Status.NOTE]
    notes = [each for each in placed.values() if each.status is Status.NOTE]
    return Piece(document, locator, _nearest(officials, language), _nearest(notes, language), quote)


def _nearest(placed: Sequence[Placed], language: Language) -> Placed | None:
    """Return the rendition in the reader's language, else the first by language code, None where there is none."""
    return min(placed, key=lambda each: (each.language is not language, each.language), default=None)
