"""What the library holds, as references need to know it: documents, and the locators of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.library import Library
from corpus.types import Role, Status


class Holdings:
    """A view of the library at one moment; `notes` tells whether documents known by their notes alone count."""

    def __init__(self, library: Library, *, notes: bool) -> None:
        """Read every document's locators once."""
        self._locators: dict[str, dict[str, Role]] = {}
        for stored in library.renditions():
            if notes or stored.status is not Status.NOTE:
                self._locators.setdefault(stored.document, {}).setdefault(
                    stored.rendition.locator, stored.rendition.role
                )

    def document_ids(self) -> Iterable[str]:
        """Return the documents there are, in order."""
        return sorted(self._locators)

    def has(self, document_id: str) -> bool:
        """Tell whether the document is there."""
        return document_id in self._locators

    def locators(self, document_id: str) -> Sequence[str]:
        """Return a document's locators in reading order; empty for a document that is not there."""
        return tuple(self._locators.get(document_id, ()))
