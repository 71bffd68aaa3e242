"""Word differences between two texts: what was put in, left out, and put in place of something else.

One alignment serves the check of quotations and the comparison of paragraphs. Words are compared as the quote gate
compares them (`assistant.quotes`), so typography is no difference, and a figure is one word.

The alignment is the cheapest one, a word put in, left out or replaced costing 1 (Levenshtein); with `within`, the
quoted words may begin and end anywhere in the text (Sellers 1980, https://doi.org/10.1016/0196-6774(80)90016-4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import numpy as np
import numpy.typing as npt

from assistant.errors import BadRequest
from assistant.quotes import Word, plain, words_of
from assistant.types import AsJson

# Words of the two texts, multiplied: what a table of costs may have, 4 bytes each.
_LARGEST_TABLE = 25_000_000
# Ends of equal cost whose replaced words are compared letter by letter.
_MOST_ENDS = 8
_MANY_WORDS = 30  # of which one more or less decides nothing: the first of equal ends is as good as any

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

    `figure` tells that the figures in them differ.
    """

    op: Op
    quoted: str
    text: str
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """One word of a quotation: `gap` says that words may have been left out before it, `optional` that it is none.

    What is optional was put in by whoever quotes, and said to be: “[sic]”, the number of a note.
    """

    word: Word
    gap: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Said:
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


def align(quoted: Sequence[Quoted], text: Sequence[Said], *, within: bool) -> Alignment:
    """Align quoted words with a text, or with the part of it that is nearest where `within`. Raises BadRequest.

    Time and memory are as the product of the two numbers of words.
    """
    if (len(quoted) + 1) * (len(text) + 1) > _LARGEST_TABLE:
        raise BadRequest(value=f"{max(len(quoted), len(text)):,} words", expected="shorter texts to compare")
    table = _costs(quoted, text, within=within)
    least = int(table[-1].min()) if within else int(table[-1, -1])
    most = _MOST_ENDS if len(quoted) <= _MANY_WORDS else 1
    ends = np.flatnonzero(table[-1] == least)[:most] if within else [len(text)]
    found = [Alignment(least, _steps(table, quoted, text, int(end), within=within)) for end in ends]
    if not least:
        return found[0]
    return max(
        (Alignment(least, each.steps, _nearness(each.steps, quoted, text)) for each in found),
        key=lambda each: each.nearness,
    )


def differences(text: str, other: str) -> tuple[Difference, ...]:
    """Return a text beside another, piece by piece, equal words too; `quoted` is the other. Raises BadRequest."""
    text, other = plain(text), plain(other)
    said, quoted = [Said(word) for word in words_of(text)], [Quoted(word) for word in words_of(other)]
    return pieces(align(quoted, said, within=False).steps, quoted, said, other, text)


def pieces(
    steps: Steps, quoted: Sequence[Quoted], text: Sequence[Said], quotation: str, source: str
) -> tuple[Difference, ...]:
    """Return the steps of an alignment as runs of words, in the words of the two plain texts.

    What is optional on either side is equal to nothing, and no difference.
    """
    found = []
    gaps = 0
    kinds = []
    for step in steps:
        gaps += step[0] is not None and quoted[step[0]].gap
        kinds.append((_is_equal(step, quoted, text), gaps))
    for (equal, _), run in groupby(range(len(steps)), key=kinds.__getitem__):
        ran = [steps[position] for position in run]
        mine = [quoted[i] for i, _ in ran if i is not None]
        theirs = [text[j] for _, j in ran if j is not None]
        left = _cut(quotation, [each.word for each in mine])
        right = _cut(source, [each.word for each in theirs])
        op = Op.EQUAL if equal else Op.REPLACE if mine and theirs else Op.INSERT if mine else Op.DELETE
        figures = [[each.word.key for each in side if _has_digit(each.word.key)] for side in (mine, theirs)]
        found.append(Difference(op, left, right, figures[0] != figures[1]))
    return tuple(found)


def _costs(quoted: Sequence[Quoted], text: Sequence[Said], *, within: bool) -> _Table:
    """Return the costs (quoted + 1, text + 1) of turning each beginning of the text into each of the quotation.

    A row is worked out at one stroke: leaving words of the text out is a running minimum over what comes before.
    """
    numbers: dict[str, int] = {}
    mine = [numbers.setdefault(each.word.key, len(numbers)) for each in quoted]
    theirs = np.array([numbers.get(each.word.key, -1) for each in text], np.int32)
    left_out = np.zeros(len(text) + 1, np.int32)
    np.cumsum([not each.optional for each in text], out=left_out[1:])
    table = np.zeros((len(quoted) + 1, len(text) + 1), np.int32)
    if not within:
        table[0] = left_out
    for i, each in enumerate(quoted):
        before = np.minimum.accumulate(table[i]) if each.gap else table[i]
        row = before + np.int32(not each.optional)
        np.minimum(row[1:], before[:-1] + (theirs != mine[i]), out=row[1:])
        table[i + 1] = np.minimum.accumulate(row - left_out) + left_out
    return table


def _steps(table: _Table, quoted: Sequence[Quoted], text: Sequence[Said], end: int, *, within: bool) -> Steps:
    """Walk back through the costs from an end of the text."""
    steps: list[tuple[int | None, int | None]] = []
    i, j = len(quoted), end
    while i or (j and not within):
        here = int(table[i, j])
        if not i or (
            j and here == table[i, j - 1] + (not text[j - 1].optional) and not _pairs(table, quoted, text, i, j)
        ):
            j -= 1
            steps.append((None, j))
            continue
        gap = quoted[i - 1].gap
        if j and _pairs(table, quoted, text, i, j):
            steps.append((i - 1, j - 1))
            j = _before(table, i - 1, j - 1) if gap else j - 1
        else:
            steps.append((i - 1, None))
            j = _before(table, i - 1, j) if gap else j
        i -= 1
    return tuple(reversed(steps))


def _pairs(table: _Table, quoted: Sequence[Quoted], text: Sequence[Said], i: int, j: int) -> bool:
    """Tell whether the cheapest way takes a quoted word for one of the text."""
    before = table[i - 1, :j].min() if quoted[i - 1].gap else table[i - 1, j - 1]
    return bool(table[i, j] == before + (quoted[i - 1].word.key != text[j - 1].word.key))


def _before(table: _Table, i: int, j: int) -> int:
    """Return the last place, at or before one, from which a gap in the quotation costs least."""
    row = table[i, : j + 1]
    return int(j - np.argmin(row[::-1]))


def _is_equal(step: tuple[int | None, int | None], quoted: Sequence[Quoted], text: Sequence[Said]) -> bool:
    """Tell whether a step changes nothing."""
    i, j = step
    if i is None:
        return j is not None and text[j].optional
    if j is None:
        return quoted[i].optional
    return quoted[i].word.key == text[j].word.key


def _nearness(steps: Steps, quoted: Sequence[Quoted], text: Sequence[Said]) -> float:
    """Return how alike the words are that were put in place of others: 15.7 is rather 15.6 than 37.5.

    A word put in place of another counts a little by itself: it tells more than one put in.
    """
    from rapidfuzz import fuzz  # takes 50 ms to import; needed where several places are equally near

    return sum(
        1 + fuzz.ratio(quoted[i].word.key, text[j].word.key)
        for i, j in steps
        if i is not None and j is not None and quoted[i].word.key != text[j].word.key
    )


def _cut(text: str, found: Sequence[Word]) -> str:
    """Return the words of a text from the first to the last of some in a row, as they stand."""
    return text[found[0].start : found[-1].end] if found else ""


def _has_digit(word: str) -> bool:
    """Tell whether a word is a number, or has one in it."""
    return any(character.isdigit() for character in word)
