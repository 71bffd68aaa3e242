"""How much of a sentence its sources say: its words, met by themselves, by what translates them, or by a synonym.

No model judges. Words are compared by their stems; the lexicon of the keyword search gives translations, and synonyms
are what translates back from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.ask.claims.polarity import Marker, markers_in
from corpus.glossary.glossary import Glossary
from corpus.text.folding import fold
from corpus.text.sentences import split_sentences
from corpus.types import Language
from index.query.lexicon import Lexicon
from index.query.stems import stems_of, words

# Of a word's translations, those at least this likely beside the likeliest; of what translates back, fewer.
_LIKELY, _LIKELY_BACK = 0.1, 0.15
_PREFIX = 6  # letters: words that begin alike are of one family (administer, administration)

_ITEM = re.compile(r"^\s*(?:\(?(?:[a-z]{1,2}|\d{1,2}|[ivx]+)[.)]|[-–—•])\s+")
_CLAUSE = re.compile(r"[;:,()–—]\s|\s(?:but|and|mais|et|pero|y)\s(?=[\w’']+\s[\w’']+\s[\w’'])")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence: its words, their stems, and what bounds it."""

    text: str
    stems: frozenset[str]
    markers: frozenset[Marker]

    @property
    def words(self) -> frozenset[str]:
        """The stems alone, without the beginnings of words."""
        return frozenset(stem for stem in self.stems if not stem.endswith("~"))


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a source, an item with the words that open its list."""

    text: str
    language: Language
    stems: frozenset[str]
    clauses: tuple[Clause, ...]

    @property
    def markers(self) -> frozenset[Marker]:
        """What bounds it, anywhere in it."""
        return markers_in(self.text)


# The stems by which a word may be met, by language.
Meaning = Mapping[Language, frozenset[str]]


def statement(text: str, language: Language) -> Statement:
    """Return a sentence with its clauses read."""
    return Statement(text, language, stems_in(text, language), clauses_of(text, language))


@lru_cache(maxsize=1024)
def statements_of(text: str, language: Language, opening: str = "") -> tuple[Statement, ...]:
    """Return the sentences of a source; lines after one that ends in a colon are items, each with that line.

    `opening` is the line that opens the list of which the whole text is an item.
    """
    found: list[Statement] = []
    above = opening
    for line in text.split("\n"):
        said = split_sentences(_ITEM.sub("", line))
        if not said:
            continue
        first = f"{above} {said[0]}" if above else said[0]
        found += [statement(each, language) for each in (first, *said[1:])]
        if not opening and line.rstrip().endswith(":"):
            above = said[-1]
    return tuple(found)


@lru_cache(maxsize=8192)
def stems_in(text: str, language: Language) -> frozenset[str]:
    """Return the stems of a text with the beginnings of the longer ones."""
    return _with_prefixes(stems_of(text, language))


@lru_cache(maxsize=4096)
def clauses_of(text: str, language: Language) -> tuple[Clause, ...]:
    """Return the parts of a sentence between commas, stops and conjunctions."""
    parts = [part for part in _CLAUSE.split(text) if part.strip()]
    return tuple(Clause(part, stems_in(part, language), markers_in(part)) for part in parts)


@lru_cache(maxsize=4096)
def meanings_of(text: str, language: Language) -> dict[str, Meaning]:
    """Return the words of a text that carry meaning, each with the stems by which it may be met in each language."""
    by_term = _by_term(text)
    found: dict[str, Meaning] = {}
    for word in dict.fromkeys(words(text)):
        meaning = _meaning(word, language)
        if not meaning:
            continue
        if terms := by_term.get(fold(word)):
            meaning = {each: stems | terms.get(each, frozenset()) for each, stems in meaning.items()}
        found[word] = meaning
    return found


def met_in(meaning: Meaning, language: Language, stems: frozenset[str]) -> bool:
    """Tell whether a word is met by the stems of a text in a language."""
    return not stems.isdisjoint(meaning[language])


def coverage(asked: Sequence[Meaning], language: Language, stems: frozenset[str]) -> float:
    """Return the share of some words that a text's stems meet; 1 for no words."""
    return sum(met_in(each, language, stems) for each in asked) / len(asked) if asked else 1.0


def covered_by(clause: Clause, language: Language, asked: Sequence[Meaning]) -> float:
    """Return the share of a clause's stems that some words meet; 1 for none."""
    own = clause.words
    if not own:
        return 1.0
    wanted = frozenset().union(*(each[language] for each in asked)) if asked else frozenset()
    return sum(stem in wanted or _prefix(stem) in wanted for stem in own) / len(own)


def _with_prefixes(stems: Iterable[str]) -> frozenset[str]:
    """Return stems with the beginnings of the longer ones, each marked as one."""
    found = frozenset(stems)
    return found | {_prefix(stem) for stem in found if len(stem) >= _PREFIX and stem.isalpha()}


def _prefix(stem: str) -> str:
    return f"{stem[:_PREFIX]}~"


@lru_cache(maxsize=32_768)
def _meaning(word: str, language: Language) -> dict[Language, frozenset[str]]:
    """Return the stems by which a word of a language may be met; empty for a word without meaning."""
    own = stems_of(word, language)
    if not own:
        return {}
    lexicon = Lexicon.bundled()
    found = {language: set(own)}
    for other in Language:
        if other is language:
            continue
        there = {each for stem in own for each in _likely(lexicon, stem, language, other, _LIKELY)}
        found[other] = there | set(stems_of(word, other) or own)
        for each in there:
            found[language] |= set(_likely(lexicon, each, other, language, _LIKELY_BACK))
    return {each: _with_prefixes(stems) for each, stems in found.items()}


def _likely(lexicon: Lexicon, stem: str, source: Language, target: Language, least: float) -> list[str]:
    """Return what translates a stem, without the rarer ones."""
    shares = lexicon.translations(stem, source, target)
    best = max(shares.values(), default=0.0)
    return [each for each, share in shares.items() if share >= least * best]


def _by_term(text: str) -> dict[str, dict[Language, frozenset[str]]]:
    """Return for each folded word of an official term in a text the stems of all its forms, by language."""
    found: dict[str, dict[Language, frozenset[str]]] = {}
    for spot in Glossary.bundled().spots(text):
        forms = _forms(tuple(form.term.names[Language.EN] for form in spot.meanings))
        for word in words(text[spot.start : spot.end]):
            found[fold(word)] = forms
    return found


@lru_cache(maxsize=1024)
def _forms(names: tuple[str, ...]) -> dict[Language, frozenset[str]]:
    terms = [term for term in Glossary.bundled().terms if term.names[Language.EN] in names]
    return {
        language: frozenset(
            stem for term in terms for form in term.spellings(language) for stem in stems_of(form, language)
        )
        for language in Language
    }
