"""Everything in a home verified: the library, the kept files, the index. All damage is told, not only the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.types import AsJson
from corpus.errors import AlineaError, DamagedText, LibraryFailure
from corpus.library.library import Library
from corpus.library.sources import Sources
from index.errors import SearchError


@dataclass(frozen=True, slots=True)
class Damage(AsJson):
    """One thing that is damaged: in the `library`, the `sources` or the `index`; `document` and `place` where known."""

    what: str
    document: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checked(AsJson):
    """What `check` returns. `unkept` are the versions whose file is not kept, so that it cannot mend them."""

    ok: bool
    verified: tuple[str, ...]
    damage: tuple[Damage, ...] = ()
    unkept: tuple[str, ...] = ()


def checked(library: Library, sources: Sources, index: Callable[[], None]) -> Checked:
    """Verify all there is; `index` raises a SearchError where that is damaged or does not fit."""
    of_library, of_sources = list(_of_library(library)), list(_of_sources(library, sources))
    of_index = []
    try:
        index()
    except (SearchError, LibraryFailure) as error:
        of_index.append(_damage("index", error))
    parts = {"library": of_library, "sources": of_sources, "index": of_index}
    unkept = tuple(sorted(f"{document} ({language})" for document, language in _unkept(library)))
    return Checked(
        ok=not any(parts.values()),
        verified=tuple(part for part, damage in parts.items() if not damage),
        damage=tuple(each for damage in parts.values() for each in damage),
        unkept=unkept,
    )


def _of_library(library: Library) -> Iterator[Damage]:
    try:
        for fault in library.examine():
            yield _damage("library", fault)
    except LibraryFailure as error:
        yield _damage("library", error)


def _of_sources(library: Library, sources: Sources) -> Iterator[Damage]:
    """Yield the kept files, and their records, that are missing or not what was kept."""
    try:
        names = sorted(library.records())
    except LibraryFailure:
        return  # told of the library already
    for name in names:
        record = sources.record(name)
        if record is None:
            yield Damage("sources", "", name, f"{sources.folder / name} is missing or not the one that was written.")
        elif not sources.is_kept(record):
            path = sources.folder / record.kept
            yield Damage("sources", record.document, record.file, f"{path} is missing or not the file that was added.")


def _unkept(library: Library) -> Iterator[tuple[str, str]]:
    try:
        yield from library.unkept()
    except LibraryFailure:
        return


def _damage(what: str, error: AlineaError) -> Damage:
    document, place = (str(error.values.get(name, "")) for name in ("document", "place"))
    return Damage(what, document, place if isinstance(error, DamagedText) else "", str(error))
