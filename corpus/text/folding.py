"""Text without what typing varies: case, accents, apostrophes, dashes; and the keys names are compared by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_VARIANTS = {
    "'": "’‘ʼ´`′", "-": "–—‑−‐‒―﹣", " ": "\u00a0\u202f\u2009\u00ad\ufeff",
    "o": "°ºᵒœŒ", "a": "ªæÆ", '"': "«»“”„",
}  # fmt: skip
_PLAIN = {variant: plain for plain, variants in _VARIANTS.items() for variant in variants}
_WIDE = 0xFF01 - ord("!")
_REVISION = re.compile(r"\(?rev\.?\s?\d\)?")
_TITLE_NUMBER = re.compile(r"\(n(?:o|um)\.?\s*\d+\)")
_TITLE_YEAR = re.compile(r",?\s*(?:19|20)\d\d$")


class _Folding(dict[int, str]):
    """A translation table filled as characters are met: one character for each, always."""

    def __missing__(self, code: int) -> str:
        """Fold a character met for the first time."""
        char = chr(code)
        plain = chr(code - _WIDE) if 0xFF01 <= code <= 0xFF5E else char  # full-width letters, digits and signs
        self[code] = _PLAIN.get(char) or unicodedata.normalize("NFD", plain)[0].lower()[:1]
        return self[code]


_FOLDING = _Folding()

# A question, a heading or a sentence is folded at each step of its way; whole texts are not kept.
_REMEMBERED = 1_000  # characters


def fold(text: str) -> str:
    """Return text without case, accents and typographic variants, character for character, so that offsets hold.

    >>> fold("L’Économie n° 193")
    "l'economie no 193"
    """
    return _remembered(text) if len(text) <= _REMEMBERED else text.translate(_FOLDING)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> str:
    return text.translate(_FOLDING)


def fold_spaces(text: str) -> str:
    """Return folded text on one line, its spaces made single."""
    return " ".join(fold(text).split())


def without_accents(text: str) -> str:
    """Return text without accents, compatibility characters (ﬁ, ²) as what they stand for: offsets do not hold."""
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def symbol_key(symbol: str) -> str:
    """Return what identifies a symbol, however it is punctuated; a revision is no other document.

    >>> symbol_key("GB.341/INS/3/1(Rev.2)") == symbol_key("gb341-ins-3-1")
    True
    """
    return re.sub(r"[\W_]", "", _REVISION.sub("", fold(symbol)))


def title_words(title: str) -> str:
    """Return the words of a title, folded.

    >>> title_words("Convention (n° 87), 1948")
    'convention no 87 1948'
    """
    return " ".join(re.findall(r"\w+", fold(title)))


def title_forms(title: str) -> set[str]:
    """Return a title as words alone, in full, without its number, and without number and year."""
    without_number = _TITLE_NUMBER.sub(" ", fold(title)).strip()
    return {title_words(title), title_words(without_number), title_words(_TITLE_YEAR.sub("", without_number))}
