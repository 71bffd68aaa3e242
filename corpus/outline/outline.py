"""The numbering grammar: from cleaned lines to numbered paragraphs with their items and heading path.

A document is read in parts (`corpus.outline.parts`): the main text, and annexes whose numbers start anew. In each part
the lines that open a number are found first (`corpus.outline.openings`); then the lines are read in order
(`corpus.outline.part_reader`). Where nothing is numbered, every block gets a number of ours, `¶3`. Nothing is lost:
every line that is no heading is in some paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.notices import Notice
from corpus.outline import plan_table
from corpus.outline.builder import Record
from corpus.outline.numbered_parts import number_parts
from corpus.outline.openings import Numbering
from corpus.outline.part_reader import PartReader
from corpus.types import Line, Rendition

_RULE = re.compile(r"[\s|:=_*.–—-]+")  # a line drawn with signs


@dataclass(frozen=True, slots=True)
class Outline:
    """The renditions of a document in reading order, how its main text is numbered, and what looks wrong in it.

    `table_headers` are the column headings of the plan of action: the only lines that are in no rendition.
    """

    renditions: tuple[Rendition, ...]
    numbering: Numbering
    warnings: tuple[Notice, ...]
    table_headers: tuple[Line, ...] = ()


def read_outline(lines: Sequence[Line]) -> Outline:
    """Return the numbered paragraphs of a document."""
    table = plan_table.find_plan(lines)
    if table is None:
        return _distinct(_read([line for line in lines if not _RULE.fullmatch(line.text)])[0])
    before, after = lines[: table.first], lines[table.last :]
    rest, heading = _read([*before, *after], table_at=before[-1].end if before else 0)
    rows = [replace(row, heading=(*heading, *row.heading)) for row in table.renditions]
    ordered = sorted([*rest.renditions, *rows], key=lambda rendition: rendition.start)
    return _distinct(replace(rest, renditions=tuple(ordered), table_headers=table.headers))


def _distinct(found: Outline) -> Outline:
    """Return the outline without two paragraphs at one locator: a second `action plan 1.1` gets ` [2]`, with a notice.

    Its rows, which follow it, go with it.
    """
    taken = {rendition.locator for rendition in found.renditions}
    if len(taken) == len(found.renditions):
        return found
    latest: dict[str, str] = {}
    times: Counter[str] = Counter()
    renditions, warnings = [], list(found.warnings)
    for each in found.renditions:
        locator, parent = each.locator, latest.get(each.parent, each.parent) if each.parent else None
        if each.locator in latest:
            while locator in taken:
                times[each.locator] += 1
                locator = f"{each.locator} [{times[each.locator] + 1}]"
            if parent == each.parent:
                warnings.append(Notice("repeated", {"number": each.locator, "kept": locator}))
        taken.add(locator)
        latest[each.locator] = locator
        renditions.append(replace(each, locator=locator, parent=parent))
    return replace(found, renditions=tuple(renditions), warnings=tuple(warnings))


def _read(lines: Sequence[Line], table_at: int | None = None) -> tuple[Outline, tuple[str, ...]]:
    """Return the outline of lines, and the headings in force at the offset of a table that was taken out of them."""
    record = Record(table_at)
    parts = number_parts(lines)
    numberings = [PartReader(part, record).read() for part in parts]
    record.finish()
    renditions = tuple(node.finished() for node in record.nodes)
    numbering = next((n for each, n in zip(parts, numberings, strict=True) if not each.part.prefix), Numbering.NONE)
    return Outline(renditions, numbering, tuple(record.warnings)), record.table_heading
