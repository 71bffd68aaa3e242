"""The one façade of the web app, the command line and any other caller."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING, overload

from assistant.ask.answerer import Answerer
from assistant.ask.chat_models import ChatModel
from assistant.ask.models.connection import Waiting
from assistant.ask.types import Answer, ModelReceipt, ReceiptChecked
from assistant.citations import Style
from assistant.citations.library_sources import LibrarySourceFinder, written_in_styles
from assistant.cite.lookup import cite
from assistant.cite.types import Cited
from assistant.compare.comparer import Comparer
from assistant.compare.types import Grid, SideBySide
from assistant.export import exported
from assistant.export.comparison_file import exported as exported_comparison
from assistant.export.content import Exportable
from assistant.find.finder import Finder
from assistant.find.types import Found
from assistant.glossary.lookup import GlossaryReader
from assistant.glossary.types import GlossaryFound, TermsChecked
from assistant.keeping.library_keeper import LibraryKeeper
from assistant.links.graph import links_at, links_of
from assistant.links.types import Links
from assistant.plan.table import Filters, explore
from assistant.plan.types import Plans
from assistant.read.context import context_of
from assistant.read.page import page_of
from assistant.read.parallel import parallel_at, parallel_of
from assistant.read.printed import PrintedReader
from assistant.read.types import Context, Paragraph, Parallel, Printed
from assistant.settings import Settings
from assistant.types import PlaceId, Turn
from assistant.validation import language_of, languages_of
from assistant.verify.types import Verified
from assistant.verify.verifier import Verifier
from corpus.library.holdings import Holdings
from corpus.references.language import written_in
from corpus.text.language import detect
from corpus.types import Language
from index.types import Filters as SearchFilters

if TYPE_CHECKING:
    from assistant.study.study_aid import StudyAid

_log = logging.getLogger(__name__)

Progress = Callable[[float, str], None] | None


class Assistant(LibraryKeeper):
    """Documents in, cited paragraphs and answers out. Safe to call from several threads."""

    def __init__(self, settings: Settings) -> None:
        """Open the library of `settings.home`, creating it if need be, with the bundled notes in it."""
        super().__init__(settings)
        self.model = ChatModel(settings.model) if settings.model.wanted else None
        self._finder, self._answerer = Finder(self._engine), Answerer(self._engine)
        self._comparer, self._verifier = Comparer(self._engine), Verifier(self._engine)
        self._glossary = GlossaryReader(self._library, self._known, notes=settings.notes)
        self._printed = PrintedReader(self._home.sources)

    # Asking ---------------------------------------------------------------------------------------------------

    def find(
        self,
        query: str,
        *,
        k: int = 10,
        language: str | None = None,
        document: str | None = None,
        kind: str | None = None,
        exact: bool = False,
        interface: str = "en",
    ) -> Found:
        """Return the `k` best paragraphs for a query, best first.

        `document` is one by its id or as it is cited, `kind` one of those there are. `exact` looks for the very words,
        in a row. Hits are for a reader of `language`, else of the query's, else, where it is not detected, of
        `interface`. Raises BadRequest, UnknownDocument or a SearchError.
        """
        filters = SearchFilters(language_of(language), document, kind)
        return self._finder.find(query, filters, k=k, exact=exact, interface=_reader(interface))

    def ask(
        self,
        question: str,
        *,
        language: str | None = None,
        history: Sequence[Turn] = (),
        interface: str = "en",
        side_by_side: bool = False,
        written: bool = True,
    ) -> Answer:
        """Answer a question with citations, or refuse and say why.

        The answer is in `language`, else in the question's, else, where it is not detected, in `interface`.
        `side_by_side` brings the paragraph of each source in all its languages, from the same state of the library.
        A configured `model` writes it, unless it is not to be `written`: then it is quotations only.
        """
        *_, last = self.answers(
            question,
            language=language,
            history=history,
            interface=interface,
            side_by_side=side_by_side,
            written=written,
        )
        return last

    def answers(
        self,
        question: str,
        *,
        language: str | None = None,
        history: Sequence[Turn] = (),
        interface: str = "en",
        side_by_side: bool = False,
        written: bool = True,
        stop: Waiting | None = None,
    ) -> Iterator[Answer]:
        """Yield what `ask` returns as it grows: a sentence more each time where a model writes. The last one is whole.

        Closing the iterator stops the model, and so does `stop`, an event that another thread sets.
        """
        spoken, reader = language_of(language), _reader(interface)
        model = self.model if written else None
        return self._answerer.answers(
            question, spoken, tuple(history), reader, side_by_side=side_by_side, model=model, stop=stop
        )

    def keep_answers(self, most: int) -> None:
        """Keep the answers and results last given, `most` of each, for whoever asks the same of the same library."""
        self._answerer.keep(most)
        self._finder.keep(most)

    def turns(self, questions: Iterable[str], *, language: str | None = None) -> list[Turn]:
        """Answer earlier questions by quotation, oldest first, each in the light of those before it."""
        turns: list[Turn] = []
        for question in questions:
            said = self.ask(question, language=language, history=turns, written=False)
            turns.append(Turn(question, said.citations))
        return turns

    def judge_again(self, receipt: ModelReceipt) -> ReceiptChecked:
        """Judge the sentences of a receipt again, without the model, and compare its sources with the library.

        Raises a SearchError.
        """
        from assistant.ask.receipt import judged_again

        with self._engine.session(language_of(receipt.language) or Language.EN) as session:
            return judged_again(receipt, session)

    def cite(self, reference: str, *, language: str | None = None) -> Cited:
        """Return the paragraph at an explicit reference, or why there is none; no ranking takes part."""
        wanted = language_of(language)
        with self._engine.session(wanted or written_in(reference)) as session:
            return cite(reference, session, wanted)

    def verify(self, text: str, *, language: str | None = None, seconds: float = inf) -> Verified:
        """Check the quotations of a text against the library; citations are in `language`, else in the text's.

        What `seconds` of work do not reach is left unchecked, and counted. Raises BadRequest or a SearchError.
        """
        return self._verifier.verify(text, language, seconds)

    def compare(self, themes: Sequence[str], documents: Sequence[str] = (), *, language: str | None = None) -> Grid:
        """Return what each document has on each theme, verbatim; without documents, all, or the most telling of many.

        A reference among the themes stands for its paragraph, set beside the closest one of each document.
        Raises BadRequest, NoSuchPlace, UnknownDocument or a SearchError.
        """
        return self._comparer.grid(themes, documents, language)

    def differences(self, one: str, other: str, *, language: str | None = None) -> SideBySide:
        """Return two places or documents, named by references, side by side with the words that differ.

        Raises BadRequest for what is no reference, NoSuchPlace for an unresolved one, or a SearchError.
        """
        return self._comparer.differences(one, other, language)

    def is_reference(self, text: str) -> bool:
        """Tell whether a text is a reference to a document or a place in one, and nothing else."""
        return self._comparer.is_reference(text)

    # Reading --------------------------------------------------------------------------------------------------

    def context(self, document: str, locator: str, *, language: str | None = None, around: int = 2) -> Context:
        """Return a paragraph with `around` neighbours on each side, in `language` if there is such a version.

        Its other languages come with it, as `parallel` gives them to a reader of the language shown.
        """
        with self._engine.session() as session:
            return context_of(document, locator, language_of(language), around, session)

    @overload
    def parallel(self, at: PlaceId, *, languages: Sequence[str] = (), language: str | None = None) -> Parallel: ...

    @overload
    def parallel(self, at: str, *, languages: Sequence[str] = (), language: str | None = None) -> Parallel | Cited: ...

    def parallel(
        self, at: PlaceId | str, *, languages: Sequence[str] = (), language: str | None = None
    ) -> Parallel | Cited:
        """Return a paragraph with its items, or a whole document, in several languages side by side, row by row.

        `at` is an address, or a reference: an unresolved one gives the result of `cite`. `languages` are the
        columns, all there are unless some are named; labels and warnings are in `language`, else in the reference's.
        Raises UnknownDocument, NoSuchParagraph, BadRequest or a SearchError.
        """
        columns, reader = languages_of(languages), language_of(language)
        if isinstance(at, str):
            with self._engine.session(reader or written_in(at)) as session:
                return parallel_at(at, columns, session, reader)
        with self._engine.session(reader or Language.EN) as session:
            return parallel_of(at.document, at.locators, columns, session)

    def paragraph(
        self,
        document: str,
        locator: str | None = None,
        *,
        language: str | None = None,
        interface: str = "en",
        among: Sequence[str] = (),
    ) -> Paragraph:
        """Return a paragraph, else the document's first, as a page to be read in `language`, labels in `interface`.

        What it refers to, and what refers to it, comes with it. `among` are places asked for with it. Raises
        UnknownDocument, NoSuchParagraph, BadRequest or a SearchError.
        """
        reader = _reader(interface)
        with self._engine.session(reader) as session:
            return page_of(document, locator, language_of(language) or reader, session, among)

    def printed(self, document: str, locator: str, *, language: str | None = None, page: int | None = None) -> Printed:
        """Return the page of the PDF that a paragraph was read from, with its places on it; or another page.

        The text is that in `language`, if there is one. Raises UnknownDocument, NoPrintedPage where it was read from
        no PDF, KeptFileDamaged, PageNotShown, BadRequest or a SearchError.
        """
        with self._engine.session() as session:
            return self._printed.printed(document, locator, language_of(language), page, session)

    def prepare_printed(self) -> None:
        """Start what pages are read in, if a text of the library was read from a PDF. Raises UnreadableFile."""
        if any(text.file.lower().endswith(".pdf") for each in self.library() for text in each.versions):
            self._printed.prepare()

    def page_picture(
        self, document: str, locator: str, *, language: str | None = None, page: int | None = None, width: int = 900
    ) -> bytes:
        """Return the page that `printed` speaks of as a PNG, `width` pixels across. Raises BadRequest, or as that."""
        with self._engine.session() as session:
            return self._printed.picture(document, locator, language_of(language), page, width, session)

    def links(self, at: PlaceId | str, direction: str | None = None, *, language: str | None = None) -> Links:
        """Return what a place or document refers to and what refers to it, each reference with its words.

        `at` is an address, or a reference. `direction` leaves one list empty: `cites` or `cited_by` alone, None both.
        Labels are in `language`, else in the reference's. Raises BadRequest.
        """
        reader = language_of(language)
        if isinstance(at, str):
            with self._engine.session(reader or detect(at) or Language.EN) as session:
                return links_at(at, session).only(direction)
        with self._engine.session(reader or Language.EN) as session:
            return links_of(at.document, at.locator, session).only(direction)

    def plan(
        self, filters: Filters | None = None, *, language: str = "en", document: str | None = None, sort: str = "plan"
    ) -> Plans:
        """Return the plans of action loaded, with the rows that pass the filters, in the order of `sort`.

        Words are in `language` where there is a version in it. Raises BadRequest, UnknownDocument or LibraryFailure.
        """
        with self._library.reading():
            holdings = Holdings(self._library, notes=self.settings.notes)
            catalogue = self._engine.catalogue()
            return explore(holdings, catalogue, _reader(language), filters or Filters(), sort, document or None)

    # Taking along ---------------------------------------------------------------------------------------------

    def citations(
        self,
        document: str,
        locator: str | None = None,
        language: str = "en",
        *,
        status: str | None = None,
        styles: Sequence[str] = tuple(Style),
    ) -> dict[str, str]:
        """Return the citation of a paragraph, or of a document, in several styles, by style.

        `locator` may be several, as in `Cited.locator`; `status` is that of the text cited, None the best there is.
        Raises BadRequest or UnknownDocument.
        """
        with self._engine.session(_reader(language)) as session:
            return written_in_styles(document, locator, status, styles, session)

    def export(self, result: Exportable, format: str, languages: Sequence[str] = (), *, interface: str = "en") -> bytes:
        """Return a result as a file, `docx`, `md`, `csv` or `json`, with its references and a receipt.

        `languages` puts each paragraph of what was found side by side. A conversation is no `csv`. Raises BadRequest.
        """
        with self._engine.session() as session:
            sources = LibrarySourceFinder(session)
            if isinstance(result, Grid | SideBySide):
                return exported_comparison(result, format, sources)
            return exported(result, format, sources, languages, interface)

    # Studying -------------------------------------------------------------------------------------------------

    @property
    def study(self) -> StudyAid:
        """The study aid of trainers: quizzes, cards, hand-outs, sessions and reading paths made of the library."""
        from assistant.study.study_aid import StudyAid

        return StudyAid(self._engine, lambda language: self.glossary(language=language))

    # Terms ----------------------------------------------------------------------------------------------------

    def glossary(self, query: str = "", *, language: str = "en") -> GlossaryFound:
        """Return the terms a query names or begins, in any language, else the nearest; all where it is empty."""
        return self._glossary.find(query, _reader(language))

    def check_terms(self, text: str, *, language: str | None = None) -> TermsChecked:
        """Return the renderings of official terms in a text that are known to be wrong, each with the right term."""
        return self._glossary.check(text, language_of(language))

    def close(self) -> None:
        """Close the library, and end the process of a model's file."""
        if self.model is not None:
            self.model.close()
        super().close()


def _reader(code: str) -> Language:
    """Return the reader's language by its code. Raises BadRequest."""
    return language_of(code) or Language.EN
