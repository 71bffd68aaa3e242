"""The Latin words that number what was put in later: article 2 bis, 2 ter."""

from __future__ import annotations

ORDINALS = (
    *("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies"),
    *("undecies", "duodecies", "terdecies", "quaterdecies"),
)
"""From the second on; `novies` is another word for `nonies`."""

ORDINAL = f"(?:{'|'.join([*ORDINALS, 'novies'])})"
"""One of them, as a pattern."""


def rank(word: str) -> int:
    """Return the rank that a word tells.

    >>> rank("bis"), rank("novies")
    (2, 9)
    """
    return ORDINALS.index(word.lower().replace("novies", "nonies")) + 2
