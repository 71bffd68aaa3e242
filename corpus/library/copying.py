"""A library copied from one database to another: versions in the order they came, and all that is derived, anew.

Each version is checked on its way: its digests are made again of what was read, and must be those it had.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.library.contract import Connection
from corpus.library.link_rows import refresh
from corpus.library.migration import SCHEMA_VERSION, migrate
from corpus.library.rows import VERSION_COLUMNS, Key, damaged
from corpus.library.version_rows import derive, faults, insert_columns, rendition_rows

_NAMES = VERSION_COLUMNS.split(", ")


def held(connection: Connection) -> dict[Key, tuple[int, bytes]]:
    """Return the number and the digest of each version, in the order they were added."""
    rows = connection.execute("SELECT document, language, status, id, digest FROM versions ORDER BY id").fetchall()
    return {Key(*key): (number, bytes(digest)) for *key, number, digest in rows}


def copy_version(source: Connection, target: Connection, number: int) -> None:
    """Copy a version by its number in the source. Raises DamagedText where it is not what was stored."""
    for fault in faults(source, number):
        raise fault
    *row, text, digest = source.execute(
        f"SELECT {VERSION_COLUMNS}, source, digest FROM versions WHERE id = ?", (number,)
    ).fetchone()
    columns: dict[str, object] = dict(zip(_NAMES, row, strict=True))
    key = Key(*row[:3])
    target.execute("INSERT INTO documents (id, facts) VALUES (?, '{}') ON CONFLICT DO NOTHING", (key.document,))
    added = insert_columns(target, columns, text, [each[:-1] for each in rendition_rows(source, number)])
    (copied,) = target.execute("SELECT digest FROM versions WHERE id = ?", (added,)).fetchone()
    if bytes(copied) != bytes(digest):
        raise damaged(key)


def finish(source: Connection, target: Connection) -> None:
    """Copy what stands beside the versions, and derive what is derived of all of them together."""
    gone = source.execute("SELECT document FROM removed").fetchall()
    target.executemany("INSERT INTO removed (document) VALUES (?) ON CONFLICT DO NOTHING", gone)
    for (document,) in target.execute("SELECT id FROM documents ORDER BY id").fetchall():
        derive(target, document)
    target.execute("DELETE FROM linked")  # what was read before all documents were there
    refresh(target)


def write_file(source: Connection, path: Path) -> None:
    """Write all of a library, in one state, to a new file of SQLite's."""
    with new_file(path) as target:
        for number, _ in held(source).values():
            copy_version(source, target, number)
        finish(source, target)


@contextmanager
def new_file(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a new library at a path, to be filled in one transaction."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, 0, SCHEMA_VERSION)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
