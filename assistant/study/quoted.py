"""Whether what an item quotes stands in the library as it is now, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.permalinks import permalink
from assistant.session import Session
from assistant.study.types import Evidence, Item
from assistant.text.quotes import is_verbatim
from corpus.references import format_citation
from corpus.types import TEXTS, Language, Status


def is_quoted(item: Item, session: Session) -> bool:
    """Tell whether every quotation of an item, and of the one beside it, is verbatim in its paragraph."""
    return bool(item.evidence) and not any(lost_quotes(item, session))


def lost_quotes(item: Item, session: Session) -> Iterator[Evidence]:
    """Yield the evidence of an item whose words are no longer in its paragraph, or whose paragraph is gone."""
    for each in item.evidence:
        if not _stands(each, session):
            yield each
    if item.beside is not None:
        yield from lost_quotes(item.beside, session)


def is_addressed(evidence: Evidence, reader: str, session: Session) -> bool:
    """Tell whether the reference and the link of a quotation are those of its paragraph."""
    if not session.holdings.has(evidence.document, evidence.locator) or evidence.language not in set(Language):
        return False
    document = session.library.document(evidence.document)
    return (
        evidence.link == permalink(document.id, evidence.locator, evidence.language)
        and evidence.citation == format_citation(document, evidence.locator, Language(reader))
        and evidence.symbol == document.symbol
    )


def _stands(evidence: Evidence, session: Session) -> bool:
    if evidence.language not in set(Language) or evidence.status not in set(Status):
        return False
    stored = session.library.renditions(
        evidence.document, locator=evidence.locator, language=Language(evidence.language)
    )
    alike = TEXTS if evidence.status in TEXTS else {evidence.status}  # a text may have become official since
    return any(each.status in alike and is_verbatim(evidence.quote, each.rendition.text) for each in stored)
