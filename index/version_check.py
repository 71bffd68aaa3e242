"""A second opinion on aligned versions: whether the texts at one locator say the same thing.

Structure cannot see a shifted numbering, where paragraph 15 in English is paragraph 16 in French and both versions
count from 1 to 30. Vectors can: the text that belongs to a place is then nearer than the one that stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.library.merging import reading_order
from corpus.library.whole_text import whole_texts
from corpus.types import Rendition
from index.embedding import Embedder, FloatArray

# How much nearer a neighbour's text must be, in cosine, than the texts standing at either place. On 4,912 sound pairs
# (7 acts and declarations in English and French, 5 documents with their notes) the largest lead is .07.
MARGIN = 0.10

# Texts nearer than this have something in common: of 4,460 sound pairs of eight words or more one is below (.21), of
# paragraphs that do not belong together a third.
LOW = 0.30
FEWEST_WORDS = 8

# How many siblings away a text is looked for: one number inserted or left out shifts the others by one.
REACH = 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place whose two texts may not correspond: the first version's is nearer to what the second has at `instead`.

    `similarity` is the cosine of the texts at the place, `nearer` that with the text at `instead`. Where the texts have
    little in common, and nothing near by has more, there is no `instead`: one may be of another edition.
    """

    locator: str
    instead: str | None
    similarity: float
    nearer: float


def doubts(first: Sequence[Rendition], second: Sequence[Rendition], embedder: Embedder) -> tuple[Doubt, ...]:
    """Return the shared places whose texts may not correspond, in reading order; none where all is well.

    A place is doubted if a neighbour's text in the second version is nearer than its own by `MARGIN`, and nearer too
    than that neighbour's two texts are to each other: so paragraphs that merely resemble one another are not. It is
    doubted too if its own texts are further apart than `LOW`.
    """
    mine, theirs = _texts(first), _texts(second)
    shared = mine.keys() & theirs.keys()
    found = [
        doubt
        for siblings in _siblings(first, second)
        if not shared.isdisjoint(siblings)
        for doubt in _doubts_among(siblings, mine, theirs, embedder)
    ]
    order = {each.locator: number for number, each in enumerate(first)}
    return tuple(sorted(found, key=lambda doubt: order[doubt.locator]))


def _texts(version: Sequence[Rendition]) -> dict[str, str]:
    """Return a version's whole texts by locator, but for places without any words of their own."""
    return {each.locator: text for each, (text, _) in zip(version, whole_texts(version), strict=True) if text}


def _siblings(first: Sequence[Rendition], second: Sequence[Rendition]) -> Iterator[list[str]]:
    """Yield the places that stand beside each other: under one parent, in one role, of either version."""
    versions: list[dict[tuple[str, str], list[str]]] = []
    for version in (first, second):
        groups: dict[tuple[str, str], list[str]] = {}
        for each in version:
            groups.setdefault((each.parent or "", each.role), []).append(each.locator)
        versions.append(groups)
    for key in versions[0]:
        yield reading_order([versions[0][key], versions[1].get(key, [])])


def _doubts_among(
    siblings: Sequence[str], first: Mapping[str, str], second: Mapping[str, str], embedder: Embedder
) -> Iterator[Doubt]:
    """Yield the doubts among siblings, of which each version may lack some."""
    rows = _vectors(siblings, first, embedder), _vectors(siblings, second, embedder)
    own = np.einsum("ij,ij->i", *rows)  # 0 where a version lacks the place
    for position, locator in enumerate(siblings):
        if locator not in first or locator not in second:
            continue
        start = max(0, position - REACH)
        around = np.arange(start, min(len(siblings), position + REACH + 1))
        near = rows[1][around] @ rows[0][position]
        lead = near - np.maximum(own[around], own[position])
        lead[position - start] = 0.0
        best = int(lead.argmax())
        similarity = round(float(own[position]), 3)
        if lead[best] > MARGIN:
            yield Doubt(locator, siblings[start + best], similarity, round(float(near[best]), 3))
        elif similarity < LOW and min(len(text[locator].split()) for text in (first, second)) >= FEWEST_WORDS:
            yield Doubt(locator, None, similarity, similarity)


def _vectors(siblings: Sequence[str], texts: Mapping[str, str], embedder: Embedder) -> FloatArray:
    """Return a vector for each place (n, dimension), of zeros where there is no text."""
    vectors = np.zeros((len(siblings), embedder.dimension), np.float32)
    there = [number for number, locator in enumerate(siblings) if locator in texts]
    if there:
        vectors[there] = embedder.encode_passages([texts[siblings[number]] for number in there])
    return vectors
