"""Word differences between two texts: what was put in, left out, and put in place of something else.

One alignment serves the check of quotations and the comparison of paragraphs. Words are compared as the quote gate
compares them (`assistant.text.quotes`), so typography is no difference, and a figure is one word.

The alignment is the cheapest one, a word put in, left out or replaced costing 1 (Levenshtein); of several the one with
most equal words. With `within`, the quoted words may begin and end anywhere in the text (Sellers 1980, https://doi.org/10.1016/0196-6774(80)90016-4).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.errors import BadRequest
from assistant.text.quotes import Word, plain, words_of
from assistant.types import AsJson
from corpus.phrases import Phrase

# Words of the two texts, multiplied: what a table of costs may have, 4 bytes each.
_LARGEST_TABLE = 25_000_000
# Ends of equal cost whose replaced words are compared letter by letter.
_MOST_ENDS = 8
# A word changed costs so much that any number of equal words, each worth 1, only decides between ways equally cheap.
_CHANGE = 8_192
_SHORT = 3  # letters
_MANY_WORDS = 30  # of which one more or less decides nothing: the last of equal ends is as good as any

# Signs that mean something: spaces, quotation marks, brackets, dashes and bullets are typography.
_PUNCTUATION = frozenset(".,;:!?")
# A point that belongs to the word before it: that of “É.-U.”.
_ABBREVIATION = re.compile(r"[^\W\d_]\.[-.\w]*[^\W\d_]\.\Z")

_Table = npt.NDArray[np.int32]


class Op(StrEnum):
    """What happened to some words, from the text to its quotation."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Difference(AsJson):
    """Some words as quoted and as they stand in the text, one of them empty where words were put in or left out.

    `figure`: the figures in them differ; `quoted_after` and `text_after` are the signs and spaces that stand
    between them and the words that follow.
    """

    op: Op
    quoted: str
    text: str
    figure: bool = False
    quoted_after: str = ""
    text_after: str = ""

    @property
    def is_same(self) -> bool:
        """Tell whether the words are equal, and the signs after them but for typography."""
        return self.op is Op.EQUAL and _signs(self.quoted_after) == _signs(self.text_after)


@dataclass(frozen=True, slots=True)
class QuotedWord:
    """One word of a quotation: `gap` says that words may have been left out before it, `optional` that it is none.

    `cut_after`: words were left out after it, at the end of the quotation.

    What is optional was put in by whoever quotes, and said to be: “[sic]”, the number of a note.
    """

    word: Word
    gap: bool = False
    optional: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class TextWord:
    """One word of a text; what is optional (the number of an item, a heading) need not be quoted."""

    word: Word
    optional: bool = False


# For each step, the index of a quoted word and of a word of the text, None where there is no counterpart.
Steps = tuple[tuple[int | None, int | None], ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cheapest way to turn words of a text into those quoted: its cost in words, and its steps in order."""

    cost: int
    steps: Steps
    nearness: float = 0.0


def align(quoted: Sequence[QuotedWord], text: Sequence[TextWord], *, within: bool) -> Alignment:
    """Align quoted words with a text, or with the part of it that is nearest where `within`. Raises BadRequest.

    Time and memory are as the product of the two numbers of words.
    """
    if (len(quoted) + 1) * (len(text) + 1) > _LARGEST_TABLE:
        words = Phrase("error.expected.words", "{count} words", count=f"{max(len(quoted), len(text)):,}")
        raise BadRequest(value=words, expected=Phrase("error.expected.shorter", "shorter texts to compare"))
    table = _costs(quoted, text, within=within)
    least = int(table[-1].min()) if within else int(table[-1, -1])
    most = _MOST_ENDS if len(quoted) <= _MANY_WORDS else 1
    ends = np.flatnonzero(table[-1] == least)[-most:] if within else [len(text)]
    changed = -(-least // _CHANGE)
    found = []
    for end in ends:
        steps = _steps(table, quoted, text, int(end), within=within)
        found.append(Alignment(changed, steps, _nearness(steps, quoted, text) if changed else 0.0))
    return max(found, key=lambda each: each.nearness)


def differences(text: str, other: str) -> tuple[Difference, ...]:
    """Return a text beside another, piece by piece, equal words too; `quoted` is the other. Raises BadRequest."""
    text, other = plain(text), plain(other)
    said, quoted = [TextWord(word) for word in words_of(text)], [QuotedWord(word) for word in words_of(other)]
    return pieces(align(quoted, said, within=False).steps, quoted, said, other, text, smooth=True)


def pieces(
    steps: Steps,
    quoted: Sequence[QuotedWord],
    text: Sequence[TextWord],
    quotation: str,
    source: str,
    *,
    smooth: bool = False,
) -> tuple[Difference, ...]:
    """Return the steps of an alignment as runs of words, in the words of the two plain texts.

    `smooth` counts a short word alone between two changes, “of” say, as changed with them: it is there by chance.
    What is optional on either side is no difference. Words that a quotation leaves out by “[…]” are in no run.
    """
    mine = _Side(quotation, [each.word for each in quoted])
    theirs = _Side(source, [each.word for each in text])
    equal_steps = [_is_equal(step, quoted, text) for step in steps]
    if smooth:
        _smooth(equal_steps, [text[j].word.key if j is not None else "" for _, j in steps])
    kinds: list[tuple[bool, int]] = []
    gaps = 0
    for (i, j), equal in zip(steps, equal_steps, strict=True):
        gaps += i is not None and quoted[i].gap
        kinds.append((equal, gaps))
        # words that are equal, but followed by other signs, end a run, so that the signs are seen to differ
        gaps += smooth and i is not None and j is not None and _signs(mine.after(i)) != _signs(theirs.after(j))
    found = []
    for (equal, _), run in groupby(range(len(steps)), key=kinds.__getitem__):
        ran = [steps[position] for position in run]
        left, right = mine.cut([i for i, _ in ran]), theirs.cut([j for _, j in ran])
        changed = Op.INSERT if not right.words else Op.REPLACE if left.words else Op.DELETE
        op = Op.EQUAL if equal else changed
        found.append(Difference(op, left.words, right.words, left.figures != right.figures, left.after, right.after))
    return tuple(found)


class _Cut(NamedTuple):
    """A run of words: its text, the signs between it and the next word, and its figures."""

    words: str
    after: str
    figures: list[str]


class _Side:
    def __init__(self, text: str, words: Sequence[Word]) -> None:
        """Keep the plain text and its words."""
        self._text, self._words = text, words

    def cut(self, positions: Sequence[int | None]) -> _Cut:
        """Return the words at some positions in a row; the first and the last take what stands before and after."""
        there = [position for position in positions if position is not None]
        if not there:
            return _Cut("", "", [])
        first, last = self._words[there[0]], self._words[there[-1]]
        following = self._words[there[-1] + 1].start if there[-1] + 1 < len(self._words) else len(self._text)
        start = first.start if there[0] else len(self._text) - len(self._text.lstrip())
        figures = [word.key for word in self._words[there[0] : there[-1] + 1] if _has_digit(word.key)]
        end = last.end + bool(_ABBREVIATION.search(self._text[start : last.end + 1]))
        return _Cut(self._text[start:end], self._text[end:following], figures)

    def after(self, position: int) -> str:
        """Return what stands between a word and the next one."""
        following = self._words[position + 1].start if position + 1 < len(self._words) else len(self._text)
        return self._text[self._words[position].end : following]


def _costs(quoted: Sequence[QuotedWord], text: Sequence[TextWord], *, within: bool) -> _Table:
    """Return the costs (quoted + 1, text + 1) of turning each prefix of the text into each of the quotation.

    A row is computed at once: leaving words of the text out is a running minimum over what comes before.
    """
    numbers: dict[str, int] = {}
    mine = [numbers.setdefault(each.word.key, len(numbers)) for each in quoted]
    theirs = np.array([numbers.get(each.word.key, -1) for each in text], np.int32)
    left_out = np.zeros(len(text) + 1, np.int32)
    np.cumsum([0 if each.optional else _CHANGE for each in text], out=left_out[1:])
    table = np.zeros((len(quoted) + 1, len(text) + 1), np.int32)
    if not within:
        table[0] = left_out
    for i, each in enumerate(quoted):
        before = np.minimum.accumulate(table[i]) if each.gap else table[i]
        row = before + np.int32(0 if each.optional else _CHANGE)
        np.minimum(row[1:], before[:-1] + np.where(theirs == mine[i], np.int32(-1), np.int32(_CHANGE)), out=row[1:])
        table[i + 1] = np.minimum.accumulate(row - left_out) + left_out
    return table


def _steps(table: _Table, quoted: Sequence[QuotedWord], text: Sequence[TextWord], end: int, *, within: bool) -> Steps:
    """Trace the alignment back through the costs from an end of the text."""
    steps: list[tuple[int | None, int | None]] = []
    i, j = len(quoted), end
    while i or (j and not within):
        pair = bool(i and j) and _pairs(table, quoted, text, i, j)
        if not i or (j and not pair and table[i, j] == table[i, j - 1] + (0 if text[j - 1].optional else _CHANGE)):
            j -= 1
            steps.append((None, j))
            continue
        i -= 1
        gap = quoted[i].gap
        if pair:
            j -= 1
            steps.append((i, j))
        else:
            steps.append((i, None))
        j = _before(table, i, j) if gap else j
    return tuple(reversed(steps))


def _pairs(table: _Table, quoted: Sequence[QuotedWord], text: Sequence[TextWord], i: int, j: int) -> bool:
    """Tell whether the cheapest alignment substitutes a quoted word for one of the text."""
    before = table[i - 1, :j].min() if quoted[i - 1].gap else table[i - 1, j - 1]
    equal = quoted[i - 1].word.key == text[j - 1].word.key
    return bool(table[i, j] == before + (-1 if equal else _CHANGE))


def _before(table: _Table, i: int, j: int) -> int:
    """Return the last place, at or before one, from which a gap in the quotation costs least."""
    row = table[i, : j + 1]
    return int(j - np.argmin(row[::-1]))


def _smooth(equal: list[bool], words: Sequence[str]) -> None:
    """Mark short equal words alone between two changes as changed, in place."""
    alone = [
        at
        for at in range(1, len(equal) - 1)
        if (equal[at - 1], equal[at], equal[at + 1]) == (False, True, False) and len(words[at]) <= _SHORT
    ]
    for at in alone:
        equal[at] = False


def _is_equal(step: tuple[int | None, int | None], quoted: Sequence[QuotedWord], text: Sequence[TextWord]) -> bool:
    i, j = step
    if i is None:
        return j is not None and text[j].optional
    if j is None:
        return quoted[i].optional
    return quoted[i].word.key == text[j].word.key


def _nearness(steps: Steps, quoted: Sequence[QuotedWord], text: Sequence[TextWord]) -> float:
    """Return how alike the substituted words are: 15.7 is rather 15.6 than 37.5.

    A substitution counts a little by itself: it tells more than an insertion.
    """
    from rapidfuzz import fuzz  # takes 50 ms to import; needed where several places are equally near

    return sum(
        1 + fuzz.ratio(quoted[i].word.key, text[j].word.key)
        for i, j in steps
        if i is not None and j is not None and quoted[i].word.key != text[j].word.key
    )


def _signs(after: str) -> str:
    """Return the signs after a word that are more than typography."""
    return "".join(sign for sign in after if sign in _PUNCTUATION)


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)
