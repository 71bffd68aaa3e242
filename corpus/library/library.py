"""The library: every document the user has brought in, in one database. It is the truth; indexes are derived.

It may be used from any thread (each read has a connection to itself, see `corpus.library.contract`). A read sees the
library as it was before or after an addition, never between; `reading()` holds one such state over several reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Self

from corpus.errors import LibraryFailure, NoSuchText, OfficialHeld
from corpus.library import link_rows, vouching
from corpus.library.contract import Connection, LibraryDatabase
from corpus.library.copying import copy_library
from corpus.library.database import Database
from corpus.library.reading import LibraryReader
from corpus.library.rows import (
    Key,
    StoredRendition,
    StoredVersion,
    content_hash,
    damaged,
    document_from,
    facts_of,
    to_json,
)
from corpus.library.version_rows import (
    derive,
    document_is_sound,
    faults,
    insert_version,
    is_sound,
    note_file,
)
from corpus.types import TEXTS, Document, Language, Status, Version, Vouched

__all__ = ["Addition", "Change", "Library", "StoredRendition", "StoredVersion"]


class Addition(NamedTuple):
    """A version to be stored, with its document; `record` names that of its kept file."""

    document: Document
    version: Version
    record: str = ""


class Change(StrEnum):
    """What an addition did to the library."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    MENDED = "mended"
    VOUCHED = "vouched"


class Library(LibraryReader):
    """Documents, versions and renditions, kept."""

    def __init__(self, place: Path | LibraryDatabase) -> None:
        """Open the library in a database, or in the SQLite file at a path, which is created if need be.

        Raises LibraryFailure if the file is damaged, is something else, or comes from a newer version of the program.
        """
        super().__init__(Database(place) if isinstance(place, Path) else place)
        if not self.read_only and self._database.rows(link_rows.OUTDATED, link_rows.extractor()):
            with self._database.writing() as connection:
                link_rows.refresh(connection)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._database.read_only

    def __enter__(self) -> Self:
        """Return the library, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the library."""
        self.close()

    def close(self) -> None:
        """Close the library for all threads, none of which may be using it; any later use raises LibraryFailure."""
        self._database.close()

    def add(self, document: Document, version: Version, record: str = "") -> Change:
        """Store `version`, replacing the one with the same document, language and status, in one transaction.

        A document has one text in a language, official or added: one takes the place of the other, but nothing added
        that of an official text. `record` names that of its kept file. UNCHANGED means that the same file gave the same
        text and facts before; only where it is is noted. MENDED: it did, but what is stored was damaged. VOUCHED: it
        was only added before, and is official now. A text lifts the tombstone of a removed document. Raises
        OfficialHeld or LibraryFailure, leaving the old state.
        """
        return self.add_all([Addition(document, version, record)])[0]

    def add_all(self, additions: Sequence[Addition]) -> list[Change]:
        """Store versions as `add` does, all in one transaction, or none: what refers to what is worked out once."""
        for document, version, _ in additions:
            if version.document != document.id:
                raise ValueError(f"a version of {version.document!r} cannot be added to the document {document.id!r}")
        changes: list[Change] = []
        added: list[link_rows.Added] = []
        with self._database.writing() as connection:
            for each in additions:
                change, new = self._add(connection, each)
                changes.append(change)
                added += new
            link_rows.follow(connection, self._database.phrases, added)
        return changes

    def _add(self, connection: Connection, addition: Addition) -> tuple[Change, list[link_rows.Added]]:
        """Store a version within a transaction; also return it where its references are still to be derived."""
        document, version, record = addition
        facts = to_json(facts_of(document))
        new_hash = content_hash(facts, version)
        old_id, old_status, old_hash = _replaced(connection, version) or (None, version.status, None)
        sound = old_id is None or (is_sound(connection, old_id) and not any(link_rows.faults(connection, old_id)))
        if old_status == Status.OFFICIAL and version.status is Status.ADDED and sound:  # damaged, it is lost anyway
            raise OfficialHeld(path=version.file, id=document.id, language=version.language)
        known = document_is_sound(connection, document.id)
        same = old_hash == new_hash and old_status == version.status
        if old_id is not None and same and sound and known:
            note_file(connection, old_id, version.file, record)
            return Change.UNCHANGED, []
        row = connection.execute("SELECT id, facts FROM documents WHERE id = ?", (document.id,)).fetchone()
        before = document_from(*row) if known and row else None
        connection.execute(
            "INSERT INTO documents (id, facts) VALUES (?, ?) ON CONFLICT DO NOTHING", (document.id, facts)
        )
        with self._database.phrases_anew(connection, needed=not sound):
            connection.execute("DELETE FROM versions WHERE id = ?", (old_id,))
            number = insert_version(connection, version, facts, new_hash, record)
        derive(connection, document.id)
        if version.status in TEXTS:
            connection.execute("DELETE FROM removed WHERE document = ?", (document.id,))
        new = [link_rows.Added(number, version, before)]
        if old_id is None:
            return Change.ADDED, new
        if old_hash != new_hash:
            return Change.REPLACED, new
        vouched = old_status == Status.ADDED and version.status is Status.OFFICIAL
        return Change.VOUCHED if vouched else Change.MENDED, new

    def vouch(self, key: Key, vouched: Vouched | None, record: str = "") -> None:
        """Make a text official, or, where nothing vouches for it, one that was only added.

        `record` names that of its kept file. Raises UnknownDocument where there is no such text, or LibraryFailure.
        """
        with self._database.writing() as connection:
            found = vouching.text_of(connection, key.document, key.language)
            if found is None:
                raise self._unknown(key.document)
            if not is_sound(connection, found[0]):
                raise damaged(key)
            vouching.write(connection, found[0], vouched, record)

    def remove(self, document_id: str, language: Language | None = None) -> None:
        """Remove a document with all its versions and leave a tombstone; with a `language`, its text in it alone.

        Our notes go with the document, and stay where one of its texts goes. Raises UnknownDocument, or NoSuchText.
        """
        with self._database.writing() as connection:
            row = connection.execute("SELECT id, facts FROM documents WHERE id = ?", (document_id,)).fetchone()
            if row is None:
                raise self._unknown(document_id)
            of_document = "SELECT id FROM versions WHERE document = ?"
            numbers = {number for (number,) in connection.execute(of_document, (document_id,))}
            going = numbers if language is None else {self._text_in(connection, document_id, language)}
            speaking = set[int]()
            if document_is_sound(connection, document_id):
                speaking = link_rows.speaking_of(connection, document_from(*row))
            sound = all(is_sound(connection, number) for number in going)
            with self._database.phrases_anew(connection, needed=not sound):
                if going == numbers:
                    connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
                connection.executemany("DELETE FROM versions WHERE id = ?", ((number,) for number in going))
            if going == numbers:
                connection.execute("INSERT INTO removed (document) VALUES (?) ON CONFLICT DO NOTHING", (document_id,))
            else:
                derive(connection, document_id)
            link_rows.forget(connection, speaking | (numbers - going))

    def _text_in(self, connection: Connection, document_id: str, language: Language) -> int:
        """Return the number of a document's own text in a language. Raises NoSuchText."""
        found = vouching.text_of(connection, document_id, language)
        if found is None:
            there = (each.language for each in self.versions(document_id) if each.status in TEXTS)
            raise NoSuchText(document=document_id, language=language, there=", ".join(there) or "–")
        return found[0]

    def note_record(self, key: Key, record: str) -> None:
        """Note the record of a version's kept file. Raises LibraryFailure."""
        with self._database.writing() as connection:
            one = "SELECT id, file FROM versions WHERE document = ? AND language = ? AND status = ?"
            number, file = connection.execute(one, key).fetchone()
            note_file(connection, number, file, record)

    def is_sound(self, key: Key) -> bool:
        """Tell whether a version is what was stored; False where there is none."""
        with self._database.guarded(), self._database.lenient() as connection:
            one = "SELECT id FROM versions WHERE document = ? AND language = ? AND status = ?"
            row = connection.execute(one, key).fetchone()
            return row is not None and next(faults(connection, row[0]), None) is None

    def examine(self) -> Iterator[LibraryFailure]:
        """Read the whole file and yield all that is not what was stored. Raises LibraryFailure where it cannot."""
        yield from self._database.examine()

    def check(self) -> None:
        """Read the whole file. Raises LibraryFailure with the first thing that is wrong."""
        for fault in self.examine():
            raise fault

    def copy_from(self, other: Library, progress: Callable[[float, str], None]) -> int:
        """Copy what is lacking from another library; return how many versions. See `copy_library`."""
        return copy_library(other._database, self._database, progress)

    def copy_to(self, path: Path) -> None:
        """Write the library, in one state, to a new file; others may use it meanwhile. Raises LibraryFailure."""
        self._database.copy_to(path)


def _replaced(connection: Connection, version: Version) -> tuple[int, str, str] | None:
    """Return the number, status and content hash of the version that one takes the place of; None without any."""
    if version.status in TEXTS:
        return vouching.text_of(connection, version.document, version.language)
    one = "SELECT id, status, content_hash FROM versions WHERE document = ? AND language = ? AND status = ?"
    found: tuple[int, str, str] | None = connection.execute(
        one, (version.document, version.language, version.status)
    ).fetchone()
    return found
