"""Known phrases found in a text, whatever their case, accents, hyphens and plurals, with where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from corpus.text.folding import fold

Meaning = TypeVar("Meaning")

# A word, with the accents that may be written apart from its letters.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_SHORTEST_PLURAL = 4


@dataclass(frozen=True, slots=True)
class Spot(Generic[Meaning]):
    """Where a phrase stands in a text, `start` to `end` (characters), and all that it may mean."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


class Spotter(Generic[Meaning]):
    """Phrases, each with what it means, found in texts: the longest at each place, left to right, never overlapping."""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]]) -> None:
        """Index phrases by their keys; one phrase may have several meanings, kept in the order given."""
        self._meanings: dict[tuple[str, ...], tuple[Meaning, ...]] = {}
        self._longest: dict[str, int] = {}
        for phrase, meaning in phrases:
            for key in keys(phrase):
                known = self._meanings.get(key, ())
                self._meanings[key] = known if meaning in known else (*known, meaning)
                self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def spots(self, text: str) -> Iterator[Spot[Meaning]]:
        """Yield the phrases of a text in order. Words and what joins them are compared: a full stop parts them."""
        words = list(_WORD.finditer(text))
        pieces = _pieces(text, words)
        at = 0
        while at < len(words):
            most = min(self._longest.get(pieces[2 * at], 0), 2 * (len(words) - at) - 1)
            for length in range(most, 0, -2):
                if meanings := self._meanings.get(tuple(pieces[2 * at : 2 * at + length])):
                    last = at + length // 2
                    yield Spot(words[at].start(), words[last].end(), meanings)
                    at = last
                    break
            at += 1

    def meanings(self, phrase: str) -> tuple[Meaning, ...]:
        """Return what a phrase means, as a whole; nothing where it is none of those known."""
        return next((found for key in keys(phrase) if (found := self._meanings.get(key))), ())


def keys(phrase: str) -> list[tuple[str, ...]]:
    """Return the keys of a phrase: words and joints in turn; two where œ may be typed as two letters."""
    spelled = dict.fromkeys((phrase, phrase.replace("œ", "oe").replace("Œ", "OE")))
    found = [tuple(_pieces(each, list(_WORD.finditer(each)))) for each in spelled]
    return [key for key in found if key]


def _pieces(text: str, words: list[re.Match[str]]) -> list[str]:
    """Return the keys of words and, between each two, of what joins them."""
    pieces: list[str] = []
    for number, word in enumerate(words):
        if number:
            pieces.append(_joint(text[words[number - 1].end() : word.start()]))
        pieces.append(word_key(word[0]))
    return pieces


@lru_cache(maxsize=256)
def _joint(gap: str) -> str:
    """Return what joins two words: a space for space, hyphen, comma and apostrophe; a bar for what parts sentences."""
    marks = fold(gap).replace("\n", " ").replace("\u00ad", "").strip(" ,'-()")
    if marks == ".":
        return "." if gap == "." else "|"
    return marks if len(marks) <= 1 else "|"


@lru_cache(maxsize=65_536)
def word_key(word: str) -> str:
    """Return a word without case, accents, plural and last e, and with -isation as -ization.

    Made for English, French and Spanish at once: words of one language stay apart from each other, and a plural
    comes to its singular. It says nothing of what a word means.

    >>> word_key("Organisations") == word_key("organization"), word_key("mutuales") == word_key("mutual")
    (True, True)
    >>> word_key("nationaux") == word_key("national"), word_key("entities") == word_key("entity")
    (True, True)
    """
    folded = "".join(c for c in fold(word) if not unicodedata.combining(c))
    if len(folded) < _SHORTEST_PLURAL:
        return folded
    if folded.endswith("aux"):
        folded = folded[:-1] if folded.endswith("eaux") else f"{folded[:-3]}al"
    elif folded[-1] in "sx":
        folded = folded[:-1]
    if folded.endswith("y"):
        folded = f"{folded[:-1]}i"
    return folded.removesuffix("e").replace("isation", "ization")
