"""The evidence that the best of a ranking answers: one way to measure it, for the product and for its evaluation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.glossary import Glossary
from index.embedding import StaticEmbedder
from index.evidence import Evidence, evidence
from index.ranking import Ranked

# All that is known of a paragraph: its texts in every language, its headings, the titles of its document.
TextsOf = Callable[[Ranked], Sequence[str]]


def support(
    model: StaticEmbedder, glossary: Glossary, question: str, ranking: Sequence[Ranked], texts_of: TextsOf
) -> Evidence | None:
    """Measure a question against the first of a ranking, the texts of which `texts_of` gives; None for an empty one."""
    if not ranking:
        return None
    first = ranking[0]
    return evidence(model, glossary, question, first.score, texts_of(first))
