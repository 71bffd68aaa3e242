"""The automatic numbers of Word: `15.`, `(a)`, `2.1`, counted as Word counts them.

A paragraph names a list (`numId`) and a level, itself or through its style. The list names an abstract list,
whose levels have a kind of numeral, a start and a pattern such as `(%2)`. Lists of one abstract list share their
counters, unless one restarts them. Source: ECMA-376, part 1, 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from docx.oxml.ns import qn
from lxml import etree

from corpus.readers.list_numerals import numeral

_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: kind of numeral, first number, pattern.

    `restart` is the level (from 1) whose numbers start it anew, 0 for none, None for any above it; `legal` writes
    the numbers of all levels in figures; `style` is the paragraph style that stands for the level.
    """

    kind: str = "none"
    start: int = 1
    pattern: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


class Numbering:
    """Counts the numbered paragraphs of one document, which must be asked for in order."""

    def __init__(self, root: etree._Element | None, styles: Mapping[str | None, etree._Element]) -> None:
        """Read `numbering.xml`, where the document has one."""
        self._styles = styles
        self._abstract: dict[str, str] = {}  # list -> abstract list
        self._levels: dict[str, dict[int, Level]] = {}  # list -> level -> how
        self._restarts: set[tuple[str, int]] = set()  # levels that their list starts anew, not yet met
        self._counts: dict[str, list[int | None]] = {}  # abstract list -> last number of each level
        for number in root.findall(qn("w:num")) if root is not None else ():
            self._add_list(root, number)

    def _add_list(self, root: etree._Element | None, number: etree._Element) -> None:
        """Note the levels of one list, with what it overrides."""
        list_id, abstract_id = number.get(qn("w:numId"), ""), _value(number, "w:abstractNumId") or ""
        self._abstract[list_id] = abstract_id
        abstract = _abstract(root, abstract_id) if root is not None else None
        found = abstract.findall(qn("w:lvl")) if abstract is not None else ()
        levels = {_index(level): _level(level) for level in found}
        for override in number.findall(qn("w:lvlOverride")):
            index, own = _index(override), override.find(qn("w:lvl"))
            level = _level(own) if own is not None else levels.get(index, Level())
            start = _value(override, "w:startOverride")
            if start is not None:
                level = replace(level, start=_whole(start, 1))
                self._restarts.add((list_id, index))
            levels[index] = level
        self._levels[list_id] = levels

    def number(self, paragraph: etree._Element) -> str:
        """Return the number that Word shows before a paragraph, `•` for a bullet, or nothing; counts it."""
        list_id, index = self._list_of(paragraph)
        levels = self._levels.get(list_id, {})
        level = levels.get(index)
        if level is None:
            return ""
        if level.kind == "bullet":
            return "•"
        self._count(list_id, index, levels)
        return re.sub(r"%([1-9])", lambda match: self._shown(list_id, int(match[1]) - 1, level), level.pattern)

    def _count(self, list_id: str, index: int, levels: Mapping[int, Level]) -> None:
        """Count one number at a level: levels above it that had none yet have had their first, as in Word."""
        counts = self._counts.setdefault(self._abstract[list_id], [None] * _LEVELS)
        last = counts[index]
        if (list_id, index) in self._restarts:
            self._restarts.discard((list_id, index))
            last = None
        for above in range(index):
            if counts[above] is None:
                counts[above] = levels.get(above, Level()).start
        counts[index] = levels[index].start if last is None else last + 1
        for below in range(index + 1, _LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or index < restart:
                counts[below] = None

    def _shown(self, list_id: str, index: int, shown: Level) -> str:
        """Return the number of one level as the pattern of the level `shown` writes it."""
        level = self._levels[list_id].get(index, Level("decimal"))
        count = self._counts[self._abstract[list_id]][index]
        if level.kind == "none":
            return ""
        return numeral(level.start if count is None else count, "decimal" if shown.legal else level.kind)

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return the list and the level of a paragraph: its own, else those of its style or of the style beneath."""
        own = paragraph.find(qn("w:pPr"))
        list_id, index = _numbered(own)
        style_id = _value(own, "w:pStyle") if own is not None else None
        seen: set[str] = set()
        while list_id is None and style_id is not None and style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            list_id, style_index = _numbered(style.find(qn("w:pPr")))
            if index is None:
                index = style_index if style_index is not None else self._level_of_style(list_id, style_id)
            style_id = _value(style, "w:basedOn")
        return list_id or "", min(index or 0, _LEVELS - 1)

    def _level_of_style(self, list_id: str | None, style_id: str) -> int | None:
        """Return the level of a list that a paragraph style stands for."""
        levels = self._levels.get(list_id or "", {})
        return next((index for index, level in levels.items() if level.style == style_id), None)


def _abstract(root: etree._Element, abstract_id: str) -> etree._Element | None:
    """Return the abstract list of an identifier, or the one whose levels it borrows by the name of a list style."""
    every = root.findall(qn("w:abstractNum"))
    own = next((each for each in every if each.get(qn("w:abstractNumId")) == abstract_id), None)
    borrowed = _value(own, "w:numStyleLink") if own is not None else None
    if borrowed is None:
        return own
    return next((each for each in every if _value(each, "w:styleLink") == borrowed), own)


def _numbered(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """Return the list and the level that paragraph properties name; list `0` takes a paragraph out of its list."""
    numbering = properties.find(qn("w:numPr")) if properties is not None else None
    if numbering is None:
        return None, None
    index = _value(numbering, "w:ilvl")
    return _value(numbering, "w:numId"), int(index) if index is not None and index.isdecimal() else None


def _value(element: etree._Element, name: str) -> str | None:
    """Return the value of a child such as `<w:start w:val="1"/>`."""
    child = element.find(qn(name))
    return child.get(qn("w:val")) if child is not None else None


def _index(element: etree._Element) -> int:
    """Return the level, from 0, that an element speaks of."""
    return int(element.get(qn("w:ilvl"), "0"))


def _level(element: etree._Element) -> Level:
    restart = _value(element, "w:lvlRestart")
    legal = element.find(qn("w:isLgl"))
    return Level(
        kind=_value(element, "w:numFmt") or "decimal",
        start=_whole(_value(element, "w:start"), 1),
        pattern=_value(element, "w:lvlText") or "",
        restart=None if restart is None else _whole(restart, 0),
        legal=legal is not None and legal.get(qn("w:val"), "1") not in ("0", "false", "off"),
        style=_value(element, "w:pStyle"),
    )


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise
