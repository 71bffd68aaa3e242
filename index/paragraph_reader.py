"""The paragraphs of documents side by side in their languages, kept for as long as the document is the same.

What was read of a document is right in any state of the library in which it has the same versions: when another one is
added, nothing of it is read again. Who wants one paragraph does not wait for its whole document, which takes some six
times as long: the hits of a question lie in several, and a large library has more of them than are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar, cast

from corpus.caching import Remembered, cached_weakly
from corpus.errors import UnknownDocument
from corpus.library.library import Library, StoredVersion
from corpus.library.rows import StoredRendition, damaged
from corpus.library.whole_text import item_parents, whole_texts, with_items
from corpus.types import Status
from index.types import Placed

# Documents whose paragraphs are kept, and what was made of them; and paragraphs that were read alone.
_DOCUMENTS_KEPT = 256
_PARAGRAPHS_KEPT = 4_096

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
        self._whole = Remembered(cached_weakly(self._read, 0), _DOCUMENTS_KEPT // 2)  # as many again are old
        self._alone = cached_weakly(self._read_alone, _PARAGRAPHS_KEPT)
        self._structure = cached_weakly(self._read_structure, _DOCUMENTS_KEPT)
        self._made = cached_weakly(self._make, _DOCUMENTS_KEPT)

    def of(self, document: str) -> Paragraphs:
        """Return the renditions of every paragraph of a document, by locator and language; empty without any."""
        return self._whole[document, self._versions(document)]

    def placed(self, document: str, locator: str) -> Mapping[str, Placed]:
        """Return the renditions of one paragraph, by language, as `of` has them; empty where there is none."""
        versions = self._versions(document)
        whole = self._whole.get((document, versions))  # never reads
        return self._alone(document, versions, locator) if whole is None else whole.get(locator, {})

    def made_of(self, document: str, make: Callable[..., _Made], *given: Hashable) -> _Made:
        """Return what a function makes of a document's paragraphs and of what it is given, made once."""
        return cast(_Made, self._made(document, self._versions(document), make, given))

    def _versions(self, document: str) -> tuple[StoredVersion, ...]:
        """Return a document's versions; none where it was removed since the index was built."""
        try:
            return self._library.versions(document)
        except UnknownDocument:
            return ()

    def _read(self, key: tuple[str, tuple[StoredVersion, ...]]) -> Paragraphs:
        document, versions = key
        found: dict[str, dict[str, Placed]] = {}
        for each in self._counted(versions):
            rows = list(self._library.renditions(document, language=each.language, status=each.status))
            for locator, placed in {placed.rendition.locator: placed for placed in _placed(rows)}.items():
                found.setdefault(locator, {}).setdefault(each.language, placed)
        return found

    def _read_alone(self, document: str, versions: tuple[StoredVersion, ...], locator: str) -> Mapping[str, Placed]:
        found: dict[str, Placed] = {}
        for each in self._counted(versions):
            ordinals, parents = self._structure(each)
            if (ordinal := ordinals.get(locator)) is not None:
                needed = with_items(parents, ordinal)
                there = {row.ordinal: row for row in self._library.stretch(each.key, ordinal, needed[-1])}
                if not there.keys() >= {*needed}:
                    raise damaged(each.key, locator)
                found.setdefault(each.language, _placed([there[one] for one in needed])[0])
        return found

    def _read_structure(self, version: StoredVersion) -> tuple[Mapping[str, int], Sequence[int | None]]:
        """Return the ordinal of each locator of a version, and for each place that of what it is an item of."""
        places = self._library.structure(version.document, language=version.language, status=version.status)
        return {locator: ordinal for ordinal, (locator, *_) in enumerate(places)}, item_parents(places)

    def _counted(self, versions: tuple[StoredVersion, ...]) -> list[StoredVersion]:
        return [each for each in versions if each.status is not Status.NOTE or self._notes]

    def _make(
        self,
        document: str,
        versions: tuple[StoredVersion, ...],
        make: Callable[..., object],
        given: tuple[Hashable, ...],
    ) -> object:
        return make(self._whole[document, versions], *given)


def _placed(rows: Sequence[StoredRendition]) -> list[Placed]:
    """Return renditions of one version with their whole texts, as far as their items are among them."""
    texts = whole_texts([row.rendition for row in rows])
    return [Placed(row.language, row.status, row.rendition, *text) for row, text in zip(rows, texts, strict=True)]
