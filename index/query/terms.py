"""What a question wants of a passage in each language: the stems to look for, with their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from corpus.glossary.glossary import Glossary
from corpus.types import Language
from index.query.lexicon import Lexicon
from index.query.stems import stems_of, words

# The stems by which one word of the question may be met, each with a weight from 0 to 1. A passage that has several
# of them has met one word, by the best of them.
Word = Mapping[str, float]
Wanted = Mapping[Language, Sequence[Word]]

# How much a rarer translation counts beside the likeliest: measured on aligned sections
# (docs/decisions/0008-keywords-across-languages.md).
_FLATTENING = 0.25
_LEAST = 0.1


def wanted_terms(glossary: Glossary, lexicon: Lexicon | None, question: str, language: Language | None) -> Wanted:
    """Return the words of a question in every language, and the terms it uses in that language's own forms.

    In another language than the question's, a word is met by what translates it, or by itself where nothing is known
    to (a name). Without a lexicon, or where the question's language is not known, every word is met by itself alone.
    """
    terms = glossary.terms_in(question)
    found: dict[Language, list[Word]] = {}
    for target in Language:
        own = [stem for term in terms for form in term.forms(target) for stem in stems_of(form, target)]
        asked: dict[str, Word] = {stem: {stem: 1.0} for stem in own}
        if lexicon is None or language in (None, target):
            asked |= {stem: {stem: 1.0} for stem in stems_of(question, target)}
        else:
            asked |= _translated(lexicon, question, language, target)
        found[target] = [asked[stem] for stem in sorted(asked)]
    return found


def _translated(lexicon: Lexicon, question: str, source: Language, target: Language) -> dict[str, Word]:
    """Return, for each stem of a question, by which stems of another language it may be met."""
    return {stem: by for word in words(question) for stem, by in _met_by(lexicon, word, source, target)}


@lru_cache(maxsize=8192)  # a question, its topic and its subject are of the same words
def _met_by(lexicon: Lexicon, word: str, source: Language, target: Language) -> tuple[tuple[str, Word], ...]:
    """Return the stems of one word, each with those by which it may be met."""
    found: list[tuple[str, Word]] = []
    for stem in stems_of(word, source):
        shares = lexicon.translations(stem, source, target)
        best = max(shares.values(), default=0.0)
        by = {each: (share / best) ** _FLATTENING for each, share in shares.items() if share >= _LEAST * best}
        found.append((stem, by or dict.fromkeys(stems_of(word, target) or [stem], 1.0)))
    return tuple(found)
