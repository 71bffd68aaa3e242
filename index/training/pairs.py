"""Pairs of texts that say the same thing, or where one asks for the other: what the model learns from.

Three sources, all optional: aligned TSV files (`text TAB text TAB source`), a JSONL of bilingual sections
(their marginal notes and headings are questions in miniature), and a CSV of terms in several languages.
"""

from __future__ import annotations

import csv
import json
import lzma
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

# How many pairs of a source one epoch sees; sources not named are used whole. Debates are plentiful and far from
# our field: a third of them is enough to learn everyday words (DECISIONS.md, first model).
DEFAULT_LIMITS: Mapping[str, int] = {"europarl": 200_000, "tatoeba": 90_000}

_SHUFFLE_SEED = 20221110
_PASSAGE_CHARACTERS = 600
_TERM_REPEATS = 10


class BadTrainingData(ValueError):
    """A file is not what its name says, or there is too little. Only developers train, so it is not in the locales."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts to be brought together; `source` names where they come from, for counts and limits."""

    left: str
    right: str
    source: str

    @property
    def has_words(self) -> bool:
        """Tell whether there is a letter or a digit on both sides: from a lone symbol there is nothing to learn."""
        return any(map(str.isalnum, self.left)) and any(map(str.isalnum, self.right))


def _open(path: Path) -> TextIO:
    """Open a text file, compressed with xz or not."""
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def aligned(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a TSV file; the third column, if any, names the source.

    Raises BadTrainingData for a line without two or three columns, by its number.
    """
    with _open(path) as lines:
        for number, line in enumerate(lines, 1):
            columns = line.rstrip("\n").split("\t")
            if not 2 <= len(columns) <= 3:
                raise BadTrainingData(f"{path}:{number}: expected two or three columns, found {len(columns)}: {line!r}")
            if columns[0] and columns[1]:
                yield Pair(columns[0], columns[1], columns[2] if len(columns) > 2 else path.stem)


def sections(path: Path) -> Iterator[Pair]:
    """Yield question-like pairs from bilingual sections: note -> text in four directions, headings -> text.

    A line is an object with `note_`, `headings_` and `text_`, each followed by `en` or `fr`; what is missing is left
    out. Raises BadTrainingData for a line that is not JSON, by its number.
    """
    with _open(path) as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
            except json.JSONDecodeError as exc:
                raise BadTrainingData(f"{path}:{number}: not JSON ({exc})") from exc
            for asked in ("en", "fr"):
                note = row.get(f"note_{asked}") or ""
                heading = " — ".join([*row.get(f"headings_{asked}", [])[-2:], note])
                for found in ("en", "fr"):
                    text = (row.get(f"text_{found}") or "")[:_PASSAGE_CHARACTERS]
                    if note and text:
                        yield Pair(note, text, "sections/note")
                    if heading and text and asked != found:
                        yield Pair(heading, text, "sections/heading")


def terms(path: Path) -> Iterator[Pair]:
    """Yield every pair of languages of a glossary (columns en, fr, es), repeated, since terms are few and matter.

    Raises BadTrainingData where the columns are not those.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if not {"en", "fr", "es"} <= set(rows.fieldnames or ()):
            raise BadTrainingData(f"{path}: expected columns en, fr and es, found {rows.fieldnames}")
        for row in rows:
            named = [row[code] for code in ("en", "fr", "es") if row.get(code)]
            for i, left in enumerate(named):
                for right in named[i + 1 :]:
                    yield from [Pair(left, right, "terms")] * _TERM_REPEATS


def load(folder: Path, glossary: Path | None = None, limits: Mapping[str, int] = DEFAULT_LIMITS) -> list[Pair]:
    """Read every source in `folder`, cap the plentiful ones, and return the pairs, shuffled with a fixed seed.

    Raises BadTrainingData where there is none, or a file is malformed.
    """
    pairs: list[Pair] = []
    for path in sorted(folder.glob("*.tsv*")):
        pairs.extend(aligned(path))
    for path in sorted(folder.glob("*sections.jsonl*")):
        pairs.extend(sections(path))
    if glossary is not None:
        pairs.extend(terms(glossary))
    if not pairs:
        raise BadTrainingData(f"no training data in {folder}: expected *.tsv, *.tsv.xz or *sections.jsonl.xz")
    random.Random(_SHUFFLE_SEED).shuffle(pairs)  # noqa: S311 (an order, not a secret)
    return [pair for pair in _capped(pairs, limits) if pair.has_words]


def _capped(pairs: list[Pair], limits: Mapping[str, int]) -> list[Pair]:
    """Keep the first pairs of each limited source."""
    seen: Counter[str] = Counter()
    kept = []
    for pair in pairs:
        seen[pair.source] += 1
        if seen[pair.source] <= limits.get(pair.source, len(pairs)):
            kept.append(pair)
    return kept
