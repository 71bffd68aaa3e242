"""The numbering grammar: from cleaned lines to numbered paragraphs with their items and heading path.

A document is read in parts (`corpus.parts`): the main text, and annexes whose numbers start anew. In each part the lines that open a number are found first (`corpus.numbering`); then the lines are
read in order, each one an opening, an item, a heading, or words that go on. Where nothing is numbered, every block
gets a number of ours, `¶3`. Nothing is lost: every line that is no heading is in some paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus import headings, markers, tables
from corpus.headings import Heading, HeadingPath, Level
from corpus.items import OpenSeries, is_first, is_second
from corpus.markers import PARAGRAPHS, Numbered
from corpus.node import Node, wrapped_lines
from corpus.notices import Notice
from corpus.numbering import Numbering, Openings, openings, value
from corpus.parts import INSTRUMENT_OPENING, Part, parts_of
from corpus.types import Line, Rendition, Role

_PREAMBLE_WORD = re.compile(r"^(?:Preamble|Préambule|Preámbulo)\s(?=[A-ZÀ-Ý])")
_LABEL = re.compile(r"^[A-ZÉÈÀÎÔŒ«“][^.:;!?]{3,60}\s?:\s+\S")
_MARKED_TITLES = 3  # from here on, a document marks its headings with “#”, and plain lines are none
_RULE = re.compile(r"[\s|:=_*.–—-]+")


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
    """Number the paragraphs of a document."""
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
    record = _Record()
    path = HeadingPath()
    parts = parts_of(lines)
    numberings = [_PartReader(part, path, record).read() for part in parts]
    path.finish()
    renditions = tuple(node.finished() for node in record.nodes)
    numbering = next((n for part, n in zip(parts, numberings, strict=True) if not part.prefix), Numbering.NONE)
    return Outline(renditions, numbering, tuple(record.warnings), empty_headings=tuple(path.empty)), path


class _Record:
    """What the parts of a document share: its paragraphs so far, its locators, its warnings."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.nodes: list[Node] = []
        self.warnings: list[Notice] = []
        self.ours: Counter[str] = Counter()
        self._by_locator: dict[str, Node] = {}

    def node(self, locator: str) -> Node:
        """Return the paragraph at a locator."""
        return self._by_locator[locator]

    def add(self, node: Node) -> None:
        """Append a paragraph; where its locator is taken, number it again, and warn but of its items."""
        if node.locator in self._by_locator:
            again = 2
            while f"{node.locator} [{again}]" in self._by_locator:
                again += 1
            kept = f"{node.locator} [{again}]"
            if node.parent is None or "[" not in node.parent:
                self.warnings.append(Notice("repeated", {"number": node.locator, "kept": kept}))
            node.locator = kept
        self._by_locator[node.locator] = node
        self.nodes.append(node)


class _PartReader:
    """Reads the lines of one part, keeping the current paragraph and the open series of items."""

    def __init__(self, part: Part, path: HeadingPath, record: _Record) -> None:
        """Look at the whole part once, to know how it numbers and wraps."""
        lines = part.lines
        self._lines, self._prefix, self._path, self._record = lines, part.prefix, path, record
        self._marks_titles = sum(line.text.startswith("#") for line in lines) >= _MARKED_TITLES
        self._wrapped = wrapped_lines(lines)
        self._openings: Openings = openings(lines, self._wrapped)
        self._items = {position: found for position, line in enumerate(lines) if (found := self._item_on(line.text))}
        self._next_items = _following(sorted(self._items), len(lines))
        self._series = OpenSeries()
        self._last_number = "" if part.prefix else "0"
        self._top: Node | None = None  # the numbered paragraph, or the preamble, that words belong to
        self._current: Node | None = None  # the paragraph that the last words went to
        self._top_level = 0  # depth of the heading that opened an article
        self._under_new_heading = False
        self._after_blank = True

    def read(self) -> Numbering:
        """Read every line, and say how they are numbered."""
        for position, line in enumerate(self._lines):
            if line.text:
                self._line(line, position)
            self._after_blank = not line.text
        return self._openings.numbering

    def _item_on(self, text: str) -> Numbered | None:
        """Return the item a line opens; in an article, `2. ` is one."""
        found = markers.item(text)
        if found is None and self._openings.numbering is Numbering.ARTICLES:
            found = markers.dotted(text)
        return found

    def _line(self, line: Line, position: int) -> None:
        """Decide what a line is: a number, an item, a heading, or words that go on."""
        if self._free_of_marks(position) and self._path.grow(line, after_blank=self._after_blank):
            if self._current and self._current.title and not self._current.blocks:
                self._current.title = f"{self._current.title} {line.text}"
            return
        self._path.settle()
        if found := self._openings.at.get(position):
            self._open_number(line, position, found)
        elif (item := self._items.get(position)) and self._open_item(line, position, item):
            pass
        elif title := self._heading(line, position):
            self._open_heading(title, line)
        else:
            self._words(line, position)

    def _free_of_marks(self, position: int) -> bool:
        """Tell whether a line begins with neither number nor item."""
        return position not in self._openings.at and position not in self._items

    # Headings -------------------------------------------------------------------------------------------------

    def _heading(self, line: Line, position: int) -> Heading | None:
        """Return the heading a line is, by its form or because it stands alone, short, before a number."""
        found = headings.heading(line.text)
        marked = line.text.startswith(("#", "■"))
        if self._marks_titles and not marked:
            return None
        if found and (marked or not self._wrapped[position] or self._after_blank or not self._record.nodes):
            return found
        if found or self._openings.numbering is Numbering.NONE or not headings.looks_like_title(line.text):
            return None
        alone = self._after_blank and self._title_may_stand_before(position + 1)
        first = line is self._lines[0] and not self._record.nodes
        return Heading(Level.TITLE if first else Level.SHORT_LINE, line.text) if alone else None

    def _title_may_stand_before(self, position: int) -> bool:
        """Tell whether a number or a heading follows, with nothing between but other lines that look like titles."""
        for after in range(position, min(position + 8, len(self._lines))):
            text = self._lines[after].text
            if after in self._openings.at or (text and headings.heading(text)):
                return True
            if text and not headings.looks_like_title(text) and not (after == position and text[0].islower()):
                return False
        return False

    def _open_heading(self, found: Heading, line: Line) -> None:
        """Put a heading on the path; straight under an article's number it is the article's own title."""
        node = self._current
        untold = node is not None and node is self._top and not node.blocks and not self._series.stack
        if untold and node and self._openings.numbering is Numbering.ARTICLES and found.level > self._top_level:
            node.title = found.title
            return
        self._path.open(found, line)
        self._under_new_heading = found.level < Level.SHORT_LINE or self._openings.numbering is not Numbering.BARE
        if self._under_new_heading:
            self._top = None

    # Numbers --------------------------------------------------------------------------------------------------

    def _open_number(self, line: Line, position: int, found: Numbered) -> None:
        """Begin a paragraph at a number, and look for an item at the start of its words."""
        self._note_gap(found.number)
        if self._openings.numbering is Numbering.BARE:
            self._path.leave_notes()
        node = self._begin(f"{self._prefix}{found.number}", Role.PARAGRAPH, found.marker, None, line)
        self._top, self._top_level = node, found.level or Level.SHORT_LINE - 1
        if found.rest and self._is_title(found, position):
            node.title = found.rest
        elif not self._open_first_item(line, position, found.rest):
            node.add(found.rest, line, new_block=True)

    def _is_title(self, found: Numbered, position: int) -> bool:
        """Tell whether the words after an article's number are its title and not its text."""
        if found.level or self._openings.numbering is not Numbering.ARTICLES:
            return found.level > 0
        alone = position + 1 == len(self._lines) or not self._lines[position + 1].text or position + 1 in self._items
        return alone and headings.looks_like_title(found.rest)

    def _open_first_item(self, line: Line, position: int, words: str) -> bool:
        """Open the item that the words after a number begin with, if a second one follows on another line."""
        inner = self._item_on(words)
        if not inner or not is_first(inner) or not is_second(self._next_item(position), inner):
            return False
        return self._open_item(line, position, inner)

    def _note_gap(self, number: str) -> None:
        """Warn where whole numbers were jumped over."""
        if number[0] in "LRDA" or " " in number:  # codes number by subject; named series start anew in each title
            return
        last, new = value(self._last_number or number), value(number)
        if new[0] - last[0] > 1:
            missing = f"{last[0] + 1}" if new[0] - last[0] == 2 else f"{last[0] + 1}-{new[0] - 1}"
            values = {"before": self._last_number, "after": number, "missing": missing}
            self._record.warnings.append(Notice("gap", values))
        self._last_number = number

    # Items ----------------------------------------------------------------------------------------------------

    def _next_item(self, position: int) -> Numbered | None:
        """Return the next item in the text before the next number."""
        after = self._next_items[position]
        if after is None or any(between in self._openings.at for between in range(position + 1, after)):
            return None
        return self._items[after]

    def _open_item(self, line: Line, position: int, found: Numbered) -> bool:
        """Begin an item where it continues an open series or starts a new one; False where it is mere words."""
        following = self._next_item(position)
        clean = self._after_blank or not self._wrapped[position]
        if self._in_doubt(position) and following and following.number == found.number:
            return False  # the same number comes again: this one is a reference
        parent = self._series.parent_of(found, following, clean=clean)
        if parent is None:
            parent = self._new_parent(line, position, found, following)
            if parent is None:
                return False
            self._series.start(found, parent)
        self._begin_item(line, position, found, parent)
        return True

    def _new_parent(self, line: Line, position: int, found: Numbered, following: Numbered | None) -> str | None:
        """Return the locator under which an item starts a series; None where it cannot start one."""
        if not is_first(found) or (found.form == PARAGRAPHS and self._series.stack and not is_second(following, found)):
            return None
        inside = self._wrapped[position] and not self._after_blank
        if inside and not is_second(following, found):
            return None  # the first of a list that goes on in the line, or a reference
        if self._current is None or (self._under_new_heading and self._top is None):
            if not is_second(following, found):
                return None
            return self._begin_ours(line).locator
        return self._current.locator

    def _in_doubt(self, position: int) -> bool:
        """Tell whether a line may go on with the words above it, so that its “(a)” may be a reference."""
        return self._wrapped[position] and not self._after_blank and self._current is not None and self._current.is_open()

    def _begin_item(self, line: Line, position: int, found: Numbered, parent: str) -> None:
        """Begin an item under its parent; a further marker in its words (`(a)(i) …`) opens the next level."""
        base, again = re.fullmatch(r"(.*?)( \[\d+\])?", parent, re.DOTALL).groups()  # type: ignore[union-attr]
        node = self._begin(f"{base}({found.number}){again or ''}", Role.ITEM, found.marker, parent, line)
        if not self._open_first_item(line, position, found.rest):
            node.add(found.rest, line, new_block=True)

    # Words ----------------------------------------------------------------------------------------------------

    def _begin(self, locator: str, role: Role, marker: str, parent: str | None, line: Line) -> Node:
        """Begin a paragraph at a line; an item has the headings of its parent."""
        if parent is None:
            self._series.clear()
        above = self._record.node(parent) if parent is not None else None
        path = self._path.use()
        node = Node(locator, role, marker, above.heading if above else path, parent, line.page, line.start, line.end)
        node.title = above.title if above else None
        self._record.add(node)
        self._current, self._under_new_heading = node, False
        return node

    def _begin_ours(self, line: Line) -> Node:
        """Begin a paragraph that has no number but ours."""
        self._record.ours[self._prefix] += 1
        return self._begin(f"{self._prefix}¶{self._record.ours[self._prefix]}", Role.PARAGRAPH, "", None, line)

    def _words(self, line: Line, position: int) -> None:
        """Add words to the current paragraph, or begin one of our own numbering."""
        if self._top and not self._under_new_heading:
            self._continue(line, position)
        elif self._current and not self._under_new_heading and self._wraps(line, position):
            self._current.add(line.text, line, new_block=False)
        elif word := _PREAMBLE_WORD.match(line.text):
            self._begin_preamble(line, word[0].strip(), line.text[word.end() :])
        elif INSTRUMENT_OPENING.match(line.text) or headings.is_preamble((self._path.titles() or ("",))[-1]):
            self._begin_preamble(line, "", line.text)
        else:
            self._begin_ours(line).add(line.text, line, new_block=True)

    def _begin_preamble(self, line: Line, marker: str, words: str) -> None:
        """Begin the preamble, which holds all words up to the first number or heading, if there is one."""
        node = self._begin(f"{self._prefix}Preamble", Role.PARAGRAPH, marker, None, line)
        node.add(words, line, new_block=True)
        if self._openings.at:
            self._top = node

    def _wraps(self, line: Line, position: int) -> bool:
        """Tell whether a line is the next line of the unnumbered block above it."""
        assert self._current is not None
        before = self._current.last_block()
        ended = markers.ends_sentence(before)
        if not self._wrapped[position]:  # a line is a paragraph, but for a line broken on purpose, as in a signature
            return not self._after_blank and not ended
        if self._after_blank:
            return line.text[:1].islower() and not ended
        return not (_LABEL.match(line.text) and (ended or _LABEL.match(before)))

    def _continue(self, line: Line, position: int) -> None:
        """Add a line to the current node: to its last block where it wraps on, else as a block of its own."""
        assert self._current is not None
        going_on = self._current.is_open() and line.text[:1].islower()
        same_block = (self._wrapped[position] and not self._after_blank) or going_on
        if markers.is_bullet(line.text):
            same_block = False
        elif not same_block:
            self._current = self._holder_of_closing_words(position)
        self._current.add(line.text, line, new_block=not same_block)

    def _holder_of_closing_words(self, position: int) -> Node:
        """Return the paragraph that a new block belongs to: words after a list close the paragraph that opens it.

        Words between two items belong to the item above them; words after the last item to the numbered paragraph
        that holds the list, or to the item that holds an inner list.
        """
        assert self._current is not None
        stack = self._series.stack
        if not stack or self._current.last_block().endswith(":"):
            return self._current
        following = self._next_item(position)
        depth = self._series.depth_continued_by(following) if following else None
        if depth is None:
            depth = 0 if stack[0].counts_paragraphs else -1
        return self._record.node(stack[depth + 1].parent) if depth + 1 < len(stack) else self._current


def _following(positions: Sequence[int], count: int) -> list[int | None]:
    """Return for each of `count` places the first of the sorted positions after it."""
    result: list[int | None] = [None] * count
    for index in range(len(positions)):
        start = positions[index - 1] if index else 0
        result[start : positions[index]] = [positions[index]] * (positions[index] - start)
    return result
