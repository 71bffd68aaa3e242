"""What the Word files of the study aid have in common: page, styles, text that says its language, links, tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Tbl
from docx.shared import Emu, Length, Mm, Pt, RGBColor
from docx.text.run import Run

import prompts
from assistant.export.word_footnotes import LANGUAGE_TAGS, speak, xml_text
from assistant.export.word_writer import repeat
from assistant.study.formats.word_styles import LARGE, NORMAL, set_styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_LINK = RGBColor(0x05, 0x63, 0xC1)
_SHADE = "E8ECF4"
_LONGEST_TITLE = 250  # characters, in the properties of the file
_LONGEST_FOOT = 60
_FIELDS = {"\x01": "PAGE", "\x02": "NUMPAGES"}  # what stands for the fields while a template is filled in


class WordSheet:
    """A Word file being written; `languages` are those of our own words, the reader's first."""

    def __init__(
        self, title: str, languages: Sequence[str], *, named: str = "", large_print: bool = False, wide: bool = False
    ) -> None:
        """Begin the file with its title; `named` is its title in its properties, `wide` lays the page on its side."""
        self.languages = tuple(dict.fromkeys(languages))
        self.language, self.large_print = self.languages[0], large_print
        self.look = LARGE if large_print else NORMAL
        self.document: Document = docx.Document()
        self._describe(named or title)
        self._lay_out(wide)
        set_styles(self.document, self.look)
        self.run(self.document.add_heading(level=0), title, self.language)

    @property
    def width(self) -> Length:
        """The width of the text."""
        section = self.document.sections[0]
        return Emu((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))

    def content(self) -> bytes:
        """Return the file."""
        self._end()
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    # Text ----------------------------------------------------------------------------------------------------------

    def say(self, key: str, **values: object) -> str:
        """Return words of our own in the reader's language."""
        return prompts.render(key, self.language, **values)

    def run(self, paragraph: Paragraph, text: str, language: str) -> Run:
        """Write a text in its language; return the run."""
        return speak(paragraph.add_run(xml_text(text)), language)

    def words(self, paragraph: Paragraph, key: str, *, bold: bool = False, **values: object) -> None:
        """Write words of our own in each language of the sheet, once where they are the same."""
        said: dict[str, str] = {}
        for language in self.languages:
            said.setdefault(prompts.render(key, language, **values), language)
        for position, (text, language) in enumerate(said.items()):
            run = self.run(paragraph, f" / {text}" if position else text, language)
            run.bold = bold or None

    def paragraph(self, text: str, language: str, style: str = "Normal", place: _Cell | None = None) -> Paragraph:
        """Write a paragraph, into a cell where one is given; its first paragraph is used first."""
        if place is None:
            made = self.document.add_paragraph(style=style)
        else:
            first = place.paragraphs[0]
            is_free = len(place.paragraphs) == 1 and not len(first._p.xpath("w:r | w:hyperlink"))
            made = first if is_free else place.add_paragraph()
            made.style = style
        if text:
            self.run(made, text, language)
        return made

    def small(self, text: str, language: str, place: _Cell | None = None) -> Paragraph:
        """Write words of our own about a text: not to be taken for it."""
        return self.paragraph(text, language, "Small print", place)

    def heading(self, key: str, level: int = 1) -> None:
        """Write a heading in our own words, in each language of the sheet."""
        self.words(self.document.add_heading(level=level), key)

    def link(self, paragraph: Paragraph, words: str, address: str, language: str) -> None:
        """Write a link."""
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(link)
        link.append(OxmlElement("w:r"))
        run = Run(link[0], paragraph)
        run.text = xml_text(words)
        run.font.color.rgb, run.font.underline = _LINK, True
        speak(run, language)

    def writing_line(self, key: str, *, room: float = 1.0, lines: int = 1, place: _Cell | None = None) -> None:
        """Write a word of our own on a line to write on, `room` of the width long; then more lines."""
        for line in range(lines):
            paragraph = self.paragraph("", self.language, "Line to write on", place)
            paragraph.paragraph_format.right_indent = Emu(int(self.width * (1 - room)))
            if not line:
                self.words(paragraph, key)

    def blank(self, paragraph: Paragraph, key: str, until: float) -> None:
        """Write a word of our own, and a line to write on up to a share of the width."""
        if paragraph.runs:
            paragraph.add_run(" ")
        if key:
            self.words(paragraph, key)
            paragraph.add_run(" ")
        end = Emu(int(self.width * until))
        paragraph.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        paragraph.add_run("\t")

    def foot(self, title: str, *more: str) -> None:
        """Write the foot of every page: a title, shortened if it is long, what else there is, and which page it is."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        short = title if len(title) <= _LONGEST_FOOT else f"{title[:_LONGEST_FOOT].rpartition(' ')[0]}…"
        text = " · ".join((short, *more))
        first, second = _FIELDS
        said = self.say("study.paper.page", page=first, pages=second)
        for piece in said.replace(first, f"\0{first}\0").replace(second, f"\0{second}\0").split("\0"):
            if piece in _FIELDS:
                field = OxmlElement("w:fldSimple")
                field.set(qn("w:instr"), _FIELDS[piece])
                paragraph._p.append(field)
                field.append(OxmlElement("w:r"))
                run = Run(field[0], paragraph)
                run.text = "1"
                speak(run, self.language)
            elif piece:
                self.run(paragraph, f"{text} · {piece}" if said.startswith(piece) else piece, self.language)

    # Tables --------------------------------------------------------------------------------------------------------

    def table(
        self, heads: Sequence[str | tuple[str, str]], widths: Sequence[float], *, style: str = "Table Grid"
    ) -> Table:
        """Return a table with a row of heads, repeated on each page; widths are shares of the whole.

        A head is the key of words of our own, or words with their language. Without heads it only sets texts side by
        side.
        """
        table: Table = self.document.add_table(rows=1 if heads else 0, cols=len(widths), style=style)
        table.autofit = False
        for column, share in zip(table.columns, widths, strict=True):
            column.width = Emu(int(self.width * share))
        if heads:
            repeat(table.rows[0])
            for cell, head, column in zip(table.rows[0].cells, heads, table.columns, strict=True):
                cell.width = column.width
                shade(cell)
                if isinstance(head, str):
                    self.words(self.paragraph("", self.language, "Table head", cell), head)
                else:
                    self.paragraph(*head, "Table head", cell)
        return table

    def row(self, table: Table, *, whole: bool = True) -> Sequence[_Cell]:
        """Return the cells of a new row, which is kept on one page where it should stay whole."""
        row = table.add_row()  # type: ignore[no-untyped-call]
        if whole:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells: Sequence[_Cell] = row.cells
        for cell, column in zip(cells, table.columns, strict=True):
            cell.width = column.width
            cell.paragraphs[0].style = "Table text"
        return cells

    def _end(self) -> None:
        """End the file: Word wants a paragraph after a table, which takes no room here."""
        if isinstance(self.document.element.body[-2], CT_Tbl):
            spacing = self.document.add_paragraph().paragraph_format
            spacing.space_after, spacing.line_spacing = Pt(0), Pt(1)

    # The whole -------------------------------------------------------------------------------------------------------

    def _describe(self, title: str) -> None:
        """Set the properties of the file: a title, a language, a date; nobody's name."""
        properties = self.document.core_properties
        properties.title = xml_text(" ".join(title.split()))[:_LONGEST_TITLE]
        properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
        properties.language = LANGUAGE_TAGS.get(self.language, self.language)
        properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
        properties.revision = 1
        spoken = self.document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
        if spoken is not None:
            spoken.set(qn("w:val"), LANGUAGE_TAGS.get(self.language, self.language))

    def _lay_out(self, wide: bool) -> None:
        """Set the page: A4, as the ILO and its constituents print."""
        page = self.document.sections[0]
        page.page_width, page.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
        page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(self.look.margin)
        page.header_distance = page.footer_distance = Mm(self.look.margin / 2)


def shade(cell: _Cell) -> None:
    """Shade a cell lightly."""
    mark = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_SHADE}"/>')
    cell._tc.get_or_add_tcPr().append(mark)


def merged(cells: Sequence[_Cell]) -> _Cell:
    """Return the cells of a row as one."""
    return cells[0].merge(cells[-1]) if len(cells) > 1 else cells[0]
