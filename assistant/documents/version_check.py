"""Whether the versions of a document agree, compared by structure and by meaning.

Each version is compared with the first the library gives, an official one where there is one. Disagreements
are warnings for people; no text is changed for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant import i18n
from assistant.types import AsJson
from corpus.errors import UnknownDocument
from corpus.library.alignment import Kind, Mismatch, align
from corpus.library.library import Library, StoredVersion
from corpus.references import format_locator, format_range, numbered_by
from corpus.types import Document, Language, Rendition, Status
from index.embedding import Embedder
from index.version_check import REACH, Doubt, doubts

# Documents whose comparison is remembered: the web app lists the library again and again.
_KEPT = 512

# The kind of a disagreement that vectors found, beside those of structure.
TEXT = "text"


@dataclass(frozen=True, slots=True)
class VersionSide(AsJson):
    """A version, by its language and its status."""

    language: str
    status: str


@dataclass(frozen=True, slots=True)
class Disagreement(AsJson):
    """Where two versions of a document do not agree, and how, in words.

    `kind` is `missing`, `extra`, `items`, `parent`, `role` or `moved` (see `corpus.library.alignment`), or `text` where
    the texts may not correspond. `first` is the version compared with, `second` the one that disagrees.
    """

    kind: str
    locators: tuple[str, ...]
    first: VersionSide
    second: VersionSide
    message: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive doubts in the same direction: the places, and where their texts seem to stand; nowhere if empty."""

    places: tuple[str, ...]
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One version compared with the first: mismatches of structure, doubts of meaning."""

    first: VersionSide
    second: VersionSide
    mismatches: tuple[Mismatch, ...]
    runs: tuple[_Run, ...]


class VersionChecker:
    """Compares the versions of the library's documents, each pair once as long as neither changes."""

    def __init__(self, library: Library, embedder: Callable[[], Embedder], *, notes: bool) -> None:
        """Compare within a library; `embedder` is called when texts are first compared, `notes` says if notes count."""
        self._library, self._embedder, self._notes = library, embedder, notes
        self._remembered = lru_cache(maxsize=_KEPT)(self._compare)

    def disagreements(self, document_id: str, reader: str) -> tuple[Disagreement, ...]:
        """Return where versions of a document disagree, in the reader's language; none for one that is not loaded."""
        try:
            stored = self._library.versions(document_id)
        except UnknownDocument:
            return ()
        versions = [each for each in stored if self._notes or each.status is not Status.NOTE]
        if len(versions) < 2:
            return ()
        key = tuple((each.language, each.status, each.content_hash) for each in versions)
        document = self._library.document(document_id)
        return tuple(
            disagreement
            for comparison in self._remembered(document_id, key)
            for disagreement in _disagreements(comparison, document, reader)
        )

    def warnings(self, version: StoredVersion, reader: str) -> tuple[str, ...]:
        """Return the warnings of one version, for the list of documents."""
        side = VersionSide(version.language, version.status)
        return tuple(each.message for each in self.disagreements(version.document, reader) if each.second == side)

    def _compare(self, document_id: str, versions: tuple[tuple[Language, Status, str], ...]) -> tuple[_Comparison, ...]:
        """Compare each version with the first; the digests make the cache notice changes."""
        texts = [
            [row.rendition for row in self._library.renditions(document_id, language=language, status=status)]
            for language, status, _ in versions
        ]
        sides = [VersionSide(language, status) for language, status, _ in versions]
        comparisons = []
        for other, (_, status, _) in list(enumerate(versions))[1:]:
            mismatches = align(texts[0], texts[other], partial=status is Status.NOTE).mismatches
            found = doubts(texts[0], texts[other], self._embedder())
            comparisons.append(_Comparison(sides[0], sides[other], mismatches, tuple(_runs(found, texts[0]))))
        return tuple(comparisons)


def _runs(found: Sequence[Doubt], version: Sequence[Rendition]) -> list[_Run]:
    """Group doubts that a shifted numbering explains: near each other, and as far from their texts."""
    places = {each.locator: number for number, each in enumerate(version)}
    runs: list[list[Doubt]] = []
    for doubt in found:
        last = runs[-1][-1] if runs else None
        if last and _step(doubt, places) == _step(last, places) and _near(last, doubt, version, places):
            runs[-1].append(doubt)
        else:
            runs.append([doubt])
    return [
        _Run(tuple(each.locator for each in run), tuple(each.instead for each in run if each.instead)) for run in runs
    ]


def _step(doubt: Doubt, places: dict[str, int]) -> bool | None:
    """Return whether a text seems to stand further on (True) or back (False); None if unknown."""
    there = places.get(doubt.instead or "")
    return None if there is None else there > places[doubt.locator]


def _near(one: Doubt, other: Doubt, version: Sequence[Rendition], places: dict[str, int]) -> bool:
    """Tell whether two places are siblings with few others between them: some texts of a run are too short to doubt."""
    first, last = version[places[one.locator]], version[places[other.locator]]
    between = version[places[one.locator] : places[other.locator]]
    return first.parent == last.parent and sum(each.parent == first.parent for each in between) <= REACH


def _disagreements(comparison: _Comparison, document: Document, reader: str) -> list[Disagreement]:
    """Return the disagreements that a comparison found, with their messages."""
    names = [
        i18n.text(f"parallel.version.{side.status}", reader, language=i18n.name("language", side.language, reader))
        for side in (comparison.first, comparison.second)
    ]
    writer = _SentenceWriter(document, reader, *names)
    found = [
        Disagreement(each.kind, each.locators, comparison.first, comparison.second, writer.mismatch(each))
        for each in comparison.mismatches
    ]
    found += [
        Disagreement(TEXT, each.places, comparison.first, comparison.second, writer.run(each))
        for each in comparison.runs
    ]
    return found


@dataclass(frozen=True, slots=True)
class _SentenceWriter:
    """Writes disagreements between two named versions of a document."""

    document: Document
    language: str
    one: str
    other: str

    def mismatch(self, found: Mismatch) -> str:
        """Return a structural mismatch as a sentence."""
        if found.kind in (Kind.MISSING, Kind.EXTRA):
            having, lacking = (self.one, self.other) if found.kind is Kind.MISSING else (self.other, self.one)
            if found.jump:
                before, after = found.jump
                return self._say("jump", found, having=having, lacking=lacking, before=before, after=after)
            return self._say("absent", found, having=having, lacking=lacking)
        if found.kind is Kind.ITEMS:
            only = ", ".join(self._place(each) for each in (*found.only_first, *found.only_second))
            return self._say("items", found, first=found.first, second=found.second, only=only)
        if found.kind is Kind.ROLE:
            first, second = (i18n.name("role", role, self.language) for role in (found.first, found.second))
            return self._say("role", found, first=first, second=second)
        empty = i18n.text(f"parallel.{found.kind}.none", self.language)
        first, second = (self._place(place) if place else empty for place in (found.first, found.second))
        return self._say(found.kind, found, first=first, second=second)

    def run(self, run: _Run) -> str:
        """Return doubts about texts as a sentence."""
        values = {"places": self._places(run.places), "one": self.one, "other": self.other}
        if not run.instead:
            return i18n.text("parallel.unlike", self.language, **values)
        return i18n.text("parallel.text", self.language, instead=self._places(run.instead), **values)

    def _say(self, key: str, found: Mismatch, **values: str) -> str:
        """Return the sentence for a kind of mismatch."""
        places = self._places(found.locators)
        return i18n.text(f"parallel.{key}", self.language, places=places, one=self.one, other=self.other, **values)

    def _places(self, locators: Sequence[str]) -> str:
        return format_range(locators[0], locators[-1], self.language, numbered_by(self.document))

    def _place(self, locator: str) -> str:
        return format_locator(locator, self.language, numbered_by(self.document))
