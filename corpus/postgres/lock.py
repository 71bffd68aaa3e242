"""A lock that the server keeps: for as long as the connection that took it lives, whichever machine it comes from."""

from __future__ import annotations

import time

import psycopg

from corpus.postgres.connection import ServerConnection, told

_KEY = 0x416C6977  # what is locked
_AGAIN = 0.1  # seconds between two attempts


class ServerLock:
    """The right to write in a database, each object with a connection of its own."""

    def __init__(self, address: str, place: str) -> None:
        """Take nothing yet; `place` is how messages name the database."""
        self._address, self._place = address, place
        self._connection: ServerConnection | None = None

    def acquire(self, seconds: float) -> bool:
        """Take the lock within some seconds, and tell whether it was free. Raises LibraryFailure."""
        deadline = time.monotonic() + seconds
        try:
            self._connection = self._connection or ServerConnection(self._address)
            while not self._tried(self._connection):
                if time.monotonic() >= deadline:
                    return False
                time.sleep(_AGAIN)
        except psycopg.Error as error:
            raise told(error, self._place) from error
        return True

    def release(self) -> None:
        """Give the lock back, with the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @staticmethod
    def _tried(connection: ServerConnection) -> bool:
        ((taken,),) = connection.execute("SELECT pg_try_advisory_lock(?)", (_KEY,)).fetchall()
        return bool(taken)
