"""How well a paragraph speaks to a question: what the probability of an answer is computed from.

A ranking always has a first. These figures tell a paragraph that answers from one that is merely the least far: its
score and its lead over the others, the question's rare words that it has and has not, how near its words come to the
question's, and the names and numbers of the question that it does not contain at all. “How many cooperatives are there
in Kenya?” finds paragraphs on cooperatives, and none on Kenya.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import fmean

import numpy as np
import numpy.typing as npt

from corpus.caching import cached_weakly
from corpus.glossary.glossary import Glossary
from corpus.types import Language
from index.embedding import StaticEmbedder
from index.query.stems import WORD, fold, plain, stems_of
from index.query.stop_words import STOP_WORDS
from index.query.terms import Word
from index.ranking.ranker import Ranked

FloatArray = npt.NDArray[np.float32]

_SENTENCE_START = frozenset('.?!:¿¡«“"(')
_STOP_WORDS = frozenset().union(*STOP_WORDS.values())
_folded = lru_cache(maxsize=65_536)(fold)  # most of a text is a few thousand words

# A name counts as met by a word this close to it: Genève for Geneva, not Peru for Africa.
_SAME_NAME = 0.7


# Characters of a text that are looked at: more than any paragraph has, but for files that are one single paragraph.
_MOST_CHARACTERS = 20_000

# How many paragraphs the first is compared with.
_COMPARED = 50

# Questions whose words are remembered: one is weighed against several paragraphs.
_QUESTIONS_KEPT = 16

# The words of a question in each language, each with its rarity: what `Ranker.words` returns.
Words = Mapping[Language, Sequence[tuple[Word, float]]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The figures, each growing with the likelihood of an answer but for the unmet and `length`.

    Of the ranking: `score`, and `lead`, how far it is above the mean of the first fifty (what a ranking's shape says is
    query performance prediction: Shtok et al. 2012, https://doi.org/10.1145/2180868.2180873). Of the words, in the
    language that has most of them: `met`, the summed rarities of those the paragraph has; `phrases`, how many two in
    a row stand so in the paragraph too. By the model: `weakest`, the least cosine of a question's word to the nearest
    word of the paragraph. `names_unmet` counts the names and numbers that are not there; `length` is the logarithm of
    the number of words.
    """

    score: float
    lead: float
    met: float
    phrases: float
    weakest: float
    names_unmet: float
    length: float


@dataclass(frozen=True, slots=True)
class Said:
    """What a paragraph says, read once: its words with a meaning, folded too, and their unit vectors (n, dimension).

    `stems` has, for each of its languages, the stems, and the pairs of stems in a row.
    """

    words: tuple[str, ...]
    folded: frozenset[str]
    vectors: FloatArray
    stems: Mapping[Language, tuple[frozenset[str], frozenset[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks: its words as vectors (n, dimension), and its names, each with its vector if no number."""

    vectors: FloatArray
    names: tuple[tuple[str, FloatArray | None], ...]


class Weigher:
    """Measures how well paragraphs speak to a question. Safe to use from several threads."""

    def __init__(self, model: StaticEmbedder, glossary: Glossary) -> None:
        """Weigh by a model's vectors of words; terms of the glossary are not names."""
        self._model, self._glossary = model, glossary
        self._asked = cached_weakly(self._read_question, _QUESTIONS_KEPT)

    def read(self, texts: Iterable[tuple[Language, str]]) -> Said:
        """Read a paragraph, given as all that is known of it: its texts, headings and title, each with its language."""
        said: dict[Language, list[str]] = {}
        words: dict[str, None] = {}
        for language, text in texts:
            telling, stems = _read_text(text[:_MOST_CHARACTERS], language)
            words |= dict.fromkeys(telling)
            said.setdefault(language, []).extend([*stems, ""])
        return Said(
            tuple(words),
            frozenset(map(_folded, words)),
            self._model.encode(list(words)),
            {language: (frozenset(stems), frozenset(pairwise(stems))) for language, stems in said.items()},
        )

    def weigh(self, question: str, words: Words, ranking: Sequence[Ranked], said: Said, place: int = 0) -> Evidence:
        """Measure a question against the paragraph at a `place` of its ranking, the first by default.

        `words` are the question's, with their rarities, as `Ranker.words` gives them.
        """
        asked, first = self._asked(question), ranking[place]
        best = np.zeros(1, np.float32)
        if len(asked.vectors) and said.words:
            best = (asked.vectors @ said.vectors.T).max(axis=1)
        met, phrases = _met(question, words, said)
        return Evidence(
            score=first.score,
            lead=first.score - fmean([each.score for each in ranking[:_COMPARED]]),
            met=met,
            phrases=float(phrases),
            weakest=float(best.min()),
            names_unmet=float(_count_unmet(asked, said)),
            length=math.log(1 + len(asked.vectors)),
        )

    def _read_question(self, question: str) -> _Asked:
        names = _names(question, self._glossary)
        vectors = (None if _has_digit(each) else self._model.encode([each.casefold()]) for each in names)
        words = list(dict.fromkeys(content_words(question)))
        return _Asked(self._model.encode(words), tuple(zip(names, vectors, strict=True)))


@lru_cache(maxsize=1024)  # titles and headings stand over many paragraphs
def _read_text(text: str, language: Language) -> tuple[list[str], list[str]]:
    """Return the words of a text that carry meaning, and its stems."""
    return content_words(text), stems_of(text, language)


def _met(question: str, words: Words, said: Said) -> tuple[float, int]:
    """Return the summed rarities of a question's words that a paragraph has, and how many phrases they share.

    In the language in which they have most. A word is met by any of its stems; a phrase is two stems in a row.
    """
    best = 0.0, 0
    for language, (there, pairs) in said.stems.items():
        met = rarity_met(words.get(language, ()), there)
        best = max(best, (met, len(set(pairwise(stems_of(question, language))) & pairs)))
    return best


def rarity_met(words: Sequence[tuple[Word, float]], there: Set[str]) -> float:
    """Return the summed rarities of the words that some stems have, each by any stem that may stand for it."""
    return sum(rarity for word, rarity in words if not there.isdisjoint(word))


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, in lower case, whatever the language."""
    return [word for word in WORD.findall(plain(text)) if _folded(word) not in _STOP_WORDS]


def _names(question: str, glossary: Glossary) -> list[str]:
    """Return the names and numbers of a question: words with a capital inside a sentence, or with a digit.

    Terms of the glossary are not names: their other forms (ILO, OIT) may be what the paragraph has.
    """
    said = unicodedata.normalize("NFC", question)
    found = [
        match[0]
        for match in WORD.finditer(said)
        if _has_digit(match[0]) or (match[0][0].isupper() and not _opens(said[: match.start()]))
    ]
    if not found:
        return []
    not_names = _STOP_WORDS.union(
        _folded(word)
        for term in glossary.terms_in(said)
        for language in Language
        for form in term.forms(language)
        for word in WORD.findall(form)
    )
    return [word for word in found if fold(word) not in not_names]


def _opens(before: str) -> bool:
    """Tell whether a word opens a sentence, where a capital means nothing, by the text before it."""
    said = before.rstrip()
    return not said or said[-1] in _SENTENCE_START


def _has_digit(word: str) -> bool:
    """Tell whether a word is a number, or has one in it."""
    return any(c.isdigit() for c in word)


def _count_unmet(asked: _Asked, said: Said) -> int:
    """Count the names without a like among the paragraph's words; a number must be there as it is."""
    absent = [vector for name, vector in asked.names if fold(name) not in said.folded]
    vectors = [vector for vector in absent if vector is not None]
    if not vectors or not said.words:
        return len(absent)
    nearest = (np.concatenate(vectors) @ said.vectors.T).max(axis=1)
    return len(absent) - int(np.count_nonzero(nearest >= _SAME_NAME))
