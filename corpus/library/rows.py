"""Versions and renditions as the library gives them back, and how they and documents become rows and objects again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corpus.types import Authority, Document, Language, Rendition, Role, Status, Version

# The columns of `rendition_row` and `stored_rendition`, in their order.
RENDITION_COLUMNS = 'locator, role, text, marker, heading, parent, page, "start", "end", cells'

# By their values: thousands of rows are read at a time, and to call an enumeration takes as long as all else of one.
_ROLES = {str(each): each for each in Role}
_LANGUAGES = {str(each): each for each in Language}
_STATUSES = {str(each): each for each in Status}


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version without its text: `paragraphs` counts its renditions, `added_at` is ISO 8601 in UTC."""

    document: str
    language: Language
    status: Status
    file: str
    pages: int
    sha256: str
    paragraphs: int
    links: tuple[str, ...]
    warnings: tuple[str, ...]
    content_hash: str
    added_at: str


@dataclass(frozen=True, slots=True)
class StoredRendition:
    """A rendition with its address in the library; `ordinal` counts from 0 within its version."""

    document: str
    language: Language
    status: Status
    ordinal: int
    rendition: Rendition


def facts_of(document: Document) -> dict[str, Any]:
    """Return a document's fields but its identifier, ready for JSON."""
    return {
        "symbol": document.symbol,
        "titles": dict(document.titles),
        "body": document.body,
        "session": document.session,
        "date": document.date,
        "kind": document.kind,
        "authority": document.authority,
        "urls": dict(document.urls),
    }


def content_hash(facts: str, version: Version) -> str:
    """Return a SHA-256 over all that a version says; not over its file's path, which may change alone."""
    text = [version.sha256, version.pages, version.source, version.links, version.warnings]
    content = to_json([facts, text, [rendition_row(rendition) for rendition in version.renditions]])
    return hashlib.sha256(content.encode()).hexdigest()


def rendition_row(rendition: Rendition) -> tuple[str | int | None, ...]:
    """Return a rendition as `RENDITION_COLUMNS`; cells keep the order of their columns."""
    return (
        rendition.locator,
        rendition.role,
        rendition.text,
        rendition.marker,
        to_json(rendition.heading),
        rendition.parent,
        rendition.page,
        rendition.start,
        rendition.end,
        None if rendition.cells is None else json.dumps(dict(rendition.cells)),
    )


def stored_rendition(document: str, language: str, status: str, ordinal: int, *columns: Any) -> StoredRendition:
    """Return a rendition from its address and `RENDITION_COLUMNS`."""
    locator, role, text, marker, heading, parent, page, start, end, cells = columns
    cells = None if cells is None else json.loads(cells)
    rendition = Rendition(locator, _ROLES[role], text, marker, _headings(heading), parent, page, start, end, cells)
    return StoredRendition(document, _LANGUAGES[language], _STATUSES[status], ordinal, rendition)


@lru_cache(maxsize=1024)  # headings stand over many paragraphs
def _headings(heading: str) -> tuple[str, ...]:
    return tuple(json.loads(heading))


def stored_version(document: str, language: str, status: str, *columns: Any) -> StoredVersion:
    """Return a version from its row, columns in the order of the class."""
    file, pages, sha256, paragraphs, links, warnings, its_hash, added_at = columns
    known = (document, Language(language), Status(status), file, pages, sha256, paragraphs)
    return StoredVersion(*known, tuple(json.loads(links)), tuple(json.loads(warnings)), its_hash, added_at)


def document_from(document_id: str, facts: str) -> Document:
    """Return a document from its row."""
    fields = json.loads(facts)
    authority = fields.pop("authority")
    return Document(id=document_id, authority=authority and Authority(authority), **fields)


def to_json(value: object) -> str:
    """Return JSON that depends on the value alone; escaped, so that it can be hashed whatever the text holds."""
    return json.dumps(value, sort_keys=True)
