"""Which lines of a part are headings: by their form, or because they stand alone where a title would."""

from __future__ import annotations

from corpus.outline import headings
from corpus.outline.headings import Heading
from corpus.outline.inert import Inert
from corpus.outline.numbered_parts import NumberedPart
from corpus.outline.openings import Numbering

_MARKED = 3  # from so many on, a document marks its headings with “#”, and plain lines are none
_LONGEST_ARTICLE_TITLE = 250  # characters
_NEAR = 8  # lines within which a number follows its titles


class Titles:
    """Tells which lines of one part are headings."""

    def __init__(self, numbered: NumberedPart) -> None:
        """Look at the lines of a part once."""
        self._lines, self._wrapped, self._openings = numbered.part.lines, numbered.wrapped, numbered.openings
        self._inert = numbered.part.inert
        self._are_marked = sum(line.text.startswith("#") for line in self._lines) >= _MARKED

    def has_form(self, position: int) -> bool:
        """Tell whether a line has the form of a heading, or cannot be one because others are marked."""
        return self._is_unmarked(position) or headings.heading(self._lines[position].text) is not None

    def by_form(self, position: int, *, apart: bool) -> Heading | None:
        """Return the heading a line is by its form; where lines break at the page's width, only if it is `apart`."""
        marked = self._lines[position].text.startswith(("#", "■"))
        if self._is_unmarked(position) or not (marked or apart or not self._wrapped[position]):
            return None
        return headings.heading(self._lines[position].text)

    def stands_under_an_article(self, position: int) -> bool:
        """Tell whether a line is the title under “Article 7”: without a stop at its end, and with words after it."""
        if self._openings.numbering is not Numbering.ARTICLES or self._wrapped[position]:
            return False
        after = next((at for at in range(position + 1, len(self._lines)) if self._lines[at].text), None)
        if after is None or after in self._openings.at or self._inert.get(after) is Inert.QUOTED:
            return False
        return headings.looks_like_title(self._lines[position].text, longest=_LONGEST_ARTICLE_TITLE)

    def stands_before_a_number(self, position: int, *, apart: bool) -> bool:
        """Tell whether a short line stands by itself before a number or a heading, with only such lines between."""
        if self._openings.numbering is Numbering.NONE or not headings.looks_like_title(self._lines[position].text):
            return False
        if not apart and self._wrapped[position]:
            return False
        for after in range(position + 1, min(position + 1 + _NEAR, len(self._lines))):
            text = self._lines[after].text
            if after in self._openings.at or (text and headings.heading(text)):
                return True
            if text and not headings.looks_like_title(text) and not (after == position + 1 and text[0].islower()):
                return False
        return False

    def _is_unmarked(self, position: int) -> bool:
        return self._are_marked and not self._lines[position].text.startswith(("#", "■"))
