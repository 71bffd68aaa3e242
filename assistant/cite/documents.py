"""A document by what people call it, wherever one is to be named: its id, symbol, code or title."""

from __future__ import annotations

from assistant.validation import no_such_document
from corpus.catalogue.catalogue import Catalogue
from corpus.library.holdings import Holdings
from corpus.references import ResolutionStatus, parse, resolve


def document_named(name: str, holdings: Holdings, catalogue: Catalogue) -> str:
    """Return the id of a document held: `gb346-ins-4`, `GB.346/INS/4`, “the strategy”. Raises UnknownDocument.

    What names a place in it, or has words that were not read, names no document: nobody removes one by mistake.
    """
    if holdings.has(name):
        return name
    read = parse(name, catalogue)
    if read is not None and read.explicit and not read.locators and not read.unread:
        found = resolve(read, holdings)
        if found.status is ResolutionStatus.FOUND and found.document is not None:
            return found.document
    raise no_such_document(name, holdings)
