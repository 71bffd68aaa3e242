"""Questions for a value: a date, a number, a sum, a person. Answered by a sentence that holds one beside what is asked.

A sentence on the very thing without a value is no answer, nor is a value near other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.ask.counting import counts, is_headed_by, what_is_counted, without_measures
from assistant.ask.met_words import share_met
from assistant.ask.question.answer_type import AnswerType, holds, is_related
from assistant.ask.question.reading import QuestionReading
from assistant.ask.sayings import Saying, sayings_of
from assistant.session import Session
from corpus.text.folding import fold
from corpus.types import Role, Status
from index.query.lexicon import Lexicon
from index.query.stems import stem_set
from index.ranking.ranker import Ranked
from index.types import Placed

VALUES = frozenset(AnswerType) - {AnswerType.DEFINITION}
"""What is asked for that is a value."""

_LOOKED_AT = 12  # paragraphs
_LATER = 0.02  # of the words, for each paragraph that ranks before
_ENOUGH = 0.62  # of the words asked about, by their rarity, met in the sentence with the value or in its paragraph
_ENOUGH_DATED = 0.72  # dates stand in many sentences, as those of instruments that are cited
_DATED = frozenset({AnswerType.DATE, AnswerType.YEAR, AnswerType.TIME})
_ENOUGH_ACROSS = 0.45  # where the paragraph is in another language: the lexicon misses some words
_ENOUGH_IN_THE_OTHER = 0.6  # where it is in the question's too, but the words are only met in the other
_OF_ANOTHER = 0.15  # of the words, for a number that does not stand before what is counted
_ANNEXED = 0.05  # of the words, for what is printed with a text and no part of it: an annex, a Recommendation
_IN_AN_ANNEX = re.compile(r"(?!action plan)[^,]*, ")
_UNDER_ITS_NAME = 0.15  # of the words, for a paragraph headed “number of” what is counted
# What only says which kind of value is wanted, and that something took place.
_VALUE_WORDS = frozenset(
    """
    many much number total amount sum cost costs price year date day month time percentage percent share people
    persons person
    name names held hold took place happened sent written dated adopted published signed going whole take takes
    moment currently
    now exactly there must need long last lasts lasting goes get gets minimum maximum least most
    afterwards afterward then
    combien nombre montant somme cout coute couter total prix annee date jour mois pourcentage part personnes
    personne nom noms tenu
    tenue lieu eu envoye envoyee ecrit ecrite date adopte adoptee publie publiee faut actuellement quel quelle minimum
    faudra doit doivent dure durent duree temps longtemps maximum moins plus ensuite apres puis
    cuantos cuantas cuanto cuanta numero cantidad importe suma costo coste cuesta precio ano fecha dia mes porcentaje
    personas persona
    nombre nombres celebro celebrado lugar tuvo enviada escrita adoptada publicada actualmente hoy
    dura duran duracion tiempo hace hacen falta faltan asciende ascienden monto minimo minima maximo maxima menos mas
    despues luego debe deben
    """.split()
)

# The year of an instrument that is cited: “Recommendation (No. 193) …, 2002”.
_CITED_YEAR = re.compile(
    r"\(n\w{0,2}[°º.]{0,2}\s?\d+\)[^,;.()]{0,120}, (?:19|20)\d\d|, (?:19|20)\d\d \(n\w{0,2}[°º.]{0,2}\s?\d+\)"
)
_DIGIT = re.compile(r"\d")
_CAPITAL = re.compile(r"(?<=[\w,'’(] )[A-ZÀ-Ý][\w’'-]{2,}|(?<=['’])[A-ZÀ-Ý]\w{2,}")
# A rule for one case or against another, and a question that puts one.
_CASE = re.compile(
    r"\W*(?:if|where|despite|notwithstanding|in the case|si|lorsque|dans le cas|malgre|par derogation|"
    r"cuando|en caso|no obstante|a pesar)\b"
)
_IF = re.compile(r"\b(?:if|when|where|unless|despite|si|lorsque|quand|sauf|malgre|cuando|salvo|caso)\b")
_OF_A_CASE = 0.1  # of the words


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence that holds the value asked for, where it stands, and the share of the words asked about it has.

    `is_direct`: a number stands before what is counted.
    """

    place: Ranked
    placed: Placed
    quote: str
    met: float
    is_direct: bool


@dataclass(frozen=True, slots=True)
class _Value:
    """What holds a value of the kind asked for, at a place in the ranking; what is added to the words it meets."""

    at: Ranked
    placed: Placed
    said: Saying
    is_direct: bool
    more: float


def best_fact(reading: QuestionReading, kind: AnswerType, ranking: Sequence[Ranked], session: Session) -> Fact | None:
    """Return the sentence that answers a question for a value; None where no paragraph near has one."""
    own = _ENOUGH_DATED if kind in _DATED else _ENOUGH
    values = list(_values(reading, kind, _with_items(ranking[:_LOOKED_AT], session), session))
    for subject in dict.fromkeys((reading.subject, reading.own_subject)):
        facts = _facts(values, subject, reading, session)
        enough = [each for each in facts if each.met >= _enough(each, own, reading, session)]
        if enough:
            best = max(enough, key=lambda each: each.met)
            same = [each for each in facts if each.place == best.place and each.placed.language is session.reader]
            return max(same, key=lambda each: each.met, default=best)
    return None


def has_names(placed: Placed, names: Sequence[str]) -> bool:
    """Tell whether a paragraph has some names, in it or over it."""
    said = fold(" ".join((placed.text, *placed.rendition.heading))) if names else ""
    return all(fold(name) in said for name in names)


def names_in(reading: QuestionReading) -> list[str]:
    """Return the proper names in a question: words with a capital that no lexicon translates."""
    lexicon = Lexicon.bundled()
    return [word for word in _CAPITAL.findall(reading.topic) if not lexicon.knows(word, reading.language)]


def _enough(fact: Fact, own: float, reading: QuestionReading, session: Session) -> float:
    """Return the share of the words that a fact must have: less across languages, unless its text is in both."""
    if fact.placed.language is reading.language:
        return own
    both = reading.language in session.search.placed(fact.place.document, fact.place.locator)
    return _ENOUGH_IN_THE_OTHER if both else _ENOUGH_ACROSS


def _with_items(ranking: Sequence[Ranked], session: Session) -> list[tuple[int, Ranked]]:
    """Return paragraphs with their place in a ranking, each with its items, which may hold the value in its stead."""
    places = dict[tuple[str, str], tuple[int, Ranked]]()
    for place, each in enumerate(ranking):
        for locator in (each.locator, *session.holdings.below(each.document, each.locator, Role.ITEM)):
            places.setdefault((each.document, locator), (place, each._replace(locator=locator)))
    return list(places.values())


def _values(
    reading: QuestionReading, kind: AnswerType, ranking: Sequence[tuple[int, Ranked]], session: Session
) -> Iterator[_Value]:
    names = names_in(reading)
    what = what_is_counted(reading.core, reading.language) if kind is AnswerType.NUMBER else None
    counted = session.search.ranker.words(what, reading.language) if what else {}
    for place, ranked in ranking:
        for placed in session.search.placed(ranked.document, ranked.locator).values():
            if placed.status is Status.NOTE or not has_names(placed, names):
                continue
            if kind is AnswerType.DURATION and placed.rendition.role is Role.ROW:
                continue  # its time frame is that of a deliverable
            named = _UNDER_ITS_NAME if what and is_headed_by(placed, counted) else 0.0
            later = _LATER * place + (_ANNEXED if _IN_AN_ANNEX.match(ranked.locator) else 0.0)
            opening = _opening(ranked, placed, session)
            for said in sayings_of(placed):
                words = without_measures(said.words) if what else said.words
                words = _CITED_YEAR.sub(" ", words) if kind in _DATED and "(n" in words else words
                if kind is AnswerType.PERSON and not is_related(reading.core, said.around):
                    continue
                near = what is None or counts(words, counted.get(placed.language, ()), placed.language)
                if (near and what) or holds(kind, [words], reading.text):
                    more = named - later - (0.0 if near else _OF_ANOTHER) - _special(said.words, reading)
                    yield _Value(ranked, placed, said._replace(around=f"{said.around} {opening}"), near, more)


def _opening(place: Ranked, placed: Placed, session: Session) -> str:
    """Return the words that open the list of an item: what they say is said of it."""
    parent = placed.rendition.parent
    if placed.rendition.role is not Role.ITEM or parent is None:
        return ""
    above = session.search.placed(place.document, parent).get(placed.language)
    return above.rendition.text if above else ""


def _facts(values: Sequence[_Value], subject: str, reading: QuestionReading, session: Session) -> list[Fact]:
    """Return the values with the share of a subject's words met around them; none without the numbers it has."""
    words = [each for each in re.findall(r"[\w-]+", subject) if fold(each) not in _VALUE_WORDS]
    asked = session.search.ranker.words(" ".join(words), reading.language) if words else {}
    numbers = [rf"\b{re.escape(fold(each))}\b" for each in words if _DIGIT.search(each)]
    found = []
    for value in values:
        placed, said = value.placed, value.said
        if numbers:  # “the 23rd conference” is no other conference
            whole = fold(" ".join((placed.rendition.text, *placed.rendition.heading)))
            if not all(re.search(number, whole) for number in numbers):
                continue
        there, around = (stem_set(each, placed.language) for each in (said.words, said.around))
        share = share_met(asked.get(placed.language, ()), there, around)
        found.append(Fact(value.at, placed, said.sentence, share + value.more, value.is_direct))
    return found


def _special(sentence: str, reading: QuestionReading) -> float:
    """Return what a rule for a case alone loses where the question puts no case."""
    return _OF_A_CASE if _CASE.match(fold(sentence)) and not _IF.search(fold(reading.core)) else 0
