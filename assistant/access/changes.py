"""The one guard before the library is changed: read-only mode, roles, quotas. What was done is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from assistant.access.audit import AuditLog
from assistant.access.visitor import Role, Visitor
from assistant.errors import NotAllowed, ReadOnlyMode
from corpus.errors import AlineaError

NEEDED: Mapping[str, Role] = {
    "add": Role.EDITOR,
    "fetch": Role.EDITOR,
    "confirm": Role.EDITOR,
    "remove": Role.EDITOR,
    "rebuild": Role.ADMIN,
}
"""Every operation that changes the library, and the least role it takes."""

BRINGING_IN = frozenset({"add", "fetch"})
"""Those that count against what a visitor may bring in."""


class Report(Protocol):
    """What an operation on several documents returns."""

    def outcomes(self) -> Iterable[tuple[str, str, int]]:
        """Return each document, how it went, and how many pages were read."""


class Budget(Protocol):
    """What says how much a visitor may still bring in."""

    def require(self, by: Visitor) -> None:
        """Raise an error where nothing more may be brought in for now."""

    def spend(self, by: Visitor, pages: int) -> None:
        """Count pages that were read."""

    def keep(self, by: Visitor, paths: Iterable[Path]) -> None:
        """Count files that were sent."""


Reported = TypeVar("Reported", bound=Report)


class Changes:
    """Lets an operation begin, or refuses it, and writes down how it ended."""

    def __init__(self, log: AuditLog, *, read_only: bool) -> None:
        """Allow nothing where `read_only`; `budget` is set by a server that counts."""
        self.log = log
        self.read_only = read_only
        self.budget: Budget | None = None

    def permits(self, operation: str, by: Visitor) -> bool:
        """Tell whether a visitor may do something here, so that a page can leave out what would be refused."""
        return not self.read_only and by.role.may(NEEDED[operation])

    @contextmanager
    def begun(self, operation: str, by: Visitor, document: str = "") -> Iterator[Callable[[Reported], Reported]]:
        """Begin an operation; what it yields takes the report, where there is one, and gives it back.

        Raises what `require` does.
        """
        self.require(operation, by, document)
        outcome, reported = "failed", False

        def told(report: Reported) -> Reported:
            nonlocal reported
            for name, how, pages in report.outcomes():
                reported = True
                self.log.write(by, operation, how, name)
                if self.budget is not None:
                    self.budget.spend(by, pages)
            return report

        try:
            yield told
            outcome = "done"
        except AlineaError as exc:
            outcome = exc.key()
            raise
        finally:
            if not reported:
                self.log.write(by, operation, outcome, document)

    def brought(self, by: Visitor, paths: Iterable[Path]) -> None:
        """Count files that a visitor has sent by another way than the page."""
        if self.budget is not None:
            self.budget.keep(by, paths)

    def require(self, operation: str, by: Visitor, document: str = "") -> None:
        """Raise ReadOnlyMode, NotAllowed or what the budget raises where a visitor may not do something now.

        A refusal is written down here, whichever door asks first.
        """
        try:
            self._require(operation, by)
        except AlineaError as exc:
            self.log.write(by, operation, exc.key(), document)
            raise

    def _require(self, operation: str, by: Visitor) -> None:
        if self.read_only:
            raise ReadOnlyMode(operation=operation)
        if not by.role.may(NEEDED[operation]):
            raise NotAllowed(operation=operation, role=str(by.role), wanted=str(NEEDED[operation]))
        if self.budget is not None and operation in BRINGING_IN:
            self.budget.require(by)
