"""Which words of a question a text has: by any stem that may stand for one, or by one that begins alike."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache

from index.query.terms import Word

_ALIKE = 6  # letters: résidence and résident, emploi and emploient are one word


def is_met(word: Word, said: Set[str]) -> bool:
    """Tell whether a word, given by the stems that it may be met by, is among the stems of a text."""
    if not said.isdisjoint(word):
        return True
    beginnings = [stem[: max(_ALIKE, len(stem) - 1)] for stem in word if len(stem) >= _ALIKE]
    return bool(beginnings) and any(f" {each}" in _in_a_row(frozenset(said)) for each in beginnings)


@lru_cache(maxsize=4096)
def _in_a_row(said: frozenset[str]) -> str:
    """Return stems in a row, where what they begin with is found at once: a space before each, as none has one."""
    return f" {' '.join(said)}"


def share_met(words: Sequence[tuple[Word, float]], said: Set[str], around: Set[str] = frozenset()) -> float:
    """Return the share of some words that a sentence has, or in part the text around it; 1 for no words.

    Each counts by its rarity, but no word for nothing: in a small library every word is common.
    """
    weights = [0.4 + 0.6 * rarity for _, rarity in words]
    met = [1.0 if is_met(word, said) else _AROUND if is_met(word, around) else 0.0 for word, _ in words]
    return sum(weight * each for weight, each in zip(weights, met, strict=True)) / sum(weights) if weights else 1.0


_AROUND = 0.6  # what a word counts that stands in the paragraph, or over it, but not in the sentence
