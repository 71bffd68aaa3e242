"""What the library holds, as references and answers need to know it: documents, locators, and what is below each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.caching import cached_weakly
from corpus.library.library import Library
from corpus.types import Role

# Documents whose locators are remembered: a question looks into a few.
_DOCUMENTS_KEPT = 256


@dataclass(frozen=True, slots=True)
class _Places:
    """A document's locators in reading order, and those below a locator in each role."""

    in_order: tuple[str, ...]
    locators: frozenset[str]
    below: dict[tuple[str, Role], tuple[str, ...]]


class Holdings:
    """A view of the library in one state; `notes` tells whether documents known by their notes alone count.

    A document is read when it is first asked about, which must be while the library is in that state.
    """

    def __init__(self, library: Library, *, notes: bool) -> None:
        """Read which documents there are."""
        self.library, self.notes = library, notes
        self._documents = {document: None for document, _, _, _, count in library.contents(notes=notes) if count}
        self._places = cached_weakly(self._read, _DOCUMENTS_KEPT)

    def document_ids(self) -> Iterable[str]:
        """Return the documents there are, in order."""
        return sorted(self._documents)

    def has(self, document_id: str, locator: str | None = None) -> bool:
        """Tell whether the document is there; with a locator, whether it has that place."""
        there = document_id in self._documents
        return there if locator is None else there and locator in self._places(document_id).locators

    def locators(self, document_id: str) -> Sequence[str]:
        """Return a document's locators in reading order; empty for a document that is not there."""
        return self._places(document_id).in_order if self.has(document_id) else ()

    def below(self, document_id: str, locator: str, role: Role) -> Sequence[str]:
        """Return the locators of a paragraph's items, or of an output's rows, in reading order."""
        return self._places(document_id).below.get((locator, role), ()) if self.has(document_id) else ()

    def _read(self, document_id: str) -> _Places:
        locators: dict[str, None] = {}
        below: dict[tuple[str, Role], dict[str, None]] = {}
        for locator, parent, role in self.library.structure(document_id, notes=self.notes):
            locators.setdefault(locator)
            if parent is not None:
                below.setdefault((parent, role), {}).setdefault(locator)
        return _Places(tuple(locators), frozenset(locators), {place: tuple(each) for place, each in below.items()})
