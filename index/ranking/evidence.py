"""How well a paragraph speaks to a question: what the probability of an answer is computed from.

A ranking always has a first. These figures tell a paragraph that answers from one that is merely the least far: its
score and its lead over the others, the question's rare words that it has and has not, how near its words come to the
question's, and the names and numbers of the question that it does not contain at all. “How many cooperatives are there
in Kenya?” finds paragraphs on cooperatives, and none on Kenya.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

import numpy as np

from corpus.glossary.glossary import Glossary
from corpus.types import Language
from index.embedding import StaticEmbedder
from index.query.stems import WORD, fold, plain, stems_of
from index.query.stop_words import STOP_WORDS
from index.query.terms import Word
from index.ranking.ranker import Ranked

# All that is known of a paragraph, each with its language: its texts, its headings, the titles of its document.
TextsOf = Callable[[Ranked], Sequence[tuple[Language, str]]]

_SENTENCE_START = frozenset('.?!:¿¡«“"(')
_STOP_WORDS = frozenset().union(*STOP_WORDS.values())

# A name counts as met by a word this close to it: Genève for Geneva, not Peru for Africa.
_SAME_NAME = 0.7


# Characters of a text that are looked at: more than any paragraph has, but for files that are one single paragraph.
_MOST_CHARACTERS = 20_000

# How many paragraphs the first is compared with.
_COMPARED = 50

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


def weigh(
    model: StaticEmbedder,
    glossary: Glossary,
    question: str,
    ranking: Sequence[Ranked],
    words: Words,
    texts: Sequence[tuple[Language, str]],
    place: int = 0,
) -> Evidence:
    """Measure a question against the paragraph at a `place` of a ranking, the first by default.

    The paragraph is given as all that is known of it: its texts, headings and title, each with its language.
    """
    first, compared = ranking[place], ranking[:_COMPARED]
    texts = [(language, text[:_MOST_CHARACTERS]) for language, text in texts]
    asked = list(dict.fromkeys(content_words(question)))
    there = list(dict.fromkeys(word for _, text in texts for word in content_words(text)))
    names = _names(question, glossary)
    best = np.zeros(1, np.float32)
    if asked and there:
        best = (model.encode(asked) @ model.encode(there).T).max(axis=1)
    met, phrases = _met(question, words, texts)
    return Evidence(
        score=first.score,
        lead=first.score - fmean(each.score for each in compared),
        met=met,
        phrases=float(phrases),
        weakest=float(best.min()),
        names_unmet=float(_count_unmet(names, there, model)) if there else float(len(names)),
        length=math.log(1 + len(asked)),
    )


def _met(question: str, words: Words, texts: Sequence[tuple[Language, str]]) -> tuple[float, int]:
    """Return the summed rarities of a question's words that the texts have, and how many phrases they share.

    In the language in which they have most. A word is met by any of its stems; a phrase is two stems in a row.
    """
    best = 0.0, 0
    for language in dict.fromkeys(language for language, _ in texts):
        said = [stem for where, text in texts if where is language for stem in [*stems_of(text, language), ""]]
        there, asked = set(said), stems_of(question, language)
        met = sum(rarity for word, rarity in words.get(language, ()) if not there.isdisjoint(word))
        best = max(best, (met, len(set(pairwise(asked)) & set(pairwise(said)))))
    return best


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, in lower case, whatever the language."""
    return [word for word in WORD.findall(plain(text)) if fold(word) not in _STOP_WORDS]


def _names(question: str, glossary: Glossary) -> list[str]:
    """Return the names and numbers of a question: words with a capital inside a sentence, or with a digit.

    Terms of the glossary are not names: their other forms (ILO, OIT) may be what the paragraph has.
    """
    said = unicodedata.normalize("NFC", question)
    not_names = _STOP_WORDS.union(
        fold(word)
        for term in glossary.terms_in(said)
        for language in Language
        for form in term.forms(language)
        for word in WORD.findall(form)
    )
    return [
        match[0]
        for match in WORD.finditer(said)
        if (_has_digit(match[0]) or (match[0][0].isupper() and not _opens(said[: match.start()])))
        and fold(match[0]) not in not_names
    ]


def _opens(before: str) -> bool:
    """Tell whether a word opens a sentence, where a capital means nothing, by the text before it."""
    said = before.rstrip()
    return not said or said[-1] in _SENTENCE_START


def _has_digit(word: str) -> bool:
    """Tell whether a word is a number, or has one in it."""
    return any(c.isdigit() for c in word)


def _count_unmet(names: Sequence[str], there: Sequence[str], model: StaticEmbedder) -> int:
    """Count the names without a like among the paragraph's words; a number must be there as it is."""
    folded = {fold(word) for word in there}
    absent = [name for name in names if fold(name) not in folded]
    words = [name for name in absent if not _has_digit(name)]
    if not words:
        return len(absent)
    nearest = (model.encode([word.casefold() for word in words]) @ model.encode(there).T).max(axis=1)
    return len(absent) - int(np.count_nonzero(nearest >= _SAME_NAME))


def support(
    model: StaticEmbedder,
    glossary: Glossary,
    question: str,
    words: Words,
    ranking: Sequence[Ranked],
    texts_of: TextsOf,
    place: int = 0,
) -> Evidence | None:
    """Measure a question against the paragraph at a `place` of its ranking; None for an empty one.

    `words` are the question's, with their rarities, as `Ranker.words` gives them.
    """
    if not ranking:
        return None
    return weigh(model, glossary, question, ranking, words, texts_of(ranking[place]), place)
