"""The quotations of a page: between quotation marks of three languages, and in blocks set off by “>”.

One pass from left to right. A mark that is never closed ends with its paragraph or at the next mark that opens; a
paragraph that opens with a mark while one is open goes on with the same quotation, as printers have it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text.quotes import words

_CLOSES = {"“": "”", "«": "»", "„": "“”", "‹": "›", "‘": "’", '"': '"', "'": "'"}
_MARK = re.compile(r"[“”«»„‹›‘’\"']|\n[ \t\u00a0]*\n[ \t\u00a0\n]*")
_BLOCK = re.compile(r"(?:^[ \t]{0,3}>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_BLOCK_SIGN = re.compile(r"^[ \t]{0,3}>+ ?", re.MULTILINE)
_SPACE = re.compile(r"[\s\u00a0\u202f(\[—–-]")

_DEEPEST = 4  # quotations within quotations; more marks than that are not closed ones


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in a page: what it says, and where it stands with its marks; `inner` are those within it."""

    text: str
    start: int
    end: int
    inner: tuple[Quotation, ...] = ()


@dataclass(slots=True)
class _Open:
    """A mark that is not closed yet."""

    mark: str
    start: int
    inner: list[Quotation]


def find_quotations(page: str) -> list[Quotation]:
    """Return the outermost quotations of a page, in order, those within each of them inside; time is linear."""
    blocks = [match.span() for match in _BLOCK.finditer(page) if words(match[0])]
    found = []
    position = 0
    for start, end in [*blocks, (len(page), len(page))]:
        found += _between_marks(page, position, start)
        if start < end:
            inside = _BLOCK_SIGN.sub("", page[start:end]).strip()
            found.append(Quotation(_unmarked(inside), start, end, tuple(_between_marks(inside, 0, len(inside)))))
        position = end
    return [each for each in found if words(each.text)]


def unmarked(text: str) -> str:
    """Return a text without the marks around all of it, if there are any."""
    return _unmarked(text.strip())


def _unmarked(text: str) -> str:
    """Return a text without the one pair of marks around all of it."""
    found = _between_marks(text, 0, len(text))
    return found[0].text if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else text


def _between_marks(page: str, start: int, end: int) -> list[Quotation]:
    scan = _Scan(page, end)
    continued = False
    for match in _MARK.finditer(page, start, end):
        mark, at = match[0], match.start()
        if mark[0] == "\n":
            following = page[match.end() : match.end() + 1]
            continued = bool(scan.stack) and following == scan.stack[0].mark and following in "“«"
            if not continued:
                scan.abandon(at)
        elif continued:
            continued = False  # the mark that says that the same quotation goes on
        else:
            scan.see(mark, at)
    scan.abandon(end)
    return scan.found


class _Scan:
    """The open marks and the quotations found so far, on the way through a page."""

    def __init__(self, page: str, end: int) -> None:
        """Begin with nothing open."""
        self.page, self.end = page, end
        self.found: list[Quotation] = []
        self.stack: list[_Open] = []

    def see(self, mark: str, at: int) -> None:
        """Take a mark: it closes a quotation, opens one, or is none."""
        level = _closing_level(self.page, self.stack, mark, at, self.end)
        if level is not None:
            while len(self.stack) > level + 1:  # what is open within was never closed
                within = self.stack.pop()
                self.stack[-1].inner.extend(within.inner)
            opened = self.stack.pop()
            self._keep([Quotation(self._text(opened, at), opened.start, at + 1, tuple(opened.inner))])
        elif _opens(self.page, mark, at, self.end):
            if len(self.stack) == _DEEPEST:
                self.abandon(at)
            self.stack.append(_Open(mark, at, []))

    def abandon(self, position: int) -> None:
        """End all that is open; what was closed inside a mark that was not, stands alone."""
        while self.stack:
            opened = self.stack.pop()
            until = opened.inner[0].start if opened.inner else position
            if opened.mark not in "'‘":  # an apostrophe
                self._keep([Quotation(self._text(opened, until), opened.start, until)])
            self._keep(opened.inner)

    def _keep(self, quotations: list[Quotation]) -> None:
        """Keep quotations with any text, within the open one or by themselves."""
        (self.stack[-1].inner if self.stack else self.found).extend(each for each in quotations if each.text)

    def _text(self, opened: _Open, until: int) -> str:
        """Return what stands between a mark and a position."""
        return self.page[opened.start + 1 : until].strip()


def _closing_level(page: str, stack: list[_Open], mark: str, at: int, end: int) -> int | None:
    """Return which open quotation a mark closes, counting from the outermost; None where it closes none."""
    level = next((n for n in range(len(stack) - 1, -1, -1) if mark in _CLOSES[stack[n].mark]), None)
    if level is None or (mark in "'’" and not _closes_single(page, at, end)):
        return None
    if mark == '"' and _SPACE.match(page, at - 1) and at + 1 < end and page[at + 1].isalnum():
        return None  # it opens another
    return level


def _closes_single(page: str, at: int, end: int) -> bool:
    """Tell whether a single mark closes a quotation: it is no apostrophe within a word, nor that of a plural."""
    if at + 1 < end and page[at + 1].isalnum():
        return False
    plural = page[at - 1 : at] == "s" and re.match(r"\s[a-z]", page[at + 1 : at + 3])
    return not (plural and re.match(r"[^\n‘]{0,400}?[^\W_][.,;]?['’](?![^\W_])", page[at + 1 : min(end, at + 500)]))


def _opens(page: str, mark: str, at: int, end: int) -> bool:
    if mark in "“«„‹":
        return True
    if mark not in "\"'‘" or at + 1 >= end:
        return False
    before = at == 0 or bool(_SPACE.match(page, at - 1)) or page[at - 1] in '“«"'
    return before and not page[at + 1].isspace()
