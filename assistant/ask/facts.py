"""Questions for a value: a date, a number, a sum, a person. Answered by a sentence that holds one beside what is asked.

A sentence on the very thing without a value is no answer, nor is a value near other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.ask.met_words import is_met, share_met
from assistant.ask.question.answer_type import AnswerType, holds
from assistant.ask.question.reading import QuestionReading
from assistant.session import Session
from corpus.text.folding import fold
from corpus.text.sentences import sentence_spans
from corpus.types import Language, Status
from index.query.lexicon import Lexicon
from index.query.stems import stems_of
from index.query.terms import Word
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
# What only says which kind of value is wanted, and that something took place.
_VALUE_WORDS = frozenset(
    """
    many much number total amount sum cost costs price year date day month time percentage percent share people
    persons person
    name names held hold took place happened sent written dated adopted published signed going whole take takes
    moment currently
    now exactly there must need
    combien nombre montant somme cout coute couter total prix annee date jour mois pourcentage part personnes
    personne nom noms tenu
    tenue lieu eu envoye envoyee ecrit ecrite date adopte adoptee publie publiee faut actuellement quel quelle minimum
    cuantos cuantas cuanto cuanta numero cantidad importe suma costo coste cuesta precio ano fecha dia mes porcentaje
    personas persona
    nombre nombres celebro celebrado lugar tuvo enviada escrita adoptada publicada actualmente hoy
    """.split()
)


_UNIT = re.compile(
    r"\b(?:days?|weeks?|months?|years?|hours?|minutes?|jours?|semaines?|mois|ans?|annees?|heures?|dias?|semanas?|meses|mes|anos?|horas?|"
    r"dollars?|francs?|euros?|per ?cent|pour cent|por ciento)\b|%"
)
# The year of an instrument that is cited: “Recommendation (No. 193) …, 2002”.
_CITED_YEAR = re.compile(
    r"\(n\w{0,2}[°º.]{0,2}\s?\d+\)[^,;.()]{0,120}, (?:19|20)\d\d|, (?:19|20)\d\d \(n\w{0,2}[°º.]{0,2}\s?\d+\)"
)
_NUMBER = re.compile(r"\d")
_CAPITAL = re.compile(r"(?<=[\w,'’(] )[A-ZÀ-Ý][\w’'-]{2,}|(?<=['’])[A-ZÀ-Ý]\w{2,}")
_ONE = re.compile(r"\b(?:one|a single|une?|una?|1)\s+(\w+)")
_MEASURE = re.compile(
    rf"(?<![\w.,-])[\w.,-]{{1,24}}(?:\s(?:millions?|milliards?|millones|thousand|mille|mil))?(?:\sde)?\s?(?:{_UNIT.pattern})|\(\d[\w.]*\)|§\s?\d+"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence that holds the value asked for, where it stands, and the share of the words asked about it has."""

    place: Ranked
    placed: Placed
    quote: str
    met: float


def best_fact(reading: QuestionReading, kind: AnswerType, ranking: Sequence[Ranked], session: Session) -> Fact | None:
    """Return the sentence that answers a question for a value; None where no paragraph near has one."""
    own = _ENOUGH_DATED if kind in _DATED else _ENOUGH
    for subject in dict.fromkeys((reading.subject, reading.own_subject)):
        facts = [
            each
            for each in _facts(reading, subject, kind, ranking[:_LOOKED_AT], session)
            if each.met >= (own if each.placed.language is reading.language else _ENOUGH_ACROSS)
        ]
        if facts:
            break
    if not facts:
        return None
    best = max(facts, key=lambda each: each.met)
    same = [each for each in facts if each.place == best.place and each.placed.language is session.reader]
    return max(same, key=lambda each: each.met, default=best)


def names_there(reading: QuestionReading, placed: Iterable[Placed], session: Session) -> bool:
    """Tell whether a paragraph has the proper names of a question: words with a capital that no lexicon translates."""
    lexicon, language = Lexicon.bundled(), reading.language
    others = [each for each in Language if each is not language]
    names = [
        match[0]
        for match in _CAPITAL.finditer(reading.topic)
        if not any(
            lexicon.translations(stem, language, other) for stem in stems_of(match[0], language) for other in others
        )
    ]
    if not names:
        return True
    said = fold(" ".join(text for each in placed for text in (each.text, *each.rendition.heading)))
    return all(fold(name) in said for name in names)


def _counted(sentence: str) -> str:
    """Return a sentence without its numbers of days, months and sums, which count nothing else."""
    kept, position = [], 0
    for match in _MEASURE.finditer(fold(sentence)):
        kept.append(sentence[position : match.start()])
        position = match.end()
    return "".join([*kept, sentence[position:]])


def _facts(
    reading: QuestionReading, subject: str, kind: AnswerType, ranking: Sequence[Ranked], session: Session
) -> Iterator[Fact]:
    words = [each for each in re.findall(r"[\w-]+", subject) if fold(each) not in _VALUE_WORDS]
    asked = session.search.ranker.words(" ".join(words), reading.language) if words else {}
    counts = kind is AnswerType.NUMBER and not _UNIT.search(fold(reading.core))
    counted = session.search.ranker.words(words[0], reading.language) if counts and words else {}
    numbers = {fold(each) for each in words if _NUMBER.search(each)}
    for place, ranked in enumerate(ranking):
        for placed in session.search.placed(ranked.document, ranked.locator).values():
            if placed.status is Status.NOTE:
                continue
            wanted, text = asked.get(placed.language, ()), placed.rendition.text
            around = frozenset(stems_of(" ".join((text, *placed.rendition.heading)), placed.language))
            if not (around.issuperset(numbers) and names_there(reading, [placed], session)):
                continue  # “the 23rd conference” is no other conference
            for start, end in sentence_spans(text):
                sentence = text[start:end]
                bare = _counted(sentence) if counts else _CITED_YEAR.sub(" ", sentence) if kind in _DATED else sentence
                there = holds(kind, [bare], reading.text)
                if there or (counts and _one(sentence, counted.get(placed.language, ()), placed.language)):
                    share = share_met(wanted, frozenset(stems_of(sentence, placed.language)), around)
                    yield Fact(ranked, placed, sentence, share - _LATER * place)


def _one(sentence: str, counted: Sequence[tuple[Word, float]], language: Language) -> bool:
    """Tell whether a sentence has one of what is counted: “each member has one vote”."""
    following = [match[1] for match in _ONE.finditer(fold(sentence))]
    return any(is_met(word, frozenset(stems_of(each, language))) for each in following for word, _ in counted)
