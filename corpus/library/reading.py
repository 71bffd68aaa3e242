"""What can be read of the library: each row is checked against its digest, and a version that is read whole is whole.

Whatever is not what was stored is refused with a DamagedText, which names it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager

from corpus.errors import DamagedText, UnknownDocument
from corpus.library import link_rows
from corpus.library.contract import LibraryDatabase
from corpus.library.digests import digest, places_digest
from corpus.library.rows import (
    BEST_FIRST,
    IS_TEXT,
    PLACE_COLUMNS,
    RENDITION_COLUMNS,
    ROLES,
    VERSION_COLUMNS,
    Key,
    StoredRendition,
    StoredVersion,
    damaged,
    stored_document,
    stored_rendition,
    stored_version,
    to_json,
    where_all,
    whole,
)
from corpus.library.version_rows import IN_ORDER
from corpus.links import StoredLink, is_within
from corpus.types import Document, Language, Role, Status

_SELECTED = f"v.document, v.language, v.status, ordinal, {RENDITION_COLUMNS}, renditions.digest"

_HALF = 32  # of the 64 figures of a digest

# What would end or break a quoted phrase.
_UNQUOTABLE = re.compile('["\x00\ud800-\udfff]')


class LibraryReader:
    """Documents, versions and renditions as they are read. Any method raises LibraryFailure where that cannot be."""

    def __init__(self, database: LibraryDatabase) -> None:
        """Read from a database."""
        self._database = database

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
        rows = self._database.rows("SELECT id, facts, places, digest FROM documents WHERE id = ?", document_id)
        if not rows:
            raise self._unknown(document_id)
        with self._database.guarded():
            return stored_document(*rows[0])

    def versions(self, document_id: str) -> tuple[StoredVersion, ...]:
        """Return what there is of a document, official versions first. Raises UnknownDocument."""
        return self._database.remembered(("versions", document_id), lambda: self._read_versions(document_id))

    def _read_versions(self, document_id: str) -> tuple[StoredVersion, ...]:
        rows = self._database.rows(
            f"""SELECT (SELECT count(*) FROM renditions WHERE version = versions.id), digest, {VERSION_COLUMNS}
               FROM versions WHERE document = ? ORDER BY {BEST_FIRST.format("")}, language""",
            document_id,
        )
        if not rows:
            raise self._unknown(document_id)
        with self._database.guarded():
            return tuple(stored_version(*row) for row in rows)

    def locators(self, document_id: str) -> tuple[str, ...]:
        """Return the locators of all versions in reading order. Raises UnknownDocument."""
        of_document = f"SELECT {PLACE_COLUMNS} FROM paragraphs WHERE document = ? ORDER BY ordinal"
        with self.reading():
            self.document(document_id)
            rows = self._database.rows(of_document, document_id)
            ((places,),) = self._database.rows("SELECT places FROM documents WHERE id = ?", document_id)
        if places_digest(rows) != places:
            raise DamagedText(document=document_id, place="paragraphs")
        return tuple(locator for _, locator, *_ in rows)

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
        where, values = where_all(
            {"v.document": document_id, "locator": locator, "language": language, "status": status, "role": role}
        )
        with self.reading(), self._database.guarded():
            rows = self._database.rows(
                f"""SELECT {_SELECTED} FROM renditions JOIN versions v ON v.id = version
                    WHERE {where} ORDER BY v.document, {IN_ORDER}""",
                *values,
            )
            found = [stored_rendition(*row) for row in rows]
            if locator is None and role is None:
                self._check_places(where, values, ((each.key, each.place) for each in found))
        return iter(found)

    def _check_places(
        self, where: str, values: Sequence[object], found: Iterator[tuple[Key, tuple[object, ...]]]
    ) -> None:
        """Check that no rendition of the versions is missing. Raises DamagedText."""
        by_version: dict[Key, list[tuple[object, ...]]] = {}
        for key, place in found:
            by_version.setdefault(key, []).append(place)
        held = f"SELECT v.document, v.language, v.status, v.places FROM versions v WHERE {where}"
        for *key, places in self._database.rows(held, *values):
            whole(Key(*key), places, by_version.get(Key(*key), ()))

    def structure(
        self, document_id: str, *, language: Language | None = None, status: Status | None = None, notes: bool = True
    ) -> list[tuple[str, str | None, Role]]:
        """Return the locator, parent and role of each rendition, in the order of `renditions`, without texts."""
        where, values = where_all({"v.document": document_id, "language": language, "status": status})
        where += "" if notes else " AND v.status <> 'note'"
        of_one = f"SELECT {PLACE_COLUMNS} FROM renditions WHERE version = ? ORDER BY ordinal"
        found: list[tuple[str, str | None, Role]] = []
        with self.reading(), self._database.guarded():
            held = f"SELECT id, document, language, status, places FROM versions v WHERE {where}"
            order = f"{BEST_FIRST.format('')}, language"
            for number, *key, places in self._database.rows(f"{held} ORDER BY {order}", *values):
                rows = self._database.rows(of_one, number)
                whole(Key(*key), places, rows)
                found += ((locator, parent, ROLES[role]) for _, locator, parent, role in rows)
        return found

    def stretch(self, key: Key, first: int, last: int) -> list[StoredRendition]:
        """Return the renditions of a version from one ordinal to another, as far as there are any, in order."""
        rows = self._database.rows(
            f"""SELECT {_SELECTED} FROM renditions JOIN versions v ON v.id = version
                WHERE v.document = ? AND v.language = ? AND v.status = ? AND ordinal BETWEEN ? AND ?
                ORDER BY ordinal""",
            *key,
            first,
            last,
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
        """Return the renditions that hold the words of `phrase` in a row, texts before notes, `limit` at most.

        Accents, case, punctuation and œ/oe make no difference: the caller checks what must be verbatim. `phrase` is
        plain words, never a syntax; a phrase without any word is found nowhere.
        """
        phrases = self._database.phrases
        words = _UNQUOTABLE.sub(" ", phrase).translate(link_rows.SPELLED_OUT)
        where, values = where_all({"v.document": document_id, "language": language, "status": status})
        rows = self._database.rows(
            f"""SELECT {_SELECTED} FROM renditions JOIN versions v ON v.id = version
                WHERE {phrases.condition} AND {where}
                ORDER BY NOT {IS_TEXT.format("v.")}, v.document, {IN_ORDER} LIMIT ?""",
            *phrases.values(words),
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
        one = "SELECT source, source_digest FROM versions WHERE document = ? AND language = ? AND status = ?"
        rows = self._database.rows(one, document_id, language, status)
        if not rows:
            known = ", ".join(f"{document_id} ({each.language}, {each.status})" for each in self.versions(document_id))
            raise UnknownDocument(document=f"{document_id} ({language}, {status})", known=known)
        ((source, its_digest),) = rows
        key = Key(document_id, language, status)
        if digest(*key, source) != its_digest:
            raise damaged(key)
        return str(source)

    def fingerprint(self, *, notes: bool = True) -> str:
        """Return a SHA-256 over all versions and their documents' facts; `notes=False` leaves the notes out.

        Whatever the order of additions, it changes when what an index is built from changes.
        """
        return self._database.remembered(("fingerprint", notes), lambda: self._read_fingerprint(notes=notes))

    def _read_documents(self) -> tuple[Document, ...]:
        rows = self._database.rows("SELECT id, facts, places, digest FROM documents ORDER BY id")
        with self._database.guarded():
            return tuple(stored_document(*row) for row in rows)

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

        The digest changes when anything does that an index takes from the version (its first half) or from its
        document's facts (its second half).
        """
        rows = self._database.rows(
            """SELECT v.document, v.language, v.status, d.facts, v.content_hash,
                   (SELECT count(*) FROM renditions WHERE version = v.id)
               FROM versions v JOIN documents d ON d.id = v.document
               WHERE ? OR v.status <> 'note' ORDER BY v.document, v.language, v.status""",
            notes,
        )
        return tuple(
            (*key, f"{content[:_HALF]}{hashlib.sha256(facts.encode()).hexdigest()[:_HALF]}", count)
            for *key, facts, content, count in rows
        )

    def files(self) -> tuple[tuple[str, str, str, str], ...]:
        """Return each version's document, language and status, and the SHA-256 of its file."""
        return tuple(self._database.rows("SELECT document, language, status, sha256 FROM versions"))

    def added_as(self, key: Key) -> tuple[str, str, str]:
        """Return what a version says of its document (JSON), and the SHA-256 and name of its file."""
        one = "SELECT facts, sha256, file FROM versions WHERE document = ? AND language = ? AND status = ?"
        ((facts, sha256, file),) = self._database.rows(one, *key)
        return facts, sha256, file

    def unkept(self) -> tuple[tuple[str, str], ...]:
        """Return the document and language of each version, notes apart, whose file was not kept when it was added."""
        without = "SELECT document, language FROM versions WHERE record = '' AND status <> 'note'"
        return tuple(self._database.rows(without))

    def records(self) -> frozenset[str]:
        """Return the names of the records that the versions need."""
        return frozenset(name for (name,) in self._database.rows("SELECT record FROM versions WHERE record <> ''"))

    def _unknown(self, document_id: str) -> UnknownDocument:
        """Return the error for a document that is not there, naming those that are."""
        known = [document.id for document in self.documents()]
        more = f" and {len(known) - 20} more" if len(known) > 20 else ""
        return UnknownDocument(document=document_id, known=", ".join(known[:20]) + more or "none")
