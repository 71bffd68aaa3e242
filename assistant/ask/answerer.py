"""The way of a question: scope, reference, search, refusal or answer (DESIGN.md, section 3)."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence

import prompts
from assistant import i18n
from assistant.ask import link_questions
from assistant.ask.answer_type import Kind, holds, kind_asked
from assistant.ask.follow_up import standalone
from assistant.ask.scope import Scope, scope_of
from assistant.ask.types import Answer, AnswerStatus
from assistant.cite.lookup import documents_named, language_asked_for, language_missing, not_loaded, why_not
from assistant.cite.named_places import named_places, of_the_plan_here
from assistant.composition import Composition
from assistant.links.graph import links
from assistant.plan.from_question import of_plans
from assistant.plan.question_parser import by_columns
from assistant.plan.reply import composed
from assistant.session import Engine, Opened
from assistant.text.drafts import asked_of_adoption, draft_heading
from assistant.types import Turn
from assistant.validation import LONGEST_QUESTION
from corpus.catalogue.catalogue import Catalogue
from corpus.errors import LibraryFailure
from corpus.glossary.glossary import Glossary
from corpus.library.library import Library
from corpus.references import (
    Mention,
    Reference,
    ResolutionStatus,
    documents,
    format_citation,
    parse,
    parse_all,
    resolve,
)
from corpus.text.language import detect
from corpus.types import Language, Status
from index.errors import SearchError
from index.ranking.confidence import Confidence
from index.search import Ranked, preferred

_log = logging.getLogger(__name__)

# A question about a document that is not here is answered only if one of the first paragraphs speaks of it.
_LOOKED_AT = 3

# A question with a name in it is of the field where one of the first paragraphs has this share of its words.
_OF_THE_FIELD = 0.6
_NAME = re.compile(r"\s\W*[A-ZÀ-ÖØ-Þ]")

# Among how many of the first paragraphs a draft is looked for.
_DRAFTS_AMONG = 100

Outcome = tuple[AnswerStatus, Composition]


class Answering:
    """Answers questions over the library as it is when they are asked."""

    def __init__(self, engine: Engine, library: Library, catalogue: Catalogue) -> None:
        """Work on an engine and its library."""
        self._engine, self._library, self._catalogue = engine, library, catalogue

    def ask(self, question: str, language: Language | None, history: Sequence[Turn], interface: Language) -> Answer:
        """Return an answer or a refusal. A failure of the search is said to be one, never “nothing found”."""
        started = time.perf_counter()
        whole = standalone(question, history, self._names_a_document)
        in_language = language_asked_for(question) if history else None  # “and in French?”
        reader = language or in_language or detect(question) or detect(whole) or interface
        mode = "extractive"
        outcome = _out_of_scope(question, reader)
        if outcome is None:
            try:
                with self._engine.reading() as opened:
                    mode, outcome = self._answer(whole, reader, opened)
            except (SearchError, LibraryFailure) as exc:
                _log.error("The question could not be searched: %s", exc)
                told = i18n.error(exc, reader) if reader in i18n.LANGUAGES else str(exc)
                outcome = _refused(reader, AnswerStatus.UNAVAILABLE, "refusal.unavailable", detail=told)
        status, composition = outcome
        took = round((time.perf_counter() - started) * 1000, 2)
        sure = status is AnswerStatus.ANSWERED and not composition.hedged
        return Answer(question, reader, mode, status, composition.text, tuple(composition.citations), took, sure)

    def _answer(self, question: str, reader: Language, opened: Opened) -> tuple[str, Outcome]:
        """Return the mode and the outcome: a place that is asked for by its reference is shown, all else searched."""
        if not opened.holdings.document_ids():
            return "extractive", _refused(reader, AnswerStatus.NOT_IN_DOCUMENTS, "refusal.empty_library")
        catalogue = self._catalogue.including(self._library.documents())
        outcome = self._by_cross_reference(question, reader, opened, catalogue)
        if outcome is not None:
            return "reference", outcome
        if told := of_plans(question, reader, opened, self._library, catalogue):
            composition = composed(told, self._library, opened, reader)
            status = AnswerStatus.ANSWERED if composition.citations else AnswerStatus.NOT_IN_DOCUMENTS
            return "extractive", (status, composition)
        if shown := self._by_references(parse_all(question, catalogue), reader, opened):
            return "reference", shown
        reference = of_the_plan_here(parse(question, catalogue), opened)
        if reference is not None and not by_columns(question):
            outcome = self._by_reference(question, reference, reader, opened, catalogue)
            if outcome is not None:
                return "reference", outcome
        return "extractive", self._by_search(question, reader, opened, catalogue)

    def _by_cross_reference(
        self, question: str, reader: Language, opened: Opened, catalogue: Catalogue
    ) -> Outcome | None:
        """Answer what a place refers to, or what refers to it; None for any other question, or no place that is known.

        Questions about the columns of a plan are answered from the plan.
        """
        wanted = link_questions.asked(question)
        if wanted is None or by_columns(question):
            return None
        reference = parse(wanted.reference, catalogue)
        if reference is None or reference.unread:
            return None
        found = links(wanted.reference, reader, opened, self._library, self._catalogue)
        if found.citation is None:
            return AnswerStatus.NOT_IN_DOCUMENTS, Composition(reader, blocks=[found.message])
        composition = link_questions.answer(wanted, found, reader)
        status = AnswerStatus.ANSWERED if composition.citations else AnswerStatus.NOT_IN_DOCUMENTS
        return status, composition

    def _by_references(self, references: Sequence[Reference], reader: Language, opened: Opened) -> Outcome | None:
        """Answer a request for places of several documents by these places; None where one of them is not there."""
        found = [resolve(each, opened.holdings) for each in references if each.is_lookup]
        if len(references) == 1 or len(found) < len(references) or any(each.missing for each in found):
            return None
        composition = Composition(reader)
        for each in found:
            if each.document is None or not each.locators:
                return None
            opened.extractive.paragraph(each.document, each.locators, reader, composition)
        return (AnswerStatus.ANSWERED, composition) if composition.citations else None

    def _by_reference(
        self, question: str, reference: Reference, reader: Language, opened: Opened, catalogue: Catalogue
    ) -> Outcome | None:
        """Answer a request for a place by the place itself, or say why there is none; None where a search is better."""
        resolution = resolve(reference, opened.holdings)
        if resolution.status is ResolutionStatus.FOUND and resolution.document:
            if not reference.is_lookup or not resolution.locators:
                return None
            wanted = language_asked_for(question)
            status, composition = self._shown(resolution.document, resolution.locators, wanted, reader, opened)
            if resolution.missing:
                composition.blocks.append(why_not(reference, resolution, reader, self._library, catalogue))
            return status, composition
        if not _must_exist(reference, resolution.status):
            return None
        composition = Composition(reader, blocks=[why_not(reference, resolution, reader, self._library, catalogue)])
        return AnswerStatus.NOT_IN_DOCUMENTS, composition

    def _shown(
        self, document_id: str, locators: Sequence[str], wanted: Language | None, reader: Language, opened: Opened
    ) -> Outcome:
        """Return paragraphs in the language wanted, or say that there is no official text in it and show another."""
        if wanted is None:
            return AnswerStatus.ANSWERED, opened.extractive.paragraph(document_id, locators, reader)
        placed = opened.search.placed(document_id, locators[0])
        if wanted in placed and placed[wanted].status is not Status.NOTE:
            return AnswerStatus.ANSWERED, opened.extractive.paragraph(document_id, locators, wanted)
        composition = opened.extractive.paragraph(document_id, locators, reader)
        citation = format_citation(self._library.document(document_id), locators[0], reader)
        missing = language_missing(citation, wanted, preferred(placed, reader).language, reader)
        composition.blocks.insert(0, missing)
        return AnswerStatus.LANGUAGE_MISSING, composition

    def _by_search(self, question: str, reader: Language, opened: Opened, catalogue: Catalogue) -> Outcome:
        """Answer from the best paragraphs, or refuse where they probably do not answer."""
        _, absent = documents_named(question, opened, catalogue)
        hints = named_places(question, opened, catalogue)
        ranking = opened.search.rank(question, hints=hints)
        spoken_of = bool(hints) or any(self._mentions(each, absent, opened, catalogue) for each in ranking[:_LOOKED_AT])
        if absent and not spoken_of:
            message = not_loaded(absent[0].document, absent[0].named, reader, catalogue)
            return AnswerStatus.NOT_IN_DOCUMENTS, Composition(reader, blocks=[message])
        if drafts := _drafts(question, ranking, opened):
            composition = opened.extractive.paragraph(*drafts, reader)
            composition.hedge("answer.only_a_draft")
            return AnswerStatus.ANSWERED, composition
        confidence, thresholds = opened.search.confidence(question, ranking), Confidence.bundled()
        if confidence < thresholds.refuse:
            return _no_answer(question, ranking, opened, reader)
        composition = opened.extractive.answer(question, ranking, reader)
        if not composition.citations:
            return _no_answer(question, ranking, opened, reader)
        kind = kind_asked(question)
        quotes = [citation.quote for citation in composition.citations]
        if confidence < thresholds.sure or (kind and not holds(kind, quotes, question)):
            composition.hedge()
            if kind is Kind.DEFINITION:
                composition.blocks += self._elsewhere(quotes, reader, opened, catalogue)
        return AnswerStatus.ANSWERED, composition

    def _elsewhere(self, quotes: Sequence[str], reader: Language, opened: Opened, catalogue: Catalogue) -> list[str]:
        """Return which documents that are not here the quotes name: what is asked for may be in them."""
        absent = [mention for quote in quotes for mention in documents_named(quote, opened, catalogue)[1]]
        return list(dict.fromkeys(not_loaded(each.document, each.named, reader, catalogue) for each in absent))

    def _names_a_document(self, text: str) -> bool:
        """Tell whether a text names one document and no other, by symbol, number or title."""
        catalogue = self._catalogue.including(self._library.documents())
        return any(mention.precise for mention in documents(text, catalogue))

    def _mentions(self, found: Ranked, wanted: Sequence[Mention], opened: Opened, catalogue: Catalogue) -> bool:
        """Tell whether a paragraph mentions one of the documents asked about."""
        texts = [placed.text for placed in opened.search.placed(found.document, found.locator).values()]
        names = {(each.document, each.instrument) for text in texts for each in documents(text, catalogue)}
        return any((each.document, each.instrument) in names for each in wanted)


def _out_of_scope(question: str, reader: Language) -> Outcome | None:
    """Refuse what is no question by its form alone; None for a question."""
    scope = scope_of(question)
    if scope is Scope.QUESTION:
        return None
    if scope is Scope.TOO_LONG:
        sizes = {"limit": LONGEST_QUESTION, "length": len(question)}
        return _refused(reader, AnswerStatus.OUT_OF_SCOPE, "refusal.too_long", **sizes)
    key = "refusal.empty" if scope is Scope.EMPTY else "refusal.out_of_scope"
    return _refused(reader, AnswerStatus.OUT_OF_SCOPE, key)


def _must_exist(reference: Reference, status: ResolutionStatus) -> bool:
    """Tell whether a reference that leads nowhere is a refusal; else the question may be answered by a search.

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


def _drafts(question: str, ranking: Sequence[Ranked], opened: Opened) -> tuple[str, list[str]] | None:
    """Return the document and the place of the draft that a question on an adoption is about; None where there is none.

    A draft is meant where all that the question speaks of is named in it, in any language.
    """
    asked = asked_of_adoption(question)
    if asked is None:
        return None
    words = opened.search.ranker.words(asked)
    drafts = [
        each
        for each in ranking[:_DRAFTS_AMONG]
        if any(
            draft_heading(one.rendition.heading) for one in opened.search.placed(each.document, each.locator).values()
        )
        and opened.search.names(each, words)
    ]
    first = next(iter(drafts), None)
    return (first.document, [first.locator]) if first else None


def _no_answer(question: str, ranking: Sequence[Ranked], opened: Opened, reader: Language) -> Outcome:
    """Refuse: a question in the words of the field is not answered here; any other is outside it.

    So is one with a name most of whose words the documents have.

    The words are the same. That no answer was found is a fact; that a question is outside the field, a likelihood.
    """
    field = bool(Glossary.bundled().terms_in(question)) or (
        _NAME.search(question) is not None and opened.search.share_named(question, ranking) >= _OF_THE_FIELD
    )
    status = AnswerStatus.NOT_IN_DOCUMENTS if field else AnswerStatus.OUT_OF_SCOPE
    return _refused(reader, status, "refusal.not_in_documents")


def _refused(reader: Language, status: AnswerStatus, key: str, /, **values: object) -> Outcome:
    """Return a refusal in the reader's language."""
    return status, Composition(reader, blocks=[prompts.render(key, reader, **values)])
