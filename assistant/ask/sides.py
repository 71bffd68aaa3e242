"""Comparisons: what each of the documents named says on the subject, or which of them says nothing on it."""

from __future__ import annotations

import re
from itertools import islice

from assistant.ask import overview
from assistant.ask.definitions import bare_term, defined, piece_defining
from assistant.ask.extractive import ExtractiveAnswerer
from assistant.ask.met_words import share_met
from assistant.ask.outcome import Outcome
from assistant.ask.paragraphs import paragraphs_of
from assistant.ask.question.named_scope import NamedScope, ranked_within
from assistant.ask.question.reading import QuestionReading
from assistant.ask.types import AnswerStatus
from assistant.composition import Composition
from assistant.session import Session
from corpus.text.folding import fold
from index.query.stems import stem_set
from index.ranking.confidence import Confidence
from index.ranking.ranker import Ranked

_FIRST = 5  # paragraphs on one thing, among which one is looked for that is not on the other
_MOST = 2  # paragraphs of each side
_LOOKED_AT = 60  # paragraphs
_MOST_WORDS = 0.5  # of the words asked about, by their rarity
_NEARLY = 0.9  # of the score of the first
_SIDES = re.compile(
    r"\b(?:compared (?:to|with)|versus|vs\.?|as against|par rapport (?:aux?|a la|a l')|par opposition (?:aux?|a la|"
    r"a l')|frente (?:a la|al|a)|comparad[oa] con)\b"
)
_AND = r"(?:and|et|y|with|to|avec|aux?|con)"
_THINGS = (
    re.compile(
        r"\b(?:differences?|distinction|diferencias?)\b[^?]*?\b(?:between|entre)\s+(?P<one>[^?]+?)\s+(?:and|et|y|e)\s+(?P<other>[^?]+)"
    ),
    re.compile(rf"\b(?:compar(?:e|es|er|ez|ar|a|ing)|contrast)\s+(?P<one>[^?]+?)\s+{_AND}\s+(?P<other>[^?]+)"),
    re.compile(r"(?P<one>[^?:,]+?)\s+(?:vs\.?|versus)\s+(?P<other>[^?:,]+)"),
    re.compile(
        r"(?P<one>[^?:,]+?)\s+(?:and|et|y)\s+(?P<other>[^?:,]+?),?\s+(?:what(?:'s| is) the|"
        r"quelles? (?:est la |sont les )?|que |cual es la )\s*(?:differences?|diferencias?)\b"
    ),
    re.compile(
        r"\b(?P<for>for|pour|para|in|dans|en)\s+(?P<one>[^?,]+?),?\s+(?:and|et|y)\s+(?P=for)\s+(?P<other>[^?.,]+)"
    ),
)
# «les organisations d'employeurs et celles de travailleurs»: what is not said twice.
_THAT_OF = re.compile(r"^(?:those|that|celles?|ceux|celui|l[ao]s?) (?:of|d[eu]s?|del?)\s+(?=\w)")
_TOPIC = re.compile(r"^(?P<topic>[^:?]{3,100}?)\s?:\s+(?=\S)")
_NUMBERED = re.compile(r"\b\d{1,4}(?:st|nd|rd|th|e|eme|re|er|a|o|ª|º)?\b")


def comparison(reading: QuestionReading, session: Session) -> Outcome | None:
    """Return both sides of a comparison: of two documents or more, or of two things told apart by their numbers."""
    if len(reading.scope.documents) > 1:
        return _of_documents(reading, session)
    return _of_numbers(reading, session) or _of_things(reading, session)


def _of_documents(reading: QuestionReading, session: Session) -> Outcome | None:
    if not reading.subject:
        return overview.summary(reading, session)  # compared by all they say, one after the other
    composition = Composition(session.reader)
    asked = reading.subject
    quoted = ExtractiveAnswerer(session)
    for document in reading.scope.documents:
        ranking = ranked_within(NamedScope((document,)), asked, session, language=reading.language)
        likely = session.search.confidence(asked, ranking) if ranking else 0.0
        if likely < Confidence.bundled().refuse and not session.search.share_named(asked, ranking):
            if places := _alike(asked, document, reading, session):
                for locator in places:
                    composition.add(quoted.pieces(asked, document, locator))
                continue
            held = session.library.document(document)
            name = held.symbol or held.title(session.reader)
            composition.blocks.append(composition.say("answer.side_lacks", document=name))
            continue
        for ranked in ranking[:_MOST]:
            if ranked.score >= _NEARLY * ranking[0].score:
                composition.add(quoted.pieces(asked, document, ranked.locator))
    return (AnswerStatus.ANSWERED, composition) if composition.citations else None


def _alike(asked: str, document: str, reading: QuestionReading, session: Session) -> list[str]:
    """Return the paragraphs of a document that have most of some words by how they begin: «pandémie» for pandemic."""
    words = session.search.ranker.words(asked, reading.language)
    met = {
        each.locator: max(
            share_met(words.get(placed.language, ()), stem_set(placed.rendition.text, placed.language))
            for placed in each.placed.values()
        )
        for each in paragraphs_of(document, session)
    }
    best = sorted(met, key=lambda each: -met[each])[:_MOST]
    return [each for each in best if met[each] >= _MOST_WORDS]


def _of_numbers(reading: QuestionReading, session: Session) -> Outcome | None:
    """Compare “the 21st conference” with “the 22nd”: the paragraphs that name each."""
    folded = fold(reading.core)
    between = _SIDES.search(folded)
    if between is None:
        return None
    one, other = reading.core[: between.start()], reading.core[between.end() :]
    first, second = list(_NUMBERED.finditer(fold(one))), _NUMBERED.search(fold(other))
    if not first or second is None:
        return None
    composition = Composition(session.reader)
    for number in (one[first[-1].start() : first[-1].end()], other[second.start() : second.end()]):
        asked = f"{one[: first[-1].start()]}{number}{one[first[-1].end() :]}"
        naming = (
            each for each in reading.ranking(asked)[:_LOOKED_AT] if _names(each.document, each.locator, number, session)
        )
        for ranked in islice(naming, _MOST):
            composition.add(ExtractiveAnswerer(session).pieces(asked, ranked.document, ranked.locator))
    return (AnswerStatus.ANSWERED, composition) if len(composition.citations) > 1 else None


def _of_things(reading: QuestionReading, session: Session) -> Outcome | None:
    """Compare two things: what defines each, else the best paragraph on each that is not as much on the other."""
    both = things_of(reading.core)
    if both is None:
        return None
    composition = Composition(session.reader)
    topic = _TOPIC.match(fold(reading.core))
    about = reading.core[: topic.end("topic")] if topic else ""
    answered = told = 0
    for thing, other in (both, both[::-1]):
        if not about and (found := defined(thing, reading, session)):
            composition.add([piece_defining(found, session)])
            answered, told = answered + 1, told + 1
        elif place := _best_on(thing, other, about, reading, session):
            composition.add(ExtractiveAnswerer(session).pieces(thing, place.document, place.locator))
            answered += 1
        else:
            composition.blocks.append(composition.say("answer.other_half", words=thing))
    if not answered:
        return None
    if told < len(both):
        composition.hedge()  # that these are the paragraphs to compare is likely, no more
    return AnswerStatus.ANSWERED, composition


def things_of(question: str) -> tuple[str, str] | None:
    """Return the two things that a question compares.

    >>> things_of("What is the difference between a bylaw and a special resolution?")
    ('bylaw', 'special resolution')
    """
    for form in _THINGS:
        if match := form.search(fold(question)):
            one, other = (question[slice(*match.span(name))] for name in ("one", "other"))
            one = bare_term(one)
            if that := _THAT_OF.match(fold(other.strip())):
                other = f"{one.split()[0]} {other.strip()[that.end() :]}"
            return one, bare_term(other)
    return None


def _best_on(thing: str, other: str, about: str, reading: QuestionReading, session: Session) -> Ranked | None:
    """Return the first paragraph that has the words of a thing, rather one that lacks those of the other.

    `about` is what both are compared in, empty where it is not said.
    """
    words = session.search.ranker.words(thing, reading.language)
    others = session.search.ranker.words(other, reading.language)
    naming = [
        each for each in reading.ranking(f"{about} {thing}".strip())[:_LOOKED_AT] if session.search.names(each, words)
    ]
    alone = (each for each in naming[:_FIRST] if not session.search.names(each, others))
    return next(alone, naming[0] if naming else None)


def _names(document: str, locator: str, number: str, session: Session) -> bool:
    digits = re.match(r"\d+", number)
    texts = (placed.rendition.text for placed in session.search.placed(document, locator).values())
    return digits is not None and any(re.search(rf"\b{digits[0]}(?!\d)", text) for text in texts)
