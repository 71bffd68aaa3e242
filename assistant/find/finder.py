"""The pipeline of a search: what is named exactly, then the ranking, as whole paragraphs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.ask.question.reading import QuestionReading
from assistant.cite.documents import document_named
from assistant.cite.lookup import cite
from assistant.errors import BadRequest
from assistant.find.types import Found, FoundHit, Unresolved
from assistant.renditions import found_renditions
from assistant.session import Engine, Session, kept
from assistant.validation import LONGEST_QUESTION, milliseconds
from corpus.phrases import Phrase
from corpus.references import ResolutionStatus, format_citation
from corpus.text.language import detect
from corpus.types import Language
from index.search import Ranked, preferred
from index.types import Filters, Hit

LARGEST_K = 100

# Renditions looked at by an exact search: the filters on kind and notes, and other languages, leave fewer paragraphs.
_MOST_EXACT = 2_000

# A paragraph found, and the language it was found in where that matters.
_Match = tuple[Ranked, Language | None]


@dataclass(frozen=True, slots=True)
class _Searched:
    """What is searched for; `language` is that of the query, None where it is not detected."""

    query: str
    filters: Filters
    k: int
    exact: bool
    language: Language | None


class Finder:
    """Searches the library as it is when it is asked."""

    def __init__(self, engine: Engine) -> None:
        """Work on an engine and its library; each result is worked out when it is asked for."""
        self._engine = engine
        self._search_or_kept: Callable[[_Searched, Session, float], Found] = self._search

    def keep(self, most: int) -> None:
        """Keep the results last given, `most` of them; what two readers search for at once is searched for once."""
        self._search_or_kept = kept(self._search, most)

    def find(self, query: str, filters: Filters, *, k: int, exact: bool, interface: Language) -> Found:
        """Return the `k` best paragraphs. Raises BadRequest, UnknownDocument or a SearchError."""
        started = time.perf_counter()
        if not 1 <= k <= LARGEST_K:
            raise BadRequest(
                value=k,
                expected=Phrase("error.expected.results", "a number of results from 1 to {most}", most=LARGEST_K),
            )
        if len(query) > LONGEST_QUESTION:
            raise BadRequest(
                value=query,
                expected=Phrase(
                    "error.expected.query_length", "a query of at most {most} characters", most=LONGEST_QUESTION
                ),
            )
        if not any(character.isalnum() for character in query):
            raise BadRequest(
                value=query, expected=Phrase("error.expected.query_word", "a query with at least one word")
            )
        asked = detect(query)
        with self._engine.session(filters.language or asked or interface) as session:
            searched = _Searched(query, _as_held(filters, session), k, exact, asked)
            return self._search_or_kept(searched, session, started)

    def _search(self, searched: _Searched, session: Session, started: float) -> Found:
        """Search one state of the library."""
        filters, hits = searched.filters, list[FoundHit]()
        reading = QuestionReading(searched.query, session)
        for ranked, matched in (_exact if searched.exact else _matches)(reading, filters, session):
            if len(hits) == searched.k:
                break
            if placed := session.search.placed(ranked.document, ranked.locator, filters.language):
                document = session.library.document(ranked.document)
                shown = placed[matched] if matched else preferred(placed, session.reader)
                hit = Hit(len(hits) + 1, round(ranked.score, 6), document, ranked.locator, shown, placed)
                hits.append(found_hit(hit, session.reader))
        unresolved = None if searched.exact else _unresolved(reading, session)
        return Found(searched.query, searched.language, milliseconds(started), tuple(hits), unresolved)


def _as_held(filters: Filters, session: Session) -> Filters:
    """Return filters with a document by its id. Raises UnknownDocument, or BadRequest for a kind that there is not."""
    if filters.kind is not None:
        held = (session.library.document(each).kind for each in session.holdings.document_ids())
        kinds = sorted({each for each in held if each})
        if filters.kind not in kinds:
            expected = Phrase(
                "error.expected.kind_held", "a kind that the library has: {kinds}", kinds=", ".join(kinds) or "–"
            )
            raise BadRequest(value=filters.kind, expected=expected)
    if filters.document is None:
        return filters
    return replace(filters, document=document_named(filters.document, session.holdings, session.catalogue))


def _unresolved(reading: QuestionReading, session: Session) -> Unresolved | None:
    """Return the error for a query that is an unresolved reference, as `cite` gives it: no ranking replaces it.

    A reference that fits several documents is resolved; a question with a reference in it is not one.
    """
    if reading.reference is None or not reading.reference.is_lookup:
        return None
    cited = cite(reading.text, session, session.reader)
    led = cited.status in (ResolutionStatus.FOUND, ResolutionStatus.AMBIGUOUS, ResolutionStatus.NOT_A_REFERENCE)
    if led and not cited.valid:  # what is missing of a list comes with the range there is
        return None
    return Unresolved(cited.status, cited.message, cited.document, cited.title)


def _matches(reading: QuestionReading, filters: Filters, session: Session) -> Iterator[_Match]:
    """Yield paragraphs: first those that a reference or a table's columns name exactly, then the ranking."""
    named = [place for place in reading.exact_places if _passes(place[0], filters, session)]
    yield from ((Ranked(*place, 1.0), None) for place in named)
    for ranked in session.search.ranked(reading.text, filters, hints=reading.places):
        if (ranked.document, ranked.locator) not in named:
            yield ranked, None


def _exact(reading: QuestionReading, filters: Filters, session: Session) -> Iterator[_Match]:
    """Yield the paragraphs that have the words of the query in a row, in library order, each in that language.

    A note that is not shown, because notes are off or the official text is there, is not searched either.
    """
    seen: set[tuple[str, str]] = set()
    for row in session.library.exact(
        reading.text, document_id=filters.document, language=filters.language, limit=_MOST_EXACT
    ):
        place = (row.document, row.rendition.locator)
        shown = session.search.placed(*place).get(row.language)
        if shown and shown.status is row.status and place not in seen and _passes(row.document, filters, session):
            seen.add(place)
            yield Ranked(*place, 1.0), row.language


def _passes(document_id: str, filters: Filters, session: Session) -> bool:
    kind = session.library.document(document_id).kind
    return filters.document in (None, document_id) and filters.kind in (None, kind)


def found_hit(hit: Hit, reader: Language) -> FoundHit:
    """Return a hit as `find` gives it to a reader: the rendition to show, and all there are."""
    document, shown = hit.document, hit.matched
    return FoundHit(
        rank=hit.rank,
        score=hit.score,
        document=document.id,
        symbol=document.symbol,
        title=document.titled(reader),
        kind=document.kind,
        locator=hit.locator,
        citation=format_citation(document, hit.locator, reader),
        language=shown.language,
        status=shown.status,
        heading=shown.rendition.heading,
        page=shown.rendition.page,
        text=shown.text,
        url=document.urls.get(shown.language),
        renditions=found_renditions(hit.renditions),
    )
