"""What a question wants of a passage in each language: the stems to look for, with their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.glossary import Glossary
from corpus.types import Language
from index.keyword import stems

# The stems by which one word of the question may be met, each with a weight from 0 to 1. A passage that has several
# of them has met one word, by the best of them.
Word = Mapping[str, float]
Wanted = Mapping[Language, Sequence[Word]]


def wanted(glossary: Glossary, question: str, language: Language | None) -> Wanted:
    """Return the words of a question in every language, the terms it uses in that language's own forms."""
    return {
        target: [{stem: 1.0} for stem in sorted(set(stems(text, target)))]
        for target, text in glossary.translations(question, language).items()
    }
