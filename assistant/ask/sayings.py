"""What a paragraph says, one thing at a time: a long one says many, of which one is not said of another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corpus.text.sentences import sentence_spans
from index.types import Placed

_ITEM = re.compile(r"(?<!\S)\(?[a-z]{1,2}\) ")  # in the text of a paragraph: “if (a) …; or (b) …”
_LIST = 5  # clauses of one sentence, each of which is a rule of its own
_AROUND = 2  # sentences before and after


class Saying(NamedTuple):
    """What a sentence says by itself, or by one of its items; the sentence, and what stands around it."""

    words: str
    sentence: str
    around: str


def sayings_of(placed: Placed) -> tuple[Saying, ...]:
    """Return what a paragraph says, in its order."""
    return _read(placed.rendition.text, placed.rendition.heading)


@lru_cache(maxsize=2048)
def _read(text: str, heading: tuple[str, ...]) -> tuple[Saying, ...]:
    said = [text[start:end] for start, end in sentence_spans(text)]
    found: list[Saying] = []
    for at, sentence in enumerate(said):
        clauses = [each for each in sentence.split("; ") if each.strip()]
        if len(clauses) >= _LIST and not _ITEM.search(clauses[0]):  # a list of definitions
            found += (Saying(each, each, " ".join(heading)) for each in clauses)
        else:
            around = " ".join((*heading, *said[max(0, at - _AROUND) : at + _AROUND + 1]))
            found += (Saying(words, sentence, around) for words in _alternatives(sentence))
    return tuple(found)


def _alternatives(sentence: str) -> list[str]:
    """Return a sentence, or where it holds items, its opening words with each: what two items say is not said of one.

    >>> _alternatives("A person may join who (a) is of age; or (b) lives there.")
    ['A person may join who is of age; or ', 'A person may join who lives there.']
    """
    marks = list(_ITEM.finditer(sentence))
    if len(marks) < 2:
        return [sentence]
    ends = [each.start() for each in marks[1:]] + [len(sentence)]
    opening = sentence[: marks[0].start()]
    return [opening + sentence[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
