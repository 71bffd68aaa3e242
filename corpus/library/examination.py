"""All that can be wrong with the library's file, found by reading the whole of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from corpus.errors import DamagedLibrary, DamagedText
from corpus.library import link_rows
from corpus.library.contract import Connection
from corpus.library.migration import schema
from corpus.library.version_rows import document_is_sound, faults

_MOST = 20  # of the lines that SQLite has to say

# Statements as they are kept, but for tables: those of an older library were altered.
_STATEMENTS = "SELECT type, name, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL ORDER BY name"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
_FIELDS = "SELECT name, type FROM pragma_table_info(?) ORDER BY name"


def examine(connection: sqlite3.Connection, fault: Callable[[object], DamagedLibrary]) -> Iterator[DamagedLibrary]:
    """Yield what is wrong: `fault` makes the error for the file, a text has its own."""
    yield from _told(fault, lambda: _structure(connection, fault))
    yield from examine_texts(connection, fault)


def examine_texts(connection: Connection, fault: Callable[[object], DamagedLibrary]) -> Iterator[DamagedLibrary]:
    """Yield what of the texts is not what was stored, or not what was derived of them."""
    for (number,) in connection.execute("SELECT id FROM versions ORDER BY document, language, status").fetchall():
        yield from _told(fault, lambda number=number: faults(connection, number))  # type: ignore[misc]
        yield from _told(fault, lambda number=number: link_rows.faults(connection, number))  # type: ignore[misc]
    for (document,) in connection.execute("SELECT id FROM documents ORDER BY id").fetchall():
        if not document_is_sound(connection, document):
            yield DamagedText(document=document, place="title, paragraphs")


def _structure(connection: sqlite3.Connection, fault: Callable[[object], DamagedLibrary]) -> Iterator[DamagedLibrary]:
    """Yield what SQLite finds, and where the phrase table does not fit the texts."""
    for (verdict,) in connection.execute(f"PRAGMA integrity_check({_MOST})").fetchall():
        if verdict != "ok":
            yield fault(verdict)
    if astray := connection.execute("PRAGMA foreign_key_check").fetchall():
        yield fault(f"{len(astray)} rows refer to nothing")
    if _shape(connection) != _intended():
        yield fault("its tables are not those that were made")
    try:
        connection.execute("INSERT INTO phrases (phrases, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield fault(f"phrases: {error}")


def _told(
    fault: Callable[[object], DamagedLibrary], found: Callable[[], Iterator[DamagedLibrary]]
) -> Iterator[DamagedLibrary]:
    """Yield what is found, up to where SQLite can read no more, which is a fault as well."""
    try:
        yield from found()
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        yield fault(error)


def _shape(connection: sqlite3.Connection) -> list[object]:
    """Return what the file is made of."""
    tables = [name for (name,) in connection.execute(_TABLES)]
    fields = [[name, connection.execute(_FIELDS, (name,)).fetchall()] for name in tables]
    return [connection.execute(_STATEMENTS).fetchall(), fields]


def _intended() -> list[object]:
    """Return what a new library is made of."""
    new = sqlite3.connect(":memory:")
    try:
        new.executescript(schema())
        return _shape(new)
    finally:
        new.close()
