"""A hand-out in Word: paragraphs with their languages side by side, key figures, a glossary.

Every text is the library's, letter for letter, with its status where it is no official one. With each paragraph stands
a QR code that opens it in the web app, or its address.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import segno
from docx.shared import Mm

import prompts
from assistant.export.content import status_label
from assistant.permalinks import permalink
from assistant.read.parallel import in_print_order
from assistant.read.types import Parallel, ParallelRow, ParallelText
from assistant.study.formats.word_glossary import is_wide, language_head, write_terms
from assistant.study.formats.word_sheet import WordSheet, merged, shade
from assistant.study.handout import Handout
from corpus.types import Status

if TYPE_CHECKING:
    from docx.table import Table, _Cell

_NUMBERS = 27, 36  # millimetres: the column of places; in large print
_CODE = 20, 26  # millimetres: the side of a code
_WHOLE = 900, 300  # characters: a longer text may go over two pages
_DEPTH = 3  # millimetres: what an item stands in from what it is an item of


class Link(StrEnum):
    """How a paragraph leads to the web app."""

    CODE = "code"
    ADDRESS = "address"
    NONE = "none"


def handout_file(handout: Handout, *, link: Link = Link.CODE, large_print: bool = False) -> bytes:
    """Return a hand-out as a Word file."""
    is_lying = is_wide(handout.languages, large_print)
    sheet = WordSheet(handout.title, handout.languages[:1], large_print=large_print, wide=is_lying)
    sheet.foot(handout.title)
    writer = _Writer(sheet, handout, link if handout.address else Link.NONE)
    writer.write()
    return sheet.content()


class _Writer:
    def __init__(self, sheet: WordSheet, handout: Handout, link: Link) -> None:
        """Keep where to write, and what."""
        self._sheet, self._handout, self._link = sheet, handout, link

    def write(self) -> None:
        """Write everything, top to bottom."""
        sheet, handout = self._sheet, self._handout
        if self._link is Link.CODE:
            sheet.small(sheet.say("study.handout.scan"), sheet.language)
        for part in handout.parts:
            self._part(part)
        if handout.figures:
            sheet.heading("study.handout.figures")
            table = sheet.table(["study.handout.figure", "study.handout.reference"], (0.6, 0.4))
            for written in handout.figures:
                for text, cell in zip(written, sheet.row(table), strict=True):
                    sheet.paragraph(text, sheet.language, "Table text", cell)
        if handout.glossary:
            sheet.heading("study.handout.glossary")
            write_terms(sheet, handout.glossary, handout.languages)

    def _part(self, part: Parallel) -> None:
        """Write the paragraphs of a document, and what is to be known about its versions."""
        sheet = self._sheet
        is_named = part.symbol and part.symbol != part.title
        title = f"{part.title} ({part.symbol})" if is_named else part.title
        sheet.run(sheet.document.add_heading(level=1), title, sheet.language)
        for code in (each for each in self._handout.languages if each in part.missing):
            named = prompts.render(f"language.{code}", sheet.language)
            sheet.small(sheet.say("export.not_loaded", language=named), sheet.language)
        for disagreement in part.mismatches:
            sheet.small(disagreement.message, sheet.language)
        columns = [code for code in self._handout.languages if code in part.languages]
        numbers = Mm(_NUMBERS[sheet.large_print]) / sheet.width
        share = (1 - numbers) / max(len(columns), 1)
        heads: list[str | tuple[str, str]] = ["study.handout.paragraph", *map(language_head, columns)]
        table = sheet.table(heads, [numbers, *(share for _ in columns)])
        above: dict[str, tuple[str, ...]] = {}
        for row in in_print_order(part.rows):
            headings = {code: text.heading for code, text in row.texts.items() if code in columns}
            if any(above.get(code) != heading for code, heading in headings.items()):
                self._heading(table, row, columns)
            above |= headings
            self._row(table, part, row, columns)

    def _heading(self, table: Table, row: ParallelRow, columns: Sequence[str]) -> None:
        """Write the heading that the paragraphs below stand under, in each language that has it."""
        headings = {code: text.heading[-1] for code in columns if (text := row.texts.get(code)) and text.heading}
        if not headings:
            return
        first, *cells = self._sheet.row(table)
        for cell in (first, *cells):
            shade(cell)
        for cell, code in zip(cells, columns, strict=True):
            if code in headings:
                self._sheet.paragraph(headings[code], code, "Table head", cell)
        for cell in (first, *cells):
            cell.paragraphs[0].paragraph_format.keep_with_next = True

    def _row(self, table: Table, part: Parallel, row: ParallelRow, columns: Sequence[str]) -> None:
        """Write a place: its number with what opens it, and its text in each language."""
        sheet = self._sheet
        longest = max((len(text.text) for text in row.texts.values()), default=0)
        first, *cells = sheet.row(table, whole=longest <= _WHOLE[sheet.large_print])
        address = permalink(part.document, row.locator, columns[0] if columns else None, base=self._handout.address)
        place = sheet.paragraph("", sheet.language, "Table text", first)
        link = self._link if row.label else Link.NONE  # what follows the items of a paragraph has no number of its own
        if link is Link.NONE:
            sheet.run(place, row.label, sheet.language)
        else:
            sheet.link(place, row.label, address, sheet.language)
        if link is Link.CODE:
            self._code(first, address)
        for cell, code in zip(cells, columns, strict=True):
            if text := row.texts.get(code):
                self._text(cell, text, code, row.depth)
            else:
                named = prompts.render(f"language.{code}", code)
                sheet.small(prompts.render("export.not_loaded", code, language=named), code, cell)
        if link is Link.ADDRESS:
            for cell in (first, *cells):
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True
            whole = merged(sheet.row(table))
            sheet.link(sheet.small("", sheet.language, whole), address, address, sheet.language)

    def _text(self, cell: _Cell, text: ParallelText, code: str, depth: int) -> None:
        """Write a text, the columns of a row of a table, and what the text is worth if it is not the official one."""
        made = []
        if text.text:
            made.append(self._sheet.paragraph(text.text, code, "Table text", cell))
        for name, value in text.columns:
            if value != text.text:
                said = prompts.render("row.column", code, name=name, value=value)
                made.append(self._sheet.paragraph(said, code, "Table text", cell))
        if made and text.status != Status.OFFICIAL:
            made.append(self._sheet.small(status_label(text.status, code), code, cell))
        for paragraph in made:
            paragraph.paragraph_format.left_indent = Mm(depth * _DEPTH)

    def _code(self, cell: _Cell, address: str) -> None:
        """Draw the code of an address, and say in words what it is."""
        drawn = io.BytesIO()
        segno.make_qr(address, error="m").save(drawn, kind="png", scale=8, border=2)
        drawn.seek(0)
        place = cell.paragraphs[0]
        place.paragraph_format.keep_together = True  # the place and its code, where a long row goes over two pages
        run = place.add_run()
        run.add_break()
        side = Mm(_CODE[self._sheet.large_print])
        picture = run.add_picture(drawn, width=side, height=side)
        picture._inline.docPr.set("descr", self._sheet.say("study.handout.code", address=address))
