"""The right to write in a home: one writer at a time, others wait, and readers can see that one is at work.

A writer holds it from its first change of the library until the index has followed. The system, or the server that
keeps the library, gives it back if the process dies.
"""

from __future__ import annotations

import errno
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from corpus.errors import BusyLibrary, LibraryFailure, ReadOnlyLibrary

_log = logging.getLogger(__name__)

_PATIENCE = 900.0  # seconds: a folder of many documents takes minutes
_FIRST = 1.0  # after which the wait is told


class Lock(Protocol):
    """What is taken by one process at a time, and given back when that dies."""

    def acquire(self, seconds: float) -> bool:
        """Take it within some seconds, and tell whether it was free. Raises LibraryFailure."""

    def release(self) -> None:
        """Give it back."""


class FileLock:
    """A lock on a file, kept by the system."""

    def __init__(self, path: Path) -> None:
        """Take nothing yet."""
        from filelock import FileLock  # a tenth of a start that only reads

        self._path, self._lock = path, FileLock(path, fallback_to_soft=False)

    def acquire(self, seconds: float) -> bool:
        """Take the lock. See `Lock`."""
        from filelock import Timeout

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=seconds)
        except Timeout:
            return False
        except OSError as error:
            if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
                raise ReadOnlyLibrary(path=self._path.parent) from error
            raise LibraryFailure(path=self._path.parent, detail=error.strerror or error) from error
        return True

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()


class _Mine(threading.local):
    """The locks that a thread holds."""

    held: frozenset[Path] = frozenset()


_mine = _Mine()


class WriterLock:
    """The lock of one home. A thread that holds it may take it again, by this object or another one."""

    def __init__(
        self, path: Path, *, patience: float = _PATIENCE, lock: Callable[[], Lock] | None = None, place: str = ""
    ) -> None:
        """Lock by a file at `path`, or a `lock` of another kind; a writer waits `patience` seconds for the one before.

        `place` is how messages name what is locked: the folder of the file, where none is given.
        """
        self._path, self._patience = path, patience
        self._lock = lock or (lambda: FileLock(path))
        self._is_file = lock is None
        self._place = place or path.parent

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for the block. Raises BusyLibrary after long waiting, ReadOnlyLibrary, or LibraryFailure."""
        if self._is_mine:
            yield
            return
        lock = self._lock()
        if not lock.acquire(min(_FIRST, self._patience)):
            _log.warning("Another process is writing in %s: waiting for it to finish.", self._place)
            if not lock.acquire(self._patience):
                raise BusyLibrary(path=self._place)
        with self._kept(lock):
            yield

    @contextmanager
    def tried(self) -> Iterator[bool]:
        """Hold the lock for the block if it is free, and tell whether it was. Raises as `held` does."""
        if self._is_mine:
            yield True
            return
        lock = self._lock()
        if not lock.acquire(0):
            lock.release()
            yield False
            return
        with self._kept(lock):
            yield True

    def is_taken(self) -> bool:
        """Tell whether another writer, in this process or another one, is at work."""
        if self._is_mine or (self._is_file and not self._path.exists()):
            return False
        try:
            with self.tried() as free:
                return not free
        except LibraryFailure:
            return False

    @property
    def _is_mine(self) -> bool:
        return self._path in _mine.held

    @contextmanager
    def _kept(self, lock: Lock) -> Iterator[None]:
        _mine.held |= {self._path}
        try:
            yield
        finally:
            _mine.held -= {self._path}
            lock.release()
