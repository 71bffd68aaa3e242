"""Which sentences of the sources a sentence is held against: those that have most of its words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.ask.claims.held import Held
from assistant.ask.claims.sentence import Sentence
from assistant.ask.claims.support import Meaning, Statement, met_in
from corpus.types import Language

_AT_LEAST = 2  # words that a further sentence of the source must add
_MOST = 4  # sentences of a source that one sentence may merge
_AS_NEAR = 0.75  # of the words of the nearest sentence of the source: it may be meant as well
_NEARLY_ALL = 0.7  # of the words: no other language is looked at


def near(asked: Sequence[Meaning], held: Held) -> list[Statement]:
    """Return the sentences of the sources that have most of some words, in the language that has most of them."""
    scored = [
        (sum(met_in(each, language, one.stems) for each in asked), one)
        for language, said in held.statements.items()
        for one in said
    ]
    best = max((score for score, _ in scored), default=0)
    found = [(score, one) for score, one in scored if score and score >= _AS_NEAR * best]
    return [one for _, one in sorted(found, key=lambda each: -each[0])]


@lru_cache(maxsize=1)  # three checks in a row ask for the same
def nearest(sentence: Sentence, held: Held) -> tuple[Language, list[Statement]] | None:
    """Return the sentences of the sources that say most of a sentence, in the language that says most of it.

    The reader's own language is preferred where it says nearly as much.
    """
    best: tuple[float, Language, list[Statement]] | None = None
    for language in sorted(held.statements, key=lambda each: each is not sentence.language):
        chosen, met = _chosen(sentence, language, held.statements[language])
        if chosen and (best is None or met > best[0] + 0.1):
            best = (met, language, chosen)
        if best is not None and best[0] >= _NEARLY_ALL:
            break
    return None if best is None else (best[1], best[2])


def _chosen(sentence: Sentence, language: Language, said: list[Statement]) -> tuple[list[Statement], float]:
    asked = sentence.meanings
    chosen: list[Statement] = []
    left = list(asked)
    while left and len(chosen) < _MOST:
        scored = [(sum(met_in(each, language, one.stems) for each in left), -n) for n, one in enumerate(said)]
        gain, place = max(scored, default=(0, 0))
        if gain < (_AT_LEAST if chosen else 1):
            break
        one = said[-place]
        chosen.append(one)
        left = [each for each in left if not met_in(each, language, one.stems)]
    met = 1 - len(left) / len(asked) if asked else 0.0
    return chosen, met
