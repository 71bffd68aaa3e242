"""A comparison as a file: a Word table, Markdown, CSV or JSON.

The words around the texts are in the reader's language; every text is the library's, letter for letter, with its
status. In a Word file its reference is a footnote, and a receipt says how the comparison was made.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.citations.library_sources import SourceFinder
from assistant.compare.types import Grid, GridParagraph, Pair, Side, SideBySide
from assistant.export import ExportFormat, format_of
from assistant.export.comparison_markdown import comparison_as_markdown
from assistant.export.comparison_words import asked, nothing, one_line
from assistant.export.content import status_label
from assistant.export.csv_file import rows_as_csv
from assistant.export.word_writer import WordWriter, repeat
from assistant.text.word_diff import Op
from corpus.types import Language, Status

if TYPE_CHECKING:
    from docx.table import Table as DocxTable
    from docx.table import _Cell as DocxCell

_MARGIN = 1.8  # centimetres
_THEMES = 3.2  # centimetres, the column of themes
_PORTRAIT = 2  # documents beside each other that a page standing upright has room for

_GRID = ["theme", "document", "symbol", "title", "reference", "locator", "language", "status", "page", "text", "url",
         "confidence", "sure"]  # fmt: skip
_SIDE = ["document", "reference", "language", "status", "text", "url"]


def exported(result: Grid | SideBySide, format: str, sources: SourceFinder) -> bytes:
    """Return a comparison as a file of a format, named by its suffix. Raises BadRequest."""
    chosen = format_of(format)
    if chosen is ExportFormat.JSON:
        return json.dumps(result.to_json(), ensure_ascii=False, indent=1).encode()
    if chosen is ExportFormat.CSV:
        return rows_as_csv(_GRID, _grid_rows(result)) if isinstance(result, Grid) else _sides_csv(result)
    if chosen is ExportFormat.MD:
        return comparison_as_markdown(result, sources)
    return _word(result, sources)


def _grid_rows(grid: Grid) -> Iterator[list[object]]:
    """Yield a row for each paragraph; a row without text where a document has nothing on a theme."""
    for row in grid.rows:
        for column, cell in zip(grid.documents, row.cells, strict=True):
            about = [row.theme, column.document, column.symbol, column.title]
            for each in cell.paragraphs:
                found = [each.citation, each.locator, each.language, each.status, each.page, each.text, each.url]
                yield [*about, *found, each.confidence, str(cell.sure).lower()]
            if not cell.paragraphs:
                yield [*about, *([None] * (len(_GRID) - len(about) - 1)), str(cell.sure).lower()]


def _sides_csv(result: SideBySide) -> bytes:
    """Return pairs, a row for each, with the share of words they have in common."""
    header = [f"{name}_{side}" for side in (1, 2) for name in _SIDE]
    rows = ([*_side_cells(pair.left), *_side_cells(pair.right), pair.likeness] for pair in result.pairs)
    return rows_as_csv([*header, "likeness"], rows)


def _side_cells(side: Side | None) -> list[object]:
    if side is None:
        return [None] * len(_SIDE)
    return [side.document, side.citation, side.language, side.status, side.text, side.url]


def _word(result: Grid | SideBySide, sources: SourceFinder) -> bytes:
    """Return a Word file, in landscape where there are many columns."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = docx.Document()
    document.core_properties.author = document.core_properties.comments = ""
    document.styles["Normal"].font.size = Pt(10)
    section = document.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    if isinstance(result, SideBySide) or len(result.documents) > _PORTRAIT:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    _Writer(document, sources, Language(result.language)).write(result)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class _Writer(WordWriter):
    def write(self, result: Grid | SideBySide) -> None:
        """Write a heading, a table with its head repeated on each page, and the receipt."""
        self._heading(1, self._say("compare.title"))
        if isinstance(result, Grid):
            self._grid(result)
        else:
            self._sides(result)
        fingerprint = self._sources.fingerprint
        self._receipt(datetime.now(UTC), fingerprint, asked(result), [self._say("export.no_quotation")])

    def _grid(self, grid: Grid) -> None:
        heads = [self._say("compare.theme"), *(each.symbol or each.title for each in grid.documents)]
        table = self._table(heads, _THEMES)
        for row in grid.rows:
            cells = _new_row(table)
            self._run(cells[0].paragraphs[0], row.theme, self._reader).bold = True
            for place, found in zip(cells[1:], row.cells, strict=True):
                if not found.paragraphs:
                    self._label(place, nothing(found, self._reader))
                elif not found.sure:
                    self._label(place, self._say("compare.unsure"))
                for each in found.paragraphs:
                    self._text(place, each, [(each.text, Op.EQUAL)])

    def _sides(self, result: SideBySide) -> None:
        """Write two texts beside each other, the words that one alone has struck through or underlined."""
        if result.missing:
            missing = self._say("compare.missing", reason=result.missing)
            self._run(self._document.add_paragraph(), missing, self._reader)
        if any(pair.is_marked for pair in result.pairs):
            self._run(self._document.add_paragraph(), self._say("compare.legend"), self._reader)
        table = self._table(one_line(result.references))
        for pair in result.pairs:
            cells = _new_row(table)
            if pair.likeness is not None and not pair.is_marked:
                self._label(cells[0], self._say("compare.equal" if pair.is_same else "compare.little"))
            for place, side, first in zip(cells, (pair.left, pair.right), (True, False), strict=True):
                if side is None:
                    self._label(place, self._say("compare.no_such_place"))
                else:
                    self._text(place, side, _marked(pair, side, first=first))

    def _table(self, heads: Iterable[str], first: float | None = None) -> DocxTable:
        """Return a new table with its head; `first` is the width of the first column in centimetres, if it differs."""
        from docx.shared import Cm

        names = list(heads)
        table: DocxTable = self._document.add_table(rows=1, cols=len(names), style="Table Grid")
        repeat(table.rows[0])
        for place, name in zip(table.rows[0].cells, names, strict=True):
            self._run(place.paragraphs[0], name, self._reader).bold = True
        if first is not None:
            section = self._document.sections[0]
            width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0) - Cm(first)
            for column in table.columns:
                column.width = width // (len(names) - 1)
            table.columns[0].width = Cm(first)
        return table

    def _text(self, place: DocxCell, found: GridParagraph | Side, pieces: Iterable[tuple[str, Op]]) -> None:
        """Write a text under its reference and status."""
        from docx.shared import RGBColor

        spoken = self._say(f"language.{found.language}")
        self._label(place, f"{found.citation} · {spoken} · {status_label(found.status, self._reader)}")
        paragraph = place.add_paragraph()
        for words, op in pieces:
            run = self._run(paragraph, words, found.language)
            if op is Op.DELETE:
                run.font.strike, run.font.color.rgb = True, RGBColor(0x9A, 0x2B, 0x1F)
            elif op is Op.INSERT:
                run.font.underline, run.font.color.rgb = True, RGBColor(0x17, 0x57, 0x3A)
        locators = found.locators if isinstance(found, Side) else (found.locator,)
        source = self._sources.source(found.document, locators, self._reader, Status(found.status))
        self._call(paragraph, source)

    def _label(self, place: DocxCell, words: str) -> None:
        """Write our own words about a text into its cell."""
        paragraph = place.paragraphs[0] if not place.text else place.add_paragraph()
        self._small(paragraph, words, self._reader)
        paragraph.paragraph_format.keep_with_next = True


def _new_row(table: DocxTable) -> Sequence[DocxCell]:
    cells: Sequence[DocxCell] = table.add_row().cells  # type: ignore[no-untyped-call]
    return cells


def _marked(pair: Pair, side: Side, *, first: bool) -> list[tuple[str, Op]]:
    """Return a text in pieces, those that the other does not have marked."""
    if not pair.is_marked:
        return [(side.text, Op.EQUAL)]
    pieces: list[tuple[str, Op]] = []
    for each in pair.comparison:
        words, after = (each.text, each.text_after) if first else (each.quoted, each.quoted_after)
        own = Op.DELETE if first else Op.INSERT
        signs = after.rstrip() if each.op is Op.EQUAL and not each.is_same else ""
        pieces += [(words, Op.EQUAL if each.op is Op.EQUAL else own), (signs, own), (after[len(signs) :], Op.EQUAL)]
    return [piece for piece in pieces if piece[0]]
