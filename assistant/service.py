"""The one façade that the web app, the command line and any other caller use."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from assistant.answering import Answering
from assistant.citing import cite
from assistant.engine import Engine, Opened
from assistant.errors import BadRequest
from assistant.places import exact_places, named_places
from assistant.present import found_hit
from assistant.settings import Settings
from assistant.shelf import Shelf
from assistant.types import Added, Answer, Cited, Context, ContextParagraph, DocumentSummary, Found, FoundHit, Turn
from corpus.catalogue import load as load_catalogue
from corpus.errors import UnknownDocument
from corpus.language import detect
from corpus.library import Library
from corpus.references import format_citation, format_locator, numbered_by
from corpus.types import Language
from index.evidence import Evidence
from index.search import preferred
from index.types import Filters

LARGEST_K = 100

# Renditions looked at by an exact search: the filters on kind and notes, and other languages, leave fewer paragraphs.
_MOST_EXACT = 2_000

Progress = Callable[[float, str], None]

# A paragraph found: document, locator, score, and the language it was found in where that matters.
_Place = tuple[str, str, float, Language | None]


class Assistant:
    """Documents in, cited paragraphs and answers out. Safe to call from several threads."""

    def __init__(self, settings: Settings) -> None:
        """Open the library of `settings.home`, creating it if need be, with the bundled notes in it."""
        self.settings = settings
        self._library = Library(settings.library)
        self._catalogue = load_catalogue()
        self._engine = Engine(settings, self._library)
        self._shelf = Shelf(self._library, self._catalogue, notes=settings.notes)
        self._answering = Answering(self._engine, self._library, self._catalogue)
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
    ) -> Found:
        """Return the `k` best paragraphs for a query, best first; a filter that matches nothing returns nothing.

        `exact` looks for the very words, in a row. Raises BadRequest, UnknownDocument or a SearchError.
        """
        started = time.perf_counter()
        if not 1 <= k <= LARGEST_K:
            raise BadRequest(value=k, expected=f"a number of results from 1 to {LARGEST_K}")
        if not any(character.isalnum() for character in query):
            raise BadRequest(value=query, expected="a query with at least one word")
        asked = detect(query)
        filters = Filters(_language(language), document, kind)
        reader = filters.language or asked or Language.EN
        hits: list[FoundHit] = []
        with self._engine.reading() as opened:
            if document is not None and not opened.holdings.has(document):
                raise _no_such_document(document, opened)
            for document_id, locator, score, matched in (self._exact if exact else self._places)(
                query, filters, opened
            ):
                if len(hits) == k:
                    break
                if placed := opened.search.placed(document_id, locator, filters.language):
                    found = self._library.document(document_id)
                    shown = placed[matched] if matched else preferred(placed, reader)
                    hits.append(found_hit(len(hits) + 1, round(score, 6), found, locator, placed, shown, reader))
        return Found(query, asked, _milliseconds(started), tuple(hits))

    def ask(
        self, question: str, *, language: str | None = None, history: Sequence[Turn] = (), interface: str = "en"
    ) -> Answer:
        """Answer a question with citations, or refuse and say why.

        The answer is in `language`, else in the question's, else, where that cannot be told, in `interface`.
        """
        return self._answering.ask(question, _language(language), tuple(history), _language(interface) or Language.EN)

    def evidence(self, question: str) -> Evidence | None:
        """Return how the best paragraph speaks to a question; None where there is none."""
        with self._engine.reading() as opened:
            catalogue = self._catalogue.including(self._library.documents())
            ranking = opened.search.rank(question, hints=named_places(question, opened, catalogue))
            return opened.search.evidence(question, ranking)

    def cite(self, reference: str, *, language: str | None = None) -> Cited:
        """Return the paragraph at an explicit reference, or why there is none; no ranking takes part."""
        wanted = _language(language)
        with self._engine.reading() as opened:
            return cite(reference, wanted, opened, self._library, self._catalogue)

    def context(self, document: str, locator: str, *, language: str | None = None, around: int = 2) -> Context:
        """Return a paragraph with `around` neighbours on each side, in `language` if there is such a version."""
        wanted = _language(language)
        with self._engine.reading() as opened:
            placed = opened.search.placed(document, locator)
            if not placed:
                raise _no_such_document(f"{document}, {locator}" if opened.holdings.has(document) else document, opened)
            found = self._library.document(document)
            shown = placed[wanted] if wanted in placed else preferred(placed, wanted)
            version = self._library.renditions(document, language=shown.language, status=shown.status)
            rows = [stored.rendition for stored in version]
        position = next(i for i, row in enumerate(rows) if row.locator == locator)
        reader = wanted or shown.language
        return Context(
            document=document,
            title=found.title(reader),
            symbol=found.symbol,
            language=shown.language,
            status=shown.status,
            citation=format_citation(found, locator, reader),
            url=found.urls.get(shown.language),
            paragraphs=tuple(
                ContextParagraph(
                    row.locator,
                    format_locator(row.locator, reader, numbered_by(found)),
                    row.marker,
                    row.role,
                    row.heading,
                    row.text,
                    row.locator == locator,
                )
                for row in rows[max(0, position - around) : position + around + 1]
            ),
            languages=tuple(sorted(str(each) for each in placed)),
        )

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

    # Search ---------------------------------------------------------------------------------------------------

    def _places(self, query: str, filters: Filters, opened: Opened) -> Iterator[_Place]:
        """Yield paragraphs and scores: first those a reference or a table's columns name exactly, then the ranking."""
        catalogue = self._catalogue.including(self._library.documents())
        places = named_places(query, opened, catalogue)
        named = [place for place in exact_places(query, places, opened, catalogue) if self._passes(place[0], filters)]
        yield from ((*place, 1.0, None) for place in named)
        for ranked in opened.search.rank(query, filters, hints=places):
            if (ranked.document, ranked.locator) not in named:
                yield ranked.document, ranked.locator, ranked.score, None

    def _passes(self, document_id: str, filters: Filters) -> bool:
        """Tell whether a document passes the filters on document and kind."""
        kind = self._library.document(document_id).kind
        return filters.document in (None, document_id) and filters.kind in (None, kind)

    def _exact(self, query: str, filters: Filters, opened: Opened) -> Iterator[_Place]:
        """Yield the paragraphs that hold the words of the query in a row, in library order, each in that language.

        A note that is not shown, because notes are off or the official text is there, is not searched either.
        """
        seen: set[tuple[str, str]] = set()
        for row in self._library.exact(
            query, document_id=filters.document, language=filters.language, limit=_MOST_EXACT
        ):
            place = (row.document, row.rendition.locator)
            shown = opened.search.placed(*place).get(row.language)
            if shown and shown.status is row.status and place not in seen and self._passes(row.document, filters):
                seen.add(place)
                yield *place, 1.0, row.language


def _no_such_document(named: str, opened: Opened) -> UnknownDocument:
    """Return the error for a document that is not there, naming those that are."""
    return UnknownDocument(document=named, known=", ".join(opened.holdings.document_ids()) or "none")


def _language(code: str | None) -> Language | None:
    """Return a language by its code. Raises BadRequest."""
    if code is None:
        return None
    with suppress(ValueError):
        return Language(code)
    raise BadRequest(value=code, expected="a language: en, fr or es")


def _milliseconds(started: float) -> float:
    """Return the time since `started`, in milliseconds."""
    return round((time.perf_counter() - started) * 1000, 2)


__all__ = ["LARGEST_K", "Assistant"]
