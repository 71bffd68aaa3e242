"""Questions for places by their references: answered with the places, or with the message why there are none."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ask.extractive import ExtractiveAnswerer
from assistant.ask.outcome import Outcome
from assistant.ask.question.explanation import asked_about, has_words_of, is_explanation
from assistant.ask.question.reading import QuestionReading
from assistant.ask.types import AnswerStatus
from assistant.cite.messages import language_missing, why_not
from assistant.composition import Composition
from assistant.session import Session
from corpus.references import Reference, ResolutionStatus, format_citation, resolve
from corpus.references.language import language_asked_for
from corpus.types import Language, Status
from index.search import preferred


def answer(reading: QuestionReading, session: Session) -> Outcome | None:
    """Return the places asked for, or why there are none; None where the question is for a search to answer."""
    if shown := _of_several(reading.references, session):
        return shown
    if reading.reference_here is None or reading.asks_for_rows:
        return None
    return _of_one(reading.text, reading.reference_here, session)


def to_explain(reading: QuestionReading, session: Session) -> Outcome | None:
    """Return the place that is to be explained, as it stands; None for any other question."""
    if not (reading.places and is_explanation(reading.text)):
        return None
    document, _ = min(reading.places)
    locators = [locator for each, locator in sorted(reading.places) if each == document]
    return _shown(document, locators, language_asked_for(reading.text), session)


def to_read(reading: QuestionReading, session: Session) -> Outcome | None:
    """Return the place of which a question asks what it says about something, where it has words of that, as it stands.

    None for any other question, and where the place says nothing of it: then a search answers, or refuses.
    """
    about = asked_about(reading.text)
    if about is None or len(reading.places) != 1:
        return None
    ((document, locator),) = reading.places
    placed = session.search.placed(document, locator)
    if not any(has_words_of(about, each.rendition.text) for each in placed.values()):
        return None
    return _shown(document, [locator], language_asked_for(reading.text), session)


def _of_several(references: Sequence[Reference], session: Session) -> Outcome | None:
    """Return the places of several documents; None where one of them is missing."""
    found = [resolve(each, session.holdings) for each in references if each.is_lookup]
    if len(references) == 1 or len(found) < len(references) or any(each.missing for each in found):
        return None
    composition = Composition(session.reader)
    for each in found:
        if each.document is None or not each.locators:
            return None
        ExtractiveAnswerer(session).paragraph(each.document, each.locators, onto=composition)
    return (AnswerStatus.ANSWERED, composition) if composition.citations else None


def _of_one(question: str, reference: Reference, session: Session) -> Outcome | None:
    """Return the place asked for, or the message why there is none; None where a search is better."""
    resolution = resolve(reference, session.holdings)
    if resolution.status is ResolutionStatus.FOUND and resolution.document:
        if not reference.is_lookup or not resolution.locators:
            return None
        status, composition = _shown(resolution.document, resolution.locators, language_asked_for(question), session)
        if resolution.missing:
            composition.blocks.append(why_not(reference, resolution, session))
        return status, composition
    if not _must_exist(reference, resolution.status):
        return None
    blocks = [why_not(reference, resolution, session)]
    missing = resolution.status is ResolutionStatus.NOT_LOADED
    status = AnswerStatus.DOCUMENT_NOT_LOADED if missing else AnswerStatus.NOT_IN_DOCUMENTS
    return status, Composition(session.reader, blocks=blocks)


def _shown(document_id: str, locators: Sequence[str], wanted: Language | None, session: Session) -> Outcome:
    """Return paragraphs in the language wanted, or say that there is no official text in it and show another."""
    shown = ExtractiveAnswerer(session)
    if wanted is None:
        return AnswerStatus.ANSWERED, shown.paragraph(document_id, locators)
    placed = session.search.placed(document_id, locators[0])
    if wanted in placed and placed[wanted].status is not Status.NOTE:
        return AnswerStatus.ANSWERED, ExtractiveAnswerer(session.read_by(wanted)).paragraph(document_id, locators)
    composition = shown.paragraph(document_id, locators)
    citation = format_citation(session.library.document(document_id), locators[0], session.reader)
    missing = language_missing(citation, wanted, preferred(placed, session.reader).language, session.reader)
    composition.blocks.insert(0, missing)
    return AnswerStatus.LANGUAGE_MISSING, composition


def _must_exist(reference: Reference, status: ResolutionStatus) -> bool:
    """Tell whether an unresolved reference is a refusal; else the question may be answered by a search.

    A request to see a place must find it, and a place of a document named must be in it. An objective or output of a
    plan must exist as well; a paragraph number without a document may be anything.
    """
    if reference.is_lookup:
        return True
    if status is ResolutionStatus.NOT_LOADED:
        return bool(reference.locators)
    if status is ResolutionStatus.NO_SUCH_PARAGRAPH:
        return reference.explicit or any(locator.startswith("action plan") for locator in reference.locators)
    return False
