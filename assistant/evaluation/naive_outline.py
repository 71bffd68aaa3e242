"""A naive outline of a text, as one writes it in an hour: a number at the start of a line opens a place.

Numbers are taken as they are printed. Items are nested by the kinds of their markers, in the order in which these first
come: `1.`, `(1)`, `1)`, `1°`, `(a)`, `a)`, `a.`, `(i)`, … A bare number that is indented more than the one before it,
as in the lists of pandoc and of Markdown, is within that one: `2.` in `7.` is `7.2`.
"""

from __future__ import annotations

import re
from collections import Counter

from assistant.evaluation.structure_truth import Place

_SUFFIX = r"(?:\s?(?:bis|ter|quater|quinquies|sexies|septies|octies)\b)?"
_ARTICLE = re.compile(
    rf"(?:Article\s|ARTICLE\s|Art\b\.?)\s*((?:[A-Z]\.?\s?)?\d+(?:[-.]\d+)*{_SUFFIX}|premier)(?:er|re)?\s*(?:[.:]|[-–]\s|$)"
)
_ANNEX = re.compile(r"(?:ANNEXE?|Annexe?|APPENDIX|Appendix|SCHEDULE|Schedule)(?:\s+(?:[IVX]+|\d|[A-Z]))?[.:]?$")
_CONTENTS = re.compile(r"(?:\.{3}|…|\t| {3}) ?\d+$")
# Each kind of marker, its brackets set aside; a number that only a space follows is none before a small letter.
_MARKERS = {
    "dotted": re.compile(r"(\d+[A-Z]?(?:\.\d+[A-Z]?)+)(?:[.)]?\s+(?![a-z])|[.)]?$)"),
    "1.": re.compile(rf"(\d+{_SUFFIX})(?:\s?\.(?:\s+|$|(?=[A-ZÀ-Þ]))|\s+(?=[A-ZÀ-Þ“«]))"),
    "1)": re.compile(rf"(\d+{_SUFFIX})\)(?:\s+|$)"),
    "(1)": re.compile(rf"\((\d+{_SUFFIX})\s?\)(?:\s+|$)"),
    "1°": re.compile(rf"(\d+{_SUFFIX})[°ºo](?:\s+|$)"),
    "(a)": re.compile(rf"\(([a-z]{{1,4}}{_SUFFIX})\)(?:\s+|$)"),
    "a)": re.compile(rf"([a-z]{{1,4}}{_SUFFIX})\)(?:\s+|$)"),
    "a.": re.compile(r"([a-z]|[ivx]+)\.\s+"),
}
_MARKUP = re.compile(r"<[^<>]*>|(?<=\])\([^()]*\)|\\(?=\W)|[*|#\[\]]|^ *[>•–-](?= )|^[ |+=:-]+$")
_BEFORE = " \t\xa0«“\"'\ufeff"
_ROMAN = re.compile("[ivx]+")


class _Reading:
    """The state of a reading: what is open, and the places found."""

    def __init__(self, *, articles: bool) -> None:
        self.found: list[tuple[str, list[str]]] = []
        self._recitals = articles  # until the first article
        self._in_article = False
        self._within = self._top = ""
        self._numbers: list[tuple[int, str]] = []  # bare numbers that are open, with how far they are indented
        self._items: list[tuple[str, str]] = []  # markers that are open, with their kinds

    def article(self, number: str) -> None:
        """Open an article."""
        self._recitals, self._in_article, self._within = False, True, ""
        self._open_top("1" if number == "premier" else re.sub(r"^([A-Z])\.?\s?", r"\1", number))

    def annex(self, title: str) -> None:
        """Go on within an annex."""
        self._within, self._top, self._in_article = f"{title.rstrip('.:')}, ", "", False
        self._numbers, self._items = [], []

    def marker(self, kind: str, number: str, indent: int) -> bool:
        """Open the place of a marker; return False where nothing is open that an item could be in."""
        if kind == "dotted":
            self._numbers = []
            self._open_top(number)
        elif kind == "(1)" and self._recitals:
            self._open_top(f"recital {number}")
        elif kind in ("1.", "1)") and not self._in_article:
            around = [each for each in self._numbers if each[0] < indent]
            listed = number == "1" or any(each[0] == indent for each in self._numbers)
            self._numbers = [*(around if listed else []), (indent, number)]
            self._open_top(".".join(each for _, each in self._numbers))
        elif self._top:
            self._open_item(kind, number)
        else:
            return False
        return True

    def _open_top(self, number: str) -> None:
        self._top, self._items = number, []
        self.found.append((self._within + number, []))

    def _open_item(self, kind: str, number: str) -> None:
        before = next((each for of, each in self._items if of == kind), "")
        if _ROMAN.fullmatch(number) and not (len(before) == 1 and ord(number[0]) == ord(before) + 1):
            kind = kind.replace("a", "i")
        kinds = [of for of, _ in self._items]
        self._items = [*self._items[: kinds.index(kind) if kind in kinds else None], (kind, number)]
        self.found.append((self._within + self._top + "".join(f"({each})" for _, each in self._items), []))


def outline(text: str) -> list[Place]:
    """Return the numbered places of a text, plain or in Markdown; a second place of a number is marked `[2]`."""
    written = [line.rstrip() for line in text.splitlines() if not _CONTENTS.search(line.rstrip())]
    lines = [_MARKUP.sub("", line).expandtabs(4) for line in written]
    reading = _Reading(articles=any(_ARTICLE.match(line.strip(_BEFORE)) for line in lines))
    for line in lines:
        rest = line.strip(_BEFORE)
        indent = len(line) - len(line.lstrip())
        if not rest:
            continue
        if _ANNEX.match(rest):
            reading.annex(rest)
            continue
        if article := _ARTICLE.match(rest):
            reading.article(article[1])
            rest = rest[article.end() :].lstrip(_BEFORE)
        while (opened := _opened(rest)) and reading.marker(*opened[:2], indent):
            rest = opened[2]
        if reading.found:
            reading.found[-1][1].append(rest)
    copies: Counter[str] = Counter()
    places = []
    for locator, words in reading.found:
        copies[locator] += 1
        copy = copies[locator]
        places.append(Place(locator if copy == 1 else f"{locator} [{copy}]", " ".join(words).strip()))
    return places


def _opened(line: str) -> tuple[str, str, str] | None:
    """Return the kind of the marker that a line begins with, its number, and the rest of the line."""
    for kind, pattern in _MARKERS.items():
        if match := pattern.match(line):
            return kind, match[1], line[match.end() :].lstrip(_BEFORE)
    return None
