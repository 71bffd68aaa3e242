"""The passages of a run on disk, one JSON object a line: every system reads the same ones, in any number, in turn.

Real passages come first. Beyond them they come again with some words changed, so that a collection can be of any size
while its words, lengths and languages stay those of real text; nobody's recall is measured on these.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from corpus.text.language import detect
from corpus.types import Language
from index.evaluation.collections import Entry

# Of a repeated passage's words, so many are replaced by words drawn from all the text...
_REPLACED = 0.2
# ... and so many of those by a word that may be new, as a growing collection brings: two halves of drawn words.
_COINED = 0.1

_QUESTION_WORDS = 8


def with_languages(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries, each with its language: given, else detected, else the commonest of the others."""
    known = [entry if entry.language else replace(entry, language=detect(entry.text)) for entry in entries]
    commonest = Counter(entry.language for entry in known if entry.language).most_common(1)
    usual = commonest[0][0] if commonest else Language.EN
    return [entry if entry.language else replace(entry, language=usual) for entry in known]


def grown(real: Sequence[Entry], size: int, seed: int) -> Iterator[Entry]:
    """Yield `size` entries: the real ones, then the same again and again, perturbed, each under an id of its own.

    The first n are the same for any size. Raises ValueError where there is no real text.
    """
    if not any(entry.text.split() for entry in real):
        raise ValueError("no words to grow from")
    yield from real[:size]
    generator = random.Random(seed)  # noqa: S311 (a seed makes the passages those of another run)
    pool = [word for entry in real for word in entry.text.split()]
    repeated = (
        replace(entry, id=f"{entry.id}~{time}", text=perturbed(entry.text, pool, generator))
        for time in count(1)
        for entry in real
    )
    yield from islice(repeated, max(0, size - len(real)))


def perturbed(text: str, pool: Sequence[str], generator: random.Random) -> str:
    """Return a text with a fifth of its words, one at least, replaced by words of `pool`; its length stays."""
    words = text.split()
    if not words:
        return text
    for place in generator.sample(range(len(words)), max(1, round(_REPLACED * len(words)))):
        drawn = generator.choice(pool)
        if generator.random() < _COINED:
            other = generator.choice(pool)
            drawn = drawn[: (len(drawn) + 1) // 2] + other[len(other) // 2 :]
        words[place] = drawn
    return " ".join(words)


def drawn_questions(real: Sequence[Entry], number: int, seed: int) -> list[str]:
    """Return questions for collections that have none: runs of eight words from passages drawn at random."""
    generator = random.Random(seed)  # noqa: S311
    found = []
    for entry in generator.choices(real, k=number):
        words = entry.text.split()
        start = generator.randrange(max(1, len(words) - _QUESTION_WORDS))
        found.append(" ".join(words[start : start + _QUESTION_WORDS]))
    return found


def write_entries(path: Path, entries: Iterable[Entry]) -> None:
    """Write entries, one a line."""
    with path.open("w", encoding="utf-8") as file:
        for entry in entries:
            row = [entry.id, entry.text, entry.title, entry.headings, entry.language]
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_entries(path: Path, size: int) -> Iterator[Entry]:
    """Yield the first `size` entries that `write_entries` wrote."""
    with path.open(encoding="utf-8") as file:
        for line in islice(file, size):
            id_, text, title, headings, language = json.loads(line)
            yield Entry(id_, text, title, tuple(headings), Language(language) if language else None)
