"""The paragraphs of documents side by side in their languages, kept for as long as the document is the same.

What was read of a document is right in any state of the library in which it has the same versions: when another one is
added, nothing of it is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar, cast

from corpus.caching import cached_weakly
from corpus.errors import UnknownDocument
from corpus.library.library import Library, StoredVersion
from corpus.library.whole_text import whole_texts
from corpus.types import Language, Status
from index.types import Placed

# Documents whose paragraphs are kept, and what was made of them.
_DOCUMENTS_KEPT = 256

# The renditions of paragraphs, by locator and language, official ones before notes.
Paragraphs = Mapping[str, Mapping[str, Placed]]

_Made = TypeVar("_Made")


class ParagraphReader:
    """Reads the paragraphs of a library, with `notes` or without. Safe to use from several threads.

    What is given must not be changed. Whoever reads holds a state of the library meanwhile (`Library.reading`).
    """

    def __init__(self, library: Library, *, notes: bool) -> None:
        """Keep nothing yet."""
        self._library, self._notes = library, notes
        self._paragraphs = cached_weakly(self._read, _DOCUMENTS_KEPT)
        self._made = cached_weakly(self._make, _DOCUMENTS_KEPT)

    def of(self, document: str) -> Paragraphs:
        """Return the renditions of every paragraph of a document, by locator and language; empty without any."""
        return self._paragraphs(document, self._versions(document))

    def made_of(self, document: str, make: Callable[..., _Made], *given: Hashable) -> _Made:
        """Return what a function makes of a document's paragraphs and of what it is given, made once."""
        return cast(_Made, self._made(document, self._versions(document), make, given))

    def _versions(self, document: str) -> tuple[StoredVersion, ...]:
        """Return a document's versions; none where it was removed since the index was built."""
        try:
            return self._library.versions(document)
        except UnknownDocument:
            return ()

    def _read(self, document: str, versions: tuple[StoredVersion, ...]) -> Paragraphs:
        found: dict[str, dict[str, Placed]] = {}
        for stored in versions:
            if stored.status is not Status.NOTE or self._notes:
                for locator, placed in self._read_version(document, stored.language, stored.status).items():
                    found.setdefault(locator, {}).setdefault(stored.language, placed)
        return found

    def _make(
        self,
        document: str,
        versions: tuple[StoredVersion, ...],
        make: Callable[..., object],
        given: tuple[Hashable, ...],
    ) -> object:
        return make(self._paragraphs(document, versions), *given)

    def _read_version(self, document: str, language: Language, status: Status) -> dict[str, Placed]:
        """Return a version's renditions by locator, with their whole texts."""
        stored = [row.rendition for row in self._library.renditions(document, language=language, status=status)]
        texts = whole_texts(stored)
        return {r.locator: Placed(language, status, r, *text) for r, text in zip(stored, texts, strict=True)}
