"""The SQLite file under the library: connections, transactions, and SQLite's errors told as our own.

Each reader has a connection to itself, and the file is in write-ahead mode: readers never wait for the writer and see
the file as it was before or after a transaction, never between.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from corpus.errors import DamagedLibrary, LibraryFailure, ReadOnlyLibrary
from corpus.library.connection_pool import ConnectionPool
from corpus.library.examination import examine
from corpus.library.file_connection import FileConnection
from corpus.library.migration import SCHEMA_VERSION, migrate
from corpus.library.phrases import PHRASES, phrases_anew
from corpus.library.sources import Sources
from corpus.system_users import with_owner

# Each connection keeps files open, pages, and what was read through it. SQLite closes no file of one that is closed
# before the last is, so what counts is how many there are at once; past these a reader waits a moment for one.
_FEW = 4
_BUSY_SECONDS = 10.0  # how long a writer waits for another one

# What SQLite raises, and what decoding a row raises when a damaged page has put anything at all in it.
_FAILURES = (sqlite3.Error, ValueError, TypeError, KeyError)


_UNDECODED = "Could not decode"
_lenient = partial(str, encoding="utf-8", errors="surrogateescape")

_Read = TypeVar("_Read")


class Database(ConnectionPool[FileConnection]):
    """One SQLite file, used from any number of threads. See `LibraryDatabase` for the contract."""

    phrases = PHRASES
    phrases_anew = staticmethod(phrases_anew)

    def __init__(self, path: Path) -> None:
        """Open the file, creating it if need be. Raises LibraryFailure if it is damaged, not ours, or too new."""
        super().__init__(_FEW)
        self._path = path
        self.read_only = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        self._identity: tuple[int, int] | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise self.failure(f"{path.parent} is a file, not a folder") from error
        except OSError as error:
            raise self.failure(f"{path.parent}: {error.strerror}") from error
        with self.guarded(), self.connection() as connection:
            self._prepare(connection)

    def _taken(self, idle: FileConnection | None) -> FileConnection:
        """Return an idle connection if it is to the file that stands there now, else a new one."""
        found = self._found()
        if idle is not None:
            if idle.identity == found:
                return idle
            idle.close()  # the file was replaced or deleted
        return self._opened(found)

    def _opened(self, found: tuple[int, int] | None) -> FileConnection:
        """Return a new connection; `found` is which file stands there."""
        if self._identity is not None and found is None:
            raise self.failure("it is no longer there")
        connection = self._connected()
        connection.execute("PRAGMA foreign_keys = ON")
        connection.identity = self._identity = self._found()
        return connection

    def _connected(self) -> FileConnection:
        """Return a connection to the file as it may be used."""
        if not self.read_only:
            return self._connect(str(self._path))
        address = self._path.resolve().as_uri()
        try:
            connection = self._connect(f"{address}?mode=ro")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:  # the files beside it are not there and cannot be made
            journal = self._path.with_name(f"{self._path.name}-wal")
            if journal.exists() and journal.stat().st_size:
                raise
            connection = self._connect(f"{address}?mode=ro&immutable=1")
        return connection

    def _connect(self, name: str) -> FileConnection:
        # check_same_thread is off for close() alone; isolation_level None leaves BEGIN and COMMIT to us
        return sqlite3.connect(
            name,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=FileConnection,
            uri=name.startswith("file:"),
        )

    def _found(self) -> tuple[int, int] | None:
        """Return which file stands at the path now."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Run a query and return its rows, all of one state of the file. Raises LibraryFailure."""
        with self.guarded():
            try:
                with self.connection() as connection:
                    return connection.execute(sql, values).fetchall()
            except sqlite3.OperationalError as error:
                if not str(error).startswith(_UNDECODED):
                    raise
            with self.lenient() as connection:  # the digest of the row tells which it is
                return connection.execute(sql, values).fetchall()

    @contextmanager
    def lenient(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that in the block reads bytes that are no text as half surrogates."""
        with self.connection() as connection:
            connection.text_factory = _lenient
            try:
                yield connection
            finally:
                connection.text_factory = str

    def remembered(self, name: Hashable, read: Callable[[], _Read]) -> _Read:
        """Return what `read` gives, reading again only if the file has changed since `name` was last asked for.

        What is given must not be changed. Raises LibraryFailure.
        """
        taken: FileConnection | None = getattr(self._local, "connection", None)
        if taken is not None and taken.held and not self._closed:  # the quick way, within one state
            if name not in taken.remembered:
                taken.remembered[name] = read()
            return cast(_Read, taken.remembered[name])
        with self.guarded(), self.connection() as connection:
            connection.forget_if_changed()
            if name not in connection.remembered:
                connection.remembered[name] = read()
            return cast(_Read, connection.remembered[name])

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one state of the file for all reads that this thread makes in the block; blocks may be nested."""
        with self.connection() as connection:
            if connection.in_transaction:
                yield
                return
            with self.guarded():
                connection.execute("BEGIN")
            try:
                with self.guarded():  # BEGIN alone does not choose the state: the first read does
                    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                    connection.forget_if_changed()
                connection.held = True
                yield
            finally:
                connection.held = False
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run the block as one transaction: all of it is stored, or nothing. Raises LibraryFailure."""
        if self.read_only:
            raise ReadOnlyLibrary(path=self._path)
        with self.guarded(), self.connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                connection.rollback()  # does nothing after COMMIT

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn what SQLite, or decoding a damaged row, raises into a LibraryFailure."""
        try:
            yield
        except _FAILURES as error:
            raise self._told(error) from error

    def failure(self, detail: object) -> LibraryFailure:
        """Return the error for something wrong with this file, with its owner where that is another user."""
        return LibraryFailure(path=self._path, detail=with_owner(str(detail), self._path))

    def damage(self, detail: object) -> DamagedLibrary:
        """Return the error for damage to this file."""
        return DamagedLibrary(path=self._path, detail=detail)

    def examine(self) -> Iterator[LibraryFailure]:
        """Read the whole file and yield all that is not what was stored. Raises LibraryFailure where it cannot."""
        with self.guarded(), self.lenient() as connection:
            if not self.read_only:
                yield from examine(connection, self.damage)
                return
            with closing(sqlite3.connect(":memory:")) as copy:  # the phrase table is compared by what could write
                connection.backup(copy)
                copy.text_factory = connection.text_factory
                yield from examine(copy, self.damage)

    def copy_to(self, path: Path) -> None:
        """Write all of the file, in one state, to another."""
        with self.guarded(), closing(sqlite3.connect(path)) as copy, self.connection() as connection:
            connection.backup(copy)

    def _told(self, error: Exception) -> LibraryFailure:
        """Return the failure to raise for an error of SQLite's, or for a row that cannot be decoded."""
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_READONLY"):
            return ReadOnlyLibrary(path=self._path)
        if str(error).startswith(_UNDECODED):
            error = ValueError("a text in it is not one any more")  # the message of SQLite would show it
        if type(error) is sqlite3.DatabaseError or not isinstance(error, sqlite3.Error):
            return DamagedLibrary(path=self._path, detail=error)
        return self.failure(error)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Check that the file is a library of ours, or make a new file one."""
        state = "SELECT user_version, (SELECT count(*) FROM sqlite_master) FROM pragma_user_version"
        version, tables = connection.execute(state).fetchone()
        if version > SCHEMA_VERSION:
            raise self.failure(f"a newer version of the program wrote it: schema {version}, known {SCHEMA_VERSION}")
        if version == 0 and tables:
            raise self.failure("it is a database of another program")
        if self.read_only:
            if version < SCHEMA_VERSION:
                raise self.failure("an earlier version of the program wrote it, and it has to be writable once")
            return
        connection.execute("PRAGMA journal_mode = WAL")
        if version < SCHEMA_VERSION:
            migrate(connection, version, SCHEMA_VERSION, Sources(self._path.with_name("sources")).record)
