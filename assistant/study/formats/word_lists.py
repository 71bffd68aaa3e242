"""Lists that Word numbers itself, each beginning anew: questions 1, 2, 3, choices A, B, C.

A list of python-docx 1.2.0 is only a style, so that every list of a file would go on where the last one stopped. Nor is
a `w:num` with a start of its own enough: those of one `w:abstractNum` count on from each other where they alternate, as
questions and their choices do (`findings/libreoffice-counts-on-across-lists.sh`). So each list here has both for itself
(ECMA-376 part 1, 17.9.1 and 17.9.15).
"""

from __future__ import annotations

from enum import StrEnum

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph


class ListKind(StrEnum):
    """How a list numbers: by the name that Word gives it."""

    NUMBERS = "decimal"
    LETTERS = "upperLetter"


class Lists:
    """The lists of one document."""

    def __init__(self, document: Document, indent: float) -> None:
        """Keep where lists are kept, and how far, in millimetres, numbers hang before their text."""
        self._numbering = document.part.numbering_part.element
        self._hanging = Mm(indent).twips

    def begin(self, kind: ListKind, depth: int = 1) -> int:
        """Begin a list, at a depth; return what it is known by."""
        known = self._numbering.findall(qn("w:abstractNum"))
        number = max((int(each.get(qn("w:abstractNumId"))) for each in known), default=-1) + 1
        made = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{depth * self._hanging}" w:hanging="{self._hanging}"/>'
            f"</w:pPr></w:lvl></w:abstractNum>"
        )
        self._numbering.insert(len(known), made)  # all of them stand before the first w:num
        return int(self._numbering.add_num(number).numId)

    @staticmethod
    def number(paragraph: Paragraph, of: int) -> None:
        """Make a paragraph the next of a list."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = of
