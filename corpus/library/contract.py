"""What the library asks of the database under it, whichever that is: a file of SQLite's, or a PostgreSQL server.

The SQL of the library is what both understand, with `?` for values. What differs is here: how a phrase is looked up,
what tells that something was changed, and how damage shows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from corpus.errors import DamagedLibrary, LibraryFailure

_Read = TypeVar("_Read")


class Cursor(Protocol):
    """The rows that a statement gave."""

    def fetchone(self) -> Any:  # noqa: ANN401  # as sqlite3 has it
        """Return the next row, None after the last."""

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the rows that are left."""


class Connection(Protocol):
    """A connection, within or without a transaction."""

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Cursor:
        """Run a statement."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run a statement for each of some rows of values."""


class Phrases(NamedTuple):
    """How to find the `renditions` that hold some words in a row: a condition, and its values for the words."""

    condition: str
    values: Callable[[str], tuple[str, ...]]


class LibraryDatabase(Protocol):
    """A database used from any number of threads. What it raises is a LibraryFailure."""

    phrases: Phrases

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""

    def close(self) -> None:
        """Close the connections; any later use raises LibraryFailure."""

    def connection(self) -> AbstractContextManager[Connection]:
        """Give a connection for the block."""

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Run a query and return its rows, all of one state."""

    def remembered(self, name: Hashable, read: Callable[[], _Read], /) -> _Read:
        """Return what `read` gives, reading again only if something has changed since `name` was last asked for."""

    def reading(self) -> AbstractContextManager[None]:
        """Hold one state for all reads that this thread makes in the block; blocks may be nested."""

    def writing(self) -> AbstractContextManager[Connection]:
        """Run the block as one transaction: all of it is stored, or nothing."""

    def lenient(self) -> AbstractContextManager[Connection]:
        """Give a connection that in the block reads what is no text as well as it can."""

    def guarded(self) -> AbstractContextManager[None]:
        """Turn what the database, or decoding a damaged row, raises into a LibraryFailure."""

    def phrases_anew(self, connection: Connection, *, needed: bool) -> AbstractContextManager[None]:
        """Look up phrases in what is there after the block, where that is `needed`: words in it have been changed."""

    def examine(self) -> Iterator[LibraryFailure]:
        """Yield all that is not what was stored."""

    def damage(self, detail: object) -> DamagedLibrary:
        """Return the error for damage."""

    def copy_to(self, path: Path) -> None:
        """Write all of the library, in one state, to a new file of SQLite's."""
