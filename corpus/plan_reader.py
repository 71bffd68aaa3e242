"""The plans in the library, for questions and the page: with their notes where notes are on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from corpus.caching import cached_weakly
from corpus.library.holdings import Holdings
from corpus.plan import Plan, plan_of
from corpus.types import Language, Role, Status

# Plans that are remembered: a library has few, each in three languages.
_PLANS_KEPT = 32


class PlanReader:
    """Reads the plans of one state of the library, each once for readers of a language."""

    def __init__(self, holdings: Holdings) -> None:
        """Read nothing yet; `holdings` are those of that state."""
        self._library, self._holdings = holdings.library, holdings
        self._plan = cached_weakly(self._read, _PLANS_KEPT)

    def plans(self, language: Language, documents: Collection[str] = ()) -> Iterator[Plan]:
        """Yield the plan of each document that has one, or of those of `documents`, for a reader of `language`."""
        for document in self._documents:
            if (not documents or document in documents) and (plan := self._plan(document, language)):
                yield plan

    @cached_property
    def _documents(self) -> tuple[str, ...]:
        rows = self._library.renditions(role=Role.ROW)
        return tuple(each for each in dict.fromkeys(row.document for row in rows) if self._holdings.has(each))

    def _read(self, document: str, language: Language) -> Plan | None:
        stored = self._library.renditions(document)
        shown = (each for each in stored if each.status is not Status.NOTE or self._holdings.notes)
        return plan_of(document, shown, language)
