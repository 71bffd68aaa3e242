"""Which words of a paragraph to quote: the sentences that answer, or the list where the answer is one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.sentences import sentence_spans
from index.embedding import StaticEmbedder
from index.late import Question, TokenIndex, weighted_share

# A paragraph this short is quoted whole: cutting it would only hide its context.
_WHOLE_WORDS = 55
_MOST_SENTENCES = 3

# Less than this is a heading within the paragraph, or a sentence that leans on the next: that one is quoted too.
_LEAST_WORDS = 18
_NEARLY_AS_GOOD = 0.82
_LATE_SHARE = 0.6


def best_sentences(model: StaticEmbedder, question: str, text: str) -> str:
    """Return the part of `text`, verbatim, that best answers: one to three sentences in a row.

    The run grows from the best sentence to its neighbours as long as they match nearly as well.
    """
    spans = sentence_spans(text)
    if len(text.split()) <= _WHOLE_WORDS or len(spans) <= 1:
        return text
    scores = sentence_scores(model, question, [text[start:end] for start, end in spans])
    first = last = int(np.argmax(scores))
    floor = _NEARLY_AS_GOOD * scores[first]
    while last - first + 1 < _MOST_SENTENCES:
        before = scores[first - 1] if first > 0 else -1.0
        after = scores[last + 1] if last + 1 < len(spans) else -1.0
        if max(before, after) < floor:
            break
        if before >= after:
            first -= 1
        else:
            last += 1
    while last + 1 < len(spans) and len(text[spans[first][0] : spans[last][1]].split()) < _LEAST_WORDS:
        last += 1
    return text[spans[first][0] : spans[last][1]]


def sentence_scores(model: StaticEmbedder, question: str, texts: Sequence[str]) -> list[float]:
    """Return how well each text answers the question, by late interaction and by the vectors of the whole."""
    asked = Question(model, question)
    (matches,) = asked.best_matches(TokenIndex.build(model, texts).bags(np.arange(len(texts))))
    late = weighted_share(matches, asked.weights)
    whole = model.encode(texts) @ model.encode([question])[0]
    return [float(score) for score in _LATE_SHARE * late + (1 - _LATE_SHARE) * whole]
