"""The parts of a file, each numbered on its own: the main text, its annexes, and instruments bound together with it.

What a locator says of them: `3` is in the main text, `Annex I, 3` in an annex. Where the Conference adopted a
resolution with conclusions, the conclusions are the main text and the resolution's numbers are `Resolution, 1`; where
a Convention is followed by its Recommendation, the Recommendation's are `Recommendation, 1`; of several acts in one
file, the longest is the main text, and the others' numbers are `Act 2, 1`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.outline import headings
from corpus.outline.acts import acts_of
from corpus.outline.inert import Inert, inert_lines
from corpus.types import Line

_LONGEST_TITLE = 240  # characters
INSTRUMENT_OPENING = re.compile(
    r"^(?:\*?\s?(?:CONVENTION|Convention|RECOMMENDATION|Recommendation)\s[^*\n]{3,300}?[.*]+\s*)?"
    r"(?:The General Conference of the International Labou?r Organi[sz]ation|"
    r"La Conférence générale de l['’]Organisation|La Conferencia General de la Organización)"
)
"""The words that every Convention and Recommendation begins with, in some files glued to its title."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that stand together, and what their locators begin with (nothing in the main text).

    `inert` are the positions of the lines that open nothing, and why; `begins_act` tells that no heading before it
    stands above it.
    """

    lines: Sequence[Line]
    prefix: str = ""
    inert: Mapping[int, Inert] = field(default_factory=dict)
    begins_act: bool = False


def parts_of(lines: Sequence[Line]) -> list[Part]:
    """Return the parts of a file, in order."""
    inert = inert_lines(lines)
    acts = acts_of(lines, inert)
    bounds = [0, *(act.start for act in acts[1:]), len(lines)]
    main = max(range(len(acts)), key=lambda order: acts[order].articles) if acts else 0
    starts: list[tuple[int, str]] = []
    for order, (first, end) in enumerate(pairwise(bounds)):
        act = "" if order == main else f"Act {order + 1}, "
        starts += [(at, act + prefix) for at, prefix in _parts_of_act(lines, first, end, inert)]
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    return [
        Part(
            lines[start:end],
            prefix,
            {at - start: why for at, why in inert.items() if start <= at < end},
            start in bounds,
        )
        for (start, prefix), end in zip(starts, ends, strict=True)
        if start < end
    ]


def _parts_of_act(lines: Sequence[Line], first: int, end: int, inert: Collection[int]) -> list[tuple[int, str]]:
    """Return where the parts of one act begin, and what their locators begin with."""
    starts = [(first, "")]
    opened = resolution = False
    for position in range(first, end):
        line = lines[position]
        opened = opened or bool(INSTRUMENT_OPENING.match(line.text))
        if not line.text or len(line.text) > _LONGEST_TITLE or not _stands_free(lines, position):
            continue
        if position in inert:
            continue
        found = headings.heading(line.text)
        instrument = headings.instrument(line.text)
        resolution = resolution or instrument == "resolution"
        if position > first and found and found.annex:
            starts.append((position, f"{found.annex}, "))
        elif resolution and instrument == "conclusions":
            starts = [(start, prefix or "Resolution, ") for start, prefix in starts] + [(position, "")]
            resolution = False
        elif opened and instrument == "recommendation" and _instrument_follows(lines, position):
            starts.append((position, "Recommendation, "))
    return starts


def _stands_free(lines: Sequence[Line], position: int) -> bool:
    """Tell whether a line is marked as a title, or has a blank line above it."""
    return position == 0 or not lines[position - 1].text or lines[position].text.startswith(("#", "■"))


def _instrument_follows(lines: Sequence[Line], position: int) -> bool:
    """Tell whether an instrument begins within the next lines."""
    return any(INSTRUMENT_OPENING.match(line.text) for line in lines[position + 1 : position + 9])
