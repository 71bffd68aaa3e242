"""The references in the library's file: derived from the versions, and derived again where what they depend on changes.

They depend on a version's text and its document's facts, on the code that reads them, on the catalogue, and on the
names of the documents held. The same library has the same references, in whatever order it was filled.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.catalogue.catalogue import CATALOGUE_FILE, Catalogue, load
from corpus.errors import DamagedText
from corpus.library.contract import Connection, Phrases
from corpus.library.digests import digest
from corpus.library.rows import (
    BEST_FIRST,
    RENDITION_COLUMNS,
    Key,
    damaged,
    document_digest,
    document_from,
    stored_rendition,
)
from corpus.library.version_rows import is_sound
from corpus.links.extract import links
from corpus.links.types import Kind, Link, StoredLink
from corpus.references import numbered_by
from corpus.types import Document, Language, Status, Version

_COLUMNS = 'locator, kind, words, "start", "end", document, name, place'
_SELECTED = (
    f"v.document, v.language, v.status, l.ordinal, {', '.join(f'l.{name}' for name in _COLUMNS.split(', '))}, l.digest"
)
_PACKAGE = Path(__file__).parents[1]
_READS = ("links/*.py", "references/*.py", "folding.py", "entry.py", "catalogue.py")  # what the references are read by
SPELLED_OUT = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})  # what the phrase table does not fold
_NAME_WORDS = 3  # a shorter title names a topic (corpus.catalogue.catalogue)


class Added(NamedTuple):
    """A version that was stored as row `number`; `before` is its document as it was, if it was."""

    number: int
    version: Version
    before: Document | None


@cache
def extractor() -> str:
    """Return what identifies the reading of references: a digest of its code and of the catalogue."""
    files = [path for pattern in _READS for path in sorted(_PACKAGE.glob(pattern))]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in (*files, CATALOGUE_FILE))).hexdigest()[:16]


_NUMBER_OR_YEAR = re.compile(r"\(n(?:o|°|º|úm|um)\.?\s*\d+\)|,?\s*\b(?:19|20)\d\d$", re.IGNORECASE)

OUTDATED = """SELECT v.id FROM versions v LEFT JOIN linked ON linked.version = v.id
              WHERE linked.extractor IS NULL OR linked.extractor <> ? ORDER BY v.id"""


def refresh(connection: Connection) -> None:
    """Derive the references that another extractor read, or none yet."""
    derive(connection, [version for (version,) in connection.execute(OUTDATED, (extractor(),)).fetchall()])


def derive(connection: Connection, versions: Sequence[int], catalogue: Catalogue | None = None) -> None:
    """Derive the references of versions, within the transaction under way, by the names that are held now."""
    if not versions:
        return
    catalogue = catalogue or _catalogue(connection)
    for number in versions:
        if is_sound(connection, number):  # of another, nothing is known for certain
            _write(connection, number, links(*_version(connection, number), catalogue))


def _write(connection: Connection, number: int, found: Sequence[Link]) -> None:
    """Put the references of a version in the place of those it had."""
    connection.execute("DELETE FROM links WHERE version = ?", (number,))
    key = connection.execute("SELECT document, language, status FROM versions WHERE id = ?", (number,)).fetchone()
    rows: list[tuple[object, ...]] = [
        (i, each.locator, each.kind, each.words, each.start, each.end, each.document, each.name, each.place)
        for i, each in enumerate(found)
    ]
    digests = [digest(*key, *row) for row in rows]
    connection.executemany(
        f"INSERT INTO links (version, ordinal, {_COLUMNS}, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, *row, its_digest) for row, its_digest in zip(rows, digests, strict=True)),
    )
    connection.execute(
        """INSERT INTO linked (version, extractor, digest) VALUES (?, ?, ?)
           ON CONFLICT (version) DO UPDATE SET extractor = excluded.extractor, digest = excluded.digest""",
        (number, extractor(), digest(*key, *digests)),
    )


def faults(connection: Connection, number: int) -> Iterator[DamagedText]:
    """Yield where the references of a version are not those that were derived; they are derived again where needed."""
    key = Key(*connection.execute("SELECT document, language, status FROM versions WHERE id = ?", (number,)).fetchone())
    of_version = f"SELECT ordinal, {_COLUMNS}, digest FROM links WHERE version = ? ORDER BY ordinal"
    rows = connection.execute(of_version, (number,)).fetchall()
    wrong = [columns[1] for *columns, its_digest in rows if digest(*key, *columns) != its_digest]
    yield from (damaged(key, locator) for locator in wrong)
    linked = connection.execute("SELECT digest FROM linked WHERE version = ?", (number,)).fetchone()
    if not wrong and linked is not None and digest(*key, *(row[-1] for row in rows)) != linked[0]:
        yield damaged(key)


def speaking_of(connection: Connection, document: Document) -> set[int]:
    """Return the versions to read again when a document goes: those that refer to it by a name only it brought."""
    if not _names(document):
        return set()
    return {
        version for (version,) in connection.execute("SELECT version FROM links WHERE document = ?", (document.id,))
    }


def _holding(connection: Connection, phrases: Phrases, names: Iterable[str]) -> set[int]:
    """Return the versions whose text holds one of the names, whatever number and year stand with it."""
    found: set[int] = set()
    for name in names:
        if words := re.findall(r"\w+", _NUMBER_OR_YEAR.sub(" ", name).translate(SPELLED_OUT)):
            holding = f"SELECT version FROM renditions WHERE {phrases.condition}"
            found |= {version for (version,) in connection.execute(holding, phrases.values(" ".join(words)))}
    return found


def _names(document: Document) -> frozenset[str]:
    """Return what a document can be called that the catalogue does not know already."""
    entry = load().entries.get(document.id)
    if entry is not None:
        return frozenset({document.symbol} - {entry.symbol, None})  # type: ignore[arg-type]
    titles = (title for title in document.titles.values() if len(title.split()) >= _NAME_WORDS)
    return frozenset(filter(None, (document.symbol, *titles)))


def follow(connection: Connection, phrases: Phrases, added: Sequence[Added]) -> None:
    """Derive what changes when versions are added."""
    if not added:
        return
    catalogue, others, own = _catalogue(connection), set[int](), set[int]()
    for number, version, before in added:
        facts = "SELECT d.id, d.facts FROM documents d JOIN versions v ON v.document = d.id WHERE v.id = ?"
        row = connection.execute(facts, (number,)).fetchone()
        if row is None:
            continue  # another of those added has taken its place
        after = document_from(*row)
        _write(connection, number, links(after, version, catalogue))
        own.add(number)
        if before is not None and _read_by(before) != _read_by(after):
            of_document = connection.execute("SELECT id FROM versions WHERE document = ?", (version.document,))
            others |= {other for (other,) in of_document}
        old, new = (_names(before) if before else frozenset()), _names(after)
        others |= _holding(connection, phrases, new - old)
        if before and old - new:
            others |= speaking_of(connection, before)
    derive(connection, sorted(others - own), catalogue)


def _read_by(document: Document) -> tuple[object, ...]:
    """Return the facts of a document that tell how its references are to be read."""
    return numbered_by(document), document.authority


def forget(connection: Connection, versions: Iterable[int]) -> None:
    """Derive the versions again that spoke of a document that has gone; its own have gone with it."""
    left = {version for (version,) in connection.execute("SELECT id FROM versions")}
    derive(connection, sorted(left & set(versions)))


def outgoing(document: str) -> tuple[str, tuple[str, ...]]:
    """Return the query, and its values, for what a document refers to."""
    return f"SELECT {_SELECTED} FROM links l JOIN versions v ON v.id = version WHERE v.document = ? {_ORDER}", (
        document,
    )


def incoming(document: str) -> tuple[str, tuple[str, ...]]:
    """Return the query, and its values, for what refers to a document."""
    return f"SELECT {_SELECTED} FROM links l JOIN versions v ON v.id = version WHERE l.document = ? {_ORDER}", (
        document,
    )


_ORDER = f"ORDER BY v.document, {BEST_FIRST.format('v.')}, v.language, l.ordinal"


def stored_link(document: str, language: str, status: str, *columns: object) -> StoredLink:
    """Return a reference from its row. Raises DamagedText."""
    *read, its_digest = columns
    _, locator, kind, *rest = read
    if digest(document, language, status, *read) != its_digest:
        raise damaged(Key(document, language, status), locator)
    return StoredLink(document, Language(language), Status(status), Link(str(locator), Kind(str(kind)), *rest))  # type: ignore[arg-type]


def _catalogue(connection: Connection) -> Catalogue:
    """Return the catalogue with the documents held that have names it does not know."""
    rows = connection.execute("SELECT id, facts, places, digest FROM documents ORDER BY id").fetchall()
    held = (document_from(*row[:2]) for row in rows if document_digest(*row[:3]) == row[3])
    return load().including([document for document in held if _names(document)])


def _version(connection: Connection, number: int) -> tuple[Document, Version]:
    """Read a version, with its document as the library knows it."""
    document, facts, language, status, source = connection.execute(
        """SELECT d.id, d.facts, language, status, source
           FROM versions v JOIN documents d ON d.id = document WHERE v.id = ?""",
        (number,),
    ).fetchone()
    rows = connection.execute(
        f"SELECT ordinal, {RENDITION_COLUMNS}, digest FROM renditions WHERE version = ? ORDER BY ordinal", (number,)
    )
    renditions = tuple(stored_rendition(document, language, status, *row).rendition for row in rows)
    version = Version(document, Language(language), Status(status), source, "", "", 0, renditions)
    return document_from(document, facts), version
