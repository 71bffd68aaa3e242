"""Texts to the stems that keyword search compares: each language's own, accents folded, points of paragraphs whole."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain, repeat

import Stemmer

from corpus.caching import Remembered
from corpus.text.folding import without_accents
from corpus.types import Language
from index.query.irregular import SINGULARS
from index.query.stop_words import STOP_WORDS

WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")

# The address of a point, however it is spelled: 9 n), 9(n), 24, e), 7(2)(b). Read as one word (9n, 24e, 7.2b), for it
# means nothing in parts: every document has a 9, and letters are in all of them. At most three digits: after a year or
# the number of a resolution, brackets hold something else.
_POINT = re.compile(r"(?<![\w.])\d{1,3}(?:,?\s?\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})\))+")
_MAY_BE_POINT = re.compile(r"\d,?[\s’'‘ʼ`´]?\(?\w{1,4}\)")  # before it is made plain
_POINT_PART = re.compile(r"[^\W\d_]+|\d+")

_SPELLED_OUT = {"œ": "oe", "æ": "ae", **dict.fromkeys("’'‘ʼ`´", " ")}
_ALGORITHM = {Language.EN: "english", Language.FR: "french", Language.ES: "spanish"}

# Words whose stem is remembered: most of a text is a few thousand words.
_WORDS_KEPT = 131_072

# Texts whose stems are remembered: the paragraphs near to a question are looked at for one thing after another.
_TEXTS_KEPT = 4096


@lru_cache(maxsize=3)
def _stemmer(language: Language) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_ALGORITHM[language])


def plain(text: str) -> str:
    """Return a text in lower case, its accents kept and composed, ligatures spelled out, apostrophes as spaces."""
    said = unicodedata.normalize("NFC", text.casefold())
    for character, spelled_out in _SPELLED_OUT.items():  # most texts have few of them: faster than a table for each
        said = said.replace(character, spelled_out)
    return said


def fold(text: str) -> str:
    """Return a text in lower case without accents, apostrophes as separators.

    >>> fold("L’Économie")
    'l economie'
    """
    return without_accents(plain(text))


def stems_of(text: str, language: Language) -> list[str]:
    """Return the stems of a text's words; stemmed first, then folded.

    Stop words are left out, and so are single letters: initials, elisions and the marks of lists, but for the letter
    of a point, which is part of its number. Words with a digit are kept as they are.

    >>> stems_of("le paragraphe 9 n) des Conclusions", Language.FR)
    ['paragraph', '9n', 'conclus']
    """
    if _MAY_BE_POINT.search(text):  # no word crosses a space, but the address of a point does
        text = _POINT.sub(_point, plain(text))
    return list(chain.from_iterable(map(_stems_between_spaces(language).__getitem__, text.split())))


@lru_cache(maxsize=3)
def _stems_between_spaces(language: Language) -> Remembered[str, tuple[str, ...]]:
    """Return the stems of what stands between two spaces, punctuation and all, by what stands there."""

    def read(between: str) -> tuple[str, ...]:
        return tuple(stem for stem in map(_stem, WORD.findall(plain(between)), repeat(language)) if stem)

    return Remembered(read, _WORDS_KEPT)


@lru_cache(maxsize=_TEXTS_KEPT)
def stem_set(text: str, language: Language) -> frozenset[str]:
    """Return the distinct stems of a text."""
    return frozenset(stems_of(text, language))


@lru_cache(maxsize=16)  # a question is read once for all languages
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, as `stems` takes them; the address of a point is one."""
    said = plain(text)
    return tuple(WORD.findall(_POINT.sub(_point, said) if ")" in said else said))


@lru_cache(maxsize=_WORDS_KEPT)
def _stem(word: str, language: Language) -> str:
    """Return a word's stem, empty for one that is left out."""
    if (len(word) == 1 and not word.isdigit()) or _folded(word) in STOP_WORDS[language]:
        return ""
    if not word.isalpha() and any(c.isdigit() for c in word):
        return word
    return _folded(_stemmer(language).stemWord(_singulars(language).get(word, word)))


def _folded(plain_word: str) -> str:
    return plain_word if plain_word.isascii() else fold(plain_word)


@lru_cache(maxsize=3)
def _singulars(language: Language) -> dict[str, str]:
    """Return the words whose stem irregular plurals take, plurals with and without their accents."""
    pairs = {plain(plural): plain(singular) for plural, singular in SINGULARS[language].items()}
    return {fold(plural): singular for plural, singular in pairs.items()} | pairs


@lru_cache(maxsize=3)
def merged(language: Language) -> dict[str, str]:
    """Return the stems that irregular plurals had by rule, with those that they have now."""
    return {fold(_stemmer(language).stemWord(plural)): _stem(plural, language) for plural in _singulars(language)}


def _point(match: re.Match[str]) -> str:
    """Return a point's address as one word: letters follow at once, numbers after a full stop."""
    parts: list[str] = _POINT_PART.findall(match[0])
    return parts[0] + "".join(f".{part}" if part.isdigit() else part for part in parts[1:])
