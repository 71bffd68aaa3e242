"""The one change that makes a stored sentence false: where it is, and whether it is of a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tests.study_audit.figures import MONTHS, NUMBER_WORDS, ORDINALS, WEEKDAYS, values
from tests.study_audit.words import fold, tokens

_LONGEST = 12  # tokens on either side
_LONGEST_NAME = 8  # words
_LEAST_COMMON = 3  # tokens that the two sentences share
_ENDS = frozenset(".!?;:|…»”")
_LINKING = frozenset(
    "no num to and et de du des of for pour por la le les el the del los las al in en au aux on".split()
)
_JOINERS = {"a", "to", "and", "y", "et", "al", "until"}


@dataclass(frozen=True, slots=True)
class Change:
    """What was put into a passage, what stands in its place in the stored text, and the stored sentence."""

    put: str
    taken: str
    stored: str
    head: str = ""  # the word before it, articles and the like left out, where a name may begin


def one_change(shown: str, readings: list[str]) -> Change | None:
    """Return the smallest single change that makes the passage out of one of the texts; None where it takes more."""
    found = [each for text in readings for each in _changes(shown, text)]
    return min(found, key=lambda each: (len(each.put) + len(each.taken), each.put), default=None)


def _changes(shown: str, text: str) -> Iterator[Change]:
    ours, theirs = tokens(shown), tokens(text)
    mine, other = [each[0] for each in ours], [each[0] for each in theirs]
    for start in range(len(other)):
        left = 0
        while left < len(mine) and start + left < len(other) and mine[left] == other[start + left]:
            left += 1
        if not left and start and other[start - 1] not in _ENDS:
            continue  # the first word was changed: it stood at the start of a sentence
        for put in range(1, min(_LONGEST, len(mine) - left) + 1):
            rest = mine[left + put :]
            if left + len(rest) < _LEAST_COMMON:
                break
            for taken in range(1, _LONGEST + 1):
                after = start + left + taken
                if after + len(rest) <= len(other) and other[after : after + len(rest)] == rest:
                    if not rest and after < len(other) and other[after] not in _ENDS and taken != put:
                        continue
                    yield Change(
                        _between(shown, ours, left, left + put),
                        _between(text, theirs, start + left, after),
                        text[theirs[start][1] : theirs[after + len(rest) - 1][2]],
                        _head(other[start + 1 : start + left]),
                    )


def _head(kept: list[str]) -> str:
    """Return the last word kept before a change that is more than a link; not the first of its sentence."""
    return next((word for word in reversed(kept[-3:]) if fold(word) not in _LINKING and fold(word)), "")


def _between(text: str, spans: list[tuple[str, int, int]], first: int, end: int) -> str:
    return text[spans[first][1] : spans[end - 1][2]]


def is_single(change: Change) -> bool:
    """Tell whether nothing of note stands on both sides: two changes with words between them are not one."""
    put, taken = (_words(side) - _LINKING for side in _sides(change))
    shared = {word for word in put & taken if len(word) > 1 or word.isdigit()}
    if all(_is_name(side) for side in _sides(change)):  # “Labour Conference” for “General Conference”: one name
        shared -= {fold(word) for side in _sides(change) for word in side.split() if word[0].isupper()}
    return not shared


def is_fact(change: Change, language: str) -> bool:
    """Tell whether both sides are one figure, date, name or instrument: not words of style, not two facts at once."""
    sides = _sides(change)
    if all(values(side, language) or _words(side) & (ORDINALS | NUMBER_WORDS.keys()) for side in sides):
        return all(_figures(side, language) <= 1 for side in sides)
    if all(_words(side) & MONTHS.keys() for side in sides) or all(_words(side) & WEEKDAYS for side in sides):
        return True
    return all(_is_name(side) for side in sides) or _ends_a_name(change)


def _ends_a_name(change: Change) -> bool:
    """Tell whether a change is of the end of a name: “Office” + “of Labour”, «Bureau» + «international du Travail»."""
    if not change.head[:1].isupper():
        return False
    linked = [(_words_in_order(side) or [""])[0] in _LINKING for side in _sides(change)]
    return all(linked) or any(char.isupper() for side in _sides(change) for char in side)


def _words_in_order(text: str) -> list[str]:
    return fold(text).split()


def _sides(change: Change) -> tuple[str, str]:
    return change.put, change.taken


def _is_name(text: str) -> bool:
    """Tell whether words begin as a name does, an article before it aside."""
    words = re.findall(r"[^\W\d_]+", text)
    first = next((word for word in words if len(word) > 3 or word[0].isupper()), "")
    return first[:1].isupper() and len(words) <= _LONGEST_NAME


def _words(text: str) -> set[str]:
    return set(_words_in_order(text))


def _figures(text: str, language: str) -> int:
    """Count the facts among figures: a date, a period or the number of an instrument is one."""
    words = fold(text).split()
    if set(words) & MONTHS.keys():
        return 1
    count = len(values(text, language))
    digits = [at for at, word in enumerate(words) if word[0].isdigit()]
    joined = sum(b - a == 1 or words[a + 1] in _JOINERS for a, b in pairwise(digits))
    return count - joined
