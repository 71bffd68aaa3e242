"""The parts of a file with the numbers that open their paragraphs; an annex that counts on from the main text joins it.

Explanatory notes number their paragraphs through: the notes on Schedule 1 begin at 60 where those on section 3 ended
at 59. Such a schedule is a heading of the main text, and `60` is its locator; only an annex that counts anew, or has
no numbers at all, is a part with locators of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from corpus.outline import markers
from corpus.outline.openings import Numbering, Openings, find_openings, value
from corpus.outline.parts import Part, parts_of
from corpus.outline.wrapping import wrapped_lines
from corpus.types import Line

_COUNTED = (Numbering.DOTTED, Numbering.BARE)


@dataclass(frozen=True, slots=True)
class NumberedPart:
    """A part, what is known of its lines, and at which of them a number begins."""

    part: Part
    wrapped: Sequence[bool]
    openings: Openings

    @property
    def last_number(self) -> tuple[int, ...]:
        """The highest number, empty where there is none."""
        return max((value(found.number) for found in self.openings.at.values()), default=())


def number_parts(lines: Sequence[Line]) -> list[NumberedPart]:
    """Return the parts of a file, in order, with their numbers."""
    parts = [_numbered(part) for part in parts_of(lines)]
    main = [index for index, each in enumerate(parts) if not each.part.prefix]
    if len(main) != 1 or parts[main[0]].openings.numbering not in _COUNTED:
        return parts
    last = parts[main[0]].last_number
    joined = [main[0]]
    for index in range(main[0] + 1, len(parts)):
        if first := _counts_on(parts[index], last):
            joined.append(index)
            last = max(first, parts[index].last_number)
    return _joined(parts, joined) if len(joined) > 1 else parts


def _numbered(part: Part) -> NumberedPart:
    wrapped = wrapped_lines(part.lines)
    one_article = part.prefix.startswith("Act ")
    return NumberedPart(part, wrapped, find_openings(part.lines, wrapped, part.inert, one_article=one_article))


def _counts_on(annex: NumberedPart, last: tuple[int, ...]) -> tuple[int, ...]:
    """Return the first number in an annex where it is the next after the last of the main text: 60 or 59.4 after 59.3.

    Empty where it is another: the annex counts for itself.
    """
    found = (markers.dotted(line.text) or markers.bare(line.text) for line in annex.part.lines)
    first = next((value(each.number) for each in found if each and each.rest), ())
    follows = bool(last) and (first in ((*last[:-1], last[-1] + 1), (last[0] + 1,), (last[0] + 1, 1)))
    return first if follows else ()


def _joined(parts: Sequence[NumberedPart], joined: Sequence[int]) -> list[NumberedPart]:
    """Return the parts, those at `joined` as stretches of one main text whose numbers are found in one reading."""
    stretches = [parts[index] for index in joined]
    lines = list(chain.from_iterable(each.part.lines for each in stretches))
    wrapped = list(chain.from_iterable(each.wrapped for each in stretches))
    inert: set[int] = set()
    starts: list[int] = []
    for each in stretches:
        start = starts[-1] + len(stretches[len(starts) - 1].part.lines) if starts else 0
        starts.append(start)
        inert.update(start + at for at in each.part.inert)
    openings = find_openings(lines, wrapped, inert)
    result = list(parts)
    for index, start in zip(joined, starts, strict=True):
        end = start + len(parts[index].part.lines)
        own = {at - start: found for at, found in openings.at.items() if start <= at < end}
        part = replace(parts[index].part, prefix="")
        result[index] = replace(parts[index], part=part, openings=Openings(openings.numbering, own))
    return result
