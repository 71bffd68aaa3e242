"""Where the words of a paragraph stand among the letters of a page, by their letters and figures alone.

What is stored differs from what is printed in spaces, hyphens at line ends, ligatures, accents written apart, and in
footnote calls that the page has and the paragraph has not. So both are compared without all that, in long pieces that
are alike, each after the one before. A page draws its lines in another order than one reads them, now and then: a long
piece may also be found further up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_ANCHORS = (48, 24, 12)  # letters by which the beginning of a passage is found, the longest that is there
_OPENING, _ASIDE = 6, 150  # … or so few, where they stand within so many letters of where they are expected
_NEXT = 12  # letters by which it goes on, further down the page
_ABOVE = 24  # … and further up
_NEAR, _SPAN = 5, 60  # letters by which it goes on within so many: after a footnote call, a header, a bullet
_TAIL = 10  # letters within which the last few must follow


class Piece(NamedTuple):
    """So many letters of a passage that stand on a page, where they begin in each, counted in letters."""

    passage: int
    page: int
    length: int


class _Letters(dict[str, str]):
    """What a character is as letters and figures: none for a sign, two or three for a ligature."""

    def __missing__(self, char: str) -> str:
        """Take apart a character met for the first time."""
        plain = unicodedata.normalize("NFKD", char).casefold()
        self[char] = "".join(each for each in plain if each.isalnum())
        return self[char]


_LETTERS = _Letters()


def letters(text: str) -> str:
    r"""Return a text as letters and figures alone.

    >>> letters("L’e\u0301conomie\u00a0: 1er efﬁ-\ncace")
    'leconomie1erefficace'
    """
    return "".join(map(_LETTERS.__getitem__, text))


def letters_with_places(text: str) -> tuple[str, list[int]]:
    """Return a text as letters alone, and for each of these the character that it comes from."""
    places = [place for place, char in enumerate(text) for _ in _LETTERS[char]]
    return letters(text), places


def pieces(passage: str, page: str, expected: int = 0) -> Iterator[Piece]:
    """Yield the pieces of a passage that a page has, in the order of the passage; both are letters alone.

    Where it begins several times on the page, the one nearest to `expected`, in letters, is meant.
    """
    at = -1  # where the last piece ends on the page
    here = 0
    while here < len(passage):
        found = _first(passage, here, page, expected) if at < 0 else _next(passage, here, page, at)
        if found < 0:
            here += 1
            continue
        length = _alike(passage, here, page, found)
        yield Piece(here, found, length)
        here, at = here + length, found + length


def _first(passage: str, here: int, page: str, expected: int) -> int:
    """Return where the first piece stands: all that is left, if that is not a mere tail, or the beginning of it."""
    rest = passage[here:]
    if 2 * len(rest) >= len(passage) and (found := _nearest(rest, page, expected)) >= 0:
        return found
    sought = (_nearest(rest[:length], page, expected) for length in _ANCHORS if length <= len(rest))
    found = next((found for found in sought if found >= 0), -1)
    if found < 0 and len(rest) >= _OPENING:
        return page.find(rest[:_OPENING], max(0, expected - _ASIDE), expected + _ASIDE)
    return found


def _next(passage: str, here: int, page: str, at: int) -> int:
    near = passage[here : here + _NEAR]
    found = page.find(near, at, at + (_SPAN if len(near) == _NEAR else _TAIL))
    if found < 0 and here + _NEXT <= len(passage):
        found = page.find(passage[here : here + _NEXT], at)
    if found < 0 and here + _ABOVE <= len(passage):
        found = page.find(passage[here : here + _ABOVE])
    return found


def _nearest(piece: str, page: str, expected: int) -> int:
    """Return where a piece stands on the page, of several places the nearest to the one expected; -1 for nowhere."""
    best, found = -1, page.find(piece)
    while found >= 0:
        if best < 0 or abs(found - expected) < abs(best - expected):
            best = found
        found = page.find(piece, found + 1)
    return best


def _alike(passage: str, here: int, page: str, there: int) -> int:
    most = min(len(passage) - here, len(page) - there)
    if passage[here : here + most] == page[there : there + most]:
        return most
    return next(count for count in range(most) if passage[here + count] != page[there + count])
