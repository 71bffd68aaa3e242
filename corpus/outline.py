"""The numbering grammar: from cleaned lines to numbered paragraphs with their items and heading path.

A document numbers its paragraphs in one of four ways, found before reading it: by *articles* (`Article 3`, with
`1.` and `(a)` inside), by *dotted* numbers (`15.`), by *bare* numbers (`15 The holder …`, as laws do), or not at
all; then every block gets a number of ours, `¶3`. A number opens a paragraph only where it continues the
sequence, so that a reference at the start of a line is never mistaken for a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from corpus import markers, tables
from corpus.notices import Notice
from corpus.types import Line, Rendition, Role

_PREAMBLE_OPENING = re.compile(
    r"^(?:The General Conference of the International Labou?r Organi[sz]ation|La Conférence générale de l['’]Organisation|"
    r"La Conferencia General de la Organización)",
)
_PREAMBLE_TITLE = re.compile(r"^(?:Preamble|Préambule|Preámbulo)$", re.IGNORECASE)
_LABEL = re.compile(r"^[A-ZÉÈÀÎÔŒ«“][^.:;!?]{3,60}\s?:\s+\S")
_SHORT_HEADING = 90
_LARGEST_GAP = 12


class Numbering(StrEnum):
    """How a document numbers its paragraphs."""

    ARTICLES = "articles"
    DOTTED = "dotted"
    BARE = "bare"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Outline:
    """The renditions of a document in reading order, how it numbers them, and what looks wrong in its numbering."""

    renditions: tuple[Rendition, ...]
    numbering: Numbering
    warnings: tuple[Notice, ...]
    table_headers: tuple[Line, ...] = ()


@dataclass(slots=True)
class _Node:
    """A paragraph being read: its words in blocks, each of which becomes a line of its text."""

    locator: str
    role: Role
    marker: str
    heading: tuple[str, ...]
    parent: str | None
    page: int
    start: int
    end: int
    blocks: list[list[str]] = field(default_factory=list)

    def add(self, words: str, line: Line, *, new_block: bool) -> None:
        """Add a line's words to the last block, or as a new one."""
        if words:
            if new_block or not self.blocks:
                self.blocks.append([])
            self.blocks[-1].append(words)
        self.end = line.end

    def last_block(self) -> str:
        """Return the words of the last block."""
        return " ".join(self.blocks[-1]) if self.blocks else ""

    def finished(self) -> Rendition:
        """Return the rendition."""
        text = "\n".join(" ".join(block) for block in self.blocks)
        return Rendition(
            self.locator, self.role, text, self.marker, self.heading, self.parent, self.page, self.start, self.end
        )


@dataclass(slots=True)
class _Series:
    """A run of items at one depth: `a)`, `b)`, … under one parent."""

    style: str
    last: int
    parent: str


def outline(lines: Sequence[Line]) -> Outline:
    """Number the paragraphs of a document. Nothing is lost: every line that is no heading is in some paragraph."""
    table = tables.find_plan(lines)
    if table is None:
        return _Reader(lines).read()
    before, after = lines[: table.first], lines[table.last :]
    reader = _Reader([*before, *after])
    rest = reader.read()
    heading = reader.heading_at(before[-1].end if before else 0)
    rows = [replace(row, heading=(*heading, *row.heading)) for row in table.renditions]
    ordered = sorted([*rest.renditions, *rows], key=lambda rendition: rendition.start)
    return Outline(tuple(ordered), rest.numbering, rest.warnings, table.headers)


def numbering_of(lines: Sequence[Line]) -> Numbering:
    """Tell how a document numbers its paragraphs, from the numbers that follow one another from 1."""
    texts = [line.text for line in lines]
    articles = [found.number for text in texts if (found := markers.article(text))]
    if len(articles) >= 2 and _run([number for number in articles if number.isdigit()]) >= min(3, len(articles)):
        return Numbering.ARTICLES
    if sum(number[0] in "LRD" for number in articles) >= 2:
        return Numbering.ARTICLES
    if _run([found.number for text in texts if (found := markers.dotted(text))]) >= 2:
        return Numbering.DOTTED
    if _run([found.number for text in texts if (found := markers.bare(text)) and "." not in found.number]) >= 3:
        return Numbering.BARE
    return Numbering.NONE


def _run(numbers: Sequence[str]) -> int:
    """Return how far the numbers count up from 1, skipping what does not belong."""
    expected = 1
    for number in numbers:
        if int(number) == expected:
            expected += 1
    return expected - 1


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether lines were broken at a page's width; otherwise each line is a paragraph of its own."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    return bool(lengths) and lengths[int(len(lengths) * 0.9)] <= 160 and lengths[len(lengths) // 2] > 40


class _Reader:
    """Reads lines one after another, keeping the heading path, the current paragraph and the open series of items."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Look at the whole document once, to know how it numbers and wraps."""
        self.lines = lines
        self.numbering = numbering_of(lines)
        self.wrapped = is_wrapped(lines)
        self.warnings: list[Notice] = []
        self.nodes: list[_Node] = []
        self._headings: list[markers.Heading] = []
        self._heading_trail: list[tuple[int, tuple[str, ...]]] = []
        self._top = ""
        self._last_number = ""
        self._prefix = ""
        self._series: list[_Series] = []
        self._ours = 0
        self._seen: set[str] = set()
        self._after_blank = True
        self._heading_open = False

    def read(self) -> Outline:
        """Read every line and return the outline."""
        for position, line in enumerate(self.lines):
            if not line.text:
                self._after_blank = True
                continue
            self._line(line, position)
            self._after_blank = False
        renditions = tuple(node.finished() for node in self.nodes)
        return Outline(renditions, self.numbering, tuple(self.warnings))

    def heading_at(self, offset: int) -> tuple[str, ...]:
        """Return the heading path in force at an offset of the source."""
        paths = [path for start, path in self._heading_trail if start <= offset]
        return paths[-1] if paths else ()

    def _path(self) -> tuple[str, ...]:
        """Return the current heading path, outermost first."""
        return tuple(heading.title for heading in self._headings)

    def _line(self, line: Line, position: int) -> None:
        """Decide what a line is: article, numbered paragraph, item, heading, or words that continue something."""
        if self._continues_heading(line, position):
            return
        if (found := self._numbered(line)) is not None:
            self._open_number(line, found)
        elif (item := markers.item(line.text)) and self._open_item(line, item):
            pass
        elif (title := self._heading(line, position)) is not None:
            self._open_heading(title, line)
        else:
            self._words(line)

    # Headings -------------------------------------------------------------------------------------------------

    def _continues_heading(self, line: Line, position: int) -> bool:
        """Add a line to the heading above it, where a title was broken over two lines."""
        if not self._heading_open:
            return False
        self._heading_open = False
        if not line.text[:1].islower() or markers.item(line.text) or len(line.text) > _SHORT_HEADING:
            return False
        last = self._headings[-1]
        self._headings[-1] = replace(last, title=f"{last.title} {line.text}")
        self._heading_trail[-1] = (self._heading_trail[-1][0], self._path())
        return True

    def _heading(self, line: Line, position: int) -> markers.Heading | None:
        """Return the heading a line is, by its form or because it stands alone, short, before a numbered paragraph."""
        found = markers.heading(line.text)
        if found and self.wrapped and found.level > markers.Level.PART and not self._after_blank and self.nodes:
            return None
        if found or self.numbering is Numbering.NONE:
            return found
        alone = self._after_blank and self._blank_or_number_after(position)
        looks = len(line.text) <= _SHORT_HEADING and line.text[:1].isupper() and not re.search(r"[.;:,!?]$", line.text)
        started = bool(self._last_number)
        return markers.Heading(markers.Level.SHORT_LINE, line.text) if alone and looks and started else None

    def _blank_or_number_after(self, position: int) -> bool:
        """Tell whether the next words after a line are a numbered paragraph or another heading."""
        rest = [line.text for line in self.lines[position + 1 : position + 4] if line.text]
        return bool(rest) and (self._next_number(rest[0]) is not None or markers.heading(rest[0]) is not None)

    def _open_heading(self, found: markers.Heading, line: Line) -> None:
        """Put a heading on the path, in place of those as deep or deeper."""
        self._headings = [heading for heading in self._headings if heading.level < found.level] + [found]
        self._heading_trail.append((line.start, self._path()))
        self._heading_open = True
        self._series = []
        if found.annex:
            self._prefix, self._last_number, self._top = f"{found.annex}, ", "", ""

    # Numbers --------------------------------------------------------------------------------------------------

    def _next_number(self, text: str) -> markers.Numbered | None:
        """Return the top-level number a text opens in this document's way of numbering, if it continues the sequence."""
        if self.numbering is Numbering.ARTICLES:
            found = markers.article(text)
        elif self.numbering is Numbering.DOTTED:
            found = markers.dotted(text)
        elif self.numbering is Numbering.BARE:
            found = markers.bare(text)
        else:
            return None
        return found if found and self._follows(found.number) else None

    def _follows(self, number: str) -> bool:
        """Tell whether a number can come next: not backwards, and not by a leap that a reference would make."""
        if number[0] in "LRD" or not self._last_number or self._last_number[0] in "LRD":
            return number[0] in "LRD" or self._value(number) <= (1 + _LARGEST_GAP,)
        last, new = self._value(self._last_number), self._value(number)
        return last < new and new[0] - last[0] <= _LARGEST_GAP

    @staticmethod
    def _value(number: str) -> tuple[int, ...]:
        """Return a number as integers that sort: `12.1` -> (12, 1), `5 bis` -> (5, 1)."""
        parts = [int(part) for part in re.findall(r"\d+", number)]
        return (*parts, *([1] if "bis" in number else [2] if "ter" in number else []))

    def _numbered(self, line: Line) -> markers.Numbered | None:
        """Return the number that a line opens, at the top level or, inside an article, one level down."""
        found = self._next_number(line.text)
        if found and self.wrapped and not self._after_blank and self.numbering is not Numbering.DOTTED:
            return None  # “Article 5 of the Convention” at the start of a wrapped line is a reference, not a title
        return found

    def _open_number(self, line: Line, found: markers.Numbered) -> None:
        """Begin a paragraph at a top-level number, and look for a sub-number at the start of its words."""
        self._note_gap(found.number)
        self._last_number = found.number
        self._top = self._unique(f"{self._prefix}{found.number}")
        self._series = []
        self._begin(self._top, Role.PARAGRAPH, found.marker, None, line, "")
        inner = markers.item(found.rest) or self._first_dotted(found.rest)
        if inner and inner.number in ("1", "a", "i"):
            self._open_item(line, inner)
        else:
            self.nodes[-1].add(found.rest, line, new_block=True)

    def _first_dotted(self, text: str) -> markers.Numbered | None:
        """Return `1.` at the beginning of an article's words."""
        return markers.dotted(text) if self.numbering is Numbering.ARTICLES else None

    def _note_gap(self, number: str) -> None:
        """Warn where whole numbers were jumped over."""
        value = self._value(number)
        last = self._value(self._last_number) if self._last_number else (0,)
        if value and last and value[0] - last[0] > 1 and number[0] not in "LRD":
            missing = f"{last[0] + 1}" if value[0] - last[0] == 2 else f"{last[0] + 1}-{value[0] - 1}"
            self.warnings.append(
                Notice("gap", {"before": self._last_number or "0", "after": number, "missing": missing})
            )

    # Items ----------------------------------------------------------------------------------------------------

    def _open_item(self, line: Line, found: markers.Numbered) -> bool:
        """Begin an item where it continues an open series or starts a new one; False where it is mere words."""
        if not self.nodes:
            return False
        readings = markers.styles(found.number)
        style = "dotted" if found.marker.endswith(".") else None
        for depth in range(len(self._series) - 1, -1, -1):
            series = self._series[depth]
            for reading, value in readings.items():
                if series.style == (style or reading) and value == series.last + 1:
                    self._series = self._series[: depth + 1]
                    series.last = value
                    return self._begin_item(line, found, series.parent)
        for reading in ("roman", "letter", "digit"):
            if readings.get(reading) == 1 and not (reading == "letter" and self._text_is_open(line)):
                parent = self.nodes[-1].locator
                self._series.append(_Series(style or reading, 1, parent))
                return self._begin_item(line, found, parent)
        return False

    def _text_is_open(self, line: Line) -> bool:
        """Tell whether the words before a line ask for more, so that “a) …” at a wrapped line's start may be words."""
        return self.wrapped and not self._after_blank and bool(re.search(r"[a-zà-ÿ,]$", self.nodes[-1].last_block()))

    def _begin_item(self, line: Line, found: markers.Numbered, parent: str) -> bool:
        """Begin an item under its parent; a further marker in its words (`(a)(i) …`) opens the next level."""
        locator = self._unique(f"{parent}({found.number})")
        inner = markers.item(found.rest)
        nested = inner is not None and inner.number in ("a", "i", "1")
        self._begin(locator, Role.ITEM, found.marker, parent, line, "" if nested else found.rest)
        if inner and nested:
            self._open_item(line, inner)
        return True

    # Words ----------------------------------------------------------------------------------------------------

    def _begin(self, locator: str, role: Role, marker: str, parent: str | None, line: Line, words: str) -> None:
        """Begin a node at a line."""
        node = _Node(locator, role, marker, self._path(), parent, line.page, line.start, line.end)
        node.add(words, line, new_block=True)
        self.nodes.append(node)

    def _words(self, line: Line) -> None:
        """Add words to the current paragraph, or begin one of our own numbering."""
        if (
            self.numbering is Numbering.ARTICLES
            and self._top
            and (sub := markers.dotted(line.text))
            and self._sub_number(line, sub)
        ):
            return
        if self._top or (self.nodes and self.nodes[-1].locator.endswith("Preamble")):
            self._continue(line)
        elif self.nodes and self._wraps(line):
            self.nodes[-1].add(line.text, line, new_block=False)
        elif _PREAMBLE_OPENING.match(line.text) or any(_PREAMBLE_TITLE.match(title) for title in self._path()[-1:]):
            self._begin(self._unique("Preamble"), Role.PARAGRAPH, "", None, line, line.text)
        else:
            self._ours += 1
            self._series = []
            self._begin(f"{self._prefix}¶{self._ours}", Role.PARAGRAPH, "", None, line, line.text)

    def _sub_number(self, line: Line, found: markers.Numbered) -> bool:
        """Begin the numbered paragraph of an article: `2.` inside Article 3 is `3(2)`."""
        while self._series and self._series[-1].style != "dotted":
            self._series.pop()
        if self._series and int(found.number) == self._series[-1].last + 1:
            self._series[-1].last += 1
            return self._begin_item(line, found, self._series[-1].parent)
        if not self._series and found.number == "1":
            self._series = [_Series("dotted", 1, self._top)]
            return self._begin_item(line, found, self._top)
        return False

    def _wraps(self, line: Line) -> bool:
        """Tell whether a line is the next line of the block above it."""
        before = self.nodes[-1].last_block()
        if not self.wrapped:  # a line is a paragraph, but for a line broken on purpose, as in a signature
            return not self._after_blank and not markers.ends_sentence(before)
        if self._after_blank:
            return line.text[:1].islower() and not markers.ends_sentence(before)
        return not (_LABEL.match(line.text) and (markers.ends_sentence(before) or _LABEL.match(before)))

    def _continue(self, line: Line) -> None:
        """Add a line to the current node: to its last block where it wraps on, else as a block of its own."""
        node = self.nodes[-1]
        open_sentence = not markers.ends_sentence(node.last_block()) or line.text[:1].islower()
        node.add(line.text, line, new_block=not (self.wrapped and (not self._after_blank or open_sentence)))

    def _unique(self, locator: str) -> str:
        """Return the locator, or a numbered variant with a warning where the document uses a number twice."""
        if locator in self._seen:
            again = 2
            while f"{locator} [{again}]" in self._seen:
                again += 1
            self.warnings.append(Notice("repeated", {"number": locator, "kept": f"{locator} [{again}]"}))
            locator = f"{locator} [{again}]"
        self._seen.add(locator)
        return locator
