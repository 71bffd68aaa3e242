"""The quote gate: a quotation is shown as one only if the stored text says it, word for word.

Typography does not count: guillemets, apostrophes, spaces, dashes, ligatures, hyphenation and case of letters may
differ between a text and its quotation. Words and figures do, with the signs that say of what they are: 15 is no
quotation of 15.6, nor 4 of 4 300, nor 15.6 % of 15.6.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# A number in groups of thousands set apart by spaces («4 300») is one word, as is a word with hyphens in it.
_GROUPS = r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)*"
_HYPHENS = r"[-\u2010\u2011](?:\n[ \t\u00a0]*)?"
_WORD = re.compile(rf"{_GROUPS}|\d+(?:[.,]\d+)+|\w+(?:(?<=[^\W\d_]){_HYPHENS}(?=[^\W\d_])\w+)*|[%‰$€£]")
_SOFT_HYPHEN = re.compile(r"\u00ad(?:(?<=[^\W\d_]\u00ad)\n[ \t\u00a0]*(?=[^\W\d_]))?")
_NOT_IN_A_WORD = re.compile(r"[-\u2010\u2011\s]+")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})  # `casefold` opens fi and fl


class Word(NamedTuple):
    """A word of a plain text: as the gate compares it, and where it stands."""

    key: str
    start: int
    end: int


def plain(text: str) -> str:
    """Return a text in the form that the offsets of its words point into: composed (NFC), without soft hyphens."""
    return _SOFT_HYPHEN.sub("", unicodedata.normalize("NFC", text))


def words_of(text: str) -> list[Word]:
    """Return the words of a plain text, in order."""
    return [Word(_key(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def words(text: str) -> list[str]:
    r"""Return the words of a text as the gate compares them: lower case, ligatures opened, no hyphens within words.

    >>> words("l’écono-\nmie «sociale», 15,6 millions")
    ['l', 'économie', 'sociale', '15,6', 'millions']
    """
    return [_key(found) for found in _WORD.findall(plain(text))]


def is_verbatim(quote: str, text: str) -> bool:
    """Tell whether every word of the quote stands in the text, in a row; False for a quote without words."""
    quoted = _in_a_row(quote)
    return quoted.strip() != "" and quoted in _in_a_row(text)


@lru_cache(maxsize=512)  # the same paragraphs are quoted again and again
def _in_a_row(text: str) -> str:
    """Return the words of a text between spaces: these keep “art” from being found in “party”."""
    return f" {' '.join(words(text))} "


@lru_cache(maxsize=65_536)  # most of a text is a few thousand words
def _key(word: str) -> str:
    """Return a word as it is compared."""
    return (word if word.isalnum() else _NOT_IN_A_WORD.sub("", word)).translate(_LIGATURES).casefold()
