"""Paragraphs being read: the words of each in blocks, which become the lines of its text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from corpus.notices import Notice
from corpus.outline import markers
from corpus.types import Line, Rendition, Role


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
    blocks: list[list[str]] = field(default_factory=list)

    def add(self, words: str, line: Line, *, new_block: bool) -> None:
        """Add a line's words to the last block, or as a new one."""
        if words:
            if new_block or not self.blocks:
                self.blocks.append([])
            self.blocks[-1].append(words)
        self.end = max(self.end, line.end)

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
    """What the parts of a document share: its paragraphs so far, and what looked wrong."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.nodes: list[Node] = []
        self.warnings: list[Notice] = []
        self.ours: Counter[str] = Counter()
        self._by_locator: dict[str, Node] = {}
        self._times: Counter[str] = Counter()

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
