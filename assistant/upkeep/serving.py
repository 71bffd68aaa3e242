"""Which server serves a home: a second one on the same home says so, with the address of the first."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_log = logging.getLogger(__name__)

_NAME = "SERVING"
_LONGEST = 200


@contextmanager
def announced(home: Path, address: str) -> Iterator[None]:
    """Say for the block that a server at an address serves a home; warn where another one does already.

    A second one is no fault: both answer, and additions queue. Where the home may only be read, nothing is said.
    """
    from filelock import FileLock, Timeout

    told = home / f"{_NAME}-at"
    lock = FileLock(home / _NAME, timeout=0, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        _log.warning("Another server serves %s already: %s", home, _read(told))
        yield
        return
    except OSError:
        yield
        return
    try:
        told.write_text(address, encoding="utf-8")
        yield
    finally:
        told.unlink(missing_ok=True)
        lock.release()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[:_LONGEST]
    except OSError:
        return "its address is not known"
