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
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from corpus.text.sentences import split_sentences
from index.query.stems import WORD, fold

# How many pairs of a source are read at most; sources not named are used whole.
DEFAULT_LIMITS: Mapping[str, int] = {}

# Questions as people put them around a subject. The words of asking stand before texts of every kind, so the model
# learns that they say nothing about what is asked. Spanish ones stand around subjects of the other two languages.
_QUESTIONS = {
    "en": (
        "What does the text say about {}?",
        "What are the rules on {}?",
        "How does it deal with {}?",
        "Which provisions concern {}?",
        "Who is responsible for {}?",
        "When and where does {} apply?",
        "Why is there {}?",
        "Tell me about {}",
    ),
    "fr": (
        "Que dit le texte sur {} ?",
        "Quelles sont les règles concernant {} ?",
        "Comment traite-t-il de {} ?",
        "Quel article porte sur {} ?",
        "Qui est responsable de {} ?",
        "Quand et où s’applique {} ?",
        "Pourquoi {} ?",
        "Qu’est-ce que {} ?",
    ),
    "es": (
        "¿Qué dice el texto sobre {}?",
        "¿Cuáles son las reglas de {}?",
        "¿Cómo trata {}?",
        "¿Quién se encarga de {}?",
        "¿Cuándo y dónde se aplica {}?",
        "¿Por qué {}?",
    ),
}

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


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text file, compressed with xz or not, with their numbers. Raises BadTrainingData."""
    try:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            yield from enumerate(lines, 1)
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError) as exc:
        raise BadTrainingData(f"{path}: not a readable file of text in UTF-8 ({exc})") from exc


def aligned(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a TSV file; the third column, if any, names the source.

    Raises BadTrainingData for a line without two or three columns, by its number.
    """
    for number, line in _lines(path):
        columns = line.rstrip("\n").split("\t")
        if not 2 <= len(columns) <= 3:
            raise BadTrainingData(f"{path}:{number}: expected two or three columns, found {len(columns)}: {line!r}")
        if columns[0] and columns[1]:
            yield Pair(columns[0], columns[1], columns[2] if len(columns) > 2 else path.stem)


def sections(path: Path) -> Iterator[Pair]:
    """Yield question-like pairs from bilingual sections, in four directions.

    Note -> text, as it stands and as a question; headings -> text of the other language; one sentence of the text ->
    the others (the inverse cloze task of Lee, Chang and Toutanova 2019, https://arxiv.org/abs/1906.00300). A line is
    an object with `note_`, `headings_` and `text_`, each followed by `en` or `fr`; what is missing is left out.
    Raises BadTrainingData for a line that is not JSON, by its number.
    """
    chance = random.Random(_SHUFFLE_SEED)  # noqa: S311 (an order, not a secret)
    for number, line in _lines(path):
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
                    asking = chance.choice(_QUESTIONS[chance.choice((asked, asked, asked, "es"))])
                    yield Pair(asking.format(note), text, "sections/question")
                if heading and text and asked != found:
                    yield Pair(heading, text, "sections/heading")
        for number in _cloze(row, chance):
            for asked, found in product(("en", "fr"), repeat=2):
                parts = split_sentences(row[f"text_{asked}"]), split_sentences(row[f"text_{found}"])
                rest = " ".join(parts[1][:number] + parts[1][number + 1 :])
                yield Pair(parts[0][number], rest[:_PASSAGE_CHARACTERS], "sections/sentence")


def _cloze(row: Mapping[str, str], chance: random.Random) -> Iterator[int]:
    """Yield the sentence of a section to take out, where both languages have as many, and more than two."""
    counts = {len(split_sentences(row.get(f"text_{language}") or "")) for language in ("en", "fr")}
    if len(counts) == 1 and (count := counts.pop()) > 2:
        yield chance.randrange(1, count)


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


def sentences_of(paths: Iterable[Path]) -> frozenset[str]:
    """Return the sentences of aligned test files, as `load` compares them: what they have must not be learnt."""
    return frozenset(_words(side) for path in paths for pair in aligned(path) for side in (pair.left, pair.right))


def load(
    folder: Path,
    glossary: Path | None = None,
    limits: Mapping[str, int] = DEFAULT_LIMITS,
    excluded: Collection[str] = frozenset(),
) -> list[Pair]:
    """Read every source in `folder`, cap the plentiful ones, and return the pairs, shuffled with a fixed seed.

    A pair is left out where one of its sides is `excluded` (see `sentences_of`), whatever its case, accents and
    punctuation. Raises BadTrainingData where there is no pair, or a file is malformed.
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
    return without(_capped(pairs, limits), excluded)


def without(pairs: Iterable[Pair], excluded: Collection[str]) -> list[Pair]:
    """Return the pairs that have words on both sides, none of which is `excluded` (see `sentences_of`)."""
    return [
        pair
        for pair in pairs
        if pair.has_words and not (excluded and (_words(pair.left) in excluded or _words(pair.right) in excluded))
    ]


def _words(text: str) -> str:
    """Return a text as it is compared with the tests: its words alone, folded."""
    return " ".join(WORD.findall(fold(text)))


def sample(pairs: Iterable[Pair], count: int) -> list[Pair]:
    """Return the first `count` pairs of each family of sources (what precedes the slash)."""
    seen: Counter[str] = Counter()
    kept = []
    for pair in pairs:
        family = pair.source.partition("/")[0]
        seen[family] += 1
        if seen[family] <= count:
            kept.append(pair)
    return kept


def _capped(pairs: list[Pair], limits: Mapping[str, int]) -> list[Pair]:
    """Keep the first pairs of each limited source."""
    seen: Counter[str] = Counter()
    kept = []
    for pair in pairs:
        seen[pair.source] += 1
        if seen[pair.source] <= limits.get(pair.source, len(pairs)):
            kept.append(pair)
    return kept
