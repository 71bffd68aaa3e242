"""PDF: PDFium finds the letters and where they stand; pypdf is asked where PDFium fails or finds nothing.

PDFium comes first because it knows the box of every letter (columns, paragraphs), writes ligatures out, and was
the faster by far and opened more files in our trials; both gave every character of the test files. It has no
limits of its own: this module is only ever run in the sandbox.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import UnreadableFile
from corpus.readers.pdf_columns import Run, reading_order, usual_step, with_blank_lines
from corpus.types import RawDocument

_FEW_CHARACTERS = 20  # a page with fewer is a scan, or one that PDFium cannot decode: pypdf is asked
_WIDE_GAP = 0.6  # of the height of a letter: text beyond such a gap is another run
_LINE_END_HYPHEN = 0x02  # what PDFium writes in place of a hyphen and the line end after it
_LINE_FEED, _RETURN = 0x0A, 0x0D
_PYPDF_FAILURES = (ValueError, KeyError, TypeError, AttributeError, IndexError)  # what pypdf lets through on bad files


def read(path: Path) -> RawDocument:
    """Return the text of each page in reading order, the addresses linked to, the declared title and language.

    Raises UnreadableFile where the file wants a password or neither reader can open it.
    """
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableFile(path=path, detail="it is protected by a password") from error
        return RawDocument(format="pdf", pages=tuple(_pages_by_pypdf(path)), paginated=True)
    links: list[str] = []
    lines: list[list[Run]] = []
    for page in document:
        text_page = page.get_textpage()
        lines.append(reading_order(page_rows(text_page, page.get_rotation())))
        links += _page_links(document, page)
        text_page.close()
        page.close()  # or every page would stay in memory
    step = usual_step(lines)
    pages = _second_opinion(path, [with_blank_lines(page, step) for page in lines])
    return RawDocument(
        format="pdf",
        pages=tuple(pages),
        paginated=True,
        links=tuple(links),
        title=document.get_metadata_value("Title").strip() or None,
        language=_declared_language(document),
    )


def page_rows(text_page: pdfium.PdfTextPage, rotation: int) -> list[list[Run]]:
    """Return the lines of a page as PDFium sees them, each cut into runs at wide gaps."""
    rows: list[list[Run]] = [[]]
    for word, ends_line in _words(text_page, rotation):
        if word is not None:
            row = rows[-1]
            if row and 0 <= word.left - row[-1].right <= _WIDE_GAP * word.height:
                last = row.pop()
                top = max(last.height, word.height)
                word = Run(f"{last.text} {word.text}", last.left, word.right, last.baseline, top)
            row.append(word)
        if ends_line:
            rows.append([])
    return [row for row in rows if row]


def _words(text_page: pdfium.PdfTextPage, rotation: int) -> Iterable[tuple[Run | None, bool]]:
    """Yield each word of a page in drawing order, and whether a line ends after it."""
    letters, first = "", 0
    count = raw.FPDFText_CountChars(text_page)
    for index in range(count + 1):
        code = raw.FPDFText_GetUnicode(text_page, index) if index < count else _LINE_FEED
        if code == _LINE_END_HYPHEN:
            letters += "-"
        elif not (letter := chr(code)).isspace():
            first = first if letters else index
            letters += letter
            continue
        word = _placed(text_page, letters, first, index, rotation) if letters else None
        letters = ""
        if word is not None or code in (_LINE_FEED, _RETURN, _LINE_END_HYPHEN):
            yield word, code in (_LINE_FEED, _RETURN, _LINE_END_HYPHEN)


def _placed(text_page: pdfium.PdfTextPage, letters: str, first: int, end: int, rotation: int) -> Run:
    """Return a word with its place on the page as it is shown."""
    last = end if letters.endswith("-") and raw.FPDFText_GetUnicode(text_page, end) == _LINE_END_HYPHEN else end - 1
    boxes = [_box(text_page, index, rotation) for index in (first, last)]
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, first, x, y)
    _, baseline = _turned(x.value, y.value, rotation)
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return Run(letters, left, right, baseline, max(1.0, boxes[0][3] - boxes[0][1]))


def _box(text_page: pdfium.PdfTextPage, index: int, rotation: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right, top of a letter's em box on the page as it is shown."""
    rectangle = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, rectangle)
    ax, ay = _turned(rectangle.left, rectangle.bottom, rotation)
    bx, by = _turned(rectangle.right, rectangle.top, rotation)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _turned(x: float, y: float, rotation: int) -> tuple[float, float]:
    """Return a point of the drawing as it stands on a page shown turned clockwise by `rotation` degrees."""
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[rotation]


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
        raise UnreadableFile(path=path, detail="it is protected by a password") from error
    except (PyPdfError, *_PYPDF_FAILURES) as error:
        raise UnreadableFile(path=path, detail=f"it is a damaged PDF: {error}") from error
