"""What the library covers, and what it does not: documents known of that are not loaded, languages that are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.documents.types import DocumentSummary, Listed
from assistant.types import AsJson
from corpus.types import Language, Status


class CoverageStatus(StrEnum):
    """Whether a document can be quoted: its `loaded` text, our own `note_only`, or neither (`not_loaded`)."""

    LOADED = "loaded"
    NOTE_ONLY = "note_only"
    NOT_LOADED = "not_loaded"


@dataclass(frozen=True, slots=True)
class CoveredDocument(AsJson):
    """A document that is loaded or known of.

    `languages` are those of its texts in the library, notes left out; `missing` the others of the three; `fetchable`
    those of the missing ones with an address to fetch from.
    """

    id: str
    symbol: str | None
    title: str
    kind: str | None
    status: CoverageStatus
    languages: tuple[str, ...]
    missing: tuple[str, ...]
    fetchable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage(AsJson):
    """What `coverage` returns: how many documents are loaded, of how many known of, and all of them, loaded first."""

    language: str
    loaded: int
    known: int
    documents: tuple[CoveredDocument, ...]


def coverage_of(library: Iterable[DocumentSummary], catalogue: Iterable[Listed], language: str) -> Coverage:
    """Return what is loaded and what is only known of, titles as they are given."""
    listed = {each.id: each for each in catalogue}
    found = {each.id: _covered(each, listed.get(each.id)) for each in library}
    for each in listed.values():
        if each.id not in found:  # conclusions may be loaded in the file of their resolution
            found[each.id] = _document(each, each.loaded, CoverageStatus.NOT_LOADED, each.languages)
    order = list(CoverageStatus)
    documents = sorted(found.values(), key=lambda each: (order.index(each.status), each.title.casefold(), each.id))
    loaded = sum(each.status is CoverageStatus.LOADED for each in documents)
    return Coverage(language, loaded, len(documents), tuple(documents))


def _covered(held: DocumentSummary, entry: Listed | None) -> CoveredDocument:
    texts = [each.language for each in held.versions if each.status != Status.NOTE]
    fetchable = entry.languages if entry else ()
    return _document(held, texts, CoverageStatus.NOTE_ONLY, fetchable)


def _document(
    facts: DocumentSummary | Listed,
    texts: Iterable[str],
    otherwise: CoverageStatus,
    addresses: Iterable[str],
) -> CoveredDocument:
    """Return a document with the languages of its texts; `otherwise` is its status where it has none."""
    has = {*texts}
    languages = tuple(str(each) for each in Language if each in has)
    missing = tuple(str(each) for each in Language if each not in has)
    return CoveredDocument(
        id=facts.id,
        symbol=facts.symbol,
        title=facts.title,
        kind=facts.kind,
        status=CoverageStatus.LOADED if languages else otherwise,
        languages=languages,
        missing=missing,
        fetchable=tuple(each for each in addresses if each in missing),
    )
