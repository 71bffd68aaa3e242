"""PDF: PDFium finds the letters and where they stand; pypdf is asked where PDFium fails or finds nothing.

PDFium comes first because it knows the box of every letter (columns, paragraphs), writes ligatures out, and was
the faster by far and opened more files in our trials; both gave every character of the test files. It has no
limits of its own: this module is only ever run in the sandbox.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import UnreadableFile
from corpus.phrases import Phrase
from corpus.readers.pdf_columns import Run, line_numbers, reading_order, usual_step, with_blank_lines
from corpus.readers.pdf_page import Page, PageLines, note_lines
from corpus.types import RawDocument

_FEW_CHARACTERS = 20  # a page with fewer is a scan, or one that PDFium cannot decode: pypdf is asked
_PRINTED = {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP}
_PYPDF_FAILURES = (ValueError, KeyError, TypeError, AttributeError, IndexError)  # what pypdf lets through on bad files


def read(path: Path) -> RawDocument:
    """Return the text of each page in reading order, the addresses linked to, the declared title and language.

    Raises UnreadableFile where the file wants a password or neither reader can open it.
    """
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableFile(
                path=path, detail=Phrase("error.because.password", "it is protected by a password")
            ) from error
        return RawDocument(format="pdf", pages=tuple(_pages_by_pypdf(path)), paginated=True)
    links: list[str] = []
    lines: list[list[Run]] = []
    found: list[PageLines] = []
    bad: list[int] = []
    for number in range(len(document)):
        try:
            page = document[number]
            links += _page_links(document, page)
            page = with_form_fields(document, number, page)
            text_page = page.get_textpage()
        except pdfium.PdfiumError:
            bad.append(number + 1)
            found.append(PageLines([], frozenset()))
            lines.append([])
            continue
        found.append(Page(text_page, page.get_rotation()).lines())
        lines.append(reading_order(found[-1].rows))
        text_page.close()
        page.close()  # or every page would stay in memory
    step = usual_step(lines)
    own = [with_blank_lines(page, step) for page in lines]
    pages = _second_opinion(path, list(own))
    return RawDocument(
        format="pdf",
        pages=tuple(pages),
        paginated=True,
        notes=tuple(_notes(pages, own, lines, found, step)),
        links=tuple(links),
        title=document.get_metadata_value("Title").strip() or None,
        language=_declared_language(document),
        noticed={"bad_pages": ", ".join(map(str, bad))} if bad and any(pages) else {},
    )


def _notes(
    pages: Sequence[str], own: Sequence[str], lines: Sequence[list[Run]], found: Sequence[PageLines], step: float
) -> Iterator[int]:
    """Yield the lines of footnotes, counted from 0 over all pages; none on a page that was read by pypdf."""
    count = 0
    for page, text, runs, seen in zip(pages, own, lines, found, strict=True):
        if page == text:
            starts = line_numbers(runs, step)
            yield from (count + starts[position] for position in note_lines(runs, seen))
        count += page.count("\n") + 1


def with_form_fields(document: pdfium.PdfDocument, number: int, page: pdfium.PdfPage) -> pdfium.PdfPage:
    """Return a page with what is filled in, stamped or typed upon it as part of its text, as it is printed."""
    if not any(_annotation(page, index) in _PRINTED for index in range(raw.FPDFPage_GetAnnotCount(page))):
        return page
    raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)
    page.close()
    return document[number]


def _annotation(page: pdfium.PdfPage, index: int) -> int:
    """Return the kind of an annotation."""
    annotation = raw.FPDFPage_GetAnnot(page, index)
    kind = int(raw.FPDFAnnot_GetSubtype(annotation))
    raw.FPDFPage_CloseAnnot(annotation)
    return kind


def _page_links(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> list[str]:
    links: list[str] = []
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
            size = raw.FPDFAction_GetURIPath(document, action, None, 0)
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document, action, buffer, size)
            links.append(buffer.value.decode("utf-8", "replace"))
    return links


def _declared_language(document: pdfium.PdfDocument) -> str | None:
    """Return the language that the file declares (`fr`, `fr-CH`), if it does."""
    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFCatalog_GetLanguage(document, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[:size].decode("utf-16-le").strip("\0 ") or None


def _second_opinion(path: Path, pages: list[str]) -> list[str]:
    """Ask pypdf for the pages where PDFium found next to nothing, and keep the longer text."""
    poor = [number for number, page in enumerate(pages) if len(page.strip()) < _FEW_CHARACTERS]
    if not poor:
        return pages
    from pypdf import PdfReader  # seldom needed
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        for number in poor:
            pages[number] = max(pages[number], reader.pages[number].extract_text(), key=len)
    except (PyPdfError, *_PYPDF_FAILURES):
        return pages  # PDFium did open the file: what it found stands
    return pages


def _pages_by_pypdf(path: Path) -> list[str]:
    """Return the text of each page by pypdf alone, for a file that PDFium cannot open."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    try:
        return [page.extract_text() for page in PdfReader(path).pages]
    except FileNotDecryptedError as error:
        raise UnreadableFile(
            path=path, detail=Phrase("error.because.password", "it is protected by a password")
        ) from error
    except (PyPdfError, *_PYPDF_FAILURES) as error:
        raise UnreadableFile(
            path=path, detail=Phrase("error.because.damaged_pdf", "it is a damaged PDF: {reason}", reason=error)
        ) from error
