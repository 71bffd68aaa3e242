"""The automatic numbers of Word: `15.`, `(a)`, `2.1`, counted as Word counts them.

A paragraph names a list (`numId`) and a level, itself or through its style. The list names an abstract list,
whose levels have a kind of numeral, a start and a pattern such as `(%2)`. Lists of one abstract list share their
counters, unless one restarts them. Source: ECMA-376, part 1, 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from corpus.readers.list_numerals import numeral

_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: kind of numeral, first number, pattern."""

    kind: str = "none"
    start: int = 1
    pattern: str = ""


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
        levels: dict[int, Level] = {}
        for abstract in root.findall(qn("w:abstractNum")) if root is not None else ():
            if abstract.get(qn("w:abstractNumId")) == abstract_id:
                levels = {_index(level): _level(level) for level in abstract.findall(qn("w:lvl"))}
        for override in number.findall(qn("w:lvlOverride")):
            index, own = _index(override), override.find(qn("w:lvl"))
            level = _level(own) if own is not None else levels.get(index, Level())
            start = _value(override, "w:startOverride")
            if start is not None:
                level = Level(level.kind, int(start), level.pattern)
                self._restarts.add((list_id, index))
            levels[index] = level
        self._levels[list_id] = levels

    def number(self, paragraph: etree._Element) -> str:
        """Return the number that Word shows before a paragraph, `•` for a bullet, or nothing; counts it."""
        list_id, index = self._list_of(paragraph)
        level = self._levels.get(list_id, {}).get(index)
        if level is None or level.kind == "none":
            return ""
        if level.kind == "bullet":
            return "•"
        counts = self._counts.setdefault(self._abstract[list_id], [None] * _LEVELS)
        last = counts[index]
        if (list_id, index) in self._restarts:
            self._restarts.discard((list_id, index))
            last = None
        counts[index] = level.start if last is None else last + 1
        counts[index + 1 :] = [None] * (_LEVELS - index - 1)
        return re.sub(r"%([1-9])", lambda match: self._shown(list_id, int(match[1]) - 1), level.pattern)

    def _shown(self, list_id: str, index: int) -> str:
        level = self._levels[list_id].get(index, Level("decimal"))
        count = self._counts[self._abstract[list_id]][index]
        return numeral(level.start if count is None else count, level.kind)

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
            index = index if index is not None else style_index
            style_id = _value(style, "w:basedOn")
        return list_id or "", min(index or 0, _LEVELS - 1)


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
    start = _value(element, "w:start")
    return Level(_value(element, "w:numFmt") or "decimal", int(start or 1), _value(element, "w:lvlText") or "")
