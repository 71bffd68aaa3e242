"""A theme, and whether a paragraph bears it: whether all its words stand there close together, in whatever language.

A theme is a few words, not a question: “just transition” is not what a paragraph on some transition is on. A term of
the glossary counts as one unit, met by any of its forms, written together; every other word of weight is a unit by
itself, met by its stem. In another language a unit is met by the term's forms there, or by a known translation of the
word, or by its own stem, for many words are spelled alike (liquidation, liquidación).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.glossary.glossary import Form, Glossary
from corpus.text.language import detect
from corpus.text.sentences import split_sentences
from corpus.text.spotting import Spot
from corpus.types import Language
from index.query.lexicon import Lexicon
from index.query.stems import fold, stems_of, words

# Both measured on labelled cells (docs/decisions/0022-when-a-cell-of-the-grid-is-certain.md). The share of a
# translation beside the likeliest one that lets it stand for a word; and the other words of weight that may stand
# between the words of a theme.
_LEAST_SHARE = 0.5
_MOST_BETWEEN = 1

_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n+")

_LIGHT = "~"  # before a word that has no weight by itself, as “just” in “just transition”

_Phrase = tuple[str, ...]  # stems in a row
Vocabulary = Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A part of a theme that is matched as a whole: the phrases that match it, and the term's name if it is a term."""

    phrases: frozenset[_Phrase]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, and the language it is written in, as far as detected."""

    text: str
    language: Language

    def is_borne_by(self, text: str, headings: Iterable[str], language: Language) -> bool:
        """Tell whether a sentence of a paragraph, or one of its headings, has every unit close together."""
        units = _units(self.text, self.language, language)
        return bool(units) and any(
            _together(units, _stems(each, language)) for each in (*_SENTENCE.split(text), *headings)
        )

    def sentence(self, text: str, language: Language) -> str:
        """Return the sentence of a paragraph that bears the theme best, verbatim; empty where none has a word of it.

        One with every unit close together is better than one with more of them, and of equals the first is.
        """
        units = _units(self.text, self.language, language)

        def bears(sentence: str) -> tuple[bool, int]:
            there = _stems(sentence, language)
            met = sum(next(_places(unit, there), None) is not None for unit in units)
            return met == len(units) and _together(units, there), met

        best = max(split_sentences(text), key=bears, default="")
        return best if bears(best)[1] else ""

    def said(self, vocabulary: Vocabulary, language: Language) -> str:
        """Return the theme in the words of a document, the most frequent that meet it; empty where it has none."""
        found = []
        for unit in _units(self.text, self.language, language):
            met = [vocabulary[phrase[0]] for phrase in unit.phrases if len(phrase) == 1 and phrase[0] in vocabulary]
            if not (unit.name or met):
                return ""
            found.append(max(met)[1] if met and " " not in unit.name else unit.name)
        return " ".join(found)


def theme_of(text: str, otherwise: Language) -> Theme:
    """Return a theme in its language: one that its terms are of, else the one it is seen to be in, else another."""
    spoken = detect(text)
    named = [form.language for spot in Glossary.bundled().spots(text) for form in spot.meanings]
    if named and spoken not in named:
        spoken = otherwise if otherwise in named else named[0]
    return Theme(text, spoken or otherwise)


def vocabulary(texts: Iterable[str], language: Language) -> Vocabulary:
    """Return the stems of texts, each with its most frequent word and how often it stands there."""
    found: dict[str, tuple[int, str]] = {}
    for word, count in Counter(word for text in texts for word in words(text)).most_common():
        for stem in stems_of(word, language):
            found.setdefault(stem, (count, word))
    return found


@lru_cache(maxsize=256)
def _units(text: str, source: Language, target: Language) -> tuple[_Unit, ...]:
    """Return the units of a theme, matched by phrases of a language."""
    found: list[_Unit] = []
    at = 0
    for spot in Glossary.bundled().spots(text):
        found += [*_words(text[at : spot.start], source, target), _term(text[spot.start : spot.end], spot, target)]
        at = spot.end
    return (*found, *_words(text[at:], source, target))


def _term(written: str, spot: Spot[Form], target: Language) -> _Unit:
    """Return a term as it is written in a theme, matched by any of its forms in a language."""
    terms = list(dict.fromkeys(form.term for form in spot.meanings))
    forms = [written, *(form for term in terms for form in term.spellings(target))]
    phrases = frozenset(phrase for form in forms if (phrase := _stems(form, target)))
    return _Unit(phrases, next((name for term in terms if (name := term.names.get(target, ""))), ""))


def _words(text: str, source: Language, target: Language) -> Iterator[_Unit]:
    """Yield the words of a text, each matched by itself or by its translations."""
    for word in words(text):
        for stem in stems_of(word, source):
            met = {stem, *stems_of(word, target)}
            if source is not target:
                met |= {each for each in _likely(stem, source, target) if stem in _likely(each, target, source)}
            yield _Unit(frozenset((each,) for each in met))


def _likely(stem: str, source: Language, target: Language) -> set[str]:
    """Return the likely translations of a stem; one of another meaning is not likely to be translated back."""
    shares = Lexicon.bundled().translations(stem, source, target)
    least = _LEAST_SHARE * max(shares.values(), default=0.0)
    return {each for each, share in shares.items() if share >= least}


def _together(units: Sequence[_Unit], there: Sequence[str]) -> bool:
    """Tell whether stems have a phrase of every unit, with few others between the first and the last."""
    places = [list(_places(unit, there)) for unit in units]
    if not all(places):
        return False
    for start in {start for each in places for start, _ in each}:
        # of each unit, the phrase that ends first of those that begin here or later
        nearest = [min(((b, a) for a, b in each if a >= start), default=None) for each in places]
        chosen = [each for each in nearest if each]
        if len(chosen) == len(units):
            taken = {at for end, begin in chosen for at in range(begin, end)}
            others = set(range(start, max(end for end, _ in chosen))) - taken
            if sum(not there[at].startswith(_LIGHT) for at in others) <= _MOST_BETWEEN:
                return True
    return False


def _places(unit: _Unit, there: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the phrases of a unit stand among stems: first, and one past the last."""
    for phrase in unit.phrases:
        if phrase[0] in there:
            for at in range(len(there) - len(phrase) + 1):
                if tuple(there[at : at + len(phrase)]) == phrase:
                    yield at, at + len(phrase)


@lru_cache(maxsize=16_384)
def _stems(text: str, language: Language) -> _Phrase:
    """Return the stems of a sentence, a heading or a term, and the stop words between them, marked."""
    return tuple(stem for word in words(text) for stem in _stem(word, language))


@lru_cache(maxsize=65_536)
def _stem(word: str, language: Language) -> _Phrase:
    """Return the stem of a word, or the word itself marked as a stop word."""
    return tuple(stems_of(word, language)) or (_LIGHT + fold(word),)
