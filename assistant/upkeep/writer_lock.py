"""The right to write in a home: one writer at a time, others wait, and readers can see that one is at work.

A writer holds it from its first change of the library until the index has followed. The system gives it back if the
process dies.
"""

from __future__ import annotations

import errno
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import BusyLibrary, LibraryFailure, ReadOnlyLibrary

if TYPE_CHECKING:
    from filelock import FileLock

_log = logging.getLogger(__name__)

_PATIENCE = 900.0  # seconds: a folder of many documents takes minutes
_FIRST = 1.0  # after which the wait is told


class _Mine(threading.local):
    """The locks that a thread holds."""

    held: frozenset[Path] = frozenset()


_mine = _Mine()


class WriterLock:
    """The lock of one home. A thread that holds it may take it again, by this object or another one."""

    def __init__(self, path: Path, *, patience: float = _PATIENCE) -> None:
        """Lock by a file at `path`; a writer waits up to `patience` seconds for the one before."""
        self._path, self._patience = path, patience

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for the block. Raises BusyLibrary after long waiting, ReadOnlyLibrary, or LibraryFailure."""
        if self._is_mine:
            yield
            return
        lock = self._lock()
        if not (self._taken(lock, min(_FIRST, self._patience))):
            _log.warning("Another process is writing in %s: waiting for it to finish.", self._path.parent)
            if not self._taken(lock, self._patience):
                raise BusyLibrary(path=self._path.parent)
        with self._kept(lock):
            yield

    @contextmanager
    def tried(self) -> Iterator[bool]:
        """Hold the lock for the block if it is free, and tell whether it was. Raises as `held` does."""
        if self._is_mine:
            yield True
            return
        lock = self._lock()
        if not self._taken(lock, 0):
            yield False
            return
        with self._kept(lock):
            yield True

    def is_taken(self) -> bool:
        """Tell whether another writer, in this process or another one, is at work."""
        if self._is_mine or not self._path.exists():
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
    def _kept(self, lock: FileLock) -> Iterator[None]:
        _mine.held |= {self._path}
        try:
            yield
        finally:
            _mine.held -= {self._path}
            lock.release()

    def _lock(self) -> FileLock:
        from filelock import FileLock  # a tenth of a start that only reads

        return FileLock(self._path, fallback_to_soft=False)

    def _taken(self, lock: FileLock, seconds: float) -> bool:
        from filelock import Timeout

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=seconds)
        except Timeout:
            return False
        except OSError as error:
            if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
                raise ReadOnlyLibrary(path=self._path.parent) from error
            raise LibraryFailure(path=self._path.parent, detail=error.strerror or error) from error
        return True
