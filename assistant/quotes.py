"""The quote gate: a quotation is shown as one only if the stored text says it, word for word.

Typography does not count: guillemets, apostrophes, spaces, dashes, ligatures, hyphenation and case of letters may
differ between a text and its quotation. Words and figures do: 15 is no quotation of 15.6.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\u2011](?:\n[ \t\u00a0]*)?(?=[^\W\d_])")
_MARKS = {"en": ("“", "”"), "fr": ("«\u00a0", "\u00a0»"), "es": ("«", "»")}
_INNER = {"en": ("‘", "’"), "fr": ("“", "”"), "es": ("“", "”")}
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "\u00ad": None})  # `casefold` opens fi and fl


def words(text: str) -> list[str]:
    r"""Return the words of a text as the gate compares them: lower case, ligatures opened, no hyphens within words.

    >>> words("l’écono-\nmie «sociale», 15,6 millions")
    ['l', 'économie', 'sociale', '15,6', 'millions']
    """
    joined = _HYPHEN.sub("", unicodedata.normalize("NFC", text)).translate(_LIGATURES)
    return _WORD.findall(joined.casefold())


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
