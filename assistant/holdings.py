"""What the library holds, as references and answers need to know it: documents, locators, and what is below each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.library import Library
from corpus.types import Role, Status


class Holdings:
    """A view of the library at one moment; `notes` tells whether documents known by their notes alone count."""

    def __init__(self, library: Library, *, notes: bool) -> None:
        """Read every document's locators once."""
        self._locators: dict[str, dict[str, None]] = {}
        self._below: dict[tuple[str, str, Role], dict[str, None]] = {}
        for stored in library.renditions():
            if notes or stored.status is not Status.NOTE:
                rendition = stored.rendition
                self._locators.setdefault(stored.document, {}).setdefault(rendition.locator)
                if rendition.parent is not None:
                    place = (stored.document, rendition.parent, rendition.role)
                    self._below.setdefault(place, {}).setdefault(rendition.locator)

    def document_ids(self) -> Iterable[str]:
        """Return the documents there are, in order."""
        return sorted(self._locators)

    def has(self, document_id: str, locator: str | None = None) -> bool:
        """Tell whether the document is there; with a locator, whether it has that place."""
        return document_id in self._locators if locator is None else locator in self._locators.get(document_id, {})

    def locators(self, document_id: str) -> Sequence[str]:
        """Return a document's locators in reading order; empty for a document that is not there."""
        return tuple(self._locators.get(document_id, ()))

    def below(self, document_id: str, locator: str, role: Role) -> Sequence[str]:
        """Return the locators of a paragraph's items, or of an output's rows, in reading order."""
        return tuple(self._below.get((document_id, locator, role), ()))
