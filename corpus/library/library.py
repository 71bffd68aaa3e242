"""The library: every document the user has brought in, in one SQLite file. It is the truth; indexes are derived.

It may be used from any thread (each has its own connection, see `corpus.library.database`). A read sees the library as
it was before or after an addition, never between; `reading()` holds one such state over several reads.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

from corpus.errors import UnknownDocument
from corpus.library import link_rows
from corpus.library.database import Database
from corpus.library.merging import merged_facts, reading_order
from corpus.library.rows import (
    RENDITION_COLUMNS,
    StoredRendition,
    StoredVersion,
    content_hash,
    document_from,
    facts_of,
    rendition_row,
    stored_rendition,
    stored_version,
    to_json,
)
from corpus.links import StoredLink, is_within
from corpus.types import Document, Language, Role, Status, Version

__all__ = ["Change", "Library", "StoredRendition", "StoredVersion"]

_SELECTED = f"v.document, v.language, v.status, ordinal, {RENDITION_COLUMNS}"
_OFFICIAL_FIRST = "v.status <> 'official', v.status, v.language, ordinal"

# What would end or break a quoted FTS5 string.
_UNQUOTABLE = re.compile('["\x00\ud800-\udfff]')


class Change(StrEnum):
    """What an addition did to the library."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class Library:
    """Documents, versions and renditions on disk."""

    def __init__(self, path: Path) -> None:
        """Open the library at `path`, creating it if need be.

        Raises LibraryFailure if the file is damaged, is something else, or comes from a newer version of the program.
        """
        self._database = Database(path)
        if self._database.rows(link_rows.OUTDATED, link_rows.extractor()):
            with self._database.writing() as connection:
                link_rows.refresh(connection)

    def __enter__(self) -> Self:
        """Return the library, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the library."""
        self.close()

    def close(self) -> None:
        """Close the library for all threads, none of which may be using it; any later use raises LibraryFailure."""
        self._database.close()

    def add(self, document: Document, version: Version) -> Change:
        """Store `version`, replacing the one with the same document, language and status, in one transaction.

        UNCHANGED means that the same file gave the same text and facts before; only its path is noted. An official
        version lifts the tombstone of a removed document. Raises LibraryFailure, leaving the old state.
        """
        if version.document != document.id:
            raise ValueError(f"a version of {version.document!r} cannot be added to the document {document.id!r}")
        facts = to_json(facts_of(document))
        new_hash = content_hash(facts, version)
        key = (document.id, version.language, version.status)
        with self._database.writing() as connection:
            id_and_hash = "SELECT id, content_hash FROM versions WHERE document = ? AND language = ? AND status = ?"
            old_id, old_hash = connection.execute(id_and_hash, key).fetchone() or (None, None)
            if old_hash == new_hash:
                connection.execute("UPDATE versions SET file = ? WHERE id = ?", (version.file, old_id))
                return Change.UNCHANGED
            row = connection.execute("SELECT id, facts FROM documents WHERE id = ?", (document.id,)).fetchone()
            before = document_from(*row) if row else None
            connection.execute("INSERT OR IGNORE INTO documents (id, facts) VALUES (?, ?)", (document.id, facts))
            connection.execute("DELETE FROM versions WHERE id = ?", (old_id,))
            number = _insert_version(connection, version, facts, new_hash)
            _derive(connection, document.id)
            link_rows.follow(connection, number, version, before)
            if version.status is Status.OFFICIAL:
                connection.execute("DELETE FROM removed WHERE document = ?", (document.id,))
        return Change.ADDED if old_id is None else Change.REPLACED

    def remove(self, document_id: str) -> None:
        """Remove a document with all its versions and leave a tombstone. Raises UnknownDocument."""
        with self._database.writing() as connection:
            row = connection.execute("SELECT id, facts FROM documents WHERE id = ?", (document_id,)).fetchone()
            if row is None:
                raise self._unknown(document_id)
            speaking = link_rows.speaking_of(connection, document_from(*row))
            connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            connection.execute("INSERT OR IGNORE INTO removed (document) VALUES (?)", (document_id,))
            link_rows.forget(connection, speaking)

    def removed(self) -> frozenset[str]:
        """Return the tombstones: documents the user removed, not to be brought back with the bundled notes."""
        return frozenset(document for (document,) in self._database.rows("SELECT document FROM removed"))

    def reading(self) -> AbstractContextManager[None]:
        """Hold one state of the library for all reads that this thread makes in the block."""
        return self._database.reading()

    def documents(self) -> tuple[Document, ...]:
        """Return all documents, sorted by identifier."""
        return self._database.remembered("documents", self._read_documents)

    def document(self, document_id: str) -> Document:
        """Return one document. Raises UnknownDocument."""
        return self._database.remembered(("document", document_id), lambda: self._read_document(document_id))

    def _read_document(self, document_id: str) -> Document:
        rows = self._database.rows("SELECT id, facts FROM documents WHERE id = ?", document_id)
        if not rows:
            raise self._unknown(document_id)
        with self._database.guarded():
            return document_from(*rows[0])

    def versions(self, document_id: str) -> tuple[StoredVersion, ...]:
        """Return what there is of a document, official versions first. Raises UnknownDocument."""
        return self._database.remembered(("versions", document_id), lambda: self._read_versions(document_id))

    def _read_versions(self, document_id: str) -> tuple[StoredVersion, ...]:
        rows = self._database.rows(
            """SELECT document, language, status, file, pages, sha256,
                   (SELECT count(*) FROM renditions WHERE version = versions.id),
                   links, warnings, content_hash, added_at
               FROM versions WHERE document = ? ORDER BY status <> 'official', status, language""",
            document_id,
        )
        if not rows:
            raise self._unknown(document_id)
        with self._database.guarded():
            return tuple(stored_version(*row) for row in rows)

    def locators(self, document_id: str) -> tuple[str, ...]:
        """Return the locators of all versions in reading order. Raises UnknownDocument."""
        rows = self._database.rows("SELECT locator FROM paragraphs WHERE document = ? ORDER BY ordinal", document_id)
        if not rows:
            self.document(document_id)
        return tuple(locator for (locator,) in rows)

    def renditions(
        self,
        document_id: str | None = None,
        *,
        locator: str | None = None,
        language: Language | None = None,
        status: Status | None = None,
        role: Role | None = None,
    ) -> Iterator[StoredRendition]:
        """Return the renditions that fit, by document, then version (official first), then in reading order.

        All come from one state of the library; a filter that matches nothing gives nothing.
        """
        where, values = _where(
            {"v.document": document_id, "locator": locator, "language": language, "status": status, "role": role}
        )
        rows = self._database.rows(
            f"""SELECT {_SELECTED} FROM renditions JOIN versions v ON v.id = version
                WHERE {where} ORDER BY v.document, {_OFFICIAL_FIRST}""",
            *values,
        )
        with self._database.guarded():
            return iter([stored_rendition(*row) for row in rows])

    def structure(self, document_id: str, *, notes: bool) -> list[tuple[str, str | None, Role]]:
        """Return the locator, parent and role of each rendition, in the order of `renditions`, without texts."""
        rows = self._database.rows(
            f"""SELECT locator, parent, role FROM renditions JOIN versions v ON v.id = version
                WHERE v.document = ? AND (? OR v.status <> 'note') ORDER BY {_OFFICIAL_FIRST}""",
            document_id,
            notes,
        )
        with self._database.guarded():
            return [(locator, parent, Role(role)) for locator, parent, role in rows]

    def stretch(self, around: StoredRendition, before: int, after: int) -> list[StoredRendition]:
        """Return a rendition with up to `before` and `after` others around it, in the reading order of its version."""
        rows = self._database.rows(
            f"""SELECT {_SELECTED} FROM renditions JOIN versions v ON v.id = version
                WHERE v.document = ? AND v.language = ? AND v.status = ? AND ordinal BETWEEN ? AND ?
                ORDER BY ordinal""",
            around.document,
            around.language,
            around.status,
            around.ordinal - before,
            around.ordinal + after,
        )
        with self._database.guarded():
            return [stored_rendition(*row) for row in rows]

    def exact(
        self,
        phrase: str,
        *,
        document_id: str | None = None,
        language: Language | None = None,
        status: Status | None = None,
        limit: int = 50,
    ) -> tuple[StoredRendition, ...]:
        """Return the renditions that hold the words of `phrase` in a row, official first, `limit` at most.

        Accents, case, punctuation and œ/oe make no difference: the caller checks what must be verbatim. `phrase` is
        plain words, never FTS5 syntax; a phrase without any word is found nowhere.
        """
        words = _UNQUOTABLE.sub(" ", phrase).translate(link_rows.SPELLED_OUT)
        where, values = _where({"v.document": document_id, "language": language, "status": status})
        rows = self._database.rows(
            f"""SELECT {_SELECTED} FROM renditions JOIN versions v ON v.id = version
                WHERE renditions.id IN (SELECT rowid FROM phrases WHERE phrases MATCH ?) AND {where}
                ORDER BY v.status <> 'official', v.document, {_OFFICIAL_FIRST} LIMIT ?""",
            f'"{words}"',
            *values,
            limit,
        )
        with self._database.guarded():
            return tuple(stored_rendition(*row) for row in rows)

    def outgoing(self, document_id: str, locator: str | None = None) -> tuple[StoredLink, ...]:
        """Return what a document refers to, or what the paragraph at a locator and those below it do.

        By version, official first, in the order of the words; a document that is not held refers to nothing.
        """
        links = self._links(*link_rows.outgoing(document_id))
        return tuple(each for each in links if locator is None or is_within(each.link.locator, locator))

    def incoming(self, document_id: str, locator: str | None = None) -> tuple[StoredLink, ...]:
        """Return what refers to a document, held or not; to the whole and all its places, or to one and those below it.

        A range that covers a place refers to it. `locator` is canonical, as references give it: `16(c)`.
        """
        links = self._links(*link_rows.incoming(document_id))
        return tuple(
            each for each in links if locator is None or (each.link.place and is_within(each.link.place, locator))
        )

    def _links(self, sql: str, values: tuple[str, ...]) -> list[StoredLink]:
        rows = self._database.rows(sql, *values)
        with self._database.guarded():
            return [link_rows.stored_link(*row) for row in rows]

    def source(self, document_id: str, language: Language, status: Status) -> str:
        """Return the text that a version's offsets point into. Raises UnknownDocument."""
        one = "SELECT source FROM versions WHERE document = ? AND language = ? AND status = ?"
        rows = self._database.rows(one, document_id, language, status)
        if not rows:
            known = ", ".join(f"{document_id} ({each.language}, {each.status})" for each in self.versions(document_id))
            raise UnknownDocument(document=f"{document_id} ({language}, {status})", known=known)
        return str(rows[0][0])

    def fingerprint(self, *, notes: bool = True) -> str:
        """Return a SHA-256 over all versions and their documents' facts; `notes=False` leaves the notes out.

        Whatever the order of additions, it changes when what an index is built from changes.
        """
        return self._database.remembered(("fingerprint", notes), lambda: self._read_fingerprint(notes=notes))

    def _read_documents(self) -> tuple[Document, ...]:
        rows = self._database.rows("SELECT id, facts FROM documents ORDER BY id")
        with self._database.guarded():
            return tuple(document_from(*row) for row in rows)

    def _read_fingerprint(self, *, notes: bool) -> str:
        """Return the SHA-256 of the facts and contents of all versions."""
        rows = self._database.rows(
            """SELECT v.document, d.facts, v.language, v.status, v.content_hash
               FROM versions v JOIN documents d ON d.id = v.document
               WHERE ? OR v.status <> 'note' ORDER BY v.document, v.language, v.status""",
            notes,
        )
        return hashlib.sha256(to_json(rows).encode()).hexdigest()

    def contents(self, *, notes: bool = True) -> tuple[tuple[str, str, str, str, int], ...]:
        """Return each version's document, language, status, digest and number of paragraphs, sorted.

        The digest changes when anything does that an index takes from the version or from its document's facts.
        """
        rows = self._database.rows(
            """SELECT v.document, v.language, v.status, d.facts, v.content_hash,
                   (SELECT count(*) FROM renditions WHERE version = v.id)
               FROM versions v JOIN documents d ON d.id = v.document
               WHERE ? OR v.status <> 'note' ORDER BY v.document, v.language, v.status""",
            notes,
        )
        return tuple(
            (*key, hashlib.sha256(to_json([facts, content]).encode()).hexdigest(), count)
            for *key, facts, content, count in rows
        )

    def check(self) -> None:
        """Read the whole file and compare the phrase table with the text. Raises LibraryFailure with what is wrong."""
        (verdict,), *_ = self._database.rows("PRAGMA integrity_check")
        if verdict != "ok":
            raise self._database.failure(verdict)
        if astray := self._database.rows("PRAGMA foreign_key_check"):
            raise self._database.failure(f"{len(astray)} rows refer to nothing")
        self._database.rows("INSERT INTO phrases (phrases, rank) VALUES ('integrity-check', 1)")

    def _unknown(self, document_id: str) -> UnknownDocument:
        """Return the error for a document that is not there, naming those that are."""
        known = [document.id for document in self.documents()]
        more = f" and {len(known) - 20} more" if len(known) > 20 else ""
        return UnknownDocument(document=document_id, known=", ".join(known[:20]) + more or "none")


def _where(restrictions: dict[str, str | None]) -> tuple[str, list[str]]:
    """Return the SQL condition and the values for the restrictions that are given; columns are ours, values are not."""
    given = {column: value for column, value in restrictions.items() if value is not None}
    return " AND ".join(["TRUE", *(f"{column} = ?" for column in given)]), list(given.values())


def _insert_version(connection: sqlite3.Connection, version: Version, facts: str, new_hash: str) -> int:
    """Insert a version and its renditions; return its number."""
    columns = {
        "document": version.document,
        "language": version.language,
        "status": version.status,
        "facts": facts,
        "file": version.file,
        "sha256": version.sha256,
        "pages": version.pages,
        "source": version.source,
        "links": to_json(version.links),
        "warnings": to_json(version.warnings),
        "content_hash": new_hash,
        "added_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    into = f"INSERT INTO versions ({', '.join(columns)}) VALUES (:{', :'.join(columns)})"
    number = int(connection.execute(into, columns).lastrowid or 0)
    connection.executemany(
        f"INSERT INTO renditions (version, ordinal, {RENDITION_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, ordinal, *rendition_row(each)) for ordinal, each in enumerate(version.renditions)),
    )
    return number


def _derive(connection: sqlite3.Connection, document_id: str) -> None:
    """Recompute a document's facts and paragraphs from all its versions."""
    newest_first = "SELECT facts FROM versions WHERE document = ? ORDER BY status <> 'official', id DESC"
    facts = merged_facts(json.loads(text) for (text,) in connection.execute(newest_first, (document_id,)))
    connection.execute("UPDATE documents SET facts = ? WHERE id = ?", (to_json(facts), document_id))

    nodes: dict[str, tuple[str, str | None]] = {}
    versions: dict[int, list[str]] = {}
    for version, locator, role, parent in connection.execute(
        f"""SELECT v.id, locator, role, parent FROM renditions JOIN versions v ON v.id = version
            WHERE v.document = ? ORDER BY {_OFFICIAL_FIRST}""",
        (document_id,),
    ):
        nodes.setdefault(locator, (role, parent))
        versions.setdefault(version, []).append(locator)
    connection.execute("DELETE FROM paragraphs WHERE document = ?", (document_id,))
    connection.executemany(
        "INSERT INTO paragraphs (document, locator, ordinal, role, parent) VALUES (?, ?, ?, ?, ?)",
        ((document_id, each, number, *nodes[each]) for number, each in enumerate(reading_order(versions.values()))),
    )
