"""A paragraph shown among its neighbours."""

from __future__ import annotations

from assistant.cite.suggestions import require
from assistant.read.parallel import parallel_of
from assistant.read.types import Context, ContextParagraph
from assistant.session import Session
from corpus.references import format_citation, format_locator, numbered_by
from corpus.types import Language
from index.search import preferred


def context_of(document: str, locator: str, wanted: Language | None, around: int, session: Session) -> Context:
    """Return a paragraph with `around` neighbours on each side, in the language wanted if there is such a version.

    Raises UnknownDocument or NoSuchParagraph.
    """
    require(document, locator, session)
    library = session.library
    placed = session.search.placed(document, locator)
    found = library.document(document)
    shown = placed[wanted] if wanted in placed else preferred(placed, wanted)
    version = library.renditions(document, language=shown.language, status=shown.status)
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
        parallel=parallel_of(document, (locator,), (), session.read_by(Language(shown.language))),
    )
