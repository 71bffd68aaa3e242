"""Put an answer together: pieces of paragraphs, each quoted, numbered, checked, and said in the reader's language.

For each piece the official text is quoted in the reader's language if there is one. If there is none, our note in
that language comes first, labelled as such, and the official text follows in its own language, labelled too. Where
neither is in the reader's language, the official text comes first, and our note in one more language stands beneath.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import prompts
from assistant.text.cited import columns, extract, markers
from assistant.text.drafts import draft_heading
from assistant.text.quotes import is_verbatim
from assistant.types import Citation, PlaceId, Use
from corpus.references import format_citation, format_locator
from corpus.text.typography import in_marks
from corpus.types import TEXTS, Document, Language, Role, Status
from index.types import Placed


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph to be quoted, from its text, our note on it, or both; `note` may be a machine translation.

    `official` is the document's own text, although it may be one that was only added (`corpus.types.TEXTS`).
    `quote` and `note_quote` are the parts to show, empty for the whole; `is_extract`: they may leave out the
    beginning or the end of their paragraph; `marked`: an item is shown with its letter; `use`: what for.
    """

    document: Document
    locator: str
    official: Placed | None
    note: Placed | None
    quote: str = ""
    note_quote: str = ""
    is_extract: bool = False
    marked: bool = True
    use: Use = Use.ANSWER


@dataclass(slots=True)
class Composition:
    """An answer being written: paragraphs of text, and the citations they point to."""

    language: Language
    citations: list[Citation] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    hedged: bool = False
    nearest: PlaceId | None = None  # to a question that is refused

    @property
    def text(self) -> str:
        """The whole answer."""
        return "\n\n".join(self.blocks)

    def say(self, key: str, /, **values: object) -> str:
        """Return a framing sentence in the reader's language."""
        return prompts.render(key, self.language, **values)

    def hedge(self, key: str = "answer.unsure", /, **values: object) -> None:
        """Say on top, by a framing sentence, that the answer may not be one."""
        self.blocks.insert(0, self.say(key, **values))
        self.hedged = True

    def append(self, other: Composition) -> None:
        """Add another answer below, its sources numbered on."""
        first = len(self.citations)
        unsure = self.say("answer.unsure")  # once is enough
        blocks = [block for block in other.blocks if block != unsure or block not in self.blocks]
        self.blocks += [other.numbered_on(block, first) for block in blocks]
        self.citations += [replace(each, n=each.n + first) for each in other.citations]
        self.hedged = self.hedged or other.hedged

    def numbered_on(self, block: str, first: int) -> str:
        """Return a block of this answer with its sources numbered on from others; what it quotes stays as it is."""
        said, done = [], 0
        for marker in markers(block, self.citations):
            said += [block[done : marker.start()], f"[{int(marker[1]) + first}]"]
            done = marker.end()
        return "".join([*said, block[done:]])

    def cite(self, piece: Piece, quote: str) -> Citation:
        """Add a source to what is written in other words: the quotation of its paragraph that bears these out."""
        shown = self._shown(piece)
        if shown is None:
            raise ValueError(f"no text to quote at {piece.locator}")
        return self._cite(replace(piece, is_extract=True), shown, quote)

    def add(self, pieces: Sequence[Piece]) -> None:
        """Add pieces of one document, the first of which names them all: a paragraph, a chapeau and its items."""
        if pieces:
            reference = format_citation(pieces[0].document, pieces[0].locator, self.language)
            self._add(pieces, reference)
            self._add_note_beneath(pieces, reference)

    def add_rows(self, pieces: Sequence[Piece]) -> None:
        """Add rows of one document's plan, each said to be the row it is."""
        if pieces:
            self._add(pieces, pieces[0].document.symbol or pieces[0].document.title(self.language))

    def add_list(self, intro: str, pieces: Sequence[Piece], number: Callable[[str, str], str]) -> None:
        """Add paragraphs of one document one under the other, each with its number, under the headings they have."""
        lines: list[str] = []
        above: str | None = None
        for piece in pieces:
            shown = self._shown(piece)
            heading = shown.rendition.heading[-1] if shown and shown.rendition.heading else None
            if shown and heading and heading != above:
                lines.append(in_marks(heading, shown.language))
            above = heading
            lines.append(f"{number(piece.locator, self.language)} — {self._listed(piece)}")
        self._block(intro, lines)

    def _shown(self, piece: Piece) -> Placed | None:
        """Return what a list shows of a paragraph: its official text where the reader reads it, else our note."""
        readable = piece.note is not None and piece.note.language is self.language
        return piece.note if readable and not self._reads(piece) else piece.official or piece.note

    def _reads(self, piece: Piece) -> bool:
        return piece.official is not None and piece.official.language is self.language

    def _listed(self, piece: Piece) -> str:
        """Return a paragraph of a list, our note said to be one, with the number of the official text."""
        reference = format_citation(piece.document, piece.locator, self.language)
        if piece.official is not None and self._shown(piece) is piece.official:
            return self._quoted(piece, reference)
        note = self._note(piece, reference)
        if piece.official is None:
            alone = self.say("answer.listed_note_alone")
            return f"{note} ({alone})"
        cited = self._cite(piece, piece.official, piece.quote or piece.official.text)
        machine = piece.note is not None and piece.note.status is Status.MACHINE_TRANSLATION
        kind = "answer.listed_machine" if machine else "answer.listed_note"
        label = self.say(
            kind if piece.official.status is Status.OFFICIAL else f"{kind}_added",
            language=self._language_name(piece.official.language),
            source=cited.n,
        )
        return f"{note} ({label})"

    def _add(self, pieces: Sequence[Piece], reference: str) -> None:
        """Add pieces under one reference, in the languages that serve the reader."""
        top = len(self.blocks)
        officials = [piece for piece in pieces if piece.official]
        notes = [piece for piece in pieces if piece.note]
        in_language = any(piece.official and piece.official.language is self.language for piece in pieces)
        readable = [piece for piece in notes if piece.note and piece.note.language is self.language]
        if in_language or (officials and not readable):
            self._add_official(officials, reference)
        elif readable:
            key = "answer.note" if officials else "answer.note_alone"
            lines = [self._note(piece, reference) for piece in readable]
            self._block(self._stand_in(key, readable[0], reference), lines)
            self._add_original(officials, reference)
        elif notes:
            lines = [self._note(each, reference) for each in notes]
            self._block(self._stand_in("answer.note_other", notes[0], reference), lines)
        if self.blocks[top:] and (heading := _draft(pieces)):
            intro, _, quoted = self.blocks[top].partition("\n")
            self.blocks[top] = "\n".join([intro, self.say("answer.draft", heading=heading), quoted])

    def _stand_in(self, key: str, piece: Piece, reference: str) -> str:
        """Return the frame of a text in place of the official one: a note, or a machine translation."""
        values = {"citation": reference}
        machine = piece.note is not None and piece.note.status is Status.MACHINE_TRANSLATION
        if piece.note is not None and (machine or key in ("answer.note_other", "answer.note_third")):
            values["language"] = self._language_name(piece.note.language)
        return self.say("answer.machine_translation" if machine else key, **values)

    def _block(self, intro: str, lines: Sequence[str]) -> None:
        """Add a block of the answer: a framing sentence and what it frames."""
        self.blocks.append("\n".join([intro, *lines]))

    def _add_original(self, pieces: Sequence[Piece], reference: str) -> None:
        """Add the official text beneath the note, labelled with its language."""
        if pieces and pieces[0].official:
            shown = pieces[0].official
            intro = self.say(f"answer.{shown.status}_other", language=self._language_name(shown.language))
            self._block(intro, [self._quoted(piece, reference) for piece in pieces])

    def _add_note_beneath(self, pieces: Sequence[Piece], reference: str) -> None:
        """Add our note beneath an official text of another language than the reader's, where it is in a third one."""
        third = [
            each
            for each in pieces
            if each.note is not None and each.official is not None and each.note.status is Status.NOTE
            if len({each.note.language, each.official.language, self.language}) == 3
        ]
        if third:
            lines = [self._note(each, reference) for each in third]
            self._block(self._stand_in("answer.note_third", third[0], reference), lines)

    def _add_official(self, pieces: Sequence[Piece], reference: str) -> None:
        if not pieces[0].official:
            return
        shown = pieces[0].official
        if shown.language is self.language:
            intro = self.say("answer.official", citation=reference)
        else:
            spoken = self._language_name(shown.language)
            intro = self.say(f"answer.{shown.status}_only_other", citation=reference, language=spoken)
        self._block(intro, [self._quoted(piece, reference) for piece in pieces])

    def _quoted(self, piece: Piece, reference: str) -> str:
        """Return a piece of official text as a line of the answer, in quotation marks if it passed the quote gate."""
        official = piece.official
        if official is None:
            raise ValueError(f"no official text to quote at {piece.locator}")
        cited = self._cite(piece, official, piece.quote or official.text)
        words = in_marks(extract(cited), official.language) if cited.verified else extract(cited)
        return f"{self._marker(piece, official, reference)}{self._line(words, cited)}"

    def _line(self, words: str, cited: Citation) -> str:
        """Return words with the columns beside them, and the number of their source."""
        return f"{' — '.join(part for part in (words, columns(cited, self.language)) if part)} [{cited.n}]"

    def _marker(self, piece: Piece, placed: Placed, reference: str) -> str:
        """Return what opens a line: an item's letter as printed, or the row's number unless the reference has it."""
        if placed.rendition.role is Role.ROW and piece.marked:
            label = format_locator(piece.locator, self.language)
            return "" if reference.endswith(f", {label}") else f"{label} — "
        return f"{placed.rendition.marker} " if placed.rendition.role is Role.ITEM and piece.marked else ""

    def _note(self, piece: Piece, reference: str) -> str:
        """Return our note on a piece as a line of the answer."""
        if piece.note is None:
            raise ValueError(f"no note at {piece.locator}")
        cited = self._cite(piece, piece.note, piece.note_quote or piece.note.rendition.text)
        return f"{self._marker(piece, piece.note, reference)}{self._line(extract(cited), cited)}"

    def _cite(self, piece: Piece, placed: Placed, quote: str) -> Citation:
        """Append a citation and return it; of a row, the deliverable is quoted, its other columns stand beside.

        A note states in its own words what the columns hold.
        """
        has_columns = placed.rendition.role is Role.ROW and placed.status is not Status.NOTE
        cells = dict(placed.rendition.cells or {}) if has_columns else {}
        quote = cells.pop("deliverable", quote)
        words = (quote, *filter(None, cells.values()))
        self.citations.append(
            Citation(
                n=len(self.citations) + 1,
                document=piece.document.id,
                symbol=piece.document.symbol,
                title=piece.document.titled(self.language),
                locator=piece.locator,
                citation=format_citation(piece.document, piece.locator, self.language),
                language=placed.language,
                status=placed.status,
                quote=quote,
                verified=all(is_verbatim(each, placed.text) for each in words),
                page=placed.rendition.page,
                url=piece.document.urls.get(placed.language),
                columns=cells,
                cut=_cut(quote, placed) if piece.is_extract and not cells else (False, False),
                draft=draft_heading(placed.rendition.heading),
                use=piece.use,
            )
        )
        return self.citations[-1]

    def _language_name(self, language: Language) -> str:
        return prompts.render(f"language.{language}", self.language)


def piece_of(
    document: Document, locator: str, placed: Mapping[str, Placed], language: Language, quote: str = ""
) -> Piece:
    """Choose what to show of a paragraph: its official text, in the reader's language if there is one, and its note."""
    officials = [each for each in placed.values() if each.status in TEXTS]
    notes = [each for each in placed.values() if each.status not in TEXTS]
    official = _nearest(officials, language)
    return Piece(document, locator, official, _nearest(notes, language, official.language if official else None), quote)


def _draft(pieces: Sequence[Piece]) -> str | None:
    """Return the heading that marks the first of some pieces as a draft; that of its note before others."""
    first = next(iter(pieces))
    headings = (each.rendition.heading for each in (first.note, first.official) if each)
    return next(filter(None, map(draft_heading, headings)), None)


def _cut(quote: str, placed: Placed) -> tuple[bool, bool]:
    """Tell whether a quotation leaves out the beginning of a text, and its end; a list has its items in its text."""
    text = placed.rendition.text if quote.strip() in placed.rendition.text else placed.text
    return not text.strip().startswith(quote.strip()), not text.strip().endswith(quote.strip())


def _nearest(placed: Sequence[Placed], language: Language, last: Language | None = None) -> Placed | None:
    """Return the rendition in the reader's language, else the first by code, one in `last` after the others."""
    ranked = sorted(placed, key=lambda each: (each.language is not language, each.language is last, each.language))
    return ranked[0] if ranked else None
