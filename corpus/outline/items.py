"""Items: the lettered and numbered points under a paragraph, each continuing a series or starting one.

A series is a run of items of one kind under one parent: `(a)`, `(b)`, `(c)` under 7, then `(i)`, `(ii)` under 7(c).
The open series form a stack, outermost first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.outline import markers
from corpus.outline.markers import PARAGRAPHS, Numbered

_DEEPEST = 5  # levels of lists; no document we saw has more than four
_LARGEST_LEAP = 15  # items left out in one place, mostly repealed


@dataclass(slots=True)
class Series:
    """A run of items: how its numbers are read and written, the last one, and the locator they stand under."""

    reading: str
    form: str
    last: tuple[int, ...]
    parent: str

    @property
    def counts_paragraphs(self) -> bool:
        """Tell whether its items are an article's numbered paragraphs (`1.`, `(1)`, `I. –`), which hold lists."""
        return self.form in (PARAGRAPHS, "-") or (self.reading == "digit" and self.form == "()")


class OpenSeries:
    """The stack of open series."""

    def __init__(self) -> None:
        """Begin with none."""
        self.stack: list[Series] = []

    @property
    def is_full(self) -> bool:
        """Tell whether no list can begin inside the innermost one."""
        return len(self.stack) >= _DEEPEST

    def has_open(self, found: Numbered) -> bool:
        """Tell whether a series of the form of an item is open."""
        return any(series.form == found.form for series in self.stack)

    def clear(self) -> None:
        """Close every series: a new paragraph begins."""
        self.stack.clear()

    def parent_of(self, found: Numbered, following: Numbered | None, *, clean: bool) -> str | None:
        """Say under which locator an item continues a series, and note it; None where it continues none.

        `following` is the next item in the text, which tells (i) after (h) from (i) before (ii); `clean` says
        whether the line begins cleanly, so that items may have been left out before it.
        """
        place = self._place(found, following, clean=clean)
        if place is None:
            return None
        depth, number = place
        del self.stack[depth + 1 :]
        self.stack[depth].last = markers.styles(found.to).get(self.stack[depth].reading, number)
        return self.stack[depth].parent

    def depth_continued_by(self, found: Numbered) -> int | None:
        """Return the depth of the series that an item would continue, without noting it."""
        place = self._place(found, None, clean=True)
        return place[0] if place else None

    def _place(self, found: Numbered, following: Numbered | None, *, clean: bool) -> tuple[int, tuple[int, ...]] | None:
        """Return the depth of the series that an item continues, and its number there."""
        readings = markers.styles(found.number)
        if _starts_roman(readings, following):
            return None
        for leap in (1, _LARGEST_LEAP) if clean and len(readings) == 1 else (1,):
            for same_form in (True, False) if leap == 1 else (True,):
                for depth in range(len(self.stack) - 1, -1, -1):
                    series = self.stack[depth]
                    number = readings.get(series.reading)
                    if (
                        number
                        and (series.form == found.form or not same_form)
                        and _comes_next(series.last, number, leap)
                    ):
                        return depth, number
        return None

    def start(self, found: Numbered, parent: str) -> None:
        """Start a series under a parent with a first item: `(a)`, `(i)`, `(1)`, or `2.` where `1.` is not printed."""
        readings = markers.styles(found.number)
        reading = next((reading for reading, number in readings.items() if number == (1,)), next(iter(readings)))
        last = markers.styles(found.to).get(reading, readings[reading])
        self.stack.append(Series(reading, found.form, last, parent))


def is_first(found: Numbered) -> bool:
    """Tell whether an item can start a series."""
    return (1,) in markers.styles(found.number).values()


def is_second(found: Numbered | None, first: Numbered) -> bool:
    """Tell whether an item is the second of the series that another starts."""
    if found is None or found.form != first.form:
        return False
    after = markers.styles(first.to or first.number)
    return any(
        _comes_next(after[reading], number, 1)
        for reading, number in markers.styles(found.number).items()
        if reading in after
    )


def _starts_roman(readings: Mapping[str, tuple[int, ...]], following: Numbered | None) -> bool:
    """Tell whether (i) starts a Roman series: the next item is (ii)."""
    return len(readings) > 1 and readings.get("roman") == (1,) and following is not None and following.number == "ii"


def _comes_next(last: tuple[int, ...], number: tuple[int, ...], leap: int) -> bool:
    """Tell whether a number follows another: 3 or 2.1 after 2, and no more than `leap` further on."""
    if leap == 1 and len(number) > 1:
        return number[0] == last[0] and number > last
    return number > last and number[0] - last[0] <= leap


def next_positions(positions: Sequence[int], count: int) -> list[int | None]:
    """Return for each of `count` places the first of the sorted positions after it."""
    result: list[int | None] = [None] * count
    for index, position in enumerate(positions):
        start = positions[index - 1] if index else 0
        result[start:position] = [position] * (position - start)
    return result
