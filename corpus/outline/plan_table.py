"""The plan of action as rows: output, deliverable, points of the Conclusions, programme and budget outputs, years.

The table reaches us as text: either cell after cell, a deliverable wrapped over several lines, then the points of
the Conclusions it answers to, the outputs of the programme and budget, and the years, on one line or several; or a
row a line, cells between ` | `. A cell of numbers is told from words by its tokens alone: `9 n)` or `11` is a
point, `A.2` or `4.1` an output, `2023-2029` the years.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.outline import headings, markers
from corpus.types import Line, Rendition, Role

CELLS = ("deliverable", "points", "outputs", "years")

_POINT = r"\d{1,2}(?:,?\s?\(?[a-z]\))?"
_OUTPUT = r"(?:[A-C]|\d{1,2})\.\d{1,2}"
_YEARS = r"20\d\d(?:\s?[-–]\s?(?:20)?\d\d)?"
# Each token must end where it can: without the look-ahead, a long run of digits could be cut in a great many ways.
_NUMBERS_ONLY = re.compile(rf"^(?:(?:{_YEARS}|{_OUTPUT}|{_POINT})(?!\w)[,;\s]*)+$")
_TOKEN = re.compile(rf"(?P<years>{_YEARS})|(?P<outputs>\b{_OUTPUT}\b)|(?P<points>{_POINT})")
_BETWEEN_CELLS = re.compile(r"\s\|\s?")
_ENDS_IN_YEARS = re.compile(rf"{_YEARS}\s*$")
_HEADER = re.compile(
    r"Points correspondants|Corresponding point|Puntos correspondientes|dans les conclusions|in the conclusions|"
    r"Produits du programme|Programme and budget output|Productos del programa|et budget concernés|Délais|Time ?frame|"
    r"Plazos?",
    re.IGNORECASE,
)
_LONGEST_HEADER = 400  # characters
_RESOURCES = re.compile(
    r"^(?:Estimation des ressources|Estimated resource|Resource estimate|Estimación de (?:los )?recursos)", re.I
)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows found, and the half-open range of lines they took up; header lines met again on each page."""

    renditions: tuple[Rendition, ...]
    first: int
    last: int
    headers: tuple[Line, ...]


def _header(text: str) -> bool:
    """Tell whether a line belongs to the column headings."""
    if len(text) > _LONGEST_HEADER:
        return False
    return bool(_HEADER.search(text)) or bool(re.fullmatch(r"\(?20\d\d-\d\d\)?", text))


def find_plan(lines: Sequence[Line], heading: tuple[str, ...] = ()) -> Table | None:
    """Find the plan of action among the lines and return it as rows, or None where there is none.

    It begins at the column headings, reaches over page breaks, and ends where a title or a numbered paragraph
    that is not part of it begins.
    """
    first = next((i for i, line in enumerate(lines) if _starts_plan(lines, i)), None)
    if first is None:
        return None
    reader = _PlanReader(heading)
    position = first
    while position < len(lines):
        text = lines[position].text
        if text.startswith(("■", "#")) or (_opens_paragraph(text) and not _NUMBERS_ONLY.match(text)):
            break
        reader.take_row(lines[position])
        position += 1
    if after := reader.unfinished():  # words after the last row: the title of what follows, or a note
        position = next(i for i in range(first, position) if lines[i].start >= after.start)
    reader.close()
    return Table(tuple(reader.renditions), first, position, tuple(reader.headers)) if reader.rows else None


def _opens_paragraph(text: str) -> bool:
    """Tell whether a line opens a numbered paragraph; “2029. …” in a table is a year."""
    found = markers.dotted(text)
    return found is not None and len(found.number.partition(".")[0]) < 4


def _starts_plan(lines: Sequence[Line], position: int) -> bool:
    """Tell whether the column headings begin here: two different ones within six lines."""
    if not _header(lines[position].text):
        return False
    near = " ".join(line.text for line in lines[position : position + 8])
    return len({match.lower() for match in _HEADER.findall(near)}) >= 3


class _PlanReader:
    """Collects lines into objectives, outputs and rows."""

    def __init__(self, heading: tuple[str, ...]) -> None:
        """Start with the heading path the table stands under."""
        self.renditions: list[Rendition] = []
        self.headers: list[Line] = []
        self.rows = 0
        self._heading = heading
        self._objective: tuple[str, list[Line]] | None = None
        self._output: tuple[str, list[Line]] | None = None
        self._titles: dict[str, str] = {}
        self._row_number = 0
        self._words: list[Line] = []
        self._numbers: list[Line] = []
        self._open: str | None = None

    def take_row(self, line: Line) -> None:
        """Take the next line of the table; where it is a whole row, cell by cell, and the row ends with it."""
        cells = [cell for cell in _BETWEEN_CELLS.split(line.text.strip("| ")) if cell]
        if len(cells) < 2 or _header(line.text):
            self.take(line)
            return
        for cell in cells:
            self.take(replace(line, text=cell))
        self._close_row()

    def take(self, line: Line) -> None:
        """Take the next line or cell of the table. Column headings met again, on a new page, do not end a row."""
        text = line.text
        if not text:
            if self._is_complete():
                self._close_row()
        elif _header(text):
            if self._is_complete():
                self._close_row()
            self.headers.append(line)
        elif found := headings.objective(text):
            self.close()
            self._objective, self._open = (found[0], [line]), "objective"
        elif found := headings.output(text):
            self.close()
            self._output, self._open = (found[0], [line]), "output"
        elif _NUMBERS_ONLY.match(text) and self._words:
            self._numbers.append(line)
        elif self._open == "objective" and self._objective and (_RESOURCES.match(text) or text[:1].islower()):
            self._objective[1].append(line)
        elif self._open == "output" and self._output and text[:1].islower() and not self._words:
            self._output[1].append(line)
        else:
            if self._numbers:
                self._close_row()
            self._close_titles()
            self._words.append(line)

    def unfinished(self) -> Line | None:
        """Return the first line of the words under way if no numbers follow them, and forget them."""
        after = self._words[0] if self._words and not self._numbers else None
        if after:
            self._words = []
        return after

    def _is_complete(self) -> bool:
        """Tell whether the row under way has its last cell, the years."""
        return bool(self._numbers) and bool(_ENDS_IN_YEARS.search(self._numbers[-1].text))

    def close(self) -> None:
        """End the row and the titles under way; a deliverable whose numbers are missing is a row all the same."""
        if self._output is None:
            self.headers += self._words
            self._words = []
        self._close_row(whole=False)
        self._close_titles()

    def _close_titles(self) -> None:
        """Turn the objective or output under way into a rendition."""
        if self._open == "objective" and self._objective:
            number, lines = self._objective
            words = [line for line in lines if not _RESOURCES.match(line.text)]
            self._titles = {"objective": _joined(words)}
            resources = [line.text for line in lines if _RESOURCES.match(line.text)]
            text = "\n".join([_joined(words), *resources])
            self.renditions.append(self._spanning(lines, f"action plan, objective {number}", Role.OBJECTIVE, text))
        elif self._open == "output" and self._output:
            number, lines = self._output
            self._row_number = 0
            self._titles.pop("output", None)
            self.renditions.append(self._spanning(lines, f"action plan {number}", Role.OUTPUT, _joined(lines)))
            self._titles["output"] = _joined(lines)
        self._open = None

    def _close_row(self, *, whole: bool = True) -> None:
        """Turn the row under way into a rendition; words without numbers are kept with the row that follows."""
        if not self._words or self._output is None or (whole and not self._numbers):
            return
        self._row_number += 1
        self.rows += 1
        cells = {"deliverable": _joined(self._words)}
        found: dict[str, list[str]] = {"points": [], "outputs": [], "years": []}
        for match in _TOKEN.finditer(_joined(self._numbers)):
            found[match.lastgroup or "points"].append(match[0])
        cells |= {name: ", ".join(values) for name, values in found.items()}
        parent = f"action plan {self._output[0]}"
        text = " | ".join(cells[name] for name in CELLS if cells[name])
        row = self._spanning(self._words + self._numbers, f"{parent}({self._row_number})", Role.ROW, text)
        self.renditions.append(replace(row, parent=parent, cells=cells))
        self._words, self._numbers = [], []

    def _spanning(self, lines: list[Line], locator: str, role: Role, text: str) -> Rendition:
        """Return the rendition that the lines given make, under the titles that apply to it."""
        heading = (*self._heading, *self._titles.values()) if role is not Role.OBJECTIVE else self._heading
        first, last = lines[0], lines[-1]
        return Rendition(locator, role, text, heading=heading, page=first.page, start=first.start, end=last.end)


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text.strip() for line in lines)
