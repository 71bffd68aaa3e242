"""The way of a question: scope, reference, search, refusal or answer (DESIGN.md, section 3)."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

import prompts
from assistant import i18n
from assistant.answer import plan
from assistant.answer.compose import Composition
from assistant.answer.scope import LONGEST_QUESTION, Scope, scope_of
from assistant.citing import named, named_places
from assistant.conversation import standalone
from assistant.engine import Engine, Opened
from assistant.types import Answer, AnswerStatus, Turn
from corpus.catalogue import Catalogue
from corpus.errors import LibraryFailure
from corpus.glossary import Glossary
from corpus.language import detect
from corpus.library import Library
from corpus.references import Mention, Reference, documents, format_locator, parse, resolve
from corpus.types import Language
from index.confidence import Confidence
from index.errors import SearchError
from index.search import Ranked

_log = logging.getLogger(__name__)

# A question about a document that is not here is answered only if one of the first paragraphs speaks of it.
_LOOKED_AT = 3

_SCOPE_REFUSALS = {Scope.EMPTY: "refusal.empty", Scope.OTHER: "refusal.out_of_scope"}


class Answering:
    """Answers questions over the library as it is when they are asked."""

    def __init__(self, engine: Engine, library: Library, catalogue: Catalogue) -> None:
        """Work on an engine and its library."""
        self._engine, self._library, self._catalogue = engine, library, catalogue

    def ask(self, question: str, language: Language | None, history: Sequence[Turn], interface: Language) -> Answer:
        """Return an answer or a refusal. A failure of the search is said to be one, never “nothing found”."""
        started = time.perf_counter()
        whole = standalone(question, history)
        reader = language or detect(whole) or interface
        try:
            mode, status, composition = self._answer(whole, reader)
        except (SearchError, LibraryFailure) as exc:
            _log.exception("the question could not be searched")
            told = i18n.error(exc, reader) if reader in i18n.LANGUAGES else str(exc)
            mode, status, composition = (
                "extractive",
                *_refused(reader, AnswerStatus.UNAVAILABLE, "refusal.unavailable", detail=told),
            )
        took = round((time.perf_counter() - started) * 1000, 2)
        return Answer(question, reader, mode, status, composition.text, tuple(composition.citations), took)

    def _answer(self, question: str, reader: Language) -> tuple[str, AnswerStatus, Composition]:
        """Return the mode, the status and the words."""
        scope = scope_of(question)
        if scope is Scope.TOO_LONG:
            return "extractive", *_refused(
                reader, AnswerStatus.OUT_OF_SCOPE, "refusal.too_long", limit=LONGEST_QUESTION, length=len(question)
            )
        if scope in _SCOPE_REFUSALS:
            return "extractive", *_refused(reader, AnswerStatus.OUT_OF_SCOPE, _SCOPE_REFUSALS[scope])
        opened = self._engine.opened()
        if not opened.holdings.document_ids():
            return "extractive", *_refused(reader, AnswerStatus.NOT_IN_DOCUMENTS, "refusal.empty_library")
        catalogue = self._catalogue.including(self._library.documents())
        reference = parse(question, catalogue)
        if reference is not None and not plan.conditions(question):
            answered = self._by_reference(reference, reader, opened)
            if answered is not None:
                return "reference", *answered
        return "extractive", *self._by_search(question, reader, opened, catalogue)

    def _by_reference(
        self, reference: Reference, reader: Language, opened: Opened
    ) -> tuple[AnswerStatus, Composition] | None:
        """Answer a request for a place by the place itself, or say why there is none; None where a search is better."""
        resolution = resolve(reference, opened.holdings)
        missing = AnswerStatus.NOT_IN_DOCUMENTS
        if resolution.status == "found" and resolution.document:
            if not reference.is_lookup or not resolution.locators:
                return None
            return AnswerStatus.ANSWERED, opened.extractive.paragraph(resolution.document, resolution.locators, reader)
        if resolution.status == "no_such_paragraph" and resolution.document:
            document = self._library.document(resolution.document)
            place = ", ".join(format_locator(each, reader, document.kind) for each in reference.locators)
            return _refused(
                reader,
                missing,
                "refusal.no_such_paragraph",
                document=named(document, reader),
                place=place,
                valid=resolution.valid or "—",
            )
        if resolution.status == "no_such_paragraph" and _names_a_place_of_its_own(reference):
            places = ", ".join(format_locator(each, reader) for each in resolution.missing)
            return _refused(reader, missing, "refusal.no_such_place", place=places)
        if resolution.status == "ambiguous" and reference.is_lookup:
            candidates = [named(self._library.document(each), reader) for each in resolution.candidates]
            return _refused(reader, missing, "refusal.ambiguous", candidates=" ; ".join(candidates))
        if resolution.status == "not_loaded" and reference.document and (reference.is_lookup or reference.locators):
            entry = self._catalogue.get(reference.document)
            name = named(entry.document(), reader) if entry else reference.named
            return _refused(reader, missing, "refusal.not_loaded", document=name)
        if resolution.status == "unknown_document" and reference.is_lookup:
            return _refused(
                reader, missing, "refusal.unknown_document", document=reference.named or reference.instrument
            )
        return None

    def _by_search(
        self, question: str, reader: Language, opened: Opened, catalogue: Catalogue
    ) -> tuple[AnswerStatus, Composition]:
        """Answer from the best paragraphs, or refuse where they probably do not answer."""
        if rows := opened.extractive.rows(question):
            return AnswerStatus.ANSWERED, opened.extractive.table(rows, reader)
        ranking = opened.search.rank(question, hints=named_places(question, opened, catalogue))
        absent = [each for each in documents(question, catalogue) if each.precise and not _held(each, opened)]
        if absent and not any(self._mentions(each, absent, opened, catalogue) for each in ranking[:_LOOKED_AT]):
            return _refused(
                reader, AnswerStatus.NOT_IN_DOCUMENTS, "refusal.not_loaded", document=self._known(absent[0], reader)
            )
        confidence, thresholds = opened.search.confidence(question, ranking), Confidence.bundled()
        if confidence < thresholds.refuse:
            return self._no_answer(question, reader)
        composition = opened.extractive.answer(question, ranking, reader)
        if confidence < thresholds.sure:
            composition.blocks.insert(0, composition.say("answer.unsure"))
        if not composition.citations:
            return self._no_answer(question, reader)
        return AnswerStatus.ANSWERED, composition

    def _no_answer(self, question: str, reader: Language) -> tuple[AnswerStatus, Composition]:
        """Refuse: a question in the words of the field is not answered here; any other is outside it."""
        if Glossary.bundled().terms_in(question):
            return _refused(reader, AnswerStatus.NOT_IN_DOCUMENTS, "refusal.not_in_documents")
        return _refused(reader, AnswerStatus.OUT_OF_SCOPE, "refusal.not_in_documents")

    def _mentions(self, found: Ranked, wanted: Sequence[Mention], opened: Opened, catalogue: Catalogue) -> bool:
        """Tell whether a paragraph mentions one of the documents asked about."""
        texts = [placed.text for placed in opened.search.placed(found.document, found.locator).values()]
        names = {(each.document, each.instrument) for text in texts for each in documents(text, catalogue)}
        return any((each.document, each.instrument) in names for each in wanted)

    def _known(self, mention: Mention, reader: Language) -> str:
        """Return what a document that is not in the library is called."""
        entry = self._catalogue.get(mention.document) if mention.document else None
        return named(entry.document(), reader) if entry else mention.named


def _names_a_place_of_its_own(reference: Reference) -> bool:
    """Tell whether a reference is to an objective or output of a plan, or asks to see a place: then it must exist."""
    return reference.is_lookup or any(each.startswith("action plan") for each in reference.locators)


def _held(mention: Mention, opened: Opened) -> bool:
    """Tell whether a document that a question names is in the library."""
    return mention.document is not None and opened.holdings.has(mention.document)


def _refused(reader: Language, status: AnswerStatus, key: str, /, **values: object) -> tuple[AnswerStatus, Composition]:
    """Return a refusal in the reader's language."""
    return status, Composition(reader, blocks=[prompts.render(key, reader, **values)])
