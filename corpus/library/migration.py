"""A new file made a library, and the library of an earlier version of the program made one of this."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

from corpus.library.sources import Record
from corpus.library.version_rows import fill_digests
from corpus.library.vouching import settle

_log = logging.getLogger(__name__)
_SCHEMA = Path(__file__).with_name("schema.sql")

# 2 adds the references (links, linked), 3 digests and the records of kept files, 4 what makes a text official.
SCHEMA_VERSION = 4

# What versions 3 and 4 of the schema add to tables that are kept.
_ADDED = {
    "documents": ("places", "digest"),
    "versions": ("record", "places", "source_digest", "digest", "vouched"),
    "renditions": ("digest",),
}
_TEXT = frozenset({"record", "vouched"})
_WITH_DIGESTS = 3
_WITH_VOUCHED = 4
_DERIVED = ("links", "linked")  # made anew when the library is opened


def schema() -> str:
    """Return the statements that make an empty file a library."""
    return _SCHEMA.read_text(encoding="utf-8")


def migrate(
    connection: sqlite3.Connection,
    version: int,
    target: int,
    record_of: Callable[[str], Record | None] = lambda name: None,
) -> None:
    """Bring a file of an earlier schema (0: none yet) to the target, in one transaction.

    `record_of` reads the records of kept files, which tell where a text came from.
    """
    lowered = 0
    connection.execute("BEGIN IMMEDIATE")
    try:
        (there,) = connection.execute("PRAGMA user_version").fetchone()
        if there == version:  # else another process was quicker
            if 0 < version < _WITH_DIGESTS:
                for table in _DERIVED:
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
            if version:
                add_columns(connection)
            for statement in _statements(schema()):
                connection.execute(statement)
            if 0 < version < _WITH_DIGESTS:
                fill_digests(connection)
            if 0 < version < _WITH_VOUCHED:
                lowered = settle(connection, record_of)
            connection.execute(f"PRAGMA user_version = {target}")
        connection.execute("COMMIT")
    finally:
        connection.rollback()  # does nothing after COMMIT
    if lowered:
        _log.warning(
            "%d texts that were called official count as added from now on: nothing tells that they were fetched. "
            "Fetch them, or confirm them with “python app.py library confirm ID”.",
            lowered,
        )


def add_columns(connection: sqlite3.Connection) -> set[str]:
    """Add the columns that an earlier schema lacks, empty, and return their names."""
    lacking = set[str]()
    for table, columns in _ADDED.items():
        there = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        for column in columns:
            kind = "TEXT NOT NULL DEFAULT ''" if column in _TEXT else "BLOB NOT NULL DEFAULT x''"
            if column not in there:
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
                lacking.add(column)
    return lacking


def _statements(script: str) -> list[str]:
    """Return the statements of a script, one by one: `executescript` would end the transaction."""
    statements, begun = [], ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            statements.append(begun)
            begun = ""
    return statements
