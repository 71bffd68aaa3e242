"""Lines of a PDF page in the order in which people read them.

A PDF is a drawing. Most programs draw one column after the other, and then the drawing order is the reading
order. Some draw line by line across the page, and every reader then mixes the columns. Here the white gutter
between columns is found, and the lines are put back in order; tables, which look much the same, are left alone.

Lengths are in points, with y upwards as in PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text on one line without a wide gap: left and right edge, baseline, height of the letters.

    `note` tells that it begins with a small raised number, as footnotes do.
    """

    text: str
    left: float
    right: float
    baseline: float
    height: float
    note: bool = False


Row = Sequence[Run]
"""The runs that a reader put on one line, left to right."""

_GUTTER = 0.7  # narrowest gutter, in heights of a letter
_NARROWEST_COLUMN = 0.2  # of the width of the text; less is a number or a bullet before the text
_FULL = 0.75  # of the widest lines of a column; in prose the median line is at least as wide
_FEWEST_LINES = 6  # a column of fewer lines is not worth the risk
_PARAGRAPH_GAP = 1.15  # of the usual distance between lines; measured gaps within a paragraph vary by less than a tenth
_SHORTEST_LINE = 20  # letters in the median line of a column; the cells of a table of figures have fewer
_GOING_ON = 0.15  # of the lines of a column go on with a sentence: they begin with a small letter
_SHARED_GAPS = 0.8  # of the gaps of one column: a table shares all of them; on pages of prose we saw up to 0.71
_EDGE_GAP = 1.5  # of the usual distance: what parts a header or footer from the text


def reading_order(rows: Sequence[Row]) -> list[Run]:
    """Return the lines of a page, columns one after the other."""
    runs = _flat(rows)
    gutters = find_gutters(runs)
    if gutters:
        step = usual_step(_by_column(runs, gutters))
        top, body, bottom = _set_edges_apart(runs, step)
        if _interleaved(runs, gutters) and _is_prose(_by_column(body, gutters), step):
            return [*_rows_of(top), *_column_by_column(body, gutters), *_rows_of(bottom)]
    return [_joined(row) for row in rows if row]


def find_gutters(runs: Sequence[Run]) -> list[float]:
    """Return the x of each white strip between columns: hardly any line crosses it, and columns are wide enough."""
    if len(runs) < 2 * _FEWEST_LINES:
        return []
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    changes = [0] * (int(right - left) + 3)
    for run in runs:
        changes[int(run.left - left)] += 1
        changes[int(run.right - left) + 1] -= 1
    crossings = list(accumulate(changes))[:-1]
    few = max(3, len(runs) // 8)  # titles, headers and footers run across the gutter
    narrowest_gutter = _GUTTER * median(run.height for run in runs)
    narrowest_column = _NARROWEST_COLUMN * (right - left)
    gutters: list[float] = []
    for start, end in _stretches_below(crossings, few):
        previous = gutters[-1] if gutters else left
        middle = left + (start + end) / 2
        if end - start >= narrowest_gutter and min(middle - previous, right - middle) >= narrowest_column:
            gutters.append(middle)
    return gutters


def _stretches_below(counts: Sequence[int], most: int) -> Iterable[tuple[int, int]]:
    """Yield (start, end) of each stretch whose counts are local minima not above `most`."""
    start = None
    for x, count in enumerate([*counts, most + 1]):
        if count <= most and start is None:
            start = x
        elif count > most and start is not None:
            yield start, x
            start = None


def _column(run: Run, gutters: Sequence[float]) -> int | None:
    """Return the number of the column that holds a run, from 0, or None where it runs across a gutter."""
    if any(run.left < x - 1 and run.right > x + 1 for x in gutters):
        return None
    return sum(run.left >= x - 1 for x in gutters)


def _by_column(runs: Sequence[Run], gutters: Sequence[float]) -> list[list[Run]]:
    """Return the lines of each column, top to bottom; runs on one baseline are one line."""
    columns = [[run for run in runs if _column(run, gutters) == number] for number in range(len(gutters) + 1)]
    return [_rows_of(column) for column in columns]


def _interleaved(runs: Sequence[Run], gutters: Sequence[float]) -> bool:
    """Return whether the drawing goes to and fro between the columns more often than it goes down one of them."""
    columns = [column for run in runs if (column := _column(run, gutters)) is not None]
    changes = sum(a != b for a, b in pairwise(columns))
    shortest = min(columns.count(number) for number in range(len(gutters) + 1))
    return changes >= max(_FEWEST_LINES, shortest)


def _is_prose(columns: Sequence[Sequence[Run]], step: float) -> bool:
    """Return whether each column is running text: enough lines, most of them as wide as the column, and going on.

    The cells of a table are narrower than their column, or begin anew on each line, or leave the same blank strips
    across all columns.
    """
    for lines in columns:
        widths = sorted(line.right - line.left for line in lines)
        if len(widths) < _FEWEST_LINES or widths[len(widths) // 2] < _FULL * widths[len(widths) * 9 // 10]:
            return False
        if sorted(len(line.text) for line in lines)[len(lines) // 2] < _SHORTEST_LINE:
            return False
        if sum(line.text[0].islower() for line in lines) < _GOING_ON * len(lines):
            return False
    own_gaps = min(_gaps(lines, step) for lines in columns)
    shared_gaps = _gaps(_rows_of(_flat(columns)), step)
    return shared_gaps < 3 or shared_gaps < _SHARED_GAPS * own_gaps


def _gaps(lines: Sequence[Run], step: float) -> int:
    """Count the white strips between lines, top to bottom, that part paragraphs."""
    return sum(_parts_paragraphs(upper, lower, step) for upper, lower in pairwise(lines))


def _parts_paragraphs(upper: Run, lower: Run, step: float) -> bool:
    """Return whether the white space between two lines is wider than within a paragraph."""
    return upper.baseline - lower.baseline > _PARAGRAPH_GAP * step * max(upper.height, lower.height)


def _set_edges_apart(runs: Sequence[Run], step: float) -> tuple[list[Run], list[Run], list[Run]]:
    """Split off the header and the footer: up to three rows at either end with wide white space beside them."""
    rows = _grouped(runs)
    pairs = list(pairwise(rows))
    wide = [a[0].baseline - b[0].baseline > _EDGE_GAP * step * max(a[0].height, b[0].height) for a, b in pairs]
    top = next((n for n in range(min(3, len(wide)), 0, -1) if wide[n - 1]), 0)
    bottom = next((n for n in range(min(3, len(wide)), 0, -1) if wide[-n]), 0)
    end = len(rows) - bottom
    return _flat(rows[:top]), _flat(rows[top:end]), _flat(rows[end:])


def _column_by_column(runs: Sequence[Run], gutters: Sequence[float]) -> list[Run]:
    """Return the lines column by column, starting anew under each line that runs across the page."""
    ordered: list[Run] = []
    band: list[Run] = []
    for run in sorted(runs, key=lambda run: (-run.baseline, run.left)):
        if _column(run, gutters) is None:
            ordered += [*_flat(_by_column(band, gutters)), run]
            band = []
        else:
            band.append(run)
    return ordered + _flat(_by_column(band, gutters))


def _rows_of(runs: Sequence[Run]) -> list[Run]:
    """Return the lines that the runs make, top to bottom."""
    return [_joined(row) for row in _grouped(runs)]


def _grouped(runs: Sequence[Run]) -> list[list[Run]]:
    """Group the runs by baseline, top to bottom and left to right; a superscript stays on its line."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.baseline, run.left)):
        if rows and rows[-1][0].baseline - run.baseline < 0.4 * run.height:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def _joined(row: Row) -> Run:
    return Run(
        " ".join(run.text for run in row),
        min(run.left for run in row),
        max(run.right for run in row),
        row[0].baseline,
        max(run.height for run in row),
        row[0].note,
    )


def _flat(rows: Iterable[Iterable[Run]]) -> list[Run]:
    return [run for row in rows for run in row]


def usual_step(pages: Iterable[Sequence[Run]]) -> float:
    """Return the usual distance between two lines of a paragraph, in heights of a letter (1.0 where there is none).

    It is the first quartile of all distances: in a law, half of them may part one paragraph from the next.
    """
    steps = [
        step / lower.height
        for lines in pages
        for upper, lower in pairwise(lines)
        if 0 < (step := upper.baseline - lower.baseline) < 3 * lower.height
    ]
    return quantiles(steps, n=4, method="inclusive")[0] if len(steps) > 1 else 1.0


def with_blank_lines(lines: Sequence[Run], step: float) -> str:
    """Return the text of a page, with a blank line where the white space between two lines parts paragraphs."""
    text: list[str] = []
    for number, line in enumerate(lines):
        if number and _parts_paragraphs(lines[number - 1], line, step):
            text.append("")
        text.append(line.text)
    return "\n".join(text)


def line_numbers(lines: Sequence[Run], step: float) -> list[int]:
    """Return which line of the text that `with_blank_lines` makes each line of a page is, from 0."""
    numbers: list[int] = []
    for position, line in enumerate(lines):
        blank = position > 0 and _parts_paragraphs(lines[position - 1], line, step)
        numbers.append(numbers[-1] + 1 + blank if numbers else 0)
    return numbers
