"""Checks of what bounds a statement: condition, limit, must and may, what is only proposed.

A sentence is held against the sentences of its sources that have most of its words. Each check returns the words that
are lost or put in, or none.
"""

from __future__ import annotations

import re

from assistant.ask.claims.alignment import nearest
from assistant.ask.claims.figures import figures_in
from assistant.ask.claims.held import Held
from assistant.ask.claims.polarity import (
    STRONG_PROPOSAL,
    WOULD,
    Marker,
    completed,
    first_of,
    places_of,
    to_come,
)
from assistant.ask.claims.sentence import Sentence
from assistant.ask.claims.support import Clause, Statement, clauses_of, covered_by, met_in, stems_in
from corpus.text.folding import fold, fold_spaces
from corpus.types import Authority, Language

_COVERED = 0.6  # of a clause's words, said by the sentence: it is about that clause
_COVERED_CONDITION = 0.5  # of a condition's words: it is told in other words
_YEARS = range(1800, 2200)
_ONLY_IF = re.compile(
    r"(?:(?:but )?only|exclusively|solely|seulement|uniquement|que |qu'|solo|unicamente|solamente)\s?"
    r"(?:after|if|with|under|when|where|by|apres|avec|si|lorsqu|en cas|sous|moyennant|tras|si|con|bajo|cuando|"
    r"despues|previa)\b"
)
_DRAFT = re.compile(r"\b(?:drafts?|(?:avant-)?projets?|proyectos?|anteproyectos?|borrador(?:es)?)\b")


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
                    return first_of(marker, clause.text)
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
    least = _COVERED if marker is Marker.ONLY else _COVERED_CONDITION
    return bool(behind.words) and covered_by(behind, language, sentence.meanings) >= least


def _governed(marker: Marker, place: int, one: Statement, language: Language, sentence: Sentence) -> bool:
    """Tell whether the sentence says what a condition governs: the words before it, or those next to its clause."""
    clause = one.clauses[place]
    at = places_of(marker, clause.text)[0]
    before = clauses_of(clause.text[:at], language)
    if before and len(before[-1].words) > 1:
        return covered_by(before[-1], language, sentence.meanings) >= _COVERED
    beside = one.clauses[place - 1] if place else (one.clauses[1] if len(one.clauses) > 1 else None)
    if marker is Marker.ONLY and not _ONLY_IF.match(fold(clause.text), at):
        return False
    if beside is None or not beside.words:
        return False
    return covered_by(beside, language, sentence.meanings) >= _COVERED


def limit_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a figure that every source bounds (at least, at most) otherwise than the sentence does."""
    for figure in sentence.figures:
        if not figure.unit and figure.value in _YEARS:
            continue
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
    turned = any(Marker.NEGATION in each.markers and each.markers & {*degrees} for each in sentence.clauses)
    if not own or found is None or turned:  # “need not” and “may not” say other things than must and may
        return ""
    theirs = {marker for one in found[1] for marker in degrees if marker in one.markers}
    if theirs and not own & theirs:
        return first_of(min(own), sentence.whole)
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
    papers = all(source.authority == Authority.OFFICE_PAPER for source in held.sources)
    for verb in WOULD.finditer(first.text) if papers else ():
        stems = stems_in(verb["verb"], found[0])
        if any(met_in(each, found[0], stems) for each in sentence.meanings) and not to_come(sentence.text):
            return verb[0]
    decided = Marker.DECIDED in sentence.markers and Marker.DECIDED not in first.markers
    return first_of(Marker.DECIDED, sentence.whole) if decided and Marker.PROPOSED in first.markers else ""


def _is_planned(one: Statement, held: Held) -> bool:
    """Tell whether a sentence of the sources speaks of what is to come, or is a row of a plan."""
    rows = all(source.locator.startswith("action plan") for source in held.sources)
    return rows or to_come(one.text)


def _limits(text: str, start: int, end: int) -> set[Marker]:
    """Return the limits that stand by a figure: a few words before it, or right after."""
    around = f"{text[max(0, start - 45) : start]}{text[start:end]}{text[end : end + 36]}"
    return {marker for marker in (Marker.LEAST, Marker.MOST) if places_of(marker, around)}


def _behind(marker: Marker, clause: Clause, language: Language) -> Clause:
    """Return what stands behind the marker in a clause: the condition itself."""
    at = places_of(marker, clause.text)[0]
    parts = clauses_of(clause.text[at:], language)
    return parts[0] if parts else clause
