"""Where the reading of a part stands: its lines and what may begin at them, the current paragraph, the open series."""

from __future__ import annotations

from corpus.outline import markers
from corpus.outline.builder import Node, Record
from corpus.outline.items import OpenSeries, next_positions
from corpus.outline.markers import Numbered
from corpus.outline.numbered_parts import NumberedPart
from corpus.outline.openings import Numbering
from corpus.outline.recitals import recitals_of
from corpus.outline.titles import Titles
from corpus.types import CELLS, Line, Role


class Cursor:
    """The lines of a part, looked at once, and the paragraph that the reading has come to."""

    def __init__(self, numbered: NumberedPart, record: Record) -> None:
        """Look at the whole part once, to know what may begin at its lines."""
        part = numbered.part
        lines = part.lines
        self._lines, self._prefix, self._path, self._record = lines, part.prefix, record.path, record
        self._inert, self._begins_act = part.inert, part.begins_act
        self._titles = Titles(numbered)
        self._wrapped, self._openings = numbered.wrapped, numbered.openings
        self._items = {
            position: found
            for position, line in enumerate(lines)
            if position not in self._inert and CELLS not in line.text and (found := self._item_on(line.text))
        }
        before = min(numbered.openings.at, default=None)
        with_recitals = numbered.openings.numbering in (Numbering.ARTICLES, Numbering.NONE)
        self._recitals = recitals_of(lines, self._items, before) if with_recitals else {}
        self._next_items = next_positions(sorted(self._items), len(lines))
        self._next_openings = next_positions(sorted(self._openings.at), len(lines))
        self._series = OpenSeries()
        self._last_number = "" if part.prefix else record.last_number
        self._numbers = {found.number for found in self._openings.at.values()}
        self._told: set[str] = set()  # numbers met again that were told of
        self._top: Node | None = None  # the numbered paragraph, or the preamble, that words belong to
        self._current: Node | None = None  # the paragraph that the last words went to
        self._top_level = 0  # depth of the heading that opened an article
        self._under_new_heading = False
        self._after_blank = True

    def _item_on(self, text: str) -> Numbered | None:
        """Return the item a line opens; in an article, `2. ` is one."""
        in_articles = self._openings.numbering is Numbering.ARTICLES
        return markers.item(text) or (markers.dotted(text) if in_articles else None)

    def _free_of_marks(self, position: int) -> bool:
        """Tell whether a line begins with neither number nor item."""
        return position not in self._openings.at and position not in self._items

    def _next_item(self, position: int) -> Numbered | None:
        after, opening = self._next_items[position], self._next_openings[position]
        return self._items[after] if after is not None and (opening is None or after < opening) else None

    def _in_doubt(self, position: int) -> bool:
        """Tell whether a line may go on with the words above it, so that its “(a)” may be a reference."""
        return (
            self._wrapped[position] and not self._after_blank and self._current is not None and self._current.is_open()
        )

    def _wraps_on(self, position: int) -> bool:
        """Tell whether a line may go on with the one above it."""
        return self._wrapped[position] and bool(position and self._lines[position - 1].text)

    def _begin(self, locator: str, role: Role, marker: str, parent: str | None, line: Line) -> Node:
        """Begin a paragraph at a line; an item has the headings of its parent."""
        if parent is None:
            self._series.clear()
        self._record.keep_empty_headings(self._prefix)
        above = self._record.node(parent) if parent is not None else None
        path = self._path.use()
        node = Node(locator, role, marker, above.heading if above else path, parent, line.page, line.start, line.end)
        node.title = above.title if above else None
        self._record.add(node)
        self._current, self._under_new_heading = node, False
        return node

    def _begin_ours(self, line: Line) -> Node:
        """Begin an unnumbered paragraph, which gets a number with ¶."""
        return self._begin(self._record.begin_ours(self._prefix), Role.PARAGRAPH, "", None, line)
