"""The few connections that a database of the library has at once; in a block, each thread has its own.

A connection is kept for whoever is next; past a number of them a reader waits a moment for one, and then has another
made all the same.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from corpus.errors import LibraryFailure

_PATIENCE = 0.5  # seconds


class Closable(Protocol):
    """A connection, as far as it is kept here."""

    def close(self) -> object:
        """Close it."""


_Kept = TypeVar("_Kept", bound=Closable)


class ConnectionPool(ABC, Generic[_Kept]):
    """What a database does with its connections; how one is made, and which can be kept, is its own."""

    def __init__(self, few: int) -> None:
        """Have none yet, and at most so many kept."""
        self._few = few
        self._local = threading.local()
        self._idle: list[_Kept] = []  # the one last used is taken first: it remembers most
        self._count = 0  # of those that are open
        self._lock = threading.Condition()
        self._closed = False

    @abstractmethod
    def failure(self, detail: object) -> LibraryFailure:
        """Return the error for something wrong with this database."""

    @abstractmethod
    def _taken(self, idle: _Kept | None) -> _Kept:
        """Return an idle connection if it can be used, else close it and return a new one."""

    def _is_broken(self, connection: _Kept) -> bool:
        """Tell whether a connection that is given back is of no more use."""
        return False

    def close(self) -> None:
        """Close the connections, at once or when they are given back; any later use raises LibraryFailure."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def connection(self) -> Iterator[_Kept]:
        """Give a connection for the block: the one that this thread has in a block around it, else an idle one."""
        taken: _Kept | None = getattr(self._local, "connection", None)
        if taken is not None:
            yield taken
            return
        taken = self._local.connection = self._take()
        try:
            yield taken
        finally:
            self._local.connection = None
            self._give_back(taken)

    def _take(self) -> _Kept:
        """Return an idle connection, or a new one where there is none."""
        with self._lock:
            self._lock.wait_for(lambda: self._closed or self._idle or self._count < self._few, _PATIENCE)
            if self._closed:
                raise self.failure("it was closed")
            idle = self._idle.pop() if self._idle else None
            self._count += idle is None
        taken: _Kept | None = None
        try:
            taken = self._taken(idle)
        finally:
            if taken is None:
                self._forgo()
        return taken

    def _give_back(self, connection: _Kept) -> None:
        """Keep a connection for whoever is next, unless it is broken."""
        with self._lock:
            if not self._is_broken(connection) and len(self._idle) < self._few and not self._closed:
                self._idle.append(connection)
                self._lock.notify()
                return
        connection.close()
        self._forgo()

    def _forgo(self) -> None:
        """Leave the room of a connection to another."""
        with self._lock:
            self._count -= 1
            self._lock.notify()
