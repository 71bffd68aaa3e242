"""Reads one part of a document line by line: each line opens a number or an item, is a heading, or goes on with words.

The lines that open a number are known beforehand (`corpus.outline.openings`); what an item belongs to is decided by the
series that are open (`corpus.outline.items`); all else depends on what came just before.
"""

from __future__ import annotations

import re

from corpus.notices import Notice
from corpus.outline import headings, markers
from corpus.outline.builder import Node
from corpus.outline.headings import Heading, Level
from corpus.outline.inert import Inert
from corpus.outline.item_reader import ItemReader
from corpus.outline.markers import Numbered
from corpus.outline.openings import Numbering, gap
from corpus.outline.parts import INSTRUMENT_OPENING
from corpus.types import CELLS, Line, Role

_PREAMBLE_WORD = re.compile(r"^(?i:pr[eé][aá]mb(?:le|ule|ulo))\s?(?=[A-ZÀ-Ý][a-zà-ÿ ])")
_LONGEST_RANGE = 200  # articles repealed at once
_ENACTS = re.compile(
    r"(?i)(?:ha(?:s|ve)\s(?:adopted|decided)|(?:a|ont)\s(?:adopté|arrêté|décidé)|han?\s(?:adoptado|decidido))\b.{0,80}:$"
)
_LABEL = re.compile(r"^[A-ZÉÈÀÎÔŒ«“][^.:;!?]{3,60}\s?:\s+\S")


class PartReader(ItemReader):
    """Reads the lines of one part, keeping the current paragraph and the open series of items."""

    def read(self) -> Numbering:
        """Read every line, and say how they are numbered."""
        if self._begins_act:
            self._path.leave(0)
        for position, line in enumerate(self._lines):
            self._record.reach(line.start)
            if position in self._inert:
                self._inert_line(line, position)
            elif line.text:
                self._line(line, position)
            self._after_blank = not line.text
        if not self._prefix:
            self._record.last_number = self._last_number
        return self._openings.numbering

    def _line(self, line: Line, position: int) -> None:
        """Decide what a line is: a number, an item, a heading, or words that go on."""
        if self._free_of_marks(position) and self._path.grow(line, after_blank=self._after_blank):
            return
        self._path.settle()
        if found := self._openings.at.get(position):
            self._open_number(line, position, found)
        elif recital := self._recitals.get(position):
            self._open_recital(line, recital)
        elif (item := self._items.get(position)) and self._open_item(line, position, item):
            pass
        elif title := self._heading(line, position):
            self._open_heading(title, line)
        else:
            self._words(line, position)
            self._note_restart(line, position)

    def _inert_line(self, line: Line, position: int) -> None:
        """Keep the words of a line that opens nothing: quoted ones where they are quoted, the others as ours."""
        if not line.text:
            return
        self._path.settle()
        why = self._inert[position]
        if why is Inert.QUOTED and self._current is not None:
            wraps = self._wrapped[position] and not self._after_blank
            self._current.add(line.text.strip("# "), line, new_block=not wraps)
            return
        if self._current is None or not self._current.has_room_for(why, line.text):
            self._top, self._current = None, self._begin_ours(line)
            self._current.inert = why
        self._current.add(line.text.strip("# "), line, new_block=why is not Inert.NOTE)
        self._under_new_heading = True

    def _heading(self, line: Line, position: int) -> Heading | None:
        """Return the heading a line is, by its form or by its place."""
        nothing_yet = not self._record.nodes
        found = self._titles.by_form(position, apart=self._after_blank or nothing_yet)
        if found or self._titles.has_form(position):
            return found
        if self._awaits_its_title() and self._titles.stands_under_an_article(position):
            return Heading(Level.SHORT_LINE, line.text)
        if not self._titles.stands_before_a_number(position, apart=self._after_blank):
            return None
        return Heading(Level.TITLE if position == 0 and nothing_yet else Level.SHORT_LINE, line.text)

    def _awaits_its_title(self) -> bool:
        """Tell whether the last line opened an article and said no word of it."""
        node = self._current
        if node is None or node is not self._top or self._under_new_heading:
            return False
        return not (node.blocks or node.title or self._series.stack) and not node.locator.endswith("Preamble")

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

    def _open_number(self, line: Line, position: int, found: Numbered) -> None:
        """Begin a paragraph at a number, and look for an item at the start of its words."""
        self._note_gap(found.number)
        if found.to and found.to.isdigit() and found.number.isdigit():
            self._open_range(line, found)
            return
        if self._openings.numbering is Numbering.BARE:
            self._path.leave_notes()
        self._path.leave_preamble()
        if found.level and self._openings.numbering is Numbering.DOTTED:
            self._open_numbered_heading(line, position, found)
            return
        node = self._begin(f"{self._prefix}{found.number}", Role.PARAGRAPH, found.marker, None, line)
        self._top, self._top_level = node, found.level or Level.SHORT_LINE - 1
        if found.rest and self._is_title(found, position):
            node.title = found.rest
        elif self._first_is_unprinted(position):
            first = Numbered("1", "", found.rest, form="()")
            self._series.start(first, node.locator)
            self._begin_item(line, position, first, node.locator)
        elif not self._open_first_item(line, position, found.rest):
            node.add(found.rest, line, new_block=True)

    def _open_range(self, line: Line, found: Numbered) -> None:
        """Begin each paragraph of a range that is printed as one: «Art. 5 à 7. – (Supprimés)»."""
        last = min(int(found.to), int(found.number) + _LONGEST_RANGE)
        every = [
            self._begin(f"{self._prefix}{number}", Role.PARAGRAPH, found.marker, None, line)
            for number in range(int(found.number), last + 1)
        ]
        for node in every:
            node.blocks = every[-1].blocks  # one text for all, also the words on the next lines
        every[-1].add(found.rest, line, new_block=True)
        self._top, self._last_number = every[-1], str(last)

    def _open_recital(self, line: Line, found: Numbered) -> None:
        """Begin a recital; all words up to the next one, or to the words that enact, belong to it."""
        node = self._begin(f"{self._prefix}recital {found.number}", Role.PARAGRAPH, found.marker, None, line)
        node.add(found.rest, line, new_block=True)
        self._top = node

    def _open_numbered_heading(self, line: Line, position: int, found: Numbered) -> None:
        """Begin the paragraph that a numbered heading is; where numbers below its own follow, it stands above them."""
        following = self._next_openings[position]
        below = following is not None and self._openings.at[following].number.startswith(f"{found.number}.")
        self._path.leave(found.level)
        node = self._begin(f"{self._prefix}{found.number}", Role.PARAGRAPH, found.marker, None, line)
        node.add(found.rest, line, new_block=True)
        self._top, self._top_level = node, Level.SHORT_LINE - 1
        if below:
            self._path.open(Heading(found.level, f"{found.marker} {found.rest}"), line)
            self._path.use()
            self._path.settle()

    def _is_title(self, found: Numbered, position: int) -> bool:
        """Tell whether the words after an article's number are its title and not its text."""
        if found.level or self._openings.numbering is not Numbering.ARTICLES:
            return found.level > 0
        alone = position + 1 == len(self._lines) or not self._lines[position + 1].text or position + 1 in self._items
        return alone and headings.looks_like_title(found.rest)

    def _note_gap(self, number: str) -> None:
        """Warn where whole numbers were jumped over."""
        first_of_many = not self._last_number.strip("0") and "." in number
        by_subject = number[0] in "LRDA" or " " in number  # codes number so; named series start anew in each title
        if by_subject or first_of_many:
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

    def _words(self, line: Line, position: int) -> None:
        """Add words to the current paragraph, or begin one of our own numbering."""
        if self._top and "recital" in self._top.locator and (line.text.isupper() or _ENACTS.match(line.text)):
            self._top = None  # “HAVE ADOPTED THIS DIRECTIVE:”
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
        if markers.is_bullet(line.text) or CELLS in line.text:
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
        if not stack or not self._current.blocks or self._current.ends_with(":"):
            return self._current  # an item whose number stands on a line of its own, or a list that goes on
        following = self._next_item(position)
        depth = self._series.depth_continued_by(following) if following else None
        if depth is None:
            depth = 0 if stack[0].counts_paragraphs else -1
        return self._record.node(stack[depth + 1].parent) if depth + 1 < len(stack) else self._current
