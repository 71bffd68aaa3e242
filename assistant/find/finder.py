"""The way of a search: what is named exactly, then the ranking, as paragraphs for people."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from assistant.cite.lookup import cite
from assistant.cite.named_places import named_places
from assistant.errors import BadRequest
from assistant.find.types import Astray, Found, FoundHit
from assistant.plan.from_question import exact_places
from assistant.renditions import found_renditions
from assistant.session import Engine, Opened
from assistant.validation import LONGEST_QUESTION, language_of, milliseconds, no_such_document
from corpus.catalogue.catalogue import Catalogue
from corpus.library.library import Library
from corpus.references import ResolutionStatus, format_citation, parse
from corpus.text.language import detect
from corpus.types import Document, Language
from index.search import preferred
from index.types import Filters, Placed

# Renditions looked at by an exact search: the filters on kind and notes, and other languages, leave fewer paragraphs.
_MOST_EXACT = 2_000

# A paragraph found: document, locator, score, and the language it was found in where that matters.
_Place = tuple[str, str, float, Language | None]


class Finding:
    """Searches the library as it is when it is asked."""

    def __init__(self, engine: Engine, library: Library, catalogue: Catalogue) -> None:
        """Work on an engine and its library."""
        self._engine, self._library, self._catalogue = engine, library, catalogue

    def find(
        self,
        query: str,
        k: int,
        language: str | None,
        document: str | None,
        kind: str | None,
        exact: bool,
        interface: str,
    ) -> Found:
        """Return the `k` best paragraphs. Raises BadRequest, UnknownDocument or a SearchError."""
        started = time.perf_counter()
        if not 1 <= k <= LARGEST_K:
            raise BadRequest(value=k, expected=f"a number of results from 1 to {LARGEST_K}")
        if len(query) > LONGEST_QUESTION:
            raise BadRequest(value=query, expected=f"a query of at most {LONGEST_QUESTION} characters")
        if not any(character.isalnum() for character in query):
            raise BadRequest(value=query, expected="a query with at least one word")
        asked = detect(query)
        filters = Filters(language_of(language), document, kind)
        reader = filters.language or asked or language_of(interface) or Language.EN
        hits: list[FoundHit] = []
        with self._engine.reading() as opened:
            if document is not None and not opened.holdings.has(document):
                raise no_such_document(document, opened)
            for document_id, locator, score, matched in (self._exact if exact else self._places)(
                query, filters, opened
            ):
                if len(hits) == k:
                    break
                if placed := opened.search.placed(document_id, locator, filters.language):
                    found = self._library.document(document_id)
                    shown = placed[matched] if matched else preferred(placed, reader)
                    hits.append(found_hit(len(hits) + 1, round(score, 6), found, locator, placed, shown, reader))
            astray = None if exact else self._astray(query, reader, opened)
        return Found(query, asked, milliseconds(started), tuple(hits), astray)

    def _astray(self, query: str, reader: Language, opened: Opened) -> Astray | None:
        """Return why a query that only asks for a place leads nowhere, as `cite` says it: no ranking stands in for it.

        One that fits several documents leads somewhere, and so does a question with a reference in it.
        """
        reference = parse(query, self._catalogue.including(self._library.documents()))
        if reference is None or not reference.is_lookup:
            return None
        cited = cite(query, reader, opened, self._library, self._catalogue)
        led = cited.status in (ResolutionStatus.FOUND, ResolutionStatus.AMBIGUOUS, ResolutionStatus.NOT_A_REFERENCE)
        if led and not cited.valid:  # what is missing of a list comes with the range there is
            return None
        return Astray(cited.status, cited.message, cited.document, cited.title)

    def _places(self, query: str, filters: Filters, opened: Opened) -> Iterator[_Place]:
        """Yield paragraphs and scores: first those a reference or a table's columns name exactly, then the ranking."""
        catalogue = self._catalogue.including(self._library.documents())
        places = named_places(query, opened, catalogue)
        named = [
            place
            for place in exact_places(query, places, opened, self._library, catalogue)
            if self._passes(place[0], filters)
        ]
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


LARGEST_K = 100


def found_hit(
    rank: int,
    score: float,
    document: Document,
    locator: str,
    placed: Mapping[str, Placed],
    shown: Placed,
    language: Language,
) -> FoundHit:
    """Return a hit as `find` gives it to a reader of `language`: the rendition `shown`, and all those `placed`."""
    return FoundHit(
        rank=rank,
        score=score,
        document=document.id,
        symbol=document.symbol,
        title=document.title(language),
        kind=document.kind,
        locator=locator,
        citation=format_citation(document, locator, language),
        language=shown.language,
        status=shown.status,
        heading=shown.rendition.heading,
        page=shown.rendition.page,
        text=shown.text,
        url=document.urls.get(shown.language),
        renditions=found_renditions(placed),
    )
