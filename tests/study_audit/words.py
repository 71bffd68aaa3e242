"""How the audit reads words: folded to compare, in tokens to find a change, in sentences to know how far one goes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_SPACES = re.compile(r"\s+")
_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|_+|[^\w\s]")
_SENTENCE_END = re.compile(r"(?<=[.!?;:…»”])\s+(?=[«“\"(¿¡]?\s?[A-ZÀ-ÖØ-Þ])|\n+")
_INSIDE_NUMBER = "\ue000"


def collapse(text: str) -> str:
    """Return the text with each run of white space, unbreakable or not, as one plain space."""
    return _SPACES.sub(" ", text).strip()


def plain(text: str) -> str:
    """Return the text in lower case without accents, ligatures spelled out; punctuation and spaces stay."""
    decomposed = unicodedata.normalize("NFKD", text.replace("º", "°"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return bare.replace("œ", "oe").replace("æ", "ae").replace("’", "'")


def fold(text: str) -> str:
    """Return the words alone, in lower case, without accents or punctuation, one space between.

    >>> fold("L’Économie : 15,6 %")
    'l economie 15.6 %'
    """
    marked = _DECIMAL.sub(_INSIDE_NUMBER, plain(text))
    words = "".join(char if char.isalnum() or char in ("%", _INSIDE_NUMBER) else " " for char in marked)
    return " ".join(words.replace("%", " % ").replace(_INSIDE_NUMBER, ".").split())


def holds(folded: str, folded_part: str) -> bool:
    """Tell whether whole words of a folded text are these; nothing is held nowhere."""
    return bool(folded_part) and f" {folded_part} " in f" {folded} "


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Return words, numbers and signs, with where they stand; white space does not count."""
    return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, roughly: a full stop, colon or semicolon before a capital, or a new line."""
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def long_words(text: str, least: int = 5) -> set[str]:
    """Return the folded words of at least so many letters."""
    return {word for word in fold(text).split() if len(word) >= least and word.isalpha()}


def without(text: str, parts: tuple[str, ...]) -> Iterator[str]:
    """Yield what is left of a text between the given parts, longest parts first."""
    rest = [text]
    for part in sorted({each for each in parts if len(each) > 1}, key=len, reverse=True):
        rest = [piece for each in rest for piece in each.split(part)]
    return iter(rest)
