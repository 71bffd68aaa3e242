"""Paragraphs being read: the words of each in blocks, which become the lines of its text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from corpus.notices import Notice
from corpus.outline import markers
from corpus.outline.headings import HeadingPath
from corpus.outline.inert import Inert, begins_note
from corpus.types import Line, Rendition, Role

_ENTRIES = 40  # of a table of contents in one paragraph


@dataclass(slots=True)
class Node:
    """One paragraph or item. `title` is an article's own title, the last of its headings."""

    locator: str
    role: Role
    marker: str
    heading: tuple[str, ...]
    parent: str | None
    page: int
    start: int
    end: int
    title: str | None = None
    inert: Inert | None = None
    blocks: list[list[str]] = field(default_factory=list)

    def add(self, words: str, line: Line, *, new_block: bool) -> None:
        """Add a line's words to the last block, or as a new one."""
        if words:
            if new_block or not self.blocks:
                self.blocks.append([])
            self.blocks[-1].append(words)
        self.end = max(self.end, line.end)

    def has_room_for(self, why: Inert, text: str) -> bool:
        """Tell whether a line goes on with it: one more entry of a table of contents, or the next line of a note."""
        if self.inert is not why:
            return False
        return len(self.blocks) < _ENTRIES if why is Inert.CONTENTS else not begins_note(text)

    def is_open(self) -> bool:
        """Tell whether its last sentence has not ended."""
        return bool(self.blocks) and not markers.ends_sentence(self.blocks[-1][-1])

    def ends_with(self, sign: str) -> bool:
        """Tell whether its last words end with a sign."""
        return bool(self.blocks) and self.blocks[-1][-1].endswith(sign)

    def block_opening(self) -> str:
        """Return the first line of its last block."""
        return self.blocks[-1][0] if self.blocks else ""

    def finished(self) -> Rendition:
        """Return the rendition; wrapped lines are joined by a single space, blocks by a line feed."""
        text = "\n".join(" ".join(block) for block in self.blocks)
        heading = (*self.heading, self.title) if self.title else self.heading
        return Rendition(
            self.locator, self.role, text, self.marker, heading, self.parent, self.page, self.start, self.end
        )


class Record:
    """What the parts of a document share: its headings and paragraphs so far, and what looked wrong.

    `table_at` is the offset at which a table was taken out of the lines, None where none was; `table_heading` becomes
    the headings in force there.
    """

    def __init__(self, table_at: int | None = None) -> None:
        """Begin with nothing."""
        self.path = HeadingPath()
        self.table_heading: tuple[str, ...] = ()
        self._table_at = table_at
        self.nodes: list[Node] = []
        self.warnings: list[Notice] = []
        self.ours: Counter[str] = Counter()
        self.last_number = "0"  # of the main text
        self._by_locator: dict[str, Node] = {}
        self._times: Counter[str] = Counter()

    def reach(self, offset: int) -> None:
        """Say that the reading has come to an offset: the headings in force at the table stand above its rows."""
        if self._table_at is not None and offset >= self._table_at:
            self.table_heading, self._table_at = self.path.use(), None

    def begin_ours(self, prefix: str) -> str:
        """Return the locator of the next paragraph of our own numbering; empty headings before it come first."""
        self.keep_empty_headings(prefix)
        self.ours[prefix] += 1
        return f"{prefix}¶{self.ours[prefix]}"

    def keep_empty_headings(self, prefix: str) -> None:
        """Keep the headings that nothing stood under as words of a paragraph of ours: no word is lost."""
        if lines := self.path.take_empty():
            first = lines[0]
            node = Node(self.begin_ours(prefix), Role.PARAGRAPH, "", (), None, first.page, first.start, first.end)
            for line in lines:
                node.add(line.text.strip("#■ "), line, new_block=True)
            self.add(node)

    def finish(self) -> None:
        """Close every heading at the end of the document."""
        if self._table_at is not None:
            self.reach(self._table_at)
        self.path.leave(0)
        self.keep_empty_headings("")

    def node(self, locator: str) -> Node:
        """Return the paragraph at a locator."""
        return self._by_locator[locator]

    def add(self, node: Node) -> None:
        """Append a paragraph; where its locator is taken, number it again, and warn unless its parent was."""
        self._times[node.locator] += 1
        if node.locator in self._by_locator:
            kept = f"{node.locator} [{max(2, self._times[node.locator])}]"
            if node.parent is None or "[" not in node.parent:
                self.warnings.append(Notice("repeated", {"number": node.locator, "kept": kept}))
            node.locator = kept
        self._by_locator[node.locator] = node
        self.nodes.append(node)
