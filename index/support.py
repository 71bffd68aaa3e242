"""The evidence that the best of a ranking answers: one way to measure it, for the product and for its evaluation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.glossary.glossary import Glossary
from corpus.types import Language
from index.embedding import StaticEmbedder
from index.evidence import Evidence, Words, evidence
from index.ranking import Ranked

# All that is known of a paragraph, each with its language: its texts, its headings, the titles of its document.
TextsOf = Callable[[Ranked], Sequence[tuple[Language, str]]]


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
    return evidence(model, glossary, question, ranking, words, texts_of(ranking[place]), place)
