"""How much one visitor may leave on the disk at a time, and bring in within a day. In memory, by each server.

What waits is what was uploaded and not read yet: it is deleted once it is read, or after an hour. A day is counted from
a visitor's first file in it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from assistant.access.addresses import household
from assistant.access.configuration import Limits
from assistant.access.errors import FilesUsedUp, NoRoom, PagesUsedUp
from assistant.access.visitor import Visitor

_DAY, _HOUR = 86_400.0, 3_600.0  # seconds
_MOST_ACCOUNTS = 10_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file: its bytes, and since when it waits."""

    size: int
    since: float


@dataclass(slots=True)
class _Account:
    """What a visitor has brought in since `begun`, and the files of theirs that may still wait."""

    begun: float
    files: int = 0
    pages: int = 0
    waiting: dict[Path, _Waiting] = field(default_factory=dict)


class UploadQuota:
    """Counts what visitors bring in. Safe to call from several threads."""

    def __init__(self, limits: Limits, *, counts_days: bool, clock: Callable[[], float] = time.time) -> None:
        """Hold to some limits; those of a day only where `counts_days`: nobody is counted on their own machine."""
        self._limits, self._counts_days, self._clock = limits, counts_days, clock
        self._accounts: dict[str, _Account] = {}
        self._lock = threading.Lock()

    def room(self, by: Visitor) -> int:
        """Return how many bytes a visitor may upload now: none where a day's files or pages are used up."""
        with self._lock:
            self._sweep()
            account = self._account(by)
            waiting = sum(each.size for each in account.waiting.values())
            return 0 if self._used_up(account) else max(0, self._limits.waiting_bytes - waiting)

    def require_room(self, by: Visitor, size: int) -> None:
        """Raise NoRoom where a visitor may not send so many bytes now, or what says that a day's are used up."""
        room = self.room(by)
        if size <= room:
            return
        with self._lock:
            used = self._used_up(self._account(by))
        megabytes = {"size": size, "room": room, "limit": self._limits.waiting_bytes}
        raise used or NoRoom(**{name: f"{value / 1_000_000:.1f}" for name, value in megabytes.items()})

    def keep(self, by: Visitor, paths: Iterable[Path]) -> None:
        """Count files that were uploaded."""
        with self._lock:
            account = self._account(by)
            for path in paths:
                account.files += path not in account.waiting
                account.waiting[path] = _Waiting(path.stat().st_size if path.exists() else 0, self._clock())

    def require(self, by: Visitor) -> None:
        """Raise FilesUsedUp or PagesUsedUp where a day's files or pages are used up."""
        with self._lock:
            if used := self._used_up(self._account(by), beyond=True):
                raise used

    def spend(self, by: Visitor, pages: int) -> None:
        """Count pages that were read."""
        with self._lock:
            self._account(by).pages += pages

    def _sweep(self) -> None:
        """Forget the files that were read, and delete those that have waited an hour."""
        now = self._clock()
        for account in self._accounts.values():
            for path, each in [*account.waiting.items()]:
                if now - each.since > _HOUR:
                    with suppress(OSError):
                        path.unlink(missing_ok=True)
                if not path.exists():
                    del account.waiting[path]

    def _used_up(self, account: _Account, *, beyond: bool = False) -> FilesUsedUp | PagesUsedUp | None:
        """Return the error for what is used up; files already there may be read to the last of the day (`beyond`)."""
        if not self._counts_days:
            return None
        if account.files > self._limits.files or (account.files == self._limits.files and not beyond):
            return FilesUsedUp(used=account.files, limit=self._limits.files)
        if account.pages >= self._limits.pages:
            return PagesUsedUp(used=account.pages, limit=self._limits.pages)
        return None

    def _account(self, by: Visitor) -> _Account:
        """Return the account of a visitor: of a name where there is one, else of an address."""
        who, now = by.name or f"@{household(by.address)}", self._clock()
        account = self._accounts.get(who)
        if account is None:
            if len(self._accounts) >= _MOST_ACCOUNTS:
                self._accounts.pop(next(iter(self._accounts)))
            account = self._accounts[who] = _Account(now)
        if now - account.begun >= _DAY:
            account.begun, account.files, account.pages = now, 0, 0
        return account
