"""A paragraph shown among its neighbours."""

from __future__ import annotations

from assistant.cite.suggestions import require
from assistant.read.parallel import parallel_of
from assistant.read.types import Context, ContextParagraph
from assistant.session import Session
from corpus.library.whole_text import in_print_order
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
    printed = list(in_print_order(rows))
    current = [at for at, each in enumerate(printed) if rows[each.position].locator == locator]
    reader = wanted or shown.language
    return Context(
        document=document,
        title=found.titled(reader),
        symbol=found.symbol,
        language=shown.language,
        status=shown.status,
        citation=format_citation(found, locator, reader),
        url=found.urls.get(shown.language),
        paragraphs=tuple(
            ContextParagraph(
                row.locator,
                "" if each.closes else format_locator(row.locator, reader, numbered_by(found)),
                "" if each.closes else row.marker,
                row.role,
                row.heading,
                each.text,
                row.locator == locator,
            )
            for each in printed[max(0, current[0] - around) : current[-1] + around + 1]
            for row in [rows[each.position]]
        ),
        languages=tuple(sorted(str(each) for each in placed)),
        parallel=parallel_of(document, (locator,), (), session.read_by(Language(shown.language))),
        text=shown.text,
    )
