"""A question of a paper in Word: its number and stem, its passage, its choices, in one language or two.

Two languages stand side by side under the two stems, each choice beside its fellow; in large print, where columns
would be too narrow, one under the other. What is the same in both is printed once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.shared import Mm

from assistant.study.formats.word_lists import ListKind, Lists
from assistant.study.formats.word_sheet import WordSheet, merged
from assistant.study.types import Item, ItemKind, Quiz

if TYPE_CHECKING:
    from docx.table import Table, _Cell

ONE_OF_THE_OPTIONS = (ItemKind.MULTIPLE_CHOICE, ItemKind.ALTERED_FIGURE)


class Questions:
    """Writes questions one after the other, numbered by Word."""

    def __init__(self, sheet: WordSheet) -> None:
        """Begin the list of questions."""
        self.sheet = sheet
        self.lists = Lists(sheet.document, sheet.look.indent)
        self._questions = self.lists.begin(ListKind.NUMBERS)

    def stem(self, item: Item) -> None:
        """Write the number and the stem as a heading; the stem in the second language under it."""
        heading = self.sheet.document.add_heading(level=2)
        self.sheet.run(heading, item.stem, item.language)
        self.lists.number(heading, self._questions)
        if item.beside and item.beside.stem != item.stem:
            self.sheet.paragraph(item.beside.stem, item.beside.language, "Second stem")

    def body(self, item: Item) -> _Cell | None:
        """Write the passage and the choices; return where the answer goes where that is a table.

        A line to write on is part of the table: LibreOffice may part a table from the paragraph after it.
        """
        passages, choices = _passages(item), list(_choices(item))
        is_double = len(passages) > 1 or any(len({*texts}) > 1 for texts in choices)
        table = self._columns() if is_double and not self.sheet.large_print else None
        self._write_passages(passages, table)
        lists = [self.lists.begin(ListKind.LETTERS, 2) for _ in both(item)] if choices else []
        for texts in choices:
            cells = self.sheet.row(table) if table else ()
            if cells:
                for cell, text, each, of in zip(cells, texts, both(item), lists, strict=True):
                    self.lists.number(self.sheet.paragraph(text, spoken(each), "List Number", cell), of)
            else:
                self._entry(list(zip(texts, map(spoken, both(item)), strict=True)), lists[0])
        return merged(self.sheet.row(table)) if table and not (choices or item.pairs) else None

    def matching(self, item: Item, *, solved: bool = False) -> None:
        """Write the two sides of a matching question: numbers on the left, letters in another order on the right.

        `solved` fills in the letter that belongs to each number.
        """
        table = self.sheet.table(["study.paper.item", "study.paper.letter", "study.paper.choices"], (0.44, 0.15, 0.41))
        numbers, letters = self.lists.begin(ListKind.NUMBERS), self.lists.begin(ListKind.LETTERS)
        order = shuffled(item)
        for position, other in enumerate(order):
            cells = self.sheet.row(table)
            self._entry([(each.pairs[position].left, spoken(each)) for each in both(item)], numbers, cells[0])
            if solved:
                self.sheet.paragraph(letter(order.index(position)), self.sheet.language, "Table text", cells[1])
            sides = [(each.pairs[other].right, each.pairs[other].right_language or spoken(each)) for each in both(item)]
            self._entry(sides, letters, cells[2])

    def _entry(self, texts: Sequence[tuple[str, str]], of: int, place: _Cell | None = None) -> None:
        """Write an entry of a list, and under it what it is in the second language, if that differs."""
        (text, language), *rest = texts
        self.lists.number(self.sheet.paragraph(text, language, "List Number", place), of)
        for other, spoken_in in rest:
            if other != text:
                made = self.sheet.paragraph(other, spoken_in, "List Continue", place)
                if place is not None:
                    made.paragraph_format.left_indent = Mm(self.sheet.look.indent)

    def keep_together(self, since: int) -> None:
        """Keep all that was written since then on one page, as far as a page goes."""
        *blocks, last = list(self.sheet.document.element.body)[since:-1]  # then come the settings of the page
        for block in (*blocks, *list(last.iter(qn("w:tr")))[:-1]):
            for paragraph in block.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext().val = True

    def _columns(self) -> Table:
        """Return a table without lines that sets two languages side by side."""
        return self.sheet.table((), (0.5, 0.5), style="Normal Table")

    def _write_passages(self, passages: Sequence[Item], table: Table | None) -> None:
        cells = self.sheet.row(table) if table and passages else ()
        places = (merged(cells),) if cells and len(passages) == 1 else cells
        for position, item in enumerate(passages):
            place = places[position] if places else None
            if item.passage:
                self.sheet.paragraph(item.passage, spoken(item), "Quote", place)
            if item.label:
                label = self.sheet.small(item.label, item.language, place)
                label.paragraph_format.left_indent = Mm(self.sheet.look.indent)


def languages_of(quiz: Quiz) -> tuple[str, ...]:
    """Return the languages of a quiz: its own, then those of what stands beside its items."""
    beside = (each.beside.language for each in quiz.items if each.beside)
    return tuple(dict.fromkeys((quiz.language, *beside)))


def shuffled(item: Item) -> tuple[int, ...]:
    """Return which pair each right side is of, in an order that depends on the item's id alone.

    >>> from assistant.study.types import Pair
    >>> pairs = tuple(Pair(str(number), str(number)) for number in range(4))
    >>> shuffled(Item("q1", ItemKind.MATCHING, "en", "", "", (), pairs=pairs))
    (3, 1, 0, 2)
    """
    order = tuple(range(len(item.pairs)))
    drawn = tuple(sorted(order, key=lambda number: hashlib.sha256(f"{item.id} {number}".encode()).digest()))
    return drawn if drawn != order else (*order[1:], *order[:1])


def letter(position: int) -> str:
    """Return the letter of a place in a list, as Word writes it.

    >>> letter(0), letter(25), letter(27)
    ('A', 'Z', 'BB')
    """
    return chr(ord("A") + position % 26) * (position // 26 + 1)


def both(item: Item) -> tuple[Item, ...]:
    """Return an item, and the one beside it where there is one."""
    return (item, item.beside) if item.beside else (item,)


def spoken(item: Item) -> str:
    """Return the language of an item's passage and choices."""
    return item.passage_language or item.language


def _passages(item: Item) -> list[Item]:
    """Return the item, and the one beside it, that have a passage or a label of their own to show."""
    found: dict[str, Item] = {}
    for each in both(item):
        if each.passage or each.label:
            found.setdefault(each.passage or each.label, each)
    return list(found.values())


def _choices(item: Item) -> Iterator[tuple[str, ...]]:
    """Yield each option, in one language or two."""
    return zip(*(each.options for each in both(item)), strict=True)
