"""Calls of footnotes: small raised figures, which would else be read with the number before them, 37¹ as 371."""

from __future__ import annotations

import re

_FIGURES = re.compile(r"\s*[\[(]?\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,5}[\])]?\s*")
_UNIT = re.compile(r"(?:\A|[\d\s(/])[kcmdh]?m\Z")


def is_call(before: str, raised: str) -> bool:
    """Tell whether raised text is the call of a footnote: figures straight after a word, a number or a sign.

    The powers of metres (m², km³) are no calls, and neither are the letters of an ordinal (1er).

    >>> is_call("37", "1"), is_call("37 m", "2"), is_call("1", "er")
    (True, False, False)
    """
    if not _FIGURES.fullmatch(raised) or not before or before[-1].isspace():
        return False
    return not (raised.strip() in ("2", "3") and _UNIT.search(before[-6:]))
