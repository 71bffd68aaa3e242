"""Questions that ask to have a place explained, not only shown: “in plain words”, «que veut dire»."""

from __future__ import annotations

import re

from corpus.text.folding import fold_spaces

_EXPLAINS = re.compile(
    r"\b(?:explain\w*|in (?:plain|simple) (?:words|terms|language)|what does .{1,80} mean|clarif\w+|"
    r"expliqu\w+|en (?:termes|mots) simples|que (?:veut dire|signifie)|"
    r"explica\w*|en palabras sencillas|que significa)\b"
)


def is_explanation(question: str) -> bool:
    """Tell whether a question about a place asks to have it explained, not only shown."""
    return _EXPLAINS.search(fold_spaces(question)) is not None
