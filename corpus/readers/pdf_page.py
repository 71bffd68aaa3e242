"""The lines of one page of a PDF as PDFium sees them, with their places, and the calls of footnotes among them.

PDFium is asked for the text of a page at once and for the place of the first and the last letter of each line; for the
place of each word only where a sample of lines shows wide gaps, as between columns. Asking for each letter took five
times as long.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.readers.footnote_calls import is_call
from corpus.readers.pdf_columns import Run

_WIDE_GAP = 0.6  # of the height of a letter: text beyond such a gap is another run
_SAMPLE = 12  # lines looked at for gaps
_NARROW = 0.15  # of the width of a line: what is left of a gap there is no column
_RAISED = 0.12  # of the height of a letter: a figure whose foot is so far above the line is raised
_SAME_LINE = 0.2  # of the height of a letter
_HYPHEN = "\ufffe"  # what PDFium writes in place of a hyphen and the line end after it
_LINE = re.compile(rf"[^\r\n{_HYPHEN}]*[^\s{_HYPHEN}][^\r\n{_HYPHEN}]*{_HYPHEN}?")
_WORD = re.compile(r"\S+")
_GLUED_FIGURES = re.compile(r"(?<=\S)[(\[]?\d{1,9}(?:[,;–-]\d{1,3})*[)\]]?(?!\w)")
_FIGURES = re.compile(r"\(?\d{1,3}\)?")
_NOTE_NUMBER = re.compile(r"\(?(\d{1,3})\)?\.?(?:\s|(?=[^\W\d]))")
_TEN = re.compile(r"(?<![\d.,])10$")
_CONTROL = dict.fromkeys([1, *range(3, 9), 11, 12, *range(14, 32), 127], "\uf8ff")  # shown, but of no meaning
_LINE_NUMBER = re.compile(r"(?m)^\s*[(\[]?(\d{1,3})(?!\d)")
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALL = 0.93  # of the height of the letters that a footnote is called from
_CLOSING = ".,;:)]»”"


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page, each cut into runs where it has wide gaps.

    `calls` are the numbers that call footnotes, `called_from` is the height of the letters that they stand beside.
    """

    rows: list[list[Run]]
    calls: frozenset[str]
    called_from: float = 0.0


class Page:
    """The letters of a page and their places."""

    def __init__(self, text_page: pdfium.PdfTextPage, rotation: int) -> None:
        """Read the text of a page at once; `rotation` is how the page is shown, in degrees clockwise."""
        self._page, self._rotation = text_page, rotation
        count = raw.FPDFText_CountChars(text_page)
        buffer = (ctypes.c_ushort * (count + 1))()
        units = raw.FPDFText_GetText(text_page, 0, count, buffer) - 1 if count else 0
        self.text = bytes(buffer)[: 2 * units].decode("utf-16-le", "surrogatepass") if units > 0 else ""
        if len(self.text) != count:  # signs beyond the first 65,536, or letters that PDFium cannot name
            codes = (raw.FPDFText_GetUnicode(text_page, index) for index in range(count))
            self.text = "".join(_HYPHEN if code == 2 else chr(code) if code else " " for code in codes)
        self.text = self.text.translate(_CONTROL)
        self._numbers = frozenset(_LINE_NUMBER.findall(self.text))  # those that begin a line, as those of notes do
        self._rectangle, self._x, self._y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()

    def lines(self) -> PageLines:
        """Return the lines of the page in drawing order."""
        spans = [match.span() for match in _LINE.finditer(self.text)]
        by_word = self._has_gaps(spans)
        rows: list[list[Run]] = []
        calls: set[str] = set()
        heights: list[float] = []
        for start, end in spans:
            row = self._by_word(start, end) if by_word else [self._run(start, end)]
            row, found = self._without_calls(row, start, end)
            known = len(calls)
            calls.update(found)
            if not self._joined(rows, row, calls):
                rows.append(row)
            if len(calls) > known:
                heights.append(rows[-1][0].height)
        usual = sorted(heights)[len(heights) // 2] if heights else 0.0
        return PageLines([row for row in rows if row], frozenset(calls), usual)

    def _has_gaps(self, spans: list[tuple[int, int]]) -> bool:
        """Tell whether some of the longest lines have a wide gap at one place, or words out of order."""
        gaps: list[float] = []
        for span in sorted(spans, key=lambda span: span[0] - span[1])[:_SAMPLE]:
            row = self._by_word(*span)
            for one, other in pairwise(row):
                if other.left < one.right:
                    return True
                middle = (one.right + other.left) / 2
                if middle - row[0].left < _NARROW * (row[-1].right - row[0].left):
                    continue  # a number before its text
                if any(abs(middle - gap) < one.height for gap in gaps):
                    return True
                gaps.append(middle)
        return False

    def _by_word(self, start: int, end: int) -> list[Run]:
        """Return the runs of a line."""
        grown: list[tuple[int, int, float, float, float]] = []  # where each begins and ends, left, right, height
        for match in _WORD.finditer(self.text, start, end):
            first, after = match.span()
            a, b = self._box(first), self._box(after - 1)
            left, right, height = min(a[0], b[0]), max(a[2], b[2]), max(1.0, a[3] - a[1])
            if grown and 0 <= left - grown[-1][3] <= _WIDE_GAP * height:
                first, _, left, _, before = grown.pop()
                height = max(before, height)
            grown.append((first, after, left, right, height))
        return [
            Run(_plain(self.text[first:after]), left, right, self._baseline(first), height)
            for first, after, left, right, height in grown
        ]

    def _run(self, start: int, end: int) -> Run:
        """Return a stretch of text with its place on the page as it is shown."""
        text = self.text[start:end]
        first = start + len(text) - len(text.lstrip())
        last = start + len(text.rstrip()) - 1
        a, b = self._box(first), self._box(last)
        return Run(_plain(text), min(a[0], b[0]), max(a[2], b[2]), self._baseline(first), max(1.0, a[3] - a[1]))

    def _without_calls(self, row: list[Run], start: int, end: int) -> tuple[list[Run], list[str]]:
        """Take the calls of footnotes off a line: figures glued to a word or a number, and raised above its foot."""
        text = self.text[start:end]
        found: list[str] = []
        for match in _GLUED_FIGURES.finditer(text):
            baseline, height = row[0].baseline, row[0].height
            last = start + match.end() - 1
            if self._baseline(last) - baseline < _RAISED * height or self._height(last) > _SMALL * height:
                continue
            first = match.end() - 1
            while first > match.start() and self._baseline(start + first - 1) - baseline >= _RAISED * height:
                first -= 1
            piece = text[first : match.end()]
            if _TEN.search(text[:first]) and piece not in self._numbers:
                row = _with_power(row, text[max(0, first - 6) : match.end()], piece)  # 10², and no note 2 on the page
            elif is_call(text[:first], piece):
                found.append(piece)
                row = _without(row, text[max(0, first - 6) : match.end()], len(piece))
        return row, [number for piece in found for number in re.findall(r"\d+", piece)]

    def _joined(self, rows: list[list[Run]], row: list[Run], calls: set[str]) -> bool:
        """Put a line with the one above where both stand on one foot: PDFium ends a line after a raised figure."""
        if not rows or not rows[-1] or not row:
            return False
        last, first = rows[-1][-1], row[0]
        near = -0.5 * last.height <= first.left - last.right <= last.height
        if near and len(row) == 1 and _is_raised(first, last):
            calls.add(first.text.strip("()"))
            return True
        if near and len(rows[-1]) == 1 and _is_raised(last, first):  # the number of a footnote, before its words
            rows[-1] = [replace(first, text=f"{last.text} {first.text}", left=last.left, note=True), *row[1:]]
            return True
        if near and abs(first.baseline - last.baseline) < _SAME_LINE * min(last.height, first.height):
            both = last.text + ("" if first.text[0] in _CLOSING else " ") + first.text
            rows[-1][-1:] = [
                replace(last, text=both, right=first.right, height=max(last.height, first.height)),
                *row[1:],
            ]
            return True
        return False

    def _baseline(self, index: int) -> float:
        raw.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        return _turned(self._x.value, self._y.value, self._rotation)[1] if self._rotation else self._y.value

    def _height(self, index: int) -> float:
        box = self._box(index)
        return box[3] - box[1]

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top of a letter's em box on the page as it is shown."""
        box = self._rectangle
        raw.FPDFText_GetLooseCharBox(self._page, index, box)
        if not self._rotation and box.left <= box.right and box.bottom <= box.top:  # nearly all
            return box.left, box.bottom, box.right, box.top
        ax, ay = _turned(box.left, box.bottom, self._rotation)
        bx, by = _turned(box.right, box.top, self._rotation)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _plain(text: str) -> str:
    """Return a stretch of text as runs hold it: hyphens as such, one space between words."""
    return " ".join(text.replace(_HYPHEN, "-").split())


def _with_power(row: list[Run], tail: str, piece: str) -> list[Run]:
    """Return a line with raised figures that are no call written as such: 10² and not 102."""
    tail = _plain(tail)
    raised = tail[: -len(piece)] + piece.translate(_POWERS)
    return [replace(run, text=run.text.replace(tail, raised, 1)) for run in row]


def _without(row: list[Run], tail: str, length: int) -> list[Run]:
    """Return a line without a call: the last `length` letters of the stretch `tail`."""
    tail = _plain(tail)
    result = list(row)
    for index in range(len(result) - 1, -1, -1):
        at = result[index].text.find(tail)
        if at >= 0:
            text = result[index].text
            cut = at + len(tail) - length
            result[index] = replace(result[index], text=text[:cut] + text[cut + length :])
            return result
    return result


def _turned(x: float, y: float, rotation: int) -> tuple[float, float]:
    """Return a point of the drawing as it stands on a page shown turned clockwise by `rotation` degrees."""
    if rotation == 0:
        return x, y
    return {90: (y, -x), 180: (-x, -y), 270: (-y, x)}[rotation]


def _is_raised(number: Run, beside: Run) -> bool:
    """Tell whether a run is a number set small and high beside another."""
    small = number.height < _SMALL * beside.height
    return (
        small and number.baseline - beside.baseline >= _RAISED * beside.height and bool(_FIGURES.fullmatch(number.text))
    )


def note_lines(lines: list[Run], page: PageLines) -> Iterator[int]:
    """Yield the lines of footnotes: the first has a number that is called on the page, in small letters or raised."""
    ordered = sorted(lines, key=lambda line: line.height)
    letters = [len(line.text) for line in ordered]
    middle = next((n for n in range(len(ordered)) if 2 * sum(letters[: n + 1]) >= sum(letters)), None)
    if middle is None or not page.calls:
        return
    limit = _SMALL * min(page.called_from, ordered[middle].height)
    above: Run | None = None  # the line above, where it is of a note
    for position, line in enumerate(lines):
        match = _NOTE_NUMBER.match(line.text)
        begins = bool(match and match[1] in page.calls) and (line.height < limit or line.note)
        goes_on = above is not None and line.baseline < above.baseline
        alike = above is not None and (line.height < limit) == (above.height < limit)
        above = line if begins or (goes_on and alike) else None
        if above:
            yield position
