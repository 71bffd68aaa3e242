"""The styles of the study aid's Word files, by the names that Word gives them, with a few of our own.

In large print nothing is smaller than 18 points, the lines stand apart, and what would be grey is black.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

_FONT = "Calibri"
_INK = RGBColor(0x1F, 0x2A, 0x44)
_GREY = RGBColor(0x55, 0x55, 0x55)
_LINE = "7F7F7F"


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in points, the distance of lines, the room of a line to write on, the indent of lists in millimetres."""

    body: float
    small: float
    heading: float
    title: float
    spacing: float
    writing: float
    indent: float
    margin: float


NORMAL = Look(body=11, small=9, heading=14, title=22, spacing=1.15, writing=24, indent=8, margin=20)
LARGE = Look(body=18, small=18, heading=22, title=28, spacing=1.5, writing=42, indent=13, margin=20)


def set_styles(document: Document, look: Look) -> None:
    """Set the styles, and those of our own."""
    normal = set_style(document, "Normal", look.body, after=6)
    normal.font.name = _FONT
    normal.paragraph_format.line_spacing = look.spacing
    set_style(document, "Title", look.title, after=8).font.color.rgb = _INK
    for level, (size, before) in enumerate([(look.heading, 18), (look.body + 1, 14)], 1):
        heading = set_style(document, f"Heading {level}", size, before=before, after=4)
        heading.font.color.rgb = _INK
    quote = set_style(document, "Quote", look.body, before=4, after=4)
    quote.font.italic = False
    quote.paragraph_format.left_indent = Mm(look.indent)
    _draw(quote, left=12)
    set_style(document, "List Number", look.body, before=2, after=2)
    set_style(document, "Table text", look.body, before=2, after=2)
    continued = set_style(document, "List Continue", look.body, before=2, after=2)
    continued.paragraph_format.left_indent = Mm(2 * look.indent)
    set_style(document, "Footer", look.small)
    small = set_style(document, "Small print", look.small, after=4)
    small.font.color.rgb = _GREY if look is NORMAL else RGBColor(0, 0, 0)
    set_style(document, "Second stem", look.body + 1, after=4).font.color.rgb = _INK
    set_style(document, "Boxes to tick", look.body, before=4, after=2)
    set_style(document, "Answer", look.body, after=4)
    for name in ("Second stem", "Boxes to tick", "Answer"):
        document.styles[name].paragraph_format.left_indent = Mm(look.indent)
    set_style(document, "Table head", look.body, before=2, after=2).font.bold = True
    set_style(document, "Name and date", look.body, before=look.writing - look.body, after=4)
    line = set_style(document, "Line to write on", look.body, before=look.writing - look.body)
    line.paragraph_format.left_indent = Mm(look.indent)
    _draw(line, bottom=4, between=4)


def set_style(document: Document, name: str, size: float, *, before: float = 0, after: float = 0) -> ParagraphStyle:
    """Return a style of paragraphs with its size and the room around it, made where there is none."""
    styles = document.styles
    if name not in styles:
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles["Normal"]
        made.quick_style = True
    style: ParagraphStyle = styles[name]
    style.font.size = Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _draw(style: ParagraphStyle, **edges: int) -> None:
    """Draw edges of a style's paragraphs, named as Word names them, in eighths of a point."""
    drawn = "".join(
        f'<w:{edge} w:val="single" w:sz="{size}" w:space="{8 if edge == "left" else 1}" w:color="{_LINE}"/>'
        for edge, size in edges.items()
    )
    made = parse_xml(f"<w:pBdr {nsdecls('w')}>{drawn}</w:pBdr>")
    style.element.get_or_add_pPr().insert_element_before(made, "w:shd", "w:tabs", "w:spacing", "w:ind")
