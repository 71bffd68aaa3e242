"""What an export asks of the library: the documents cited, their places, and the text in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.citations import Record, record
from assistant.engine import Opened
from assistant.present import found_renditions
from assistant.requests import no_such_document
from assistant.types import FoundRendition
from corpus.catalogue import Catalogue
from corpus.library import Library
from corpus.types import Language, Status
from index.search import preferred


class Sources(Protocol):
    """Where the texts and the facts of an export come from."""

    @property
    def fingerprint(self) -> str:
        """What identifies the state of the index that was searched."""

    def record(self, document: str, locators: Sequence[str], language: Language, status: Status) -> Record:
        """Return what to cite of places in a document."""

    def places(self, document: str, locators: str) -> tuple[str, ...]:
        """Return the locators that a list of them names."""

    def renditions(self, document: str, locator: str) -> Mapping[str, FoundRendition]:
        """Return a paragraph in each language there is."""


@dataclass(frozen=True, slots=True)
class LibrarySources:
    """The library itself, in the state that `opened` was opened in."""

    opened: Opened
    library: Library
    catalogue: Catalogue

    @property
    def fingerprint(self) -> str:
        """What identifies the state of the index that was searched."""
        return self.opened.state

    def record(self, document: str, locators: Sequence[str], language: Language, status: Status) -> Record:
        """Return what to cite of places in a document. Raises UnknownDocument."""
        return record(self.library.document(document), locators, language, status, catalogue=self.catalogue)

    def cited(self, document: str, locator: str | None, language: Language, status: Status | None) -> Record:
        """Return what to cite of a place that must be there; `status` None is the best version there is of it.

        Raises UnknownDocument for a document or a place that is not there.
        """
        if not self.opened.holdings.has(document):
            raise no_such_document(document, self.opened)
        if locator is None:
            versions = self.library.versions(document)
            official = any(each.status is Status.OFFICIAL for each in versions)
            return self.record(document, (), language, status or (Status.OFFICIAL if official else versions[0].status))
        placed = self.opened.search.placed(document, locator)
        if not placed:
            raise no_such_document(f"{document}, {locator}", self.opened)
        return self.record(document, [locator], language, status or preferred(placed, language).status)

    def places(self, document: str, locators: str) -> tuple[str, ...]:
        """Return the locators that a list of them names: a comma also stands inside “action plan, objective 1”."""
        known, found, rest = set(self.opened.holdings.locators(document)), [], locators.split(", ")
        while rest:
            length = next((n for n in range(len(rest), 0, -1) if ", ".join(rest[:n]) in known), 1)
            found.append(", ".join(rest[:length]))
            rest = rest[length:]
        return tuple(found)

    def renditions(self, document: str, locator: str) -> Mapping[str, FoundRendition]:
        """Return a paragraph in each language there is; nothing where it has gone since."""
        return found_renditions(self.opened.search.placed(document, locator))
