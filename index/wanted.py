"""What a question wants of a passage in each language: the stems to look for, with their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.glossary import Glossary
from corpus.types import Language
from index.keyword import stems
from index.lexicon import Lexicon

# The stems by which one word of the question may be met, each with a weight from 0 to 1. A passage that has several
# of them has met one word, by the best of them.
Word = Mapping[str, float]
Wanted = Mapping[Language, Sequence[Word]]

# How much a rarer translation counts beside the likeliest: measured on aligned sections (DECISIONS.md).
_FLATTENING = 0.25
_LEAST = 0.1


def wanted(glossary: Glossary, lexicon: Lexicon | None, question: str, language: Language | None) -> Wanted:
    """Return the words of a question in every language: its own, the terms of the field, and what translates them.

    In another language than the question's, a word may be met by itself (a name, a cognate) or by its translations,
    each as far as it is the likeliest one. Without a lexicon, or where the question's language is not known, by itself.
    """
    texts = glossary.translations(question, language)
    found: dict[Language, list[Word]] = {}
    for target, text in texts.items():
        words: dict[str, Word] = {stem: {stem: 1.0} for stem in stems(text, target)}
        if lexicon is not None and language not in (None, target):
            for stem in stems(question, language):
                words[stem] = _translated(lexicon, stem, language, target)
        found[target] = [words[stem] for stem in sorted(words)]
    return found


def _translated(lexicon: Lexicon, stem: str, source: Language, target: Language) -> Word:
    """Return by which stems of another language a stem may be met; by itself, where no translation is known."""
    shares = lexicon.translations(stem, source, target)
    if not shares:
        return {stem: 1.0}
    best = max(shares.values())
    return {word: (share / best) ** _FLATTENING for word, share in shares.items() if share >= _LEAST * best}
