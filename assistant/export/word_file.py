"""A result as a Word file: its text, real footnotes with the references, and on demand the languages side by side."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import prompts
from assistant.citations.library_sources import SourceFinder
from assistant.export.content import Content, QuotedItem, Sheet, status_label
from assistant.export.word_writer import WordWriter, repeat
from corpus.text.typography import enclosed
from corpus.types import Language, Status

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MARK = re.compile(r"\s?\[(\d{1,3})\]([.;:,!?]?)", re.ASCII)  # the number of a source, and the sign after it


def word(content: Content, sources: SourceFinder, languages: Sequence[Language], moment: datetime) -> bytes:
    """Return the file; with `languages`, each paragraph stands in all of them, side by side, each as it is loaded."""
    import docx

    document = docx.Document()
    _describe(document, content, moment)
    _Writer(document, content, sources, tuple(languages)).write(moment)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Document, content: Content, moment: datetime) -> None:
    """Set the properties of the file: a title, a language, a date; nobody's name."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    from assistant.export.word_footnotes import LANGUAGE_TAGS, xml_text

    properties = document.core_properties
    properties.title = xml_text(" ".join(content.title.split()))[:250]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language = LANGUAGE_TAGS[content.language]
    properties.created = properties.modified = moment.replace(tzinfo=None)
    properties.revision = 1
    spoken = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    if spoken is not None:
        spoken.set(qn("w:val"), LANGUAGE_TAGS[content.language])
    page = document.sections[0]  # A4, as the ILO and its constituents print
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(25)
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15


class _Writer(WordWriter):
    def __init__(
        self, document: Document, content: Content, sources: SourceFinder, columns: tuple[Language, ...]
    ) -> None:
        """Keep what is written and where."""
        super().__init__(document, sources, content.language)
        self._content, self._columns = content, columns
        self._called: dict[int, int] = {}  # footnotes by the numbers of the sources of a sheet

    def write(self, moment: datetime) -> None:
        """Write everything, top to bottom."""
        self._heading(1, self._content.title)
        for n, sheet in enumerate(self._content.sheets, 1):
            self._reader = sheet.language
            if self._content.is_conversation:
                self._heading(2, f"{n}. {sheet.title}")
            self._sheet(sheet, 3 if self._content.is_conversation else 2)
        self._reader = self._content.language
        self._receipt(moment, self._content.receipt.index, (), self._content.checked())

    def _sheet(self, sheet: Sheet, level: int) -> None:
        """Write an answer, and its sources under a heading of a level; footnotes are numbered through the whole file.

        A source has the number of its footnote.
        """
        self._called.clear()
        by_number = {item.n: item for item in sheet.items}
        for line in sheet.lines:
            self._line(line, by_number)
        if sheet.lines and sheet.items:
            self._heading(level, self._say("export.sources"))
        if self._columns and sheet.items:
            self._side_by_side(sheet)
            return
        for item in sheet.items:
            self._item(item, level + 1)

    def _line(self, line: str, by_number: dict[int, QuotedItem]) -> None:
        """Write a line of an answer, every number of a source as a footnote's; what is quoted may have its own [1]."""
        paragraph = self._document.add_paragraph()
        quoted = [span for item in by_number.values() for span in _spans(item, line)]
        last = next((item for mark in _MARK.finditer(line) if (item := by_number.get(int(mark[1])))), None)
        spoken = last.language if last and (quoted or _MARK.sub("", line).strip() == last.text) else self._reader
        at = 0
        for mark in _MARK.finditer(line):
            item = by_number.get(int(mark[1]))
            if item is None or any(start <= mark.start() and mark.end() <= end for start, end in quoted):
                continue
            said = line[at : mark.start()]
            sign = "" if mark[2] == "." and said.endswith(".") else mark[2]  # an abbreviation ends the sentence
            self._run(paragraph, said + sign, spoken)
            if item.n in self._called:
                self._notes.again(paragraph, self._called[item.n], self._reader)
            else:
                self._called[item.n] = self._call(paragraph, item.source)
            at = mark.end()
        if at < len(line):
            self._run(paragraph, line[at:], spoken)

    def _item(self, item: QuotedItem, level: int) -> None:
        """Write a paragraph: its reference, status, words, and the footnote."""
        self._heading(level, f"{self._called.get(item.n, self._notes.count + 1)}. {item.source.name}")
        page = self._say("export.page", page=item.page) if item.page is not None else ""
        said = (" › ".join(item.heading), page, item.status_label(self._reader), item.check(self._reader))
        self._small(self._document.add_paragraph(), " · ".join(part for part in said if part), self._reader)
        paragraph = self._document.add_paragraph()
        words = enclosed(item.text, item.language) if item.is_quotation else item.text
        self._run(paragraph, words, item.language)
        if item.beside:
            self._run(paragraph, f" — {item.beside}", self._reader)
        if item.n not in self._called:  # else the answer above calls it
            self._call(paragraph, item.source)

    def _side_by_side(self, sheet: Sheet) -> None:
        """Write every paragraph in each language asked for, a column each; a missing one as not loaded."""
        table = self._document.add_table(rows=1, cols=len(self._columns), style="Table Grid")
        table.autofit = False
        repeat(table.rows[0])
        for cell, language in zip(table.rows[0].cells, self._columns, strict=True):
            name = prompts.render(f"language.{language}", language)
            self._run(cell.paragraphs[0], name[0].upper() + name[1:], language).bold = True
        once: dict[tuple[str, tuple[str, ...]], QuotedItem] = {}
        for item in sheet.items:  # a note and the official text it is on are one row
            once.setdefault((item.source.id, item.source.locators), item)
        for item in once.values():
            for cell, language in zip(table.add_row().cells, self._columns, strict=True):
                self._cell(cell.paragraphs[0], cell.add_paragraph(), item, language)
        self._document.add_paragraph()

    def _cell(self, label: Paragraph, paragraph: Paragraph, item: QuotedItem, language: Language) -> None:
        """Write a paragraph in one language under its reference and status, with its footnote."""
        shown = item.renditions.get(language)
        named = prompts.render(f"language.{language}", language)
        missing = prompts.render("export.not_loaded", language, language=named)
        said = status_label(shown.status, language) if shown else missing
        status = Status(shown.status) if shown else item.source.status
        found = self._sources.source(item.source.id, item.source.locators, language, status)
        self._small(label, f"{item.n}. {found.name} · {said}", language)
        if shown:
            self._run(paragraph, shown.text, language)
            self._call(paragraph, found)

    def _small(self, paragraph: Paragraph, text: str, language: str) -> None:
        """Write our own words about a text, close to it."""
        from docx.shared import Pt

        super()._small(paragraph, text, language)
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.keep_with_next = True


def _spans(item: QuotedItem, line: str) -> list[tuple[int, int]]:
    """Return where a line of an answer quotes an item."""
    quoted = (part.strip() for part in item.text.split("\n"))
    return [(at, at + len(part)) for part in quoted if part and (at := line.find(part)) >= 0]
