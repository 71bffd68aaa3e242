"""Real footnotes in a Word file, which python-docx 1.2.0 cannot make: their part, its styles, and what Word expects.

Word keeps footnotes in a part of their own (ECMA-376 part 1, 17.11): numbered from 1, after two that hold the line
above them (`separator`) and the one above a footnote continued (`continuationSeparator`), which the settings name.
A call in the text is a run with the same number; Word numbers what is printed itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.citations import StyledText

LANGUAGE_TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
_SEPARATORS = f"""<w:footnotes {nsdecls("w", "r")}>
  <w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
    <w:r><w:separator/></w:r></w:p></w:footnote>
  <w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240"
    w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""
_SETTINGS = f"""<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>"""
# What may stand after w:footnotePr in the settings: their order is fixed.
_AFTER = ("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping")
_BOOKMARK = "_RefAlinea"  # one that begins with a low line is hidden in Word
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Footnotes:
    """The footnotes of one document."""

    def __init__(self, document: Document) -> None:
        """Give the document the part, the styles and the settings of footnotes."""
        name = PackURI("/word/footnotes.xml")
        package = document.part.package
        self._part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, parse_xml(_SEPARATORS), package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        document.settings.element.insert_element_before(parse_xml(_SETTINGS), *_AFTER)
        self._document = document
        self.count = 0
        _add_styles(document)

    def add(
        self, paragraph: Paragraph, pieces: Sequence[StyledText], language: str, links: Sequence[tuple[str, str]]
    ) -> int:
        """Add a footnote, called at the end of a paragraph; `links` are words and the addresses they lead to.

        Return its number.
        """
        self.count += 1
        self._mark(paragraph, "start")
        # styles are named by their ids: python-docx would look each up by name, a hundredth of a second a footnote
        call = paragraph.add_run()._r
        call.style = "FootnoteReference"
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self.count))
        call.append(reference)
        self._mark(paragraph, "end")
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self.count))
        note.append(OxmlElement("w:p"))
        self._part.element.append(note)
        text = Paragraph(note[0], self._document._body)
        text._p.style = "FootnoteText"
        number = text.add_run()._r
        number.style = "FootnoteReference"
        number.append(OxmlElement("w:footnoteRef"))
        text.add_run(" ")
        for piece in pieces:
            speak(text.add_run(xml_text(piece.text)), language).italic = piece.italic or None
        for words, address in links:
            text.add_run(" ")
            self._link(text, words, address, language)
        return self.count

    def again(self, paragraph: Paragraph, number: int, language: str) -> None:
        """Refer once more to a footnote, by a field that Word keeps up to date (NOTEREF: ECMA-376 part 1, 17.16.5.41).

        A footnote itself is called once.
        """
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" NOTEREF {_BOOKMARK}{number} \\f \\h ")
        paragraph._p.append(field)
        field.append(OxmlElement("w:r"))
        shown = Run(field[0], paragraph)
        shown._r.style = "FootnoteReference"
        shown.text = str(number)
        speak(shown, language)

    def _mark(self, paragraph: Paragraph, edge: str) -> None:
        """Begin or end the bookmark around the call of the latest footnote."""
        mark = OxmlElement(f"w:bookmark{edge.capitalize()}")
        mark.set(qn("w:id"), str(self.count))
        if edge == "start":
            mark.set(qn("w:name"), f"{_BOOKMARK}{self.count}")
        paragraph._p.append(mark)

    def _link(self, paragraph: Paragraph, words: str, address: str, language: str) -> None:
        """Add a link to a footnote: its address is a relationship of the footnotes' own part."""
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(link)
        link.append(OxmlElement("w:r"))
        run = Run(link[0], paragraph)
        run._r.style = "Hyperlink"
        run.text = words
        speak(run, language)


def speak(run: Run, language: str) -> Run:
    """Mark the language of a run, which decides its spelling, hyphenation and reading aloud; return it."""
    properties = run._r.get_or_add_rPr()
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), LANGUAGE_TAGS.get(language, language))
    properties.append(mark)  # last but for what is never set here
    return run


def xml_text(text: str) -> str:
    r"""Return a text without the signs that no XML file can hold.

    >>> xml_text("a\x0bb\u00a0c")
    'ab\xa0c'
    """
    return _NOT_XML.sub("", text)


def _add_styles(document: Document) -> None:
    """Add the styles of footnotes and of links, as Word names them."""
    text = document.styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(2)
    text.paragraph_format.line_spacing = 1.0
    document.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER).font.superscript = True
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor(0x05, 0x63, 0xC1)
    link.font.underline = True
