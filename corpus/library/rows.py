"""Versions and renditions as the library gives them back, and how they and documents become rows and objects again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from corpus.errors import DamagedText
from corpus.library.digests import digest, places_digest
from corpus.types import Authority, Document, Language, Rendition, Role, Status, Version, Vouched, VouchedBy

# The columns of `rendition_row` and `stored_rendition`, in their order.
RENDITION_COLUMNS = 'locator, role, text, marker, heading, parent, page, "start", "end", cells'

# What the digest of a version holds, in this order: all its columns but the number and the source, which has its own.
VERSION_COLUMNS = (
    "document, language, status, facts, file, sha256, pages, links, warnings, content_hash, added_at, record, places, "
    "source_digest, vouched"
)
_FIELDS = VERSION_COLUMNS.split(", ")

# The order of versions: the official text, then one that was added, then what stands in for it; `{0}` is the table.
BEST_FIRST = "{0}status <> 'official', {0}status <> 'added', {0}status"
IS_TEXT = "{0}status IN ('official', 'added')"  # corpus.types.TEXTS

# What a place is in the digest of a version's or a document's places.
PLACE_COLUMNS = "ordinal, locator, parent, role"

# By their values: thousands of rows are read at a time, and to call an enumeration takes as long as all else of one.
ROLES = {str(each): each for each in Role}
_LANGUAGES = {str(each): each for each in Language}
_STATUSES = {str(each): each for each in Status}


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version without its text: `paragraphs` counts its renditions, `added_at` is ISO 8601 in UTC.

    `vouched` says what makes an official text one.
    """

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
    record: str = ""
    vouched: Vouched | None = None

    @property
    def key(self) -> Key:
        """What it is known by."""
        return Key(self.document, self.language, self.status)


@dataclass(frozen=True, slots=True)
class StoredRendition:
    """A rendition with its address in the library; `ordinal` counts from 0 within its version."""

    document: str
    language: Language
    status: Status
    ordinal: int
    rendition: Rendition

    @property
    def key(self) -> Key:
        """Its version."""
        return Key(self.document, self.language, self.status)

    @property
    def place(self) -> tuple[object, ...]:
        """Its `PLACE_COLUMNS`."""
        return self.ordinal, self.rendition.locator, self.rendition.parent, self.rendition.role


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
    return hash_of(facts, text, [rendition_row(rendition) for rendition in version.renditions])


def hash_of(facts: object, text: list[Any], renditions: list[Any]) -> str:
    """Return the content hash of what is stored: facts as JSON, the columns of the text, rows of renditions."""
    return hashlib.sha256(to_json([facts, text, renditions]).encode()).hexdigest()


class Key(NamedTuple):
    """Which version of which document; its values are checked by digests, not by their type."""

    document: str
    language: str
    status: str

    def __str__(self) -> str:
        """Return it as messages name it: “r193 (fr, official)”."""
        return f"{self.document} ({self.language}, {self.status})"


def damaged(key: Key, place: object = "") -> DamagedText:
    """Return the error for a version that is not what was stored, at a place or as a whole."""
    named = " ".join(str(place).encode("utf-8", "replace").decode().split())[:80]
    shown = f"{key.language}, {key.status}" + (f", {named}" if named else "")
    return DamagedText(document=key.document, language=key.language, place=shown)


def rendition_digest(key: Key, *row: object) -> bytes:
    """Return the digest of a rendition: its version's key, its ordinal, and `RENDITION_COLUMNS`."""
    return digest(*key, *row)


def version_digest(columns: Sequence[object]) -> bytes:
    """Return the digest of a version from `VERSION_COLUMNS`.

    One that nobody vouched for has the digest that it had before there was this column.
    """
    *others, vouched = columns
    return digest(*others, vouched) if vouched else digest(*others)


def document_digest(document: str, facts: str, places: bytes) -> bytes:
    """Return the digest of a document's row."""
    return digest(document, facts, places)


def whole(key: Key, places: bytes, found: Iterable[tuple[object, ...]]) -> None:
    """Check that the places found are those a version or document was stored with. Raises DamagedText."""
    if places_digest(found) != places:
        raise damaged(key)


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
    """Return a rendition from its address, `RENDITION_COLUMNS` and its digest. Raises DamagedText where it is wrong."""
    *columns, its_digest = columns  # type: ignore[assignment]
    if digest(document, language, status, ordinal, *columns) != its_digest:
        raise damaged(Key(document, language, status), columns[0])
    locator, role, text, marker, heading, parent, page, start, end, cells = columns
    cells = None if cells is None else json.loads(cells)
    rendition = Rendition(locator, ROLES[role], text, marker, _headings(heading), parent, page, start, end, cells)
    return StoredRendition(document, _LANGUAGES[language], _STATUSES[status], ordinal, rendition)


@lru_cache(maxsize=1024)  # headings stand over many paragraphs
def _headings(heading: str) -> tuple[str, ...]:
    return tuple(json.loads(heading))


def stored_version(paragraphs: int, its_digest: bytes, *columns: Any) -> StoredVersion:
    """Return a version from how many renditions it has, its digest and `VERSION_COLUMNS`. Raises DamagedText."""
    row = dict(zip(_FIELDS, columns, strict=True))
    if version_digest(columns) != its_digest:
        raise damaged(Key(row["document"], row["language"], row["status"]))
    return StoredVersion(
        row["document"],
        Language(row["language"]),
        Status(row["status"]),
        row["file"],
        row["pages"],
        row["sha256"],
        paragraphs,
        tuple(json.loads(row["links"])),
        tuple(json.loads(row["warnings"])),
        row["content_hash"],
        row["added_at"],
        row["record"],
        vouched_from(row["vouched"]),
    )


def vouched_from(stored: str) -> Vouched | None:
    """Return what vouches for a text from its column; None where nothing does."""
    if not stored:
        return None
    fields = json.loads(stored)
    return Vouched(VouchedBy(fields.pop("by")), **fields)


def vouched_json(vouched: Vouched | None) -> str:
    """Return the column of what vouches for a text."""
    return to_json(asdict(vouched)) if vouched else ""


def document_from(document_id: str, facts: str) -> Document:
    """Return a document from its facts."""
    fields = json.loads(facts)
    authority = fields.pop("authority")
    return Document(id=document_id, authority=authority and Authority(authority), **fields)


def stored_document(document_id: str, facts: str, places: bytes, its_digest: bytes) -> Document:
    """Return a document from its row. Raises DamagedText."""
    if document_digest(document_id, facts, places) != its_digest:
        raise DamagedText(document=document_id, place="title")
    return document_from(document_id, facts)


def to_json(value: object) -> str:
    """Return JSON that depends on the value alone; escaped, so that it can be hashed whatever the text holds."""
    return json.dumps(value, sort_keys=True)


def where_all(restrictions: dict[str, str | None]) -> tuple[str, list[str]]:
    """Return the SQL condition and the values for the restrictions that are given; columns are ours, values are not."""
    given = {column: value for column, value in restrictions.items() if value is not None}
    return " AND ".join(["TRUE", *(f"{column} = ?" for column in given)]), list(given.values())
