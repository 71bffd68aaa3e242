"""Checks of negation: none is put in, and none is lost. Each returns the words at fault, or none."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.ask.claims.alignment import near, statements_for
from assistant.ask.claims.held import Held
from assistant.ask.claims.polarity import PREFIXED, Marker, first_of, markers_in, places_of
from assistant.ask.claims.sentence import Sentence
from assistant.ask.claims.support import Clause, Statement, covered_by, met_in, stems_in
from corpus.text.folding import fold
from corpus.types import Language

_COVERED = 0.6  # of a clause's words, said by the sentence: it is about that clause
_WORDS = 2  # a clause with fewer says nothing alone
_TURNING = {Marker.NEGATION, Marker.EXCEPTION, Marker.ONLY}
_MODAL = re.compile(
    r"(?<!\w)(?:must|may|shall|should|can|cannot|could|might|ought to|ha(?:s|ve) to|doi(?:t|vent)|devra(?:it|ient)?|"
    r"devront|peu(?:t|vent)|pourra(?:it|ient)?|pourront|deb(?:e|en|era|eran|eria|erian)|pued(?:e|en)|podr(?:a|an|ia|ian))"
    r"(?:n't)? (?:(?:not|never|only|also|pas|plus|jamais|solo|no|en aucun cas|se|etre|be|have been|ser) )*"
    r"(?P<verb>[\w-]{3,})"
)
_SUBJECT, _NE = 12, 6  # characters: “No member may …” denies from the start, «ne peut» right before
# Parts of a sentence that say one thing each, with its own negation if it has one.
_PART = re.compile(
    r"[;:]\s|\s(?:and|but|et|mais|y|pero)\s(?=[\w’']+\s[\w’']+\s)|"
    r",\s(?:while|whereas|though|although|tandis que?|alors que?|bien que?|mientras|aunque)\s"
)


def negation_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a negation that the sentence leaves out, or puts in."""
    checks = (_put_in, _left_out, _prefix_lost, _turned_round)
    return next(filter(None, (check(sentence, held) for check in checks)), "")


def _turned_round(sentence: Sentence, held: Held) -> str:
    """Return a verb that must, should or may be where every clause of the sources on the same denies it, or inversely.

    Clauses that a condition or an exception turns round are left aside: “no one may vote unless …” lets some vote.
    """
    if markers_in(sentence.opening) & _TURNING:
        return ""
    for clause in sentence.clauses:
        if clause.markers & {Marker.EXCEPTION, Marker.DENIAL, Marker.CONDITION}:
            continue
        asked = sentence.meanings_in(clause.text)
        for verb, denied in _modal_verbs(clause.text):
            stems = stems_in(verb, sentence.language)
            theirs = {
                said_denied
                for one in held.statements.get(sentence.language, ())
                for other in one.clauses
                if not one.markers & {Marker.EXCEPTION, Marker.ONLY, Marker.CONDITION}
                if covered_by(other, sentence.language, asked) >= _COVERED
                for said, said_denied in _modal_verbs(other.text)
                if stems & stems_in(said, sentence.language)
            }
            if theirs == {not denied}:
                return verb
    return ""


@lru_cache(maxsize=4096)
def _modal_verbs(text: str) -> tuple[tuple[str, bool], ...]:
    """Return the verbs of a clause that something must, should or may do, each with whether it is denied."""
    denials = places_of(Marker.NEGATION, text)
    return tuple(
        (
            match["verb"],
            any(place < _SUBJECT or match.start() - _NE <= place < match.start("verb") for place in denials),
        )
        for match in _MODAL.finditer(fold(text))
    )


def _put_in(sentence: Sentence, held: Held) -> str:
    """Return a negation of the sentence that no sentence of the sources, as near as any, has in any words."""
    if Marker.NEGATION not in sentence.markers or Marker.ONLY in sentence.markers:
        return ""
    for clause in sentence.clauses:
        if Marker.NEGATION not in clause.markers:
            continue
        asked = sentence.meanings_in(clause.text)
        said = near(asked, sentence.language, held)
        if said and not any(one.markers & {*_TURNING, Marker.DENIAL} for one in said):
            return first_of(Marker.NEGATION, clause.text)
    return ""


def _left_out(sentence: Sentence, held: Held) -> str:
    """Return a negation of the sources that a part of the sentence leaves out though it says all else of its clause.

    None where another clause of the sources says as much of that part without a negation. A denial in other words
    (“is prohibited”) stands for a negation, but not for both: “no one is excluded”.
    """
    if markers_in(sentence.opening) & _TURNING:
        return ""
    for part in _PART.split(sentence.text):
        markers = markers_in(part)
        if markers & _TURNING:
            continue
        asked = sentence.meanings_in(part)
        for language, said in statements_for(sentence.language, held).items():
            for denied in (each for one in said for each in _denied(one)):
                if Marker.DENIAL in markers and Marker.DENIAL not in denied.markers:
                    continue
                if covered_by(denied, language, asked) < _COVERED:
                    continue
                common = [each for each in asked if met_in(each, language, denied.stems)]
                plain: list[Clause | Statement] = [each for one in said for each in one.clauses]
                plain = [each for each in (*plain, *said) if not each.markers & _TURNING]
                if not any(all(met_in(each, language, other.stems) for each in common) for other in plain):
                    return first_of(Marker.NEGATION, denied.text)
    return ""


def _denied(one: Statement) -> list[Clause]:
    """Return the clauses of a sentence that have a negation, each with the next where it says too little alone.

    “It does not replace, but supplements …”; the whole where it says no more than no: “Legal implications: None”.
    """
    found: list[Clause] = []
    for place, clause in enumerate(one.clauses):
        if Marker.NEGATION not in clause.markers:
            continue
        if not clause.words:
            clause = Clause(one.text, one.stems, one.markers)
        elif len(clause.words) < _WORDS and len(one.clauses) > 1:
            other = one.clauses[place + 1] if place + 1 < len(one.clauses) else one.clauses[place - 1]
            clause = Clause(f"{clause.text} {other.text}", clause.stems | other.stems, clause.markers | other.markers)
        if len(clause.words) >= _WORDS:
            found.append(clause)
    return found


def _prefix_lost(sentence: Sentence, held: Held) -> str:
    """Return a word that the sources have only turned round by a prefix, and the sentence has without it."""
    if Marker.NEGATION in sentence.markers or PREFIXED.search(fold(sentence.whole)):
        return ""
    for language, text in held.texts:
        for words, stems, plain in _prefixed(text, language):
            if any(met_in(each, language, stems) and not met_in(each, language, plain) for each in sentence.meanings):
                return words
    return ""


@lru_cache(maxsize=1024)
def _prefixed(text: str, language: Language) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """Return the words of a text that a prefix turns round, the stems they are made of, and those of all the rest."""
    folded = fold(text)
    return tuple(
        (match[0], stems_in(match[match.lastgroup or 0], language), stems_in(PREFIXED.sub(" ", folded), language))
        for match in PREFIXED.finditer(folded)
    )
