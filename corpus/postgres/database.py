"""The library's tables on a PostgreSQL server, used by any number of threads, processes and machines.

A reader holds one state by a transaction (repeatable read); writers take turns by a lock that the server keeps. Each
change counts `state.number` up: a reader looks at it whenever it takes a connection, and so sees what any process has
changed with its next question. A server that was restarted is connected to again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import psycopg

from corpus.errors import DamagedLibrary, LibraryFailure, ReadOnlyLibrary
from corpus.library.connection_pool import ConnectionPool
from corpus.library.contract import Connection
from corpus.library.copying import write_file
from corpus.library.examination import examine_texts
from corpus.postgres.address import shown
from corpus.postgres.connection import FAILURES, ServerConnection, reason, told
from corpus.postgres.errors import DamagedDatabase, ServerAway
from corpus.postgres.migration import prepare
from corpus.postgres.words import PHRASES, stored

_FEW = 8  # connections of one process; past these a reader waits a moment for one
_WRITERS = 0x416C696E  # the lock that writers take turns by
_BUSY_SECONDS = 60

_STATE = "SELECT number FROM state"
_READ_ONLY = """SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'
                    OR NOT has_table_privilege('versions', 'INSERT')"""

_Read = TypeVar("_Read")


class PostgresDatabase(ConnectionPool[ServerConnection]):
    """The tables of one database. See `LibraryDatabase` for the contract."""

    phrases = PHRASES

    def __init__(self, address: str) -> None:
        """Connect, and make or bring up to date the tables. Raises ServerAway, UnfitServer, or LibraryFailure."""
        super().__init__(_FEW)
        self.place = shown(address)
        self._address = address
        self._memory: tuple[int, dict[Hashable, object]] = (-1, {})
        with self.guarded():
            connection = ServerConnection(address)
            try:
                self.identity = prepare(connection, self.place)
                ((self._read_only,),) = connection.execute(_READ_ONLY).fetchall()
            finally:
                connection.close()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: on a replica, or without the right to."""
        return bool(self._read_only)

    def connect(self) -> ServerConnection:
        """Return a connection apart from those that are taken in turns; whoever has it closes it."""
        return ServerConnection(self._address)

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Run a query and return its rows, all of one state. Raises LibraryFailure."""
        if any(isinstance(value, str) and not _storable(value) for value in values):
            return []  # no row has a word that the server could not keep
        with self.guarded(), self.connection() as connection:
            found: list[Any] = connection.execute(sql, values).fetchall()
            return found

    def remembered(self, name: Hashable, read: Callable[[], _Read]) -> _Read:
        """Return what `read` gives, reading again only if something has changed since `name` was last asked for."""
        with self.guarded(), self.connection() as connection:
            if not connection.held:
                self._look(connection)
            if name not in connection.remembered:
                connection.remembered[name] = read()
            return cast(_Read, connection.remembered[name])

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one state for all reads that this thread makes in the block; blocks may be nested."""
        with self.connection() as connection:
            if connection.in_transaction:
                yield
                return
            with self.guarded():
                connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                with self.guarded():
                    self._look(connection)
                connection.held = True
                yield
            finally:
                connection.held = False
                connection.end()

    @contextmanager
    def writing(self) -> Iterator[ServerConnection]:
        """Run the block as one transaction: all of it is stored, or nothing. Raises LibraryFailure."""
        if self.read_only:
            raise ReadOnlyLibrary(path=self.place)
        with self.guarded(), self.connection() as connection:
            if connection.in_transaction:
                raise self.failure("a transaction is under way")
            connection.execute("BEGIN")
            try:
                connection.execute(f"SET LOCAL lock_timeout = '{_BUSY_SECONDS}s'")
                connection.execute("SELECT pg_advisory_xact_lock(?)", (_WRITERS,))
                yield connection
                _note_words(connection)
                connection.execute("UPDATE state SET number = number + 1")
                connection.execute("COMMIT")
            finally:
                connection.end()  # does nothing after COMMIT

    @contextmanager
    def lenient(self) -> Iterator[Connection]:
        """Give a connection: the server lets nothing in that is no text."""
        with self.connection() as connection:
            yield connection

    @contextmanager
    def phrases_anew(self, connection: Connection, *, needed: bool) -> Iterator[None]:
        """Do nothing: the words of a row go with it."""
        yield

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn what the driver, or decoding a damaged row, raises into a LibraryFailure."""
        try:
            yield
        except FAILURES as error:
            raise told(error, self.place) from error

    def failure(self, detail: object) -> LibraryFailure:
        """Return the error for something wrong with this database."""
        return LibraryFailure(path=self.place, detail=detail)

    def damage(self, detail: object) -> DamagedLibrary:
        """Return the error for damage to this database."""
        return DamagedDatabase(path=self.place, detail=detail)

    def examine(self) -> Iterator[LibraryFailure]:
        """Read all texts and yield what is not what was stored; pages and indexes are the server's to check."""
        with self.guarded(), self.reading(), self.connection() as connection:
            yield from examine_texts(connection, self.damage)

    def copy_to(self, path: Path) -> None:
        """Write all of the library, in one state, to a new file of SQLite's."""
        with self.guarded(), self.reading(), self.connection() as connection:
            write_file(connection, path)

    def _look(self, connection: ServerConnection) -> None:
        """Look which state it is: what was read in it, through whichever connection, is remembered."""
        ((state,),) = connection.execute(_STATE).fetchall()
        with self._lock:
            if self._memory[0] < state:
                self._memory = (state, {})
            known, remembered = self._memory
        connection.state, connection.remembered = state, remembered if known == state else {}

    def _taken(self, idle: ServerConnection | None) -> ServerConnection:
        """Return an idle connection if it answers, else a new one."""
        try:
            if idle is not None and self._answers(idle):
                return idle
            self._forget_idle()
            return ServerConnection(self._address)
        except psycopg.Error as error:
            raise ServerAway(path=self.place, detail=reason(error)) from error

    def _is_broken(self, connection: ServerConnection) -> bool:
        return bool(connection.raw.closed)

    def _answers(self, connection: ServerConnection) -> bool:
        """Look at the state through a connection, and tell whether that was possible: the server may have gone."""
        try:
            self._look(connection)
        except psycopg.Error:
            connection.close()
            return False
        return True

    def _forget_idle(self) -> None:
        """Close the idle connections where one was found to be broken: they are to the same server."""
        with self._lock:
            broken = [each for each in self._idle if each.raw.closed]
            self._idle = [each for each in self._idle if not each.raw.closed]
            self._count -= len(broken)


def _note_words(connection: ServerConnection) -> None:
    """Keep the words of the renditions that were added, to look up phrases in."""
    added = connection.execute("SELECT version, ordinal, text FROM renditions WHERE words IS NULL").fetchall()
    if added:
        versions, ordinals, texts = zip(*added, strict=True)
        connection.execute(
            """UPDATE renditions SET words = noted.words
               FROM unnest(?::bigint[], ?::integer[], ?::text[]) AS noted (version, ordinal, words)
               WHERE renditions.version = noted.version AND renditions.ordinal = noted.ordinal
                 AND renditions.version = ANY(?)""",
            (list(versions), list(ordinals), [stored(text) for text in texts], sorted(set(versions))),
        )


def _storable(text: str) -> bool:
    """Tell whether a text can be one of the server's: it has no NUL, and no half surrogate."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
