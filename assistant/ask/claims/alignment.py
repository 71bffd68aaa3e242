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


def near(asked: Sequence[Meaning], reader: Language, held: Held) -> list[Statement]:
    """Return the sentences of the sources that have most of some words; what stands next to them may be meant too."""
    scored = [
        (sum(met_in(each, language, one.stems) for each in asked), one)
        for language, said in statements_for(reader, held).items()
        for one in said
    ]
    best = max((score for score, _ in scored), default=0)
    places = {place for place, (score, _) in enumerate(scored) if score and score >= _AS_NEAR * best}
    return [one for place, (_, one) in enumerate(scored) if places & {place - 1, place, place + 1}]


def statements_for(reader: Language, held: Held) -> dict[Language, list[Statement]]:
    """Return the sentences of the sources in the reader's language; in all others where there are none in it."""
    own = held.statements.get(reader)
    return held.statements if own is None else {reader: own}


@lru_cache(maxsize=1)  # three checks in a row ask for the same
def nearest(sentence: Sentence, held: Held) -> tuple[Language, list[Statement]] | None:
    """Return the sentences of the sources that say most of a sentence, in the language that says most of it."""
    best: tuple[float, Language, list[Statement]] | None = None
    for language, said in statements_for(sentence.language, held).items():
        chosen, met = _chosen(sentence, language, said)
        if chosen and (best is None or met > best[0] + 0.1):
            best = (met, language, chosen)
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
