"""Lists of all that the documents have on something: every paragraph that names it, or refers to it, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from assistant.ask.met_words import is_met
from assistant.ask.outcome import Outcome
from assistant.ask.paragraphs import Paragraph, left_out, listed, paragraph_at, paragraphs_of
from assistant.ask.question.reading import QuestionReading
from assistant.ask.question.subject import subject_of
from assistant.ask.types import AnswerStatus
from assistant.composition import Composition
from assistant.session import Session
from corpus.glossary.glossary import Glossary
from corpus.text.folding import fold
from corpus.types import Language
from index.query.stems import stem_set, stems_of
from index.ranking.evidence import Words

_MOST = 14  # paragraphs listed; the numbers of the others are named
_DOCUMENTS = 4
_LIKELY = 0.7  # of the likeliest translation of a word, by which a paragraph is taken to name it
_CITED_KIND = re.compile(
    r"\b(?:(?P<recommendation>recom[a-z]+)|(?P<convention>conven[a-z]+)|(?P<declaration>declara[a-z]+)|"
    r"(?P<resolution>resol[a-z]+)|(?P<instrument>instrument[a-z]*|standards?|normes?|normas?))\b"
)
_CITING = re.compile(r"\b(?:cit\w+|mention\w*|mencion\w*|refer\w*|renvoi\w*|invoqu\w+|quot\w+)\b")


def collected(reading: QuestionReading, session: Session) -> Outcome | None:
    """Return every paragraph on the subject of a question; None where there is no subject, or nothing on it."""
    asked = session.search.ranker.words(reading.subject, reading.language) if reading.subject else {}
    found = list(_referring(reading, session)) or list(_naming(reading, asked, session))
    composition = Composition(session.reader)
    room = _MOST
    for document, paragraphs in found[:_DOCUMENTS]:
        chosen = paragraphs[:room]
        if chosen:
            listed(
                composition, session.library.document(document), _in_order(chosen, document, session), asked, session
            )
            shown = {each.locator for each in chosen}
            left_out(composition, [each.locator for each in paragraphs if each.locator not in shown])
        room -= len(chosen)
    return (AnswerStatus.ANSWERED, composition) if composition.citations else None


def _referring(reading: QuestionReading, session: Session) -> Iterator[tuple[str, list[Paragraph]]]:
    """Yield the paragraphs that refer to what a question names, or to instruments of the kind that it asks for."""
    folded = fold(reading.core)
    places: dict[str, dict[str, None]] = {}
    if not _CITING.search(folded) and not _only_names(reading):
        return
    named = [each.document for each in reading.mentions if each.document and each.precise]
    kinds = [match.lastgroup for match in _CITED_KIND.finditer(folded)]
    if reading.scope.documents and kinds and not set(named) - set(reading.scope.documents):
        for document in reading.scope.documents:
            for stored in session.library.outgoing(document):
                entry = session.catalogue.get(stored.link.document) if stored.link.document else None
                if entry is not None and (entry.kind in kinds or "instrument" in kinds):
                    places.setdefault(document, {}).setdefault(stored.link.locator)
    else:
        for document in named:
            for stored in session.library.incoming(document):
                if session.holdings.has(stored.document) and stored.document != document:
                    places.setdefault(stored.document, {}).setdefault(stored.link.locator)
    for document, locators in places.items():
        there = {each.locator: each for each in paragraphs_of(document, session, items=True)}
        yield document, [there[each] for each in locators if each in there]


def _only_names(reading: QuestionReading) -> bool:
    """Tell whether a question has no subject but the documents it names: “everything about Recommendation No. 193”."""
    said = fold(reading.core)
    for mention in reading.mentions:
        said = said.replace(fold(mention.named), " ")
    return bool(reading.mentions) and not subject_of(said)


def _naming(reading: QuestionReading, asked: Words, session: Session) -> Iterator[tuple[str, list[Paragraph]]]:
    """Yield for each document the paragraphs that have all the words of a subject, the best first.

    In one language, in their own words or in the heading just above.
    """
    if not any(asked.values()):
        return
    by_document: dict[str, list[Paragraph]] = {}
    wanted = _wanted(reading.subject, reading.language, session)
    for ranked in reading.ranking(reading.subject):
        paragraph = paragraph_at(ranked.document, ranked.locator, session)
        if paragraph is not None and names_all(paragraph, wanted):
            by_document.setdefault(ranked.document, []).append(paragraph)
    yield from by_document.items()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a paragraph has to name: words, each by any of its stems, and terms of the glossary, each in any form."""

    words: Words
    terms: Mapping[Language, Sequence[Sequence[Sequence[str]]]]  # in each, the stems of every form of each term


def _wanted(subject: str, language: Language, session: Session) -> _Wanted:
    """Return what a subject names; a word is met by what it likely is in another language, not by all it may be."""
    glossary, rest = Glossary.bundled(), subject
    for spot in reversed(list(glossary.spots(subject))):
        rest = f"{rest[: spot.start]} {rest[spot.end :]}"
    words = session.search.ranker.words(rest, language) if rest.strip() else {}
    likely = {
        each: [({stem: weight for stem, weight in word.items() if weight >= _LIKELY}, rarity) for word, rarity in some]
        for each, some in words.items()
    }
    terms = glossary.terms_in(subject)
    forms = {each: [[stems_of(form, each) for form in term.spellings(each)] for term in terms] for each in Language}
    return _Wanted(likely, forms)


def names_all(paragraph: Paragraph, wanted: _Wanted) -> bool:
    """Tell whether a paragraph names all that is wanted, in one of its languages."""
    for code, placed in paragraph.placed.items():
        language = Language(code)
        said = stem_set(" ".join((placed.rendition.text, *placed.rendition.heading[-1:])), language)
        words, terms = wanted.words.get(language, ()), wanted.terms[language]
        if (words or terms) and all(is_met(word, said) for word, _ in words) and _name_all(said, terms):
            return True
    return False


def _name_all(said: Set[str], terms: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Tell whether each term is named in one of its forms: “Turin Centre” has a longer name, too."""
    return all(any(form and all(is_met({stem: 1.0}, said) for stem in form) for form in forms) for forms in terms)


def _in_order(chosen: Sequence[Paragraph], document: str, session: Session) -> list[Paragraph]:
    order = {locator: place for place, locator in enumerate(session.holdings.locators(document))}
    return sorted(chosen, key=lambda each: order.get(each.locator, 0))
