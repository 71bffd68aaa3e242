"""The pipeline of a question: scope, reference, search, refusal or answer (DESIGN.md, section 3)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant import i18n
from assistant.ask import by_reference, by_search, link_questions, overview, plan_columns
from assistant.ask.collection import collected
from assistant.ask.definitions import definition
from assistant.ask.outcome import Outcome, refusal
from assistant.ask.question.bare_words import spoken
from assistant.ask.question.follow_up import leans, standalone
from assistant.ask.question.kinds import QuestionKind
from assistant.ask.question.reading import QuestionReading
from assistant.ask.question.scope import Scope, scope_of
from assistant.ask.sides import comparison
from assistant.ask.types import Answer, AnswerStatus, Related
from assistant.composition import Composition
from assistant.errors import NoSuchParagraph
from assistant.links.graph import links_at
from assistant.plan.reply import compose
from assistant.read.parallel import parallel_of
from assistant.read.types import Parallel
from assistant.session import Engine, Session, kept
from assistant.types import PlaceId, Turn
from assistant.validation import LONGEST_QUESTION, milliseconds
from corpus.errors import LibraryFailure, UnknownDocument
from corpus.references import documents, format_citation, parse
from corpus.references.language import language_asked_for
from corpus.types import Language
from index.errors import SearchError

if TYPE_CHECKING:
    from assistant.ask.assignment import Assignment
    from assistant.ask.chat_models import ChatModel
    from assistant.ask.models.connection import Waiting

_log = logging.getLogger(__name__)

_EXTRACTIVE, _REFERENCE = "extractive", "reference"


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An answer by quotation alone, and what a model would be asked to write in its place, None where nothing."""

    answer: Answer
    composition: Composition
    state: str = ""
    assignment: Assignment | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it was asked, and the `whole` of it with what it takes from those before.

    `side_by_side` asks for the paragraphs of the sources in all their languages, labelled in that of the `interface`.
    """

    question: str
    whole: str
    interface: Language
    side_by_side: bool


class Answerer:
    """Answers questions over the library as it is when they are asked."""

    def __init__(self, engine: Engine) -> None:
        """Work on an engine and its library; each answer is worked out when it is asked for."""
        self._engine = engine
        self._read_or_kept: Callable[[_Asked, Session, float], _Prepared] = self._read

    def keep(self, most: int) -> None:
        """Keep the answers last given, `most` of them: asked again of the same state of the library, none is read anew.

        A question that two readers ask at once is read once.
        """
        self._read_or_kept = kept(self._read, most)

    def answers(
        self,
        question: str,
        language: Language | None,
        history: Sequence[Turn],
        interface: Language,
        *,
        side_by_side: bool = False,
        model: ChatModel | None = None,
        stop: Waiting | None = None,
    ) -> Iterator[Answer]:
        """Yield the answer as it grows, sentence by sentence where a model writes; the last one is the answer.

        A failure of the search is reported as one, never as “nothing found”. `side_by_side` brings the paragraphs of
        the sources in all their languages, labelled in `interface`. A `model` writes where the documents answer; under
        its faults they answer all the same, and nothing of the library is held while it writes. Closing the iterator,
        or `stop` from another thread, stops it.
        """
        started = time.perf_counter()
        whole = standalone(question, history, self._names_a_document)
        in_language = language_asked_for(question) if history else None  # “and in French?”
        reader = language or in_language or spoken(question) or spoken(whole) or interface
        if model is not None and history and whole == question and leans(question):
            from assistant.ask.generative import condensed

            whole = condensed(model, [turn.question for turn in history], question, reader, stop)
        asked = _Asked(question, whole, interface, side_by_side)
        prepared = self._prepared(asked, reader, model, started)
        if model is None or prepared.assignment is None:
            yield prepared.answer
            return
        from assistant.ask import written  # with a model alone: what judges it takes a while to load

        for answer in written.answers(
            prepared.answer, prepared.composition, prepared.assignment, model, self._engine, stop
        ):
            receipt = replace(answer.receipt, asked=whole, index=prepared.state) if answer.receipt else None
            yield replace(answer, receipt=receipt, took_ms=milliseconds(started))

    def _prepared(self, asked: _Asked, reader: Language, model: ChatModel | None, started: float) -> _Prepared:
        """Answer by quotation from one state of the library, and say what a model is to write."""
        outcome = _out_of_scope(asked.question, reader)
        if outcome is None:
            try:
                with self._engine.session(reader) as session:
                    if model is None:
                        return self._read_or_kept(asked, session, started)
                    return self._read(asked, session, started, to_write=True)
            except (SearchError, LibraryFailure) as exc:
                _log.error("The question could not be searched: %s", exc)
                told = i18n.error(exc, reader)
                outcome = refusal(reader, AnswerStatus.UNAVAILABLE, "refusal.unavailable", detail=told)
        status, composition = outcome
        answer = Answer(asked.question, reader, _EXTRACTIVE, status, composition.text, took_ms=milliseconds(started))
        return _Prepared(answer, composition)

    def _read(self, asked: _Asked, session: Session, started: float, *, to_write: bool = False) -> _Prepared:
        """Answer by quotation from a state of the library, and say what a model is to write where one is `to_write`."""
        reading = QuestionReading(asked.whole, session)
        mode, outcome = _answer(reading, session)
        status, composition = outcome
        task, parallels = None, dict[PlaceId, Parallel]()
        if to_write:
            from assistant.ask import assignment

            task = assignment.to_write(outcome, reading, session, as_it_is=mode == _REFERENCE)
        if asked.side_by_side:
            places = [PlaceId(each.document, each.locator) for each in composition.citations]
            given = [PlaceId(each.document, each.locator) for each in task.sources] if task else []
            parallels = _parallels([*places, *given], session.read_by(asked.interface))
        answer = Answer(
            question=asked.question,
            language=session.reader,
            mode=mode,
            status=status,
            answer=composition.text,
            citations=tuple(composition.citations),
            sure=status is AnswerStatus.ANSWERED and not composition.hedged,
            kind=reading.kind.value,
            scope=reading.scope.documents,
            related=_related(outcome, session),
            parallels=parallels,
            took_ms=milliseconds(started),
        )
        return _Prepared(answer, composition, session.state, task)

    def _names_a_document(self, text: str) -> bool:
        """Tell whether a text calls a document by a name of its own: a symbol, a number, a title."""
        return any(mention.precise for mention in documents(text, self._engine.catalogue()))


def _answer(reading: QuestionReading, session: Session) -> tuple[str, Outcome]:
    """Return the mode and the outcome: a reference asked for is looked up, all else searched."""
    if not session.holdings.document_ids():
        return _EXTRACTIVE, refusal(session.reader, AnswerStatus.NOT_IN_DOCUMENTS, "refusal.empty_library")
    if (outcome := _by_links(reading, session)) is not None:
        return _REFERENCE, outcome
    if len(reading.halves) > 1 and (outcome := _of_halves(reading, session)) is not None:
        return _EXTRACTIVE, outcome
    return _of_one(reading, session)


def _of_one(reading: QuestionReading, session: Session) -> tuple[str, Outcome]:
    """Return the mode and the outcome of a single question."""
    if (outcome := _of_kind(reading, session)) is not None:
        return _EXTRACTIVE, outcome
    if reading.plan_replies:
        return _EXTRACTIVE, _quoted(compose(reading.plan_replies, session))
    if (outcome := plan_columns.answer(reading, session)) is not None:
        return _EXTRACTIVE, outcome
    for look_up in (by_reference.answer, by_reference.to_explain, by_reference.to_read):
        if (outcome := look_up(reading, session)) is not None:
            return _REFERENCE, outcome
    return _EXTRACTIVE, by_search.answer(reading, session)


def _of_kind(reading: QuestionReading, session: Session) -> Outcome | None:
    """Return what answers a question whose kind wants an answer of its own form; None for another."""
    match reading.kind:
        case QuestionKind.SUMMARY:
            return overview.summary(reading, session)
        case QuestionKind.COMPARISON if not reading.plan_replies:
            return comparison(reading, session)
        case QuestionKind.LIST:
            return collected(reading, session)
        case QuestionKind.DEFINITION:
            return definition(reading, session)
        case _:
            return None


def _of_halves(reading: QuestionReading, session: Session) -> Outcome | None:
    """Answer both questions of one, each by itself, or say which is not answered; None where neither is."""
    composition = Composition(session.reader)
    answered = 0
    for half in reading.halves:
        status, found = _of_one(half, session)[1]
        if status is AnswerStatus.ANSWERED:
            answered += 1
            if not _quotes_all(composition, found):  # else one paragraph answers both
                composition.append(found)
        else:
            composition.blocks.append(composition.say("answer.other_half", words=half.text.strip(" ?¿")))
    if not answered:
        return None
    composition.hedged = composition.hedged or answered == 1
    return AnswerStatus.ANSWERED, composition


def _quotes_all(composition: Composition, other: Composition) -> bool:
    """Tell whether an answer has all that another one quotes."""
    quoted = {(each.document, each.locator, each.quote) for each in composition.citations}
    return quoted.issuperset((each.document, each.locator, each.quote) for each in other.citations)


def _related(outcome: Outcome, session: Session) -> Related | None:
    """Return the paragraph nearest to a question that nothing answers, as its reader cites it."""
    status, composition = outcome
    if status is not AnswerStatus.NOT_IN_DOCUMENTS or composition.nearest is None:
        return None
    document, locator = composition.nearest
    citation = format_citation(session.library.document(document), locator or "", session.reader)
    return Related(document, locator or "", citation)


def _parallels(places: Sequence[PlaceId], session: Session) -> dict[PlaceId, Parallel]:
    """Return paragraphs in all their languages; a place without a paragraph has none."""
    found: dict[PlaceId, Parallel] = {}
    for place in dict.fromkeys(places):
        with suppress(UnknownDocument, NoSuchParagraph):
            found[place] = parallel_of(place.document, place.locators, (), session)
    return found


def _by_links(reading: QuestionReading, session: Session) -> Outcome | None:
    """Answer what a place refers to, or what refers to it; None for any other question, or an unknown place.

    Questions about the columns of a plan are answered from the plan.
    """
    wanted = reading.link_question
    if wanted is None or reading.asks_for_rows:
        return None
    reference = parse(wanted.reference, session.catalogue)
    if reference is None or reference.unread:
        return None
    found = links_at(wanted.reference, session)
    if found.citation is None:
        return AnswerStatus.NOT_IN_DOCUMENTS, Composition(session.reader, blocks=[found.message])
    return _quoted(link_questions.answer(wanted, found, session.reader))


def _quoted(composition: Composition) -> Outcome:
    """Return an answer that quotes, or one that there is nothing to quote."""
    return AnswerStatus.ANSWERED if composition.citations else AnswerStatus.NOT_IN_DOCUMENTS, composition


def _out_of_scope(question: str, reader: Language) -> Outcome | None:
    """Refuse a text that by its form is no question; None for a question."""
    scope = scope_of(question)
    if scope is Scope.QUESTION:
        return None
    if scope is Scope.TOO_LONG:
        sizes = {"limit": LONGEST_QUESTION, "length": len(question)}
        return refusal(reader, AnswerStatus.OUT_OF_SCOPE, "refusal.too_long", **sizes)
    key = "refusal.empty" if scope is Scope.EMPTY else "refusal.out_of_scope"
    return refusal(reader, AnswerStatus.OUT_OF_SCOPE, key)
