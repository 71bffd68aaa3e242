"""SQLite's own full-text search, FTS5."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from index.benchmarks.systems import distinct, full_text

if TYPE_CHECKING:
    from index.evaluation.collections import Entry

_FILE = "passages.sqlite"
_WORD = re.compile(r"\w+")


class SqliteFts:
    """A table of passages, ranked by `bm25()`; it has no stemmer for French."""

    def prepare(self) -> None:
        """Need nothing."""

    def index(self, entries: Iterable[Entry], folder: Path) -> None:
        """Fill the table, then merge its segments, as the documentation advises for what is only read."""
        database = sqlite3.connect(folder / _FILE)
        database.execute(
            "CREATE VIRTUAL TABLE passages USING fts5(id UNINDEXED, text, tokenize='unicode61 remove_diacritics 2')"
        )
        database.executemany("INSERT INTO passages VALUES (?, ?)", ((entry.id, full_text(entry)) for entry in entries))
        database.execute("INSERT INTO passages(passages) VALUES ('optimize')")
        database.commit()
        database.close()

    def load(self, folder: Path) -> None:
        """Open the table, once for each thread that asks."""
        self._path, self._own = folder / _FILE, threading.local()

    def search(self, query: str, k: int) -> list[str]:
        """Return the best entries with any word of the query; words are quoted, for AND and ( mean something."""
        any_word = " OR ".join(f'"{word}"' for word in _WORD.findall(query))
        if not any_word:
            return []
        return distinct(lambda wanted: self._best(any_word, wanted), k)

    def _best(self, any_word: str, wanted: int) -> list[str]:
        """Return the ids of the best rows. “rank” is bm25() here, in the form that FTS5 sorts fastest."""
        found = self._database().execute(
            "SELECT id FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (any_word, wanted)
        )
        return [id_ for (id_,) in found]

    def _database(self) -> sqlite3.Connection:
        """Return this thread's connection."""
        if not hasattr(self._own, "database"):
            self._own.database = sqlite3.connect(self._path)
        database: sqlite3.Connection = self._own.database
        return database
