"""How much of a text stands in another, so that a new version is told from another document of the same title."""

from __future__ import annotations

from corpus.text.folding import fold

_WORDS = 4  # in a row; fewer are shared by any two statutes


def shared(one: str, other: str) -> float:
    """Return the share, from 0 to 1, of the runs of four words that two texts have in common, of the shorter text.

    >>> shared("The oven is red and round.", "The oven is red and square.")
    0.6666666666666666
    """
    ours, theirs = _runs(one), _runs(other)
    return len(ours & theirs) / min(len(ours), len(theirs))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = fold(text).split()
    return {tuple(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1))}
