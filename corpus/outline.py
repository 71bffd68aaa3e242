"""The numbering grammar: from cleaned lines to numbered paragraphs with their items and heading path.

A document is read in parts (`corpus.parts`): the main text, and annexes whose numbers start anew. In each part the
lines that open a number are found first (`corpus.numbering`); then the lines are read in order
(`corpus.part_reader`). Where nothing is numbered, every block gets a number of ours, `¶3`. Nothing is lost: every
line that is no heading is in some paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus import tables
from corpus.headings import HeadingPath
from corpus.node import Record
from corpus.notices import Notice
from corpus.numbering import Numbering
from corpus.part_reader import PartReader
from corpus.parts import parts_of
from corpus.types import Line, Rendition

_RULE = re.compile(r"[\s|:=_*.–—-]+")  # a line drawn with signs


@dataclass(frozen=True, slots=True)
class Outline:
    """The renditions of a document in reading order, how its main text is numbered, and what looks wrong in it.

    `table_headers` are the column headings of the plan of action, `empty_headings` those that nothing stands under:
    the lines that are in no rendition.
    """

    renditions: tuple[Rendition, ...]
    numbering: Numbering
    warnings: tuple[Notice, ...]
    table_headers: tuple[Line, ...] = ()
    empty_headings: tuple[Line, ...] = ()


def outline(lines: Sequence[Line]) -> Outline:
    """Return the numbered paragraphs of a document."""
    table = tables.find_plan(lines)
    if table is None:
        return _read([line for line in lines if not _RULE.fullmatch(line.text)])[0]
    before, after = lines[: table.first], lines[table.last :]
    rest, path = _read([*before, *after])
    heading = path.at(before[-1].end if before else 0)
    rows = [replace(row, heading=(*heading, *row.heading)) for row in table.renditions]
    ordered = sorted([*rest.renditions, *rows], key=lambda rendition: rendition.start)
    used = {title for row in rows for title in row.heading}
    empty = tuple(line for line in rest.empty_headings if not any(line.text.strip("#■ ") in title for title in used))
    return replace(rest, renditions=tuple(ordered), table_headers=table.headers, empty_headings=empty)


def _read(lines: Sequence[Line]) -> tuple[Outline, HeadingPath]:
    """Read the parts of a document one after another."""
    record = Record()
    path = HeadingPath()
    parts = parts_of(lines)
    numberings = [PartReader(part, path, record).read() for part in parts]
    path.finish()
    renditions = tuple(node.finished() for node in record.nodes)
    numbering = next((n for part, n in zip(parts, numberings, strict=True) if not part.prefix), Numbering.NONE)
    return Outline(renditions, numbering, tuple(record.warnings), empty_headings=tuple(path.empty)), path
