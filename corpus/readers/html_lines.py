"""Text collected into lines and paragraphs; what is mostly links at the edges of a page is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOSTLY = 0.4  # of a line's letters: a breadcrumb, a menu, the foot of a page
_SEPARATORS = re.compile(r"[\s–|·/>-]*")
_LABEL = re.compile(r"[^.;!?]{1,40}:\s*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line; `linked` counts its letters in links, `switch` tells a label with nothing but links after it.

    `note` tells a line of a footnote.
    """

    text: str
    linked: int = 0
    switch: bool = False
    note: bool = False

    @property
    def mostly_links(self) -> bool:
        """Whether the line is a way to other pages more than words to be read."""
        return (
            bool(self.text)
            and not self.note
            and (self.linked >= _MOSTLY * len("".join(self.text.split())) or "©" in self.text)
        )


class Lines:
    """Collects inline text into lines, and lines into paragraphs with a blank line between.

    `prefix` (a `#`, a number) goes before the next words; `number` is one that a heading gave to the next paragraph;
    `linked` is above zero while inside a link, `in_notes` while inside a footnote.
    """

    def __init__(self) -> None:
        """Begin with no line."""
        self._lines: list[_Line] = []
        self._parts: list[tuple[str, bool]] = []
        self.prefix = self.number = ""
        self.linked = self.in_notes = 0

    def add(self, text: str | None) -> None:
        """Add inline text to the current line."""
        if text:
            self._parts.append((text, self.linked > 0))

    def end_line(self) -> None:
        """End the current line; the prefix goes before its first words."""
        line = " ".join("".join(text for text, _ in self._parts).split())
        linked = sum(len("".join(text.split())) for text, in_link in self._parts if in_link)
        switch = bool(line) and _is_switch(self._parts)
        self._parts.clear()
        if not line:
            return
        if self.number and line.startswith("("):  # an item comes first: the number stands above it, alone
            self._lines += [_Line(f"{self.number}."), _Line("")]
        elif self.number and not line.startswith(f"{self.number}."):
            self.prefix = f"{self.number}. {self.prefix}"
        self.number = ""
        self._lines.append(_Line(self.prefix + line, linked, switch and not self.prefix, self.in_notes > 0))
        self.prefix = ""

    def end_block(self) -> None:
        """End the current line and paragraph."""
        self.end_line()
        if self._lines and self._lines[-1].text:
            self._lines.append(_Line(""))

    def finish(self) -> tuple[str, tuple[int, ...]]:
        """Return what was collected, and which of its lines are notes, counted from 0.

        Menus before the first heading and after the last words are left out; “Display in: French – Spanish” and “Go
        to article: 1 2 3” go wherever they stand.
        """
        self.end_block()
        first = next((position for position, line in enumerate(self._lines) if line.text.startswith("#")), 0)
        words = [n for n, line in enumerate(self._lines) if line.text and not line.mostly_links]
        last = words[-1] if words else len(self._lines)
        kept: list[_Line] = []
        for position, line in enumerate(self._lines):
            out = line.switch or (line.mostly_links and (position < first or position > last))
            repeats_blank = not line.text and not (kept and kept[-1].text)
            if not out and not repeats_blank:
                kept.append(line)
        if kept and not kept[-1].text:
            kept.pop()
        notes = tuple(number for number, line in enumerate(kept) if line.note)
        return "\n".join(line.text for line in kept), notes


def _is_switch(parts: list[tuple[str, bool]]) -> bool:
    """Tell whether a line is a label and two links or more, with nothing but separators between."""
    links = [text for text, in_link in parts if in_link and text.strip()]
    between = [text for text, in_link in parts if not in_link and text.strip()]
    if len(links) < 2 or not between or any(len(text.split()) > 2 for text in links):
        return False
    return bool(_LABEL.fullmatch(between[0])) and all(_SEPARATORS.fullmatch(text) for text in between[1:])
