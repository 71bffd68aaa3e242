"""Words in a row, looked up in the full-text table of the library's SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.library.contract import Connection, Phrases

_HOLDING = "renditions.id IN (SELECT rowid FROM phrases WHERE phrases MATCH ?)"
_TRIGGERS = ("rendition_added", "rendition_deleted")

PHRASES = Phrases(_HOLDING, lambda words: (f'"{words}"',))


@contextmanager
def phrases_anew(connection: Connection, *, needed: bool) -> Iterator[None]:
    """Write the phrase table anew after the block, where `needed`: it cannot forget words that have been changed."""
    if not needed:
        yield
        return
    statements = [
        connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0] for name in _TRIGGERS
    ]
    for name in _TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    connection.execute("INSERT INTO phrases (phrases) VALUES ('rebuild')")
    for statement in statements:
        connection.execute(statement)
