"""How well a paragraph speaks to a question, word by word: what the probability of an answer is computed from.

A ranking always has a first. These figures tell a paragraph that answers from one that is merely the least far:
its score, how near its words come to the question's, the question's least met word, and the names and numbers of
the question that it does not contain at all. “How many cooperatives are there in Kenya?” finds paragraphs on
cooperatives, and none on Kenya.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.glossary import Glossary
from corpus.types import Language
from index.embedding import StaticEmbedder
from index.keyword import WORD, fold, plain
from index.stop_words import STOP_WORDS

_SENTENCE_START = frozenset('.?!:¿¡«“"(')
_STOP_WORDS = frozenset().union(*STOP_WORDS.values())

# A name counts as met by a word this close to it: Genève for Geneva, not Peru for Africa.
_SAME_NAME = 0.7


@dataclass(frozen=True, slots=True)
class Evidence:
    """The figures, each growing with the likelihood of an answer but for `names_unmet`.

    `score` is the ranking's; `nearness` the mean over the question's words of the cosine to the nearest word of the
    paragraph; `weakest` the least of them; `names_unmet` a count; `length` the logarithm of the number of words.
    """

    score: float
    nearness: float
    weakest: float
    names_unmet: float
    length: float


def evidence(model: StaticEmbedder, glossary: Glossary, question: str, score: float, texts: Sequence[str]) -> Evidence:
    """Measure a question against a paragraph, given as all that is known of it: its texts, headings and title."""
    asked = list(dict.fromkeys(content_words(question)))
    there = list(dict.fromkeys(word for text in texts for word in content_words(text)))
    names = _names(question, glossary)
    if not asked or not there:
        return Evidence(score, 0.0, 0.0, float(len(names)), 0.0)
    nearest = model.encode(asked) @ model.encode(there).T
    best = nearest.max(axis=1)
    return Evidence(
        score=score,
        nearness=float(best.mean()),
        weakest=float(best.min()),
        names_unmet=float(_count_unmet(names, there, model)),
        length=math.log(1 + len(asked)),
    )


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
