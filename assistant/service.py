"""The one façade that the web app, the command line and any other caller use: all there is to ask."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.ask.answerer import Answering
from assistant.ask.types import Answer
from assistant.citations import Style
from assistant.citations.library_sources import LibrarySources, all_written
from assistant.cite.lookup import cite
from assistant.cite.named_places import named_places
from assistant.cite.types import Cited
from assistant.compare.comparer import Comparing
from assistant.compare.types import Grid, SideBySide
from assistant.documents.fetcher import Fetching
from assistant.documents.library import Shelf
from assistant.documents.types import Added, DocumentSummary, Fetched, Listed
from assistant.documents.version_check import Concordance
from assistant.export import exported
from assistant.export.comparison_file import exported as exported_comparison
from assistant.export.content import Exportable
from assistant.find.finder import Finding
from assistant.find.types import Found
from assistant.glossary.lookup import Terms
from assistant.glossary.types import GlossaryFound, TermsChecked
from assistant.links.graph import links, links_of
from assistant.links.types import Links
from assistant.plan.table import Filters, explore
from assistant.plan.types import Plans
from assistant.read.context import context
from assistant.read.page import paragraph
from assistant.read.parallel import parallel, parallel_at
from assistant.read.types import Context, Paragraph, Parallel
from assistant.session import Engine
from assistant.settings import Settings
from assistant.types import Turn
from assistant.validation import language_of, languages_of
from assistant.verify.types import Verified
from assistant.verify.verifier import Verifying
from corpus.catalogue.catalogue import load as load_catalogue
from corpus.library.holdings import Holdings
from corpus.library.library import Library
from corpus.types import Language
from index.ranking.evidence import Evidence

_log = logging.getLogger(__name__)

Progress = Callable[[float, str], None]


class Assistant:
    """Documents in, cited paragraphs and answers out. Safe to call from several threads."""

    def __init__(self, settings: Settings) -> None:
        """Open the library of `settings.home`, creating it if need be, with the bundled notes in it."""
        self.settings = settings
        if settings.index.exists() and not settings.library.exists():
            _log.warning("There is no library in %s, although there is an index: a new one is begun.", settings.home)
        self._library = Library(settings.library)
        self._catalogue = load_catalogue()
        self._engine = Engine(settings, self._library)
        self._concordance = Concordance(self._library, lambda: self._engine.static, notes=settings.notes)
        self._shelf = Shelf(self._library, self._catalogue, self._concordance, notes=settings.notes)
        self._fetching = Fetching(settings.downloads, self._library, self._catalogue, self.add)
        self._finding = Finding(self._engine, self._library, self._catalogue)
        self._comparing = Comparing(self._engine, self._library, self._catalogue, notes=settings.notes)
        self._verifying = Verifying(self._engine, self._library, self._catalogue, notes=settings.notes)
        self._answering = Answering(self._engine, self._library, self._catalogue)
        self._terms = Terms(self._library, self._catalogue, notes=settings.notes)
        if settings.notes:
            self._shelf.sync_notes()

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
        """Return the `k` best paragraphs for a query, best first; a filter that matches nothing returns nothing.

        `exact` looks for the very words, in a row. Hits are for a reader of `language`, else of the query's, else,
        where that cannot be told, of `interface`. Raises BadRequest, UnknownDocument or a SearchError.
        """
        return self._finding.find(query, k, language, document, kind, exact, interface)

    def ask(
        self, question: str, *, language: str | None = None, history: Sequence[Turn] = (), interface: str = "en"
    ) -> Answer:
        """Answer a question with citations, or refuse and say why.

        The answer is in `language`, else in the question's, else, where that cannot be told, in `interface`.
        """
        return self._answering.ask(
            question, language_of(language), tuple(history), language_of(interface) or Language.EN
        )

    def evidence(self, question: str) -> Evidence | None:
        """Return how the best paragraph speaks to a question; None where there is none."""
        with self._engine.reading() as opened:
            catalogue = self._catalogue.including(self._library.documents())
            ranking = opened.search.rank(question, hints=named_places(question, opened, catalogue))
            return opened.search.evidence(question, ranking)

    def cite(self, reference: str, *, language: str | None = None) -> Cited:
        """Return the paragraph at an explicit reference, or why there is none; no ranking takes part."""
        wanted = language_of(language)
        with self._engine.reading() as opened:
            return cite(reference, wanted, opened, self._library, self._catalogue)

    def verify(self, text: str, *, language: str | None = None) -> Verified:
        """Check the quotations of a text against the library; citations are in `language`, else in the text's.

        Raises BadRequest or a SearchError.
        """
        return self._verifying.verify(text, language)

    def compare(self, themes: Sequence[str], documents: Sequence[str] = (), *, language: str | None = None) -> Grid:
        """Return what each document has on each theme, verbatim; without documents, all, or the most telling of many.

        Raises BadRequest, UnknownDocument or a SearchError.
        """
        return self._comparing.grid(themes, documents, language)

    def differences(self, one: str, other: str, *, language: str | None = None) -> SideBySide:
        """Return two places or documents, named by references, side by side with the words that differ.

        Raises BadRequest for what is no reference, NoSuchPlace for one that leads nowhere, or a SearchError.
        """
        return self._comparing.differences(one, other, language)

    def is_reference(self, text: str) -> bool:
        """Tell whether a text is a reference to a document or a place in one, and nothing else."""
        return self._comparing.is_reference(text)

    def context(self, document: str, locator: str, *, language: str | None = None, around: int = 2) -> Context:
        """Return a paragraph with `around` neighbours on each side, in `language` if there is such a version."""
        with self._engine.reading() as opened:
            return context(document, locator, language_of(language), around, opened, self._library)

    def parallel(
        self, document: str, locator: str | None = None, *, languages: Sequence[str] = (), language: str = "en"
    ) -> Parallel:
        """Return a paragraph with its items, or a whole document, in several languages side by side, row by row.

        `languages` are the columns, all there are unless some are named; labels and warnings are in `language`.
        Raises UnknownDocument, NoSuchParagraph, BadRequest or a SearchError.
        """
        wanted, places = languages_of(languages), [locator] if locator is not None else []
        with self._engine.reading() as opened:
            reader = language_of(language) or Language.EN
            return parallel(document, places, wanted, reader, opened, self._library, self._concordance)

    def parallel_at(
        self, reference: str, *, languages: Sequence[str] = (), language: str | None = None
    ) -> Parallel | Cited:
        """Return what `parallel` does for the places of a reference, or why it leads nowhere."""
        wanted, reader = languages_of(languages), language_of(language)
        with self._engine.reading() as opened:
            return parallel_at(reference, wanted, reader, opened, self._library, self._catalogue, self._concordance)

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

        `among` are places asked for with it. Raises UnknownDocument, NoSuchParagraph, BadRequest or a SearchError.
        """
        reader = language_of(interface) or Language.EN
        with self._engine.reading() as opened:
            wanted = language_of(language) or reader
            return paragraph(document, locator, wanted, reader, opened, self._library, self._concordance, among)

    def links(self, reference: str, direction: str | None = None, *, language: str | None = None) -> Links:
        """Return what a place or document refers to and what refers to it, each reference with its words.

        `direction` leaves one list empty: `cites` or `cited_by` alone, None both. Raises BadRequest.
        """
        with self._engine.reading() as opened:
            return links(reference, language_of(language), opened, self._library, self._catalogue).only(direction)

    def links_of(self, document: str, locator: str | None = None, *, language: str = "en") -> Links:
        """Return the same for a paragraph, or a whole document, by its id and locator, told in `language`."""
        with self._engine.reading() as opened:
            reader = language_of(language) or Language.EN
            return links_of(document, locator, reader, opened, self._library, self._catalogue)

    def plan(
        self, filters: Filters | None = None, *, language: str = "en", document: str | None = None, sort: str = "plan"
    ) -> Plans:
        """Return the plans of action loaded, with the rows that pass the filters, in the order of `sort`.

        Words are in `language` where there is a version in it. Raises BadRequest, UnknownDocument or LibraryFailure.
        """
        with self._library.reading():
            holdings, reader = Holdings(self._library, notes=self.settings.notes), language_of(language) or Language.EN
            return explore(self._library, holdings, reader, filters or Filters(), sort, document or None)

    def citation(
        self,
        document: str,
        locator: str | None = None,
        style: str = "ilo",
        language: str = "en",
        *,
        status: str | None = None,
    ) -> str:
        """Return a citation of a paragraph, or of a document, in a style of `assistant.citations.Style`.

        `locator` may be several, as in `Cited.locator`; `status` is that of the text cited, None the best there is.
        Raises BadRequest or UnknownDocument.
        """
        return self.citations(document, locator, language, status=status, styles=(style,))[style]

    def citations(
        self,
        document: str,
        locator: str | None = None,
        language: str = "en",
        *,
        status: str | None = None,
        styles: Sequence[str] = tuple(Style),
    ) -> dict[str, str]:
        """Return the same citation in several styles, by style."""
        with self._engine.reading() as opened:
            sources = LibrarySources(opened, self._library, self._catalogue)
            return all_written(sources, document, locator, language, status, styles)

    def export(self, result: Exportable, format: str, languages: Sequence[str] = (), *, interface: str = "en") -> bytes:
        """Return a result as a file, `docx`, `csv` or `json`, with its references and a receipt.

        `languages` puts each paragraph of what was found side by side. Raises BadRequest.
        """
        with self._engine.reading() as opened:
            sources = LibrarySources(opened, self._library, self._catalogue)
            if isinstance(result, Grid | SideBySide):
                return exported_comparison(result, format, sources)
            return exported(result, format, sources, languages, interface)

    # Terms ----------------------------------------------------------------------------------------------------

    def glossary(self, query: str = "", *, language: str = "en") -> GlossaryFound:
        """Return the terms a query names or begins, in any language, else the nearest; all where it is empty."""
        return self._terms.glossary(query, language_of(language) or Language.EN)

    def check_terms(self, text: str, *, language: str | None = None) -> TermsChecked:
        """Return the renderings of official terms in a text that are known to be wrong, each with the right term."""
        return self._terms.checked(text, language_of(language))

    # The library ----------------------------------------------------------------------------------------------

    def library(self, language: str = "en") -> tuple[DocumentSummary, ...]:
        """Return what is loaded, titles and warnings in `language`."""
        return self._shelf.summaries(language)

    def add(self, paths: Sequence[Path], *, progress: Progress | None = None) -> Added:
        """Bring in files or the files of folders, then index them. Bad files are reported; the others are added."""
        report = progress or (lambda done, label: None)
        added = self._shelf.add(paths, lambda done, label: report(0.7 * done, label))
        if any(document.change != "unchanged" for document in added.documents):
            self._engine.update(lambda done, label: report(0.7 + 0.3 * done, label))
        return added

    def catalogue(self, language: str = "en") -> tuple[Listed, ...]:
        """Return the documents that can be fetched or are known of, titles in `language`, and which are loaded."""
        return self._fetching.catalogue(language)

    def fetch(self, ids: Sequence[str], *, languages: Sequence[str] = (), progress: Progress | None = None) -> Fetched:
        """Fetch documents of the catalogue, by id or reference, in `languages`, else in all there are addresses for.

        What cannot be had is reported; the others are added. Raises NotInCatalogue, or BadRequest for a language.
        """
        return self._fetching.fetch(ids, languages_of(languages), progress or (lambda done, label: None))

    def remove(self, document: str) -> None:
        """Remove a document, from every answer at once. Raises UnknownDocument."""
        self._library.remove(document)
        self._engine.update()

    def rebuild(self, progress: Progress | None = None) -> None:
        """Build the index anew."""
        self._engine.rebuild(progress or (lambda done, label: None))

    def check(self) -> tuple[str, ...]:
        """Verify the library and the index. Return what was verified; raises LibraryFailure or a SearchError."""
        self._library.check()
        self._engine.check()
        return ("library", "index")

    @property
    def engine(self) -> Engine:
        """The search engine itself, for those who measure it."""
        return self._engine

    def close(self) -> None:
        """Close the library."""
        self._library.close()
