"""Opens items: decides what a line that begins like one belongs to, or that it is mere words."""

from __future__ import annotations

from corpus.outline import markers
from corpus.outline.cursor import Cursor
from corpus.outline.items import is_first, is_second
from corpus.outline.markers import PARAGRAPHS, Numbered
from corpus.outline.openings import Numbering
from corpus.types import Line, Role

_INNER_ITEMS = 40  # of the lists inside the first item of a list


class ItemReader(Cursor):
    """Opens the items of one part."""

    def _open_first_item(self, line: Line, position: int, words: str) -> bool:
        """Open the item that the words after a number begin with, if a second one follows on another line."""
        inner = self._item_on(words)
        if not inner or not is_first(inner) or not self._second_comes(position, inner):
            return False
        return self._open_item(line, position, inner)

    def _first_is_unprinted(self, position: int) -> bool:
        """Tell whether an article's paragraphs count from `(2)` on, after another list: `(1)` is not printed."""
        opening = self._next_openings[position]
        other = False
        after = self._next_items[position]
        while after is not None and (opening is None or after < opening):
            item = self._items[after]
            if item.form == "()" and item.number.isdigit():
                return other and item.number == "2" and not self._wraps_on(after)
            other = True
            after = self._next_items[after]
        return False

    def _open_item(self, line: Line, position: int, found: Numbered) -> bool:
        """Begin an item where it continues an open series or starts a new one; False where it is mere words."""
        following = self._next_item(position)
        clean = not self._wraps_on(position) or markers.ends_sentence(self._lines[position - 1].text)
        if self._in_doubt(position) and following and following.number == found.number:
            return False  # the same number comes again: this one is a reference
        if self._in_doubt(position) and self._series.has_open(found) and is_first(found):
            return False  # “the persons named in ⏎ (1) have …”, within such a series
        if self._in_doubt(position) and markers.announces_reference(self._lines[position - 1].text):
            return False
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
        listed = is_second(following, found) or self._second_comes(position, found)
        late = self._begins_late(found, following)
        if not (is_first(found) or late or self._counts_from_unnumbered_first(found, following)):
            return None
        if self._series.is_full or (found.form == PARAGRAPHS and self._series.stack and not listed):
            return None
        if self._wraps_on(position) and not (listed or late):
            return None  # the first of a list that goes on in the line, or a reference
        if self._current is None or (self._under_new_heading and self._top is None):
            return self._begin_ours(line).locator if listed else None
        return self._current.locator

    def _second_comes(self, position: int, found: Numbered) -> bool:
        """Tell whether the second item of a list comes after the lists inside its first."""
        opening = self._next_openings[position]
        for _ in range(_INNER_ITEMS):
            after = self._next_items[position]
            if after is None or (opening is not None and after > opening):
                return False
            item = self._items[after]
            if item.form == found.form:
                return is_second(item, found)
            position = after
        return False

    def _begins_late(self, found: Numbered, following: Numbered | None) -> bool:
        """Tell whether a list begins at `(c)`, as where one sentence of several is quoted: after a colon."""
        node = self._current
        if node is None or is_first(found) or self._series.has_open(found) or not node.ends_with(":"):
            return False
        if found.form not in ("()", ")") or len(found.number) > 1 or not found.rest:
            return False
        return following is None or (following.form == found.form and following.number > found.number)

    def _counts_from_unnumbered_first(self, found: Numbered, following: Numbered | None) -> bool:
        """Tell whether `2.`, with `3.` after it, counts on from the words of an article, whose `1.` is not printed."""
        node = self._current
        if node is None or node is not self._top or not node.blocks or self._series.stack or found.number != "2":
            return False
        third = following is not None and following.form == found.form and following.number == "3"
        return third and self._openings.numbering is Numbering.ARTICLES and found.form == PARAGRAPHS

    def _begin_item(self, line: Line, position: int, found: Numbered, parent: str) -> None:
        """Begin an item under its parent; a further marker in its words (`(a)(i) …`) opens the next level."""
        base, bracket, again = parent.partition(" [")  # the items of `5 [2]` are `5(a) [2]`
        locator = f"{base}({found.number}){bracket}{again}"
        node = self._begin(locator, Role.ITEM, found.marker, parent, line)
        if not self._open_first_item(line, position, found.rest):
            node.add(found.rest, line, new_block=True)
