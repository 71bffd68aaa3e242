"""The quote gate: a quotation is shown as one only if the stored text says it, word for word.

Typography does not count: guillemets, apostrophes, spaces, dashes, ligatures, hyphenation, case of letters and
accents on capitals may differ between a text and its quotation. Words do.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+", re.UNICODE)
_MARKS = {"en": ("“", "”"), "fr": ("«\u00a0", "\u00a0»"), "es": ("«", "»")}
_INNER = {"en": ("‘", "’"), "fr": ("“", "”"), "es": ("“", "”")}
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}
)


def words(text: str) -> list[str]:
    r"""Return the words of a text as the gate compares them: lower case, ligatures opened, hyphenation undone.

    >>> words("l’écono-\nmie «sociale»")
    ['l', 'économie', 'sociale']
    """
    joined = re.sub(r"(\w)[-\u00ad]\n\s*(\w)", r"\1\2", text.replace("\u00ad", ""))
    return _WORD.findall(unicodedata.normalize("NFC", joined.translate(_LIGATURES)).casefold())


def is_verbatim(quote: str, text: str) -> bool:
    """Tell whether every word of the quote stands in the text, in a row; False for a quote without words."""
    quoted, found = words(quote), words(text)
    if not quoted:
        return False
    # The separators keep “art” from being found in “party”.
    return f" {' '.join(quoted)} " in f" {' '.join(found)} "


def in_marks(quote: str, language: str) -> str:
    """Return a quote in the quotation marks of its language.

    Marks of the same kind inside become the inner marks of that language, so that the outer ones stay readable.
    """
    opening, closing = _MARKS.get(language, _MARKS["en"])
    inner_opening, inner_closing = _INNER.get(language, _INNER["en"])
    inside = re.sub(r"«\s*|“", inner_opening, quote) if language != "en" else quote.replace("“", inner_opening)
    inside = re.sub(r"\s*»|”", inner_closing, inside) if language != "en" else inside.replace("”", inner_closing)
    return f"{opening}{inside}{closing}"
