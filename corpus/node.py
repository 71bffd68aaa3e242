"""A paragraph being read: its words in blocks, each of which becomes a line of its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus import markers
from corpus.types import Line, Rendition, Role

_LONGEST_WRAPPED = 160  # characters; no page is wider
_SHORTEST_WRAPPED = 40  # in the median


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

    def last_block(self) -> str:
        """Return the words of the last block."""
        return " ".join(self.blocks[-1]) if self.blocks else ""

    def is_open(self) -> bool:
        """Tell whether its last sentence has not ended."""
        return bool(self.blocks) and not markers.ends_sentence(self.last_block())

    def finished(self) -> Rendition:
        """Return the rendition; wrapped lines are joined by a single space, blocks by a line feed."""
        text = "\n".join(" ".join(block) for block in self.blocks)
        heading = (*self.heading, self.title) if self.title else self.heading
        return Rendition(
            self.locator, self.role, text, self.marker, heading, self.parent, self.page, self.start, self.end
        )


def wrapped_lines(lines: Sequence[Line]) -> list[bool]:
    """Tell of each line whether it belongs to a text broken at the page's width, where a line end means nothing.

    That is so of the whole document by the length of its lines, or of a run of lines most of which stop short of a
    sentence's end.
    """
    lengths = sorted(len(line.text) for line in lines if line.text)
    whole = bool(lengths) and _is_page_wide(lengths)
    found: list[bool] = []
    for run in _runs(lines):
        above = [line.text for line in run if line.text][:-1]
        going_on = sum(not markers.ends_sentence(text) for text in above)
        found += [whole or (len(above) >= 2 and 2 * going_on > len(above) and _is_page_wide(sorted(map(len, above))))] * len(run)
    return found


def _is_page_wide(lengths: Sequence[int]) -> bool:
    """Tell whether sorted lengths are those of lines broken at a page's width."""
    return lengths[int(len(lengths) * 0.9)] <= _LONGEST_WRAPPED and lengths[len(lengths) // 2] > _SHORTEST_WRAPPED


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines between blank lines, each blank line with the run before it."""
    run: list[Line] = []
    for line in lines:
        run.append(line)
        if not line.text:
            yield run
            run = []
    if run:
        yield run
