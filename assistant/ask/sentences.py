"""Which words of a paragraph to quote: the sentences that answer, or the list where the answer is one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.text.sentences import sentence_spans
from corpus.types import Language
from index.embedding import StaticEmbedder
from index.matching.late_interaction import Question, TokenIndex, weighted_share
from index.query.stems import stem_set
from index.query.terms import Word
from index.ranking.evidence import rarity_met

# A paragraph up to this long is quoted whole: it is what a memo cites, and cutting it would hide its context.
# Of a longer one, as many sentences as this allows. What shorter quotes lose was measured:
# docs/decisions/0013-how-much-is-quoted.md.
_QUOTED_WORDS = 120

_LATE_SHARE = 0.6

# How much the question's own words count beside the rest, each by its rarity: a name that is asked about must be there.
_WORDS_SHARE = 0.5

# The words of a question in the language of a text, each with its rarity: see `Ranker.words`.
WeightedWords = Sequence[tuple[Word, float]]


def best_sentences(
    model: StaticEmbedder, question: str, text: str, language: Language | None = None, asked: WeightedWords = ()
) -> str:
    """Return the part of `text`, verbatim, that best answers: a run of whole sentences around the best one.

    The run grows towards the better of its neighbours as long as it stays within 120 words. `asked` are the question's
    words in the `language` of the text.
    """
    spans = sentence_spans(text)
    if len(text.split()) <= _QUOTED_WORDS or len(spans) <= 1:
        return text
    said = [text[start:end] for start, end in spans]
    scores = sentence_scores(model, question, said)
    if language is not None:
        scores = [
            score + _WORDS_SHARE * met for score, met in zip(scores, met_shares(said, language, asked), strict=True)
        ]
    words = [len(text[start:end].split()) for start, end in spans]
    first = last = int(np.argmax(scores))
    while True:
        room = _QUOTED_WORDS - sum(words[first : last + 1])
        beside = [place for place in (first - 1, last + 1) if 0 <= place < len(spans) and words[place] <= room]
        if not beside:
            return text[spans[first][0] : spans[last][1]]
        best = max(beside, key=lambda place: scores[place])
        first, last = min(first, best), max(last, best)


def met_shares(texts: Sequence[str], language: Language, asked: WeightedWords) -> list[float]:
    """Return for each text the share that it has of the question's words that any of the texts has, by their rarity."""
    there = [stem_set(text, language) for text in texts]
    known = [(word, rarity) for word, rarity in asked if any(not said.isdisjoint(word) for said in there)]
    whole = sum(rarity for _, rarity in known)
    return [rarity_met(known, said) / whole if whole else 0.0 for said in there]


def sentence_scores(model: StaticEmbedder, question: str, texts: Sequence[str]) -> list[float]:
    """Return how well each text answers the question, by late interaction and by the vectors of the whole."""
    asked = Question(model, question)
    (matches,) = asked.best_matches(TokenIndex.build(model, texts).bags(np.arange(len(texts))))
    late = weighted_share(matches, asked.weights)
    whole = model.encode(texts) @ model.encode([question])[0]
    return [float(score) for score in _LATE_SHARE * late + (1 - _LATE_SHARE) * whole]
