"""A page of a PDF as it is printed: its picture, and where the words of a paragraph stand on it.

PDFium has no limits of its own: this module is only ever run in the sandbox (`corpus.printed`).
"""

from __future__ import annotations

import ctypes
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import accumulate
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import UnreadableFile
from corpus.phrases import Phrase
from corpus.readers.pdf import with_form_fields
from corpus.readers.pdf_page import Page
from corpus.readers.printed_words import letters, letters_with_places, pieces
from corpus.types import Passage, PrintedPlaces, Rectangle, Spread

_MOST_PAGES = 20  # that one passage is looked for on
_MOST_PIXELS = 12_000_000
_GRID = 100_000  # PDFium counts places on a page as it is shown in whole numbers
_SAME_LINE = 0.5  # of the height of a letter: how far two of one line stand apart at most, up or down
_WORD_GAP = 3.0  # of the height of a letter: what is further away stands in another column
_FAST = 2  # of zlib: a level more takes half as long again and saves a twentieth
_GREY, _RGB = 0, 2  # how PNG calls them

_Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner of the page as it is drawn."""


def places(path: Path, asked: str) -> PrintedPlaces:
    """Return the pages of a PDF, and where on them passages (a JSON list of `Passage`) stand.

    Raises UnreadableFile where the file is no PDF that PDFium can open.
    """
    passages = msgspec.json.decode(asked, type=list[Passage])
    with closing(_opened(path)) as document:
        ranges = [range(each.page, min(each.last, each.page + _MOST_PAGES - 1, len(document)) + 1) for each in passages]
        sheets = {page: _Sheet(document, page, path) for page in sorted({page for each in ranges for page in each})}
        whole = found = 0
        for passage, pages in zip(passages, ranges, strict=True):
            sought = letters(f"{passage.marker} {passage.text}")
            whole += len(sought)
            found += _mark(sought, passage.expected, [sheets[page] for page in pages])
        spreads = tuple(Spread(page, sheet.rectangles()) for page, sheet in sheets.items())
        return PrintedPlaces(_sizes(document), spreads, found / whole if whole else 0.0)


def _sizes(document: pdfium.PdfDocument) -> tuple[tuple[float, float], ...]:
    return tuple(document.get_page_size(number) for number in range(len(document)))


def _mark(sought: str, expected: int, sheets: Sequence[_Sheet]) -> int:
    """Mark the letters of a passage on the pages that it stands on. Return how many were found."""
    starts = [0, *accumulate(len(sheet.letters) for sheet in sheets)]
    count = 0
    for piece in pieces(sought, "".join(sheet.letters for sheet in sheets), expected):
        count += piece.length
        for sheet, start, end in zip(sheets, starts, starts[1:], strict=False):
            sheet.mark(range(max(piece.page, start) - start, min(piece.page + piece.length, end) - start))
    return count


def picture(path: Path, asked: str) -> bytes:
    """Return a page (`"12 900"`: its number from 1, and how many pixels wide) as PNG.

    Raises UnreadableFile where there is no such page, or PDFium cannot open it.
    """
    number, width = map(int, asked.split())
    with closing(_opened(path)) as document:
        page = _page(document, number, path)
        across, down = page.get_size()
        if not (across > 0 and down > 0):
            raise UnreadableFile(
                path=path, detail=Phrase("error.because.page_size", "page {number} has no size", number=number)
            )
        scale = min(width / across, (_MOST_PIXELS / (across * down)) ** 0.5)
        return _png(page.render(scale=scale, force_bitmap_format=raw.FPDFBitmap_BGRx))


class _Sheet:
    """One page, its letters, and those of them that are marked."""

    def __init__(self, document: pdfium.PdfDocument, number: int, path: Path) -> None:
        self._page = _page(document, number, path)
        self._text = self._page.get_textpage()
        self._chars = Page(self._text, 0).text
        self.letters, self._places = letters_with_places(self._chars)
        self._marked: set[int] = set()

    def mark(self, places: range) -> None:
        """Mark letters."""
        self._marked.update(self._places[place] for place in places)

    def rectangles(self) -> tuple[Rectangle, ...]:
        """Return rectangles around the lines of letters marked."""
        return tuple(self._rectangle(line) for line in self._lines(sorted(self._with_signs())))

    def _with_signs(self) -> set[int]:
        """Return the letters marked with the signs that touch them: brackets, full stops."""
        whole = set(self._marked)
        for place in self._marked:
            for step in (-1, 1):
                at = place + step
                while 0 <= at < len(self._chars) and self._is_sign(at):
                    whole.add(at)
                    at += step
        return whole

    def _is_sign(self, place: int) -> bool:
        return not (self._chars[place].isspace() or self._chars[place].isalnum())

    def _lines(self, places: Iterable[int]) -> Iterator[_Box]:
        """Yield the boxes of letters, those of one line joined, in the order of drawing."""
        line: _Box | None = None
        for box in map(self._box, places):
            if line is None:
                line = box
            elif _on_one_line(line, box):
                line = min(line[0], box[0]), min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3])
            else:
                yield line
                line = box
        if line is not None:
            yield line

    def _box(self, place: int) -> _Box:
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self._text, place, box)
        return min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right), max(box.bottom, box.top)

    def _rectangle(self, line: _Box) -> Rectangle:
        """Return a box on the page as it is shown, turned and cut."""
        (ax, ay), (bx, by) = self._shown(line[0], line[1]), self._shown(line[2], line[3])
        left, top = min(ax, bx), min(ay, by)
        return left, top, max(ax, bx) - left, max(ay, by) - top

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
        return min(max(across.value / _GRID, 0.0), 1.0), min(max(down.value / _GRID, 0.0), 1.0)


def _on_one_line(line: _Box, box: _Box) -> bool:
    height = max(line[3] - line[1], box[3] - box[1])  # in some fonts, the box of a full stop is no higher than it
    apart = abs((line[1] + line[3]) - (box[1] + box[3])) / 2
    return apart <= _SAME_LINE * height and -height <= box[0] - line[2] <= _WORD_GAP * height


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UnreadableFile(
            path=path, detail=Phrase("error.because.no_pages", "it cannot be shown page by page")
        ) from error


def _page(document: pdfium.PdfDocument, number: int, path: Path) -> pdfium.PdfPage:
    if not 1 <= number <= len(document):
        raise UnreadableFile(
            path=path,
            detail=Phrase(
                "error.because.no_page", "it has no page {number}, but {count}", number=number, count=len(document)
            ),
        )
    try:
        return with_form_fields(document, number - 1, document[number - 1])
    except pdfium.PdfiumError as error:
        raise UnreadableFile(
            path=path, detail=Phrase("error.because.damaged_page", "page {number} is damaged", number=number)
        ) from error


def _png(bitmap: pdfium.PdfBitmap) -> bytes:
    """Return a picture of four bytes a point (blue, green, red, none) as PNG: a grey one in grey, a third as large."""
    points, width, height = bytes(bitmap.buffer), bitmap.width, bitmap.height
    blue, green, red = points[0::4], points[1::4], points[2::4]
    colours, shown = _GREY, red
    if not red == green == blue:
        colours, mixed = _RGB, bytearray(3 * len(red))
        mixed[0::3], mixed[1::3], mixed[2::3] = red, green, blue
        shown = bytes(mixed)
    across = len(shown) // height
    rows = b"".join(b"\0" + shown[start : start + across] for start in range(0, len(shown), across))
    header = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(rows, _FAST)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
