"""One connection to the server, which understands the library's SQL, and what goes wrong with it told as our own."""

from __future__ import annotations

import logging
from collections.abc import Hashable, Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from corpus.errors import BusyLibrary, LibraryFailure, ReadOnlyLibrary
from corpus.postgres.address import connectable
from corpus.postgres.errors import DamagedDatabase, ServerAway

SCHEMA = "alinea"

# The first release that gets corrections for as long as this program is likely to run on it.
OLDEST_SERVER = 14

_CONNECT_SECONDS = 10

# A graph of vectors is searched as widely as it can be at once, and further where a filter leaves too few of them.
_SETTINGS = f"SET search_path TO {SCHEMA}, public; SET hnsw.ef_search = 800; SET hnsw.iterative_scan = relaxed_order"

# What the driver raises, and what decoding a row raises when a damaged page has put anything at all in it.
FAILURES = (psycopg.Error, ValueError, TypeError, KeyError)

_DAMAGE = (errors.DataCorrupted, errors.IndexCorrupted)
_READ_ONLY = (errors.ReadOnlySqlTransaction, errors.InsufficientPrivilege)
# What the driver warns of is raised as well, and told here.
logging.getLogger("psycopg").setLevel(logging.ERROR)

_ANSWERED = (errors.DiskFull, errors.OutOfMemory, errors.QueryCanceled)  # by a server that is there


class ServerConnection:
    """A connection; `state` is the number of the last change that it has seen, `remembered` what was read in it.

    `held`: within one state for a block. Values stand for `?` in order, as in SQLite.
    """

    def __init__(self, address: str) -> None:
        """Connect. Raises psycopg.OperationalError."""
        self.raw: psycopg.Connection[Any] = psycopg.connect(
            connectable(address), autocommit=True, connect_timeout=_CONNECT_SECONDS, fallback_application_name="alinea"
        )
        self.raw.execute(_SETTINGS)
        self.state = 0
        self.held = False
        self.remembered: dict[Hashable, object] = {}

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> psycopg.Cursor[Any]:
        """Run a statement."""
        return self.raw.execute(_translated(sql), [_plain(value) for value in values])

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> None:
        """Run a statement for each of some rows of values."""
        with self.raw.cursor() as cursor:
            cursor.executemany(_translated(sql), [[_plain(value) for value in row] for row in rows])

    def binary(self, sql: str, values: Sequence[Any] = (), /) -> list[Any]:
        """Return the rows of a query, which come as the server has them instead of as words."""
        found: list[Any] = self.raw.execute(
            _translated(sql), [_plain(value) for value in values], binary=True
        ).fetchall()
        return found

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is under way."""
        return bool(self.raw.info.transaction_status != TransactionStatus.IDLE)

    def end(self) -> None:
        """End a transaction that may be under way, without its changes; a connection that broke is left to its pool."""
        try:
            self.raw.rollback()
        except psycopg.Error:
            self.close()

    def close(self) -> None:
        """Close the connection."""
        self.raw.close()


def told(error: Exception, place: str) -> LibraryFailure:
    """Return the failure to raise for an error of the driver, or for a row that cannot be decoded."""
    detail = reason(error)
    if isinstance(error, _READ_ONLY):
        return ReadOnlyLibrary(path=place)
    if isinstance(error, errors.LockNotAvailable):
        return BusyLibrary(path=place)
    if isinstance(error, _DAMAGE) or not isinstance(error, psycopg.Error):
        return DamagedDatabase(path=place, detail=detail)
    if isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)) and not isinstance(error, _ANSWERED):
        return ServerAway(path=place, detail=detail)
    return LibraryFailure(path=place, detail=detail)


def reason(error: Exception) -> str:
    """Return what went wrong on one line, without the names of hosts, which are nobody else's business."""
    said, _, _ = " ".join(str(error).split()).partition(" Is the server running")
    return said.rpartition(" failed: ")[2] or type(error).__name__


@lru_cache(maxsize=512)
def _translated(sql: str) -> bytes:
    """Return a statement as the driver wants it; none of ours has a question mark that is no value."""
    return sql.replace("%", "%%").replace("?", "%s").encode()


def _plain(value: object) -> object:
    """Return a value as the driver knows it: of an enumeration, the word itself."""
    return value.value if isinstance(value, Enum) else value
