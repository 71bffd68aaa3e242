"""Reads one part of a document line by line: each line opens a number or an item, is a heading, or goes on with words.

The lines that open a number are known beforehand (`corpus.outline.openings`); what an item belongs to is decided by the
series that are open (`corpus.outline.items`); all else depends on what came just before.
"""

from __future__ import annotations

import re

from corpus.notices import Notice
from corpus.outline import headings, markers
from corpus.outline.builder import Node, Record
from corpus.outline.headings import Heading, HeadingPath, Level
from corpus.outline.items import OpenSeries, is_first, is_second, next_positions
from corpus.outline.markers import PARAGRAPHS, Numbered
from corpus.outline.openings import Numbering, Openings, find_openings, gap
from corpus.outline.parts import INSTRUMENT_OPENING, Part
from corpus.outline.wrapping import wrapped_lines
from corpus.types import Line, Role

_PREAMBLE_WORD = re.compile(r"^(?i:pr[eé][aá]mb(?:le|ule|ulo))\s?(?=[A-ZÀ-Ý][a-zà-ÿ ])")
_LABEL = re.compile(r"^[A-ZÉÈÀÎÔŒ«“][^.:;!?]{3,60}\s?:\s+\S")
_MARKED_TITLES = 3  # from here on, a document marks its headings with “#”, and plain lines are none
_NEAR = 8  # lines within which a number follows its titles


class PartReader:
    """Reads the lines of one part, keeping the current paragraph and the open series of items."""

    def __init__(self, part: Part, path: HeadingPath, record: Record) -> None:
        """Look at the whole part once, to know how it numbers and wraps."""
        lines = part.lines
        self._lines, self._prefix, self._path, self._record = lines, part.prefix, path, record
        self._marks_titles = sum(line.text.startswith("#") for line in lines) >= _MARKED_TITLES
        self._wrapped = wrapped_lines(lines)
        self._openings: Openings = find_openings(lines, self._wrapped)
        self._items = {position: found for position, line in enumerate(lines) if (found := self._item_on(line.text))}
        self._next_items = next_positions(sorted(self._items), len(lines))
        self._next_openings = next_positions(sorted(self._openings.at), len(lines))
        self._series = OpenSeries()
        self._last_number = "" if part.prefix else "0"
        self._numbers = {found.number for found in self._openings.at.values()}
        self._told: set[str] = set()  # numbers met again that were told of
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
        in_articles = self._openings.numbering is Numbering.ARTICLES
        return markers.item(text) or (markers.dotted(text) if in_articles else None)

    def _line(self, line: Line, position: int) -> None:
        """Decide what a line is: a number, an item, a heading, or words that go on."""
        if self._free_of_marks(position) and self._path.grow(line, after_blank=self._after_blank):
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
            self._note_restart(line, position)

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
        apart = self._after_blank or not self._wrapped[position]
        alone = apart and self._title_may_stand_before(position + 1)
        first = line is self._lines[0] and not self._record.nodes
        return Heading(Level.TITLE if first else Level.SHORT_LINE, line.text) if alone else None

    def _title_may_stand_before(self, position: int) -> bool:
        """Tell whether a number or a heading follows, with nothing between but other lines that look like titles."""
        for after in range(position, min(position + _NEAR, len(self._lines))):
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
            node.title = found.title.lstrip("–—- ")
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
        self._path.leave_preamble()
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
        if notice := gap(self._last_number or number, number):
            self._record.warnings.append(notice)
        self._last_number = number

    def _note_restart(self, line: Line, position: int) -> None:
        """Warn where a number that opens a paragraph elsewhere was kept as mere words: the count began anew."""
        if self._openings.numbering is not Numbering.DOTTED or (self._wrapped[position] and not self._after_blank):
            return
        found = markers.dotted(line.text)
        if found is None or found.number in self._told or not markers.ends_sentence(found.rest):
            return
        if self._current and found.number in self._numbers:
            self._told.add(found.number)
            self._record.warnings.append(Notice("repeated", {"number": found.number, "kept": self._current.locator}))

    # Items ----------------------------------------------------------------------------------------------------

    def _next_item(self, position: int) -> Numbered | None:
        after, opening = self._next_items[position], self._next_openings[position]
        return self._items[after] if after is not None and (opening is None or after < opening) else None

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
        listed = is_second(following, found)
        if (
            not is_first(found)
            or self._series.is_full
            or (found.form == PARAGRAPHS and self._series.stack and not listed)
        ):
            return None
        if self._wrapped[position] and not self._after_blank and not listed:
            return None  # the first of a list that goes on in the line, or a reference
        if self._current is None or (self._under_new_heading and self._top is None):
            return self._begin_ours(line).locator if listed else None
        return self._current.locator

    def _in_doubt(self, position: int) -> bool:
        """Tell whether a line may go on with the words above it, so that its “(a)” may be a reference."""
        return (
            self._wrapped[position] and not self._after_blank and self._current is not None and self._current.is_open()
        )

    def _begin_item(self, line: Line, position: int, found: Numbered, parent: str) -> None:
        """Begin an item under its parent; a further marker in its words (`(a)(i) …`) opens the next level."""
        base, bracket, again = parent.partition(" [")  # the items of `5 [2]` are `5(a) [2]`
        locator = f"{base}({found.number}){bracket}{again}"
        node = self._begin(locator, Role.ITEM, found.marker, parent, line)
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
        """Begin an unnumbered paragraph, which gets a number with ¶."""
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
        elif INSTRUMENT_OPENING.match(line.text) or self._first_under_preamble():
            self._begin_preamble(line, "", line.text)
        else:
            self._begin_ours(line).add(line.text, line, new_block=True)

    def _first_under_preamble(self) -> bool:
        """Tell whether words stand first under the title of a preamble."""
        return self._under_new_heading and headings.is_preamble((self._path.titles() or ("",))[-1])

    def _begin_preamble(self, line: Line, marker: str, words: str) -> None:
        """Begin the preamble, which holds all words up to the first number or heading, if there is one."""
        node = self._begin(f"{self._prefix}Preamble", Role.PARAGRAPH, marker, None, line)
        node.add(words, line, new_block=True)
        if self._openings.at:
            self._top = node

    def _wraps(self, line: Line, position: int) -> bool:
        """Tell whether a line is the next line of the unnumbered block above it."""
        assert self._current is not None
        ended = not self._current.is_open()
        if not self._wrapped[position]:  # a line is a paragraph, but for a line broken on purpose, as in a signature
            return not self._after_blank and not ended
        if self._after_blank:
            return line.text[:1].islower() and not ended
        return not (_LABEL.match(line.text) and (ended or _LABEL.match(self._current.block_opening())))

    def _continue(self, line: Line, position: int) -> None:
        """Add a line to the current node: to its last block where it wraps on, else as a block of its own."""
        assert self._current is not None
        clause_ended = self._after_blank and bool(self._series.stack) and self._current.ends_with(",")
        going_on = self._current.is_open() and line.text[:1].islower() and not clause_ended
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
        if not stack or self._current.ends_with(":"):
            return self._current
        following = self._next_item(position)
        depth = self._series.depth_continued_by(following) if following else None
        if depth is None:
            depth = 0 if stack[0].counts_paragraphs else -1
        return self._record.node(stack[depth + 1].parent) if depth + 1 < len(stack) else self._current
