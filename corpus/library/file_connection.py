"""A connection to the library's SQLite file, with what was read through it."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable


class FileConnection(sqlite3.Connection):
    """A connection; `remembered` is what was read through it, and `state` tells in which state of the file."""

    identity: tuple[int, int] | None = None  # which file it reads
    state: tuple[int, int] | None = None
    held = False  # one state for a block: it cannot change meanwhile
    remembered: dict[Hashable, object]

    def forget_if_changed(self) -> None:
        """Forget what was read in another state of the file."""
        # The first number changes with what other connections commit, the second with what this one does.
        state = (*self.execute("PRAGMA data_version").fetchone(), self.total_changes)
        if state != self.state:
            self.state, self.remembered = state, {}
