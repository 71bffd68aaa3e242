"""The words of a text as phrases are looked up: what SQLite's full-text table makes of it, for a server without one.

As there (`unicode61 remove_diacritics 2`), letters and figures make words, without case and accents; œ and æ are
spelled out. PostgreSQL's own dictionaries would stem, drop “les”, and take “GB.346/INS/4” for a file.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.library.contract import Phrases
from corpus.library.link_rows import SPELLED_OUT

_WORD = re.compile(r"[^\W_]+")

# The first condition is what the index is asked, the second what tells a row of words from words far apart.
_HOLDING = "string_to_array(words, ' ') @> string_to_array(?, ' ') AND words LIKE '% ' || ? || ' %'"


def folded(text: str) -> str:
    """Return the words of a text, one space between two."""
    decomposed = unicodedata.normalize("NFD", text.translate(SPELLED_OUT))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(plain.lower()))


def stored(text: str) -> str:
    """Return the words of a text as they are kept: a space before and after each."""
    return f" {folded(text)} "


def _values(words: str) -> tuple[str, str]:
    phrase = folded(words) or " "  # two spaces are nowhere
    return phrase.strip(), phrase


PHRASES = Phrases(_HOLDING, _values)
