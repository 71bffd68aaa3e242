"""Summaries: the paragraphs that cover a document, or a part of it, one sentence of each, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from assistant.ask.collection import collected
from assistant.ask.extractive import ExtractiveAnswerer
from assistant.ask.outcome import Outcome, refusal
from assistant.ask.paragraphs import Paragraph, left_out, listed, shown_of, telling_sentence
from assistant.ask.question.reading import QuestionReading
from assistant.ask.question.subject import named_in
from assistant.ask.types import AnswerStatus
from assistant.cite.messages import why_not
from assistant.composition import Composition
from assistant.session import Session
from corpus.references import Reference, resolve
from corpus.types import Language
from index.paragraph_reader import Paragraphs
from index.query.stems import stem_set
from index.ranking.evidence import Words

_LOOKED_AT = 30  # paragraphs, whose documents may have the part or the heading that is named
_MOST = 10  # paragraphs of a summary, of all documents together
_FEWEST = 3  # of one document
_FEWEST_WORDS = 8  # a paragraph of fewer says nothing of a document: “Legal implications: None.”
_MOST_WORDS = 80  # of a sentence without a number; one of more is a preamble
_FEWEST_MET = 2  # words of a question that name a heading
_OF_THE_TITLE = 0.5  # of a question's words, told by the title of its document
_OF_THE_HEADING = 0.6  # of a question's words, by their rarity


def summary(reading: QuestionReading, session: Session) -> Outcome | None:
    """Return a summary of the documents, parts or subjects that a question names; None where it names nothing held."""
    scope = reading.scope
    if reading.reference is not None and reading.reference.locators and not scope.parts:
        return _of_places(reading.reference, scope.documents, session)
    documents = scope.documents or tuple(
        dict.fromkeys(each.document for each in reading.ranking(reading.subject or reading.core)[:_LOOKED_AT])
    )
    subject = session.search.ranker.words(reading.subject, reading.language) if reading.subject else {}
    composition = Composition(session.reader)
    for each in documents:
        said, headings = session.search.made_of(each, _outlined, session.reader)
        named = {one for one in headings if scope.parts and scope.has_part(one)}
        part = [one for one in said if named and one.headings in named] or _under(said, headings, subject)
        chosen_from = part or ([] if reading.subject or scope.parts else said)
        if chosen_from and (part or scope.documents):
            chosen = _covering(chosen_from, max(_FEWEST, _MOST // max(1, len(scope.documents))))
            listed(composition, session.library.document(each), chosen, {}, session)
            shown = {one.locator for one in chosen}
            left_out(composition, [one.locator for one in chosen_from if one.locator not in shown])
    if composition.citations:
        return AnswerStatus.ANSWERED, composition
    if scope.parts and not reading.subject:
        return refusal(session.reader, AnswerStatus.NOT_IN_DOCUMENTS, "refusal.no_such_part")
    if not reading.subject:
        return None
    return collected(reading, session) or _by_title(reading, session)


def _by_title(reading: QuestionReading, session: Session) -> Outcome | None:
    """Sum up the one document named where its title tells what it is said to be about: “where the fleet comes from”."""
    if len(reading.scope.documents) != 1:
        return None
    document = session.library.document(reading.scope.documents[0])
    words = reading.subject.split()
    told = [each for each in words if named_in(each, document.titles.values())]
    if _OF_THE_TITLE * len(words) > len(told):
        return None
    said, _ = session.search.made_of(document.id, _outlined, session.reader)
    composition = Composition(session.reader)
    chosen = _covering(said, _MOST)
    listed(composition, document, chosen, {}, session)
    shown = {one.locator for one in chosen}
    left_out(composition, [one.locator for one in said if one.locator not in shown])
    return (AnswerStatus.ANSWERED, composition) if composition.citations else None


def _outlined(paragraphs: Paragraphs, reader: Language) -> tuple[tuple[Paragraph, ...], tuple[tuple[str, ...], ...]]:
    """Return the paragraphs of a document that say something of it, and the headings over them, each once."""
    said = tuple(_of_substance(shown_of(paragraphs, reader)))
    return said, tuple(dict.fromkeys(each.headings for each in said))


def _of_substance(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs that say something of a document: no few words, no preamble, no signatures at the end."""
    said = [each for each in paragraphs if len(each.text.split()) >= _FEWEST_WORDS and not _is_preamble(each)]
    numbered = [at for at, each in enumerate(said) if each.locator[:1].isdigit()]
    return said[: numbered[-1] + 1] if numbered else said


def _is_preamble(paragraph: Paragraph) -> bool:
    words = max(len(paragraph.text.split()), len(paragraph.shown.text.split()))
    if words <= _MOST_WORDS or paragraph.locator[:1].isdigit():  # no sentence of it has more
        return False
    return len(telling_sentence(paragraph.shown, {}).split()) > _MOST_WORDS


def _of_places(reference: Reference, documents: Sequence[str], session: Session) -> Outcome | None:
    """Show the places themselves that a summary is wanted of, or ask of which document; None where none has them."""
    among = [reference.document] if reference.document else documents or session.holdings.document_ids()
    having = [each for each in among if all(session.holdings.has(each, locator) for locator in reference.locators)]
    if len(having) == 1:
        return AnswerStatus.ANSWERED, ExtractiveAnswerer(session).paragraph(having[0], reference.locators)
    if not having:
        return None
    message = why_not(reference, resolve(reference, session.holdings), session)
    return AnswerStatus.NOT_IN_DOCUMENTS, Composition(session.reader, blocks=[message])


def _under(paragraphs: Sequence[Paragraph], over: Sequence[tuple[str, ...]], subject: Words) -> list[Paragraph]:
    """Return the paragraphs under the heading that has most of the words of a subject; none where it has few.

    `over` has the headings over the paragraphs, each once, in order. Of headings that have as many words, the outermost
    is taken: a part of a law rather than one of its articles.
    """
    best, found = (0.0, 0), tuple[str, ...]()
    for headings in dict.fromkeys(each[:depth] for each in over for depth in range(1, 5)):
        if not headings:
            continue
        for language, words in subject.items():
            there = stem_set(headings[-1], language)
            met = [rarity for word, rarity in words if not there.isdisjoint(word)]
            whole = sum(rarity for _, rarity in words)
            rank = round(sum(met), 6), -len(headings)
            if len(met) >= min(_FEWEST_MET, len(words)) and rank > best and rank[0] >= _OF_THE_HEADING * whole:
                best, found = rank, headings
    return [each for each in paragraphs if found and each.headings[: len(found)] == found]


def _covering(paragraphs: Sequence[Paragraph], most: int) -> list[Paragraph]:
    """Return the paragraphs that cover all: the first under each heading, then the second of each, as many as fit."""
    if len(paragraphs) <= most:
        return list(paragraphs)
    groups: dict[tuple[str, ...], list[Paragraph]] = {}
    for depth in range(max(len(each.headings) for each in paragraphs), -1, -1):
        groups = {}
        for each in paragraphs:
            groups.setdefault(each.headings[:depth], []).append(each)
        if len(groups) <= most:
            break
    in_turn = [each for row in zip_longest(*groups.values()) for each in row if each is not None]
    chosen = {each.locator for each in in_turn[:most]}
    return [each for each in paragraphs if each.locator in chosen]
