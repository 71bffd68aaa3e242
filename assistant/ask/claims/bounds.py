"""Checks of what bounds a statement: negation, condition, limit, must and may, what is only proposed.

A sentence is held against the sentences of its sources that have most of its words. Each check returns the words that
are lost or put in, or none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.ask.claims.figures import figures_in
from assistant.ask.claims.held import Held
from assistant.ask.claims.polarity import PREFIXED, STRONG_PROPOSAL, Marker, completed, markers_in, places_of, to_come
from assistant.ask.claims.sentence import Sentence
from assistant.ask.claims.support import (
    Clause,
    Meaning,
    Statement,
    clauses_of,
    covered_by,
    meanings_of,
    met_in,
    stems_in,
)
from corpus.text.folding import fold, fold_spaces
from corpus.types import Language

_COVERED = 0.6  # of a clause's words, said by the sentence: it is about that clause
_COVERED_CONDITION = 0.5  # of a condition's words: it is told in other words
_AT_LEAST = 2  # words that a further sentence of the source must add
_MOST = 4  # sentences of a source that one sentence may merge
_AS_NEAR = 0.75  # of the words of the nearest sentence of the source: it may be meant as well
_NEARLY_ALL = 0.7
_TURNING = (Marker.NEGATION, Marker.EXCEPTION, Marker.ONLY)
# Parts of a sentence that say one thing each, with its own negation if it has one.
_PART = re.compile(
    r"[;:]\s|\s(?:and|but|et|mais|y|pero)\s(?=[\w’']+\s[\w’']+\s)|,\s(?:while|whereas|though|although|"
    r"tandis que?|alors que?|bien que?|mientras|aunque)\s"
)
_DRAFT = re.compile(r"\b(?:drafts?|(?:avant-)?projets?|proyectos?|anteproyectos?|borrador(?:es)?)\b")


def negation_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a negation that the sentence leaves out, or puts in."""
    return _put_in(sentence, held) or _left_out(sentence, held) or _prefix_lost(sentence, held)


def _put_in(sentence: Sentence, held: Held) -> str:
    """Return a negation of the sentence that no sentence of the sources, as near as any, has."""
    if Marker.NEGATION not in sentence.markers or Marker.ONLY in sentence.markers:
        return ""
    for clause in sentence.clauses:
        if Marker.NEGATION not in clause.markers:
            continue
        asked = meanings_of(clause.text, sentence.language)
        near = [one for one in _near(asked, held) if asked]
        if near and not any(one.markers & {*_TURNING} for one in near):
            return _first(Marker.NEGATION, clause.text)
    return ""


def _left_out(sentence: Sentence, held: Held) -> str:
    """Return a negation of the sources that a part of the sentence leaves out though it says all else of its clause.

    None where another clause of the sources says as much of that part without a negation.
    """
    for part in _PART.split(sentence.whole):
        if markers_in(part) & {*_TURNING}:
            continue
        asked = meanings_of(part, sentence.language)
        for language, said in held.statements.items():
            clauses = [clause for one in said for clause in one.clauses]
            for denied in (_denied(one, clause) for one in said for clause in one.clauses):
                if Marker.NEGATION not in denied.markers or len(denied.words) < _AT_LEAST:
                    continue
                if covered_by(denied, language, asked) < _COVERED:
                    continue
                common = [each for each in asked if met_in(each, language, denied.stems)]
                plain: list[Clause | Statement] = [each for each in clauses if not each.markers & {*_TURNING}]
                plain += [each for each in said if not each.markers & {*_TURNING}]
                if not any(all(met_in(each, language, other.stems) for each in common) for other in plain):
                    return _first(Marker.NEGATION, denied.text)
    return ""


def _denied(one: Statement, clause: Clause) -> Clause:
    """Return a clause, or the whole sentence where it says no more than no (“Legal implications: None”)."""
    alone = Marker.NEGATION in clause.markers and not clause.words
    return Clause(one.text, one.stems, one.markers) if alone else clause


def _prefix_lost(sentence: Sentence, held: Held) -> str:
    """Return a word that the sources have only turned round by a prefix, and the sentence has without it."""
    if Marker.NEGATION in sentence.markers or PREFIXED.search(fold(sentence.whole)):
        return ""
    for language, text in held.texts:
        for match in PREFIXED.finditer(fold(text)):
            base = match[match.lastgroup or 0]
            stems = stems_in(base, language)
            plain = stems_in(PREFIXED.sub(" ", fold(text)), language)
            if any(met_in(each, language, stems) and not met_in(each, language, plain) for each in sentence.meanings):
                return match[0]
    return ""


def _near(asked: Sequence[Meaning], held: Held) -> list[Statement]:
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


def condition_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a condition, an exception or an “only” that the sentence leaves out."""
    found = nearest(sentence, held)
    if found is None or sentence.text.endswith(":"):  # what it leads to follows
        return ""
    language, chosen = found
    for one in chosen[:2]:
        for place, clause in enumerate(one.clauses):
            for marker in (Marker.CONDITION, Marker.EXCEPTION, Marker.ONLY):
                if marker not in clause.markers or _bounds_as(marker, sentence):
                    continue
                if _told(marker, place, one, language, sentence):
                    continue
                if _governed(marker, place, one, language, sentence):
                    return _first(marker, clause.text)
    return ""


def _bounds_as(marker: Marker, sentence: Sentence) -> bool:
    """Tell whether the sentence is bounded in the same way, in whatever words."""
    alike = {
        Marker.CONDITION: {Marker.CONDITION, Marker.EXCEPTION, Marker.ONLY},
        Marker.EXCEPTION: {Marker.CONDITION, Marker.EXCEPTION, Marker.ONLY},
        Marker.ONLY: {Marker.ONLY, Marker.CONDITION, Marker.EXCEPTION, Marker.NEGATION},
    }
    return bool(alike[marker] & sentence.markers)


def _told(marker: Marker, place: int, one: Statement, language: Language, sentence: Sentence) -> bool:
    """Tell whether the sentence says what stands behind a marker, whatever words lead to it."""
    behind = _behind(marker, one.clauses[place], language)
    if not behind.words and place + 1 < len(one.clauses):
        behind = one.clauses[place + 1]
    return bool(behind.words) and covered_by(behind, language, sentence.meanings) >= _COVERED_CONDITION


def _governed(marker: Marker, place: int, one: Statement, language: Language, sentence: Sentence) -> bool:
    """Tell whether the sentence says what a condition governs: the words before it, or those next to its clause."""
    clause = one.clauses[place]
    at = places_of(marker, clause.text)[0]
    before = clauses_of(clause.text[:at], language)
    if before and len(before[-1].words) > 1:
        return covered_by(before[-1], language, sentence.meanings) >= _COVERED
    beside = one.clauses[place - 1] if place else (one.clauses[1] if len(one.clauses) > 1 else None)
    if marker is Marker.ONLY or beside is None or not beside.words:
        return False
    return covered_by(beside, language, sentence.meanings) >= _COVERED


def limit_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a figure that every source bounds (at least, at most) otherwise than the sentence does."""
    for figure in sentence.figures:
        own = _limits(sentence.text, figure.start, figure.end)
        theirs = [
            _limits(one.text, each.start, each.end)
            for statements in held.statements.values()
            for one in statements
            for each in figures_in(one.text)
            if figure.value == each.value
        ]
        if theirs and all(each and not each & own for each in theirs):
            return sentence.text[figure.start : figure.end]
    return ""


def obligation_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a must, should or may that is none of the sources'."""
    degrees = (Marker.MUST, Marker.SHOULD, Marker.MAY)
    own = {marker for marker in degrees if marker in sentence.markers}
    found = nearest(sentence, held)
    if not own or found is None:
        return ""
    theirs = {marker for one in found[1] for marker in degrees if marker in one.markers}
    if theirs and not own & theirs:
        return _first(min(own), sentence.whole)
    return ""


def draft_at_fault(sentence: Sentence, held: Held) -> str:
    """Return what tells a proposal or a draft as if it were decided."""
    drafts = [source.draft for source in held.sources if source.draft and _DRAFT.search(fold_spaces(source.draft))]
    if Marker.PROPOSED in sentence.markers:
        return ""
    if drafts and (len(drafts) == len(held.sources) or Marker.DECIDED in sentence.markers):
        return drafts[0]
    found = nearest(sentence, held)
    if found is None:
        return ""
    first = found[1][0]
    if (done := completed(sentence.text)) and not completed(first.text) and _is_planned(first, held):
        return done
    if outright := STRONG_PROPOSAL.search(first.text):
        return first.text[outright.start() : outright.end()]
    decided = Marker.DECIDED in sentence.markers and Marker.DECIDED not in first.markers
    return _first(Marker.DECIDED, sentence.whole) if decided and Marker.PROPOSED in first.markers else ""


def _is_planned(one: Statement, held: Held) -> bool:
    """Tell whether a sentence of the sources speaks of what is to come, or is a row of a plan."""
    rows = all(source.locator.startswith("action plan") for source in held.sources)
    return rows or to_come(one.text)


def _limits(text: str, start: int, end: int) -> set[Marker]:
    """Return the limits that stand by a figure: a few words before it, or right after."""
    around = f"{text[max(0, start - 45) : start]}{text[start:end]}{text[end : end + 26]}"
    return {marker for marker in (Marker.LEAST, Marker.MOST) if places_of(marker, around)}


def _behind(marker: Marker, clause: Clause, language: Language) -> Clause:
    """Return what stands behind the marker in a clause: the condition itself."""
    at = places_of(marker, clause.text)[0]
    parts = clauses_of(clause.text[at:], language)
    return parts[0] if parts else clause


def _first(marker: Marker, text: str) -> str:
    """Return the first marker of a class in a text, with the words behind it."""
    places = places_of(marker, text)
    return " ".join(text[places[0] :].split()[:4]) if places else ""
