"""Word files: paragraphs and tables in document order, with the numbers that Word adds by itself.

Footnotes stay out of the text, but the addresses in them are kept.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from corpus.errors import UnreadableFile
from corpus.phrases import Phrase
from corpus.readers.docx_numbering import Numbering
from corpus.readers.footnote_calls import is_call
from corpus.types import CELLS, RawDocument

_MOST_UNPACKED = 300_000_000  # bytes; a Word file of a thousand pages without pictures unpacks to about 30 MB
_HEADING_NAME = re.compile(r"(?:heading|titre|título) ([1-9])", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}[^\s<>\".,;:)\]»]")
_TYPED_NUMBER = re.compile(
    r"(?:(?:Article|Art\.|Artículo)\s\d{1,4}\.?|\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|\(?[A-Za-z]{1,4}[.)])\s"
)
_NUMBER_CELL = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}\.?|\(?(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,6})[.)]")
_LONGEST_TITLE, _LONGEST_NUMBERED_TITLE = 250, 120  # characters
_WORDS_OF_TITLE = 8  # a title that ends in a full stop has no more
_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:txbxContent")}  # deleted text; text boxes: see `blocks`
_REVISIONS = (qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(path: Path) -> RawDocument:
    """Return the text of a Word file: headings as `#` lines, automatic numbers written out, rows as `a | b`.

    Raises UnreadableFile where the file is damaged or unpacks to too much.
    """
    _check_unpacked_size(path)
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise UnreadableFile(
            path=path,
            detail=Phrase("error.because.damaged_word", "it is a damaged Word file: {reason}", reason=_told(error)),
        ) from error
    writer = Writer(document)
    properties = document.core_properties
    return RawDocument(
        format="docx",
        pages=("\n".join(writer.lines(document.element.body)),),
        links=tuple(dict.fromkeys(addresses(document))),
        title=properties.title.strip() or None,
        language=properties.language.strip() or None,
        noticed={code: str(count) for code, count in _noticed(document) if count},
    )


def _noticed(document: Document) -> Iterator[tuple[str, int]]:
    """Yield how many tracked changes, text boxes, hidden passages and footnotes a document has."""
    body = document.element.body
    yield "revisions", sum(1 for _ in body.iter(*_REVISIONS))
    boxes = (box for box in body.iter(qn("w:txbxContent")) if not _in_fallback(box))
    yield "text_boxes", sum(1 for _ in boxes)
    yield "hidden", sum(1 for run in body.iter(qn("w:r")) if _is_hidden(run) and "".join(run.itertext()).strip())
    yield "footnotes", sum(1 for _ in body.iter(qn("w:footnoteReference"), qn("w:endnoteReference")))


def _is_hidden(run: etree._Element) -> bool:
    """Tell whether a run is hidden, which Word neither shows nor prints."""
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val"), "1") not in ("0", "false", "off")


def _in_fallback(element: etree._Element) -> bool:
    """Tell whether an element stands in the copy that old programs show instead of a drawing."""
    return any(ancestor.tag == _FALLBACK for ancestor in element.iterancestors())


def _told(error: Exception) -> str:
    """Return the error message for a Word file, without lxml's advice on its own options."""
    if isinstance(error, etree.XMLSyntaxError) and re.search("HUGE|Amplification|nested|depth", str(error)):
        return "its XML is nested, or grows, without end"
    return str(error)


def _check_unpacked_size(path: Path) -> None:
    """Raise UnreadableFile for an archive that is damaged or would unpack to more than a Word file ever holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise UnreadableFile(
            path=path, detail=Phrase("error.because.damaged_word", "it is a damaged Word file: {reason}", reason=error)
        ) from error
    if size > _MOST_UNPACKED:
        raise UnreadableFile(
            path=path,
            detail=Phrase(
                "error.because.bomb",
                "it unpacks to {size} MB, as a decompression bomb does",
                size=f"{size / 1_000_000:.0f}",
            ),
        )


class Writer:
    """Writes the parts of a document as lines; knows its styles and counts its numbered paragraphs."""

    def __init__(self, document: Document) -> None:
        """Prepare the numbering and the styles of `document`."""
        styles = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
        self._styles: dict[str | None, etree._Element] = styles
        part = document.part.package.main_document_part
        related = [rel.target_part for rel in part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING]
        self._numbering = Numbering(parse_xml(related[0].blob) if related else None, self._styles)

    def lines(self, container: etree._Element) -> Iterator[str]:
        """Yield the lines of a body: a blank one after each paragraph and each table."""
        for block in blocks(container):
            if block.tag == qn("w:p"):
                text = self.paragraph(block)
                if text:
                    yield from (*text.split("\n"), "")
            else:
                yield from self._rows(block)
                yield ""

    def _rows(self, table: etree._Element) -> Iterator[str]:
        """Yield a line for each row; a row of one cell is a box around ordinary paragraphs, a number in one a list."""
        rows = [list(unwrapped(row, qn("w:tc"))) for row in unwrapped(table, qn("w:tr"))]
        texts = [[self._cell(cell) for cell in cells] if len(cells) > 1 else [] for cells in rows]
        is_list = all(len(row) == 2 and _NUMBER_CELL.fullmatch(row[0]) for row in texts)
        for cells, row in zip(rows, texts, strict=True):
            if len(cells) == 1:
                yield from self.lines(cells[0])
            elif any(row):
                yield (" " if is_list else CELLS).join(row)
                if is_list:
                    yield ""

    def paragraph(self, paragraph: etree._Element) -> str:
        """Return a paragraph with its heading mark and its automatic number."""
        number = self._numbering.number(paragraph)  # first of all: Word counts empty paragraphs too
        text = "".join(without_calls(paragraph)).strip()
        if not text:
            return ""
        level = 0 if is_sentence(number, text) else self._heading_level(paragraph)
        if level:
            text = " ".join(text.split())
        return "#" * level + " " * bool(level) + (f"{number} " if number else "") + text

    def _cell(self, cell: etree._Element) -> str:
        texts = [self.paragraph(paragraph).lstrip("# ") for paragraph in cell.iter(qn("w:p"))]
        return " ".join(" ".join(texts).split())

    def _heading_level(self, paragraph: etree._Element) -> int:
        """Return 1 to 6 for a heading, 0 for any other paragraph, by the style's name or its outline level."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        seen: set[str | None] = set()
        style_id = style.get(qn("w:val")) if style is not None else None
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            element = self._styles[style_id]
            name = element.find(qn("w:name"))
            called = name.get(qn("w:val"), "") if name is not None else ""
            if called.lower() == "title":
                return 1
            if match := _HEADING_NAME.match(called):
                return min(6, int(match[1]))
            outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if outline is not None and outline.get(qn("w:val"), "9") in "012345678":
                return min(6, int(outline.get(qn("w:val"), "0")) + 1)
            based_on = element.find(qn("w:basedOn"))
            style_id = based_on.get(qn("w:val")) if based_on is not None else None
        return 0


def is_sentence(number: str, text: str) -> bool:
    """Tell whether a paragraph is text and no title, whatever its style: people number text with the styles of titles.

    `number` is the automatic one; a typed one counts as well.
    """
    words = " ".join(text.split())
    typed = _TYPED_NUMBER.match(words)
    ends = words.rstrip("\"'”’») \u00a0").endswith((".", ";", ":"))
    if number or typed:
        return ends or len(words) > _LONGEST_NUMBERED_TITLE or ". " in words[typed.end() if typed else 0 :]
    return len(words) > _LONGEST_TITLE or (ends and not words.isupper() and len(words.split()) > _WORDS_OF_TITLE)


def blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a body in order, also those in content controls and text boxes."""
    for element in container:
        if element.tag == qn("w:tbl"):
            yield element
        elif element.tag == qn("w:p"):
            yield element
            for box in element.iter(qn("w:txbxContent")):
                if not _in_fallback(box):
                    yield from blocks(box)
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from blocks(element)


def unwrapped(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children of that tag, also those in content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from unwrapped(child, tag)


def without_calls(paragraph: etree._Element) -> Iterator[str]:
    """Yield the pieces of text of a paragraph without the figures, typed and raised, that call footnotes."""
    before = ""
    for piece, raised in _pieces(paragraph):
        if raised and is_call(before, piece):
            continue
        before = (before + piece)[-8:]
        yield piece


def _pieces(element: etree._Element) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of text under an element, and of each whether it is raised."""
    for child in element:
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == qn("w:r"):
            if _is_hidden(child):
                continue
            place = child.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
            yield "".join(inline(child)), place is not None and place.get(qn("w:val")) == "superscript"
        elif len(child):
            yield from _pieces(child)
        else:
            yield "".join(inline([child])), False


def inline(element: etree._Element) -> Iterator[str]:
    """Yield the pieces of text under an element, in order, as Word shows them with all changes accepted."""
    for child in element:
        if child.tag in _SKIPPED or child.tag == _FALLBACK or _is_hidden(child):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield " "
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "\N{NON-BREAKING HYPHEN}"
        elif child.tag == qn("w:softHyphen"):
            yield "\N{SOFT HYPHEN}"
        elif child.tag == qn("w:sym"):
            yield chr(int(child.get(qn("w:char"), "20"), 16))
        else:
            yield from inline(child)


def addresses(document: Document) -> Iterator[str]:
    """Yield the addresses linked to: those of the text in order, then those of the notes, linked or only typed."""
    relations = document.part.rels
    for link in document.element.body.iter(qn("w:hyperlink")):
        relation = relations.get(link.get(qn("r:id"), ""))
        if relation is not None and relation.is_external:
            yield relation.target_ref
    for notes in (relation.target_part for relation in relations.values() if relation.reltype in _NOTES):
        yield from (rel.target_ref for rel in notes.rels.values() if rel.is_external)
        for paragraph in parse_xml(notes.blob).iter(qn("w:p")):
            yield from _ADDRESS.findall("".join(inline(paragraph)))
