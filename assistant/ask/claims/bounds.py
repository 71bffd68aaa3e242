"""Checks of what bounds a statement: condition, limit, must and may, what is only proposed.

A sentence is held against the sentences of its sources that have most of its words. Each check returns the words that
are lost or put in, or none.
"""

from __future__ import annotations

import re

from assistant.ask.claims.alignment import nearest
from assistant.ask.claims.figures import Figure, figures_in
from assistant.ask.claims.held import Held
from assistant.ask.claims.polarity import (
    STRONG_PROPOSAL,
    WOULD,
    Marker,
    completed,
    first_of,
    markers_in,
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
_BEFORE, _BEHIND = 45, 36  # characters around a figure in which its limit stands
_REACH = 24  # characters between a negation and the limit that it turns round
_NEXT = 14  # characters before the next figure, where that one's limit stands
_STOP = re.compile(r"[,;:.()]\s")
# Who is said to have a duty.
_BOUND = re.compile(
    r"(?<!\w)(?:members?|membres?|miembros?|states?|etats?|estados?|governments?|gouvernements?|gobiernos?|employers?|"
    r"employeurs?|empleadores|workers?|travailleurs|trabajadores|constituents?|mandants?|mandantes|office|bureau|"
    r"oficina) (?:must|shall|doi(?:t|vent)|devra|devront|debe|deben|debera|deberan)(?!\w)"
)
_DRAFT = re.compile(r"\b(?:drafts?|(?:avant-)?projets?|proyectos?|anteproyectos?|borrador(?:es)?)\b")


def condition_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a condition, an exception or an “only” that the sentence leaves out."""
    found = nearest(sentence, held)
    if found is None or sentence.text.endswith(":"):  # what it leads to follows
        return ""
    language, chosen = found
    for one in chosen[:2]:
        main = max(one.clauses, key=lambda each: sum(met_in(word, language, each.stems) for word in sentence.meanings))
        for place, clause in enumerate(one.clauses):
            for marker in (Marker.CONDITION, Marker.EXCEPTION, Marker.ONLY):
                if marker not in clause.markers or _bounds_as(marker, sentence) or _is_required(one, sentence):
                    continue
                beside = one.clauses[max(0, place - 1) : place + 2]
                if main not in ((clause,) if marker is Marker.ONLY and not _is_only_if(clause) else beside):
                    continue
                if not _told(marker, place, one, language, sentence) and _governed(
                    marker, place, one, language, sentence
                ):
                    return first_of(marker, clause.text)
    return ""


def _is_required(one: Statement, sentence: Sentence) -> bool:
    """Tell whether the sentence says what must be where the source says on what condition something may be."""
    return Marker.MAY in one.markers and Marker.MUST in sentence.markers


def _is_only_if(clause: Clause) -> bool:
    at = places_of(Marker.ONLY, clause.text)
    return bool(at) and _ONLY_IF.match(fold(clause.text), at[0]) is not None


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
    if marker is Marker.ONLY and not _is_only_if(clause):
        return False
    if beside is None or not beside.words:
        return False
    return covered_by(beside, language, sentence.meanings) >= _COVERED


def limit_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a figure that every source bounds (at least, at most) otherwise than the sentence does."""
    for figure in sentence.figures:
        if not figure.unit and figure.value in _YEARS:
            continue
        own = _limits(sentence.text, figure)
        if Marker.NEGATION in markers_in(sentence.opening) and len(own) == 1:  # “No one may:”, then “serve more than”
            own = {Marker.LEAST, Marker.MOST} - own
        theirs = [
            _limits(one.text, each)
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
    bounded = any({Marker.CONDITION, Marker.ONLY} & one.markers for one in found[1])
    if Marker.MAY in theirs and bounded:  # what may be on a condition must meet it
        theirs.add(Marker.MUST)
    bound = own == {Marker.MUST} and _BOUND.search(fold(sentence.whole)) is not None
    planned = bound and _is_paper(held) and to_come(found[1][0].text)
    if not own & theirs and (theirs or planned):  # what the Office will do is nobody's duty
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
    papers = _is_paper(held)
    if papers and (done := completed(sentence.text)) and not completed(first.text) and _is_planned(first, held):
        return done
    if outright := STRONG_PROPOSAL.search(first.text):
        return first.text[outright.start() : outright.end()]
    for verb in WOULD.finditer(first.text) if papers else ():
        stems = stems_in(verb["verb"], found[0])
        if any(met_in(each, found[0], stems) for each in sentence.meanings) and not to_come(sentence.text):
            return verb[0]
    decided = Marker.DECIDED in sentence.markers and Marker.DECIDED not in first.markers
    return first_of(Marker.DECIDED, sentence.whole) if decided and Marker.PROPOSED in first.markers else ""


def _is_paper(held: Held) -> bool:
    """Tell whether all sources are papers of the Office: they plan and propose, and oblige nobody."""
    return all(source.authority == Authority.OFFICE_PAPER for source in held.sources)


def _is_planned(one: Statement, held: Held) -> bool:
    """Tell whether a sentence of the sources speaks of what is to come, or is a row of a plan."""
    rows = all(source.locator.startswith("action plan") for source in held.sources)
    return rows or to_come(one.text)


def _limits(text: str, figure: Figure) -> set[Marker]:
    """Return the limits that stand by a figure, in its part of the sentence; “never more than” is at most.

    What stands right before the next figure is that one's.
    """
    figures = figures_in(text)
    start = max([each.end for each in figures if each.end <= figure.start] + [figure.start - _BEFORE, 0])
    following = [each.start - _NEXT for each in figures if each.start >= figure.end]
    end = max(figure.end, min([*following, figure.end + _BEHIND, len(text)]))
    before, after = _STOP.split(text[start : figure.start])[-1], _STOP.split(text[figure.end : end])[0]
    around = f"{before}{text[figure.start : figure.end]}{after}"
    found = {marker for marker in (Marker.LEAST, Marker.MOST) if places_of(marker, around)}
    if len(found) == 1:
        denied, limits = places_of(Marker.NEGATION, before), places_of(min(found), around)
        if any(0 < limit - each <= _REACH for each in denied for limit in limits):
            return {Marker.LEAST, Marker.MOST} - found
    return found


def _behind(marker: Marker, clause: Clause, language: Language) -> Clause:
    """Return what stands behind the marker in a clause: the condition itself."""
    at = places_of(marker, clause.text)[0]
    parts = clauses_of(clause.text[at:], language)
    return parts[0] if parts else clause
