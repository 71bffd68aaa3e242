"""The sources of citations and exports in the library: documents, their places, and the text in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from assistant.citations import CitedSource, cited_source, style_of, written
from assistant.errors import BadRequest
from assistant.renditions import FoundRendition, found_renditions
from assistant.session import Session
from assistant.validation import no_such_document
from corpus.phrases import Phrase
from corpus.types import TEXTS, Language, Status
from index.search import preferred


class SourceFinder(Protocol):
    """Finds what is cited, and its texts."""

    @property
    def fingerprint(self) -> str:
        """What identifies the state of the index that was searched."""

    def source(self, document: str, locators: Sequence[str], language: Language, status: Status) -> CitedSource:
        """Return what to cite of places in a document."""

    def places(self, document: str, locators: str) -> tuple[str, ...]:
        """Return the locators that a list of them names."""

    def renditions(self, document: str, locator: str) -> Mapping[str, FoundRendition]:
        """Return a paragraph in each language there is."""


@dataclass(frozen=True, slots=True)
class LibrarySourceFinder:
    """Finds what is cited in the library, in the state of a session."""

    session: Session

    @property
    def fingerprint(self) -> str:
        """What identifies the state of the index that was searched."""
        return self.session.state

    def source(self, document: str, locators: Sequence[str], language: Language, status: Status) -> CitedSource:
        """Return what to cite of places in a document. Raises UnknownDocument."""
        spoken = self._spoken(document, locators, language) if status in TEXTS else None
        held = self.session.library.document(document)
        return cited_source(held, locators, language, status, catalogue=self.session.catalogue, text_language=spoken)

    def _spoken(self, document: str, locators: Sequence[str], language: Language) -> Language | None:
        """Return the language of the official text of a place where there is none in the reader's; else None."""
        for locator in locators[:1]:
            placed = self.session.search.placed(document, locator).values()
            officials = sorted(each.language for each in placed if each.status in TEXTS)
            return officials[0] if officials and language not in officials else None
        return None

    def cited(self, document: str, locators: str | None, status: Status | None) -> CitedSource:
        """Return what to cite of places that must be there, or of a whole document.

        `status` None is that of the best version there is. Raises UnknownDocument for a document or a place that is
        not there.
        """
        if not self.session.holdings.has(document):
            raise no_such_document(document, self.session.holdings)
        places = self.places(document, locators) if locators else ()
        for locator in places:
            placed = self.session.search.placed(document, locator)
            if not placed:
                raise no_such_document(f"{document}, {locator}", self.session.holdings)
            status = status or preferred(placed, self.session.reader).status
        versions = {version.status for version in self.session.library.versions(document)}
        best = next(each for each in Status if each in versions)
        return self.source(document, places, self.session.reader, status or best)

    def places(self, document: str, locators: str) -> tuple[str, ...]:
        """Return the locators that a list of them names: a comma also stands inside “action plan, objective 1”."""
        known, found, rest = set(self.session.holdings.locators(document)), [], locators.split(", ")
        while rest:
            length = next((n for n in range(len(rest), 0, -1) if ", ".join(rest[:n]) in known), 1)
            found.append(", ".join(rest[:length]))
            rest = rest[length:]
        return tuple(found)

    def renditions(self, document: str, locator: str) -> Mapping[str, FoundRendition]:
        """Return a paragraph in each language there is; empty where it has been removed since."""
        return found_renditions(self.session.search.placed(document, locator))


def written_in_styles(
    document: str, locators: str | None, status: str | None, styles: Sequence[str], session: Session
) -> dict[str, str]:
    """Return a citation in several styles, by style, for the session's reader. Raises BadRequest or UnknownDocument."""
    chosen = [style_of(style) for style in styles]
    found = LibrarySourceFinder(session).cited(document, locators, _status(status))
    return {str(style): written(found, style) for style in chosen}


def _status(name: str | None) -> Status | None:
    """Return a status by its name. Raises BadRequest."""
    if name is None:
        return None
    with suppress(ValueError):
        return Status(name)
    raise BadRequest(
        value=name, expected=Phrase("error.expected.status", "a status: {choices}", choices=", ".join(Status))
    )
