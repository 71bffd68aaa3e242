"""What any Word file of ours has: text that says its language, small grey words of our own, footnotes, a receipt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import prompts
from assistant.citations import CitedSource, as_footnote
from assistant.citations.library_sources import SourceFinder
from corpus.text.typography import format_date
from corpus.types import Language

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


class WordWriter:
    """Writes into a document, for a reader."""

    def __init__(self, document: Document, sources: SourceFinder, reader: Language) -> None:
        """Keep where to write, from what, and for whom."""
        from assistant.export.word_footnotes import Footnotes

        self._document, self._sources, self._reader = document, sources, reader
        self._notes = Footnotes(document)

    def _say(self, key: str, **values: object) -> str:
        return prompts.render(key, self._reader, **values)

    @staticmethod
    def _run(paragraph: Paragraph, text: str, language: str) -> Run:
        """Write text in its language; return the run."""
        from assistant.export.word_footnotes import speak, xml_text

        return speak(paragraph.add_run(xml_text(text)), language)

    def _heading(self, level: int, text: str) -> None:
        self._run(self._document.add_heading(level=level), text, self._reader)

    def _small(self, paragraph: Paragraph, text: str, language: str) -> None:
        """Write our own words about a text: small, grey, not to be taken for it."""
        from docx.shared import Pt, RGBColor

        run = self._run(paragraph, text, language)
        run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x55, 0x55, 0x55)

    def _call(self, paragraph: Paragraph, found: CitedSource) -> int:
        """Call a footnote with a reference, in the language it is written in; return its number."""
        address = [(prompts.render("export.official_address", found.language), found.url)] if found.url else []
        return self._notes.add(paragraph, as_footnote(found), found.language, address)

    def _receipt(self, moment: datetime, fingerprint: str, asked: Iterable[str], checked: Iterable[str]) -> None:
        """Write the receipt: what was asked, when, the state of the library, and what was checked."""
        date = format_date(moment.strftime("%Y-%m-%d"), self._reader)
        made = self._say("export.made", date=date, time=moment.strftime("%H:%M"))
        self._heading(2, self._say("export.receipt"))
        for line in (*asked, made, self._say("export.state", fingerprint=fingerprint), *checked):
            self._small(self._document.add_paragraph(), line, self._reader)


def repeat(row: _Row) -> None:
    """Repeat a row of a table at the top of each page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
