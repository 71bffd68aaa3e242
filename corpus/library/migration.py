"""A new file made a library, and the library of an earlier version of the program made one of this."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from corpus.library.version_rows import fill_digests

_SCHEMA = Path(__file__).with_name("schema.sql")

# What version 3 of the schema adds to tables that are kept.
_ADDED = {
    "documents": ("places", "digest"),
    "versions": ("record", "places", "source_digest", "digest"),
    "renditions": ("digest",),
}
_DERIVED = ("links", "linked")  # made anew when the library is opened


def schema() -> str:
    """Return the statements that make an empty file a library."""
    return _SCHEMA.read_text(encoding="utf-8")


def migrate(connection: sqlite3.Connection, version: int, target: int) -> None:
    """Bring a file of an earlier schema (0: none yet) to the target, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        (there,) = connection.execute("PRAGMA user_version").fetchone()
        if there == version:  # else another process was quicker
            if version:
                _add_columns(connection)
            for statement in _statements(schema()):
                connection.execute(statement)
            if version:
                fill_digests(connection)
            connection.execute(f"PRAGMA user_version = {target}")
        connection.execute("COMMIT")
    finally:
        connection.rollback()  # does nothing after COMMIT


def _add_columns(connection: sqlite3.Connection) -> None:
    for table in _DERIVED:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for table, columns in _ADDED.items():
        there = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        for column in columns:
            kind = "TEXT NOT NULL DEFAULT ''" if column == "record" else "BLOB NOT NULL DEFAULT x''"
            if column not in there:
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def _statements(script: str) -> list[str]:
    """Return the statements of a script, one by one: `executescript` would end the transaction."""
    statements, begun = [], ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            statements.append(begun)
            begun = ""
    return statements
