"""A library copied from one database to another: versions in the order they came, and all that is derived, anew.

Each version is checked on its way: its digests are made again of what was read, and must be those it had.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.errors import OtherDocuments
from corpus.library.contract import Connection, LibraryDatabase
from corpus.library.link_rows import refresh
from corpus.library.migration import SCHEMA_VERSION, migrate
from corpus.library.rows import VERSION_COLUMNS, Key, damaged
from corpus.library.version_rows import derive, faults, insert_columns, rendition_rows
from corpus.types import TEXTS

_NAMES = VERSION_COLUMNS.split(", ")
_NONE = (0, b"")
_SHOWN = 20

# What has to be the same in two copies of a library; numbers of rows may differ.
_SAME = (
    "SELECT document, language, status, digest FROM versions ORDER BY document, language, status",
    "SELECT id, digest FROM documents ORDER BY id",
    "SELECT document FROM removed ORDER BY document",
    """SELECT v.document, v.language, v.status, l.digest FROM linked l JOIN versions v ON v.id = l.version
       ORDER BY v.document, v.language, v.status""",
    "SELECT count(*) FROM renditions",
    "SELECT count(*) FROM links",
)


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
    derive(target, key.document)


def copy_library(source: LibraryDatabase, target: LibraryDatabase, progress: Callable[[float, str], None]) -> int:
    """Copy what a target lacks of a source, each version in a transaction of its own; return how many these were.

    What was copied before stays, so that it can go on after an interruption; notes of other wording, which come with
    the program, give way. Raises OtherDocuments where the target has texts that the source has not, DamagedLibrary
    where what was copied is not what was there.
    """
    with source.reading(), source.connection() as read:
        wanted = held(read)
        with target.writing() as write:
            there = held(write)
            others = {key: number for key, (number, digest) in there.items() if wanted.get(key, _NONE)[1] != digest}
            if texts := sorted({key.document for key in others if key.status in TEXTS}):
                raise OtherDocuments(documents=", ".join(texts[:_SHOWN]))
            for key, number in others.items():
                write.execute("DELETE FROM versions WHERE id = ?", (number,))
                derive(write, key.document)
        lacking = {key: number for key, (number, _) in wanted.items() if key not in there or key in others}
        for count, (key, number) in enumerate(lacking.items()):
            progress(count / len(lacking), str(key))
            with target.writing() as write:
                copy_version(read, write, number)
        with target.writing() as write:
            finish(read, write)
            if any(write.execute(sql).fetchall() != read.execute(sql).fetchall() for sql in _SAME):
                raise target.damage("what was copied is not what was there")
    return len(lacking)


def finish(source: Connection, target: Connection) -> None:
    """Copy what stands beside the versions, and derive the references anew, which depend on all documents."""
    gone = source.execute("SELECT document FROM removed").fetchall()
    target.executemany("INSERT INTO removed (document) VALUES (?) ON CONFLICT DO NOTHING", gone)
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
