"""A home mended: what was damaged is read again from the kept files, and what cannot be mended is told by name."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection

from assistant.types import AsJson
from corpus import notes
from corpus.catalogue.catalogue import load
from corpus.errors import CorpusError, LibraryFailure
from corpus.ingest import read_again
from corpus.library.library import Library
from corpus.library.rows import Key, content_hash, facts_of, to_json
from corpus.library.salvage import Found, Salvage, know, put, put_damaged, put_in_place, rebuilt, salvaged
from corpus.library.sources import Record, Sources
from corpus.library.version_rows import insert_version
from corpus.library.vouching import settle
from corpus.types import Document

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unmended(AsJson):
    """What could not be mended, why, and what to do."""

    document: str
    language: str
    reason: str


@dataclass(slots=True)
class Repaired(AsJson):
    """What `repair` returns: documents read again, kept files put back, what is left, the damaged file put aside.

    `indexed` tells that the index was damaged or out of date, and was built.
    """

    mended: list[str] = field(default_factory=list)
    kept_again: list[str] = field(default_factory=list)
    unmended: list[Unmended] = field(default_factory=list)
    aside: str = ""
    indexed: bool = False


class Repairer:
    """Mends one home. Whoever calls holds the right to write there, and brings the index up to date afterwards."""

    def __init__(self, library: Path, sources: Sources) -> None:
        """Mend the library at a path with the kept files."""
        self._path, self._sources = library, sources
        self._done = Repaired()
        self._records = dict(sources.records())

    def repair(self) -> Repaired:
        """Mend what is damaged. Raises LibraryFailure where a file cannot be written."""
        if self._path.is_dir():
            raise LibraryFailure(path=self._path, detail="it is a folder; move it away")
        try:
            if self._is_damaged():
                self._mend()
            self._keep_again()
        except OSError as error:
            raise LibraryFailure(path=self._path, detail=error.strerror or error) from error
        return self._done

    def _is_damaged(self) -> bool:
        if not self._path.exists() or not self._path.stat().st_size:
            return bool(self._records)
        try:
            with Library(self._path) as library:
                return any(True for _ in library.examine())
        except LibraryFailure:
            return True

    def _mend(self) -> None:
        """Write a new library of what is sound and of what can be read again, and put it in place."""
        now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        aside = self._path.with_name(f"{self._path.stem}.damaged-{now}{self._path.suffix}")
        new = self._path.with_name(f"{self._path.stem}.new{self._path.suffix}")
        _remove(new)
        found = salvaged(self._path, aside)
        with rebuilt(new) as connection:
            self._fill(connection, found)
        put_in_place(new, self._path)
        _remove(new)
        self._done.aside = str(aside) if aside.exists() else ""

    def _fill(self, connection: Connection, found: Salvage) -> None:
        sound = {each.key for each in found.versions if each.sound}
        damaged = [each for each in found.versions if not each.sound]
        again = self._wanted(found, damaged, sound)
        for each in found.versions:
            if each.sound:
                put(connection, each)
        if found.is_earlier:
            settle(connection, self._sources.record)
        failed = {}
        for key, record in again.items():
            try:
                self._read(connection, key, record)
                self._done.mended.append(str(key))
            except CorpusError as error:
                failed[key] = str(error)
        connection.executemany("INSERT OR IGNORE INTO removed VALUES (?)", [(each,) for each in sorted(found.removed)])
        done = again.keys() - failed.keys()
        told = {record.key: record for record in self._records.values()}
        for each in damaged:
            if each.key in done or self._record_of(each) in {again[key] for key in done}:
                continue
            if each.known or each.key in told or not done:
                put_damaged(connection, each)
                self._give_up(each.key, failed.get(each.key, "its file was not kept, or is damaged too"))
        for key, reason in failed.items():
            if key not in {each.key for each in damaged}:
                self._give_up(key, reason)

    def _wanted(self, found: Salvage, damaged: Iterable[Found], sound: set[Key]) -> dict[Key, Record | None]:
        """Return the versions to read again: from the kept file of a record, None for bundled notes."""
        wanted: dict[Key, Record | None] = {}
        lost = found.lost
        bundled = {Key(each.document, each.language, each.status) for each in notes.bundled()}
        for each in damaged:
            if record := self._record_of(each):
                wanted[record.key] = record
            elif each.key in bundled:
                wanted[each.key] = None
            else:
                lost = lost or not each.known
        if lost:  # what else was kept may have been there
            for record in self._records.values():
                if record.document not in found.removed:
                    wanted.setdefault(record.key, record)
        return {key: record for key, record in wanted.items() if key not in sound}

    def _record_of(self, found: Found) -> Record | None:
        """Return the record of a damaged version: the one it names, else that of its file, or of what it says it is."""
        if record := self._records.get(str(found.columns["record"])):
            return record
        for name in ("sha256", "key"):
            for record in self._records.values():
                if (record.sha256 == found.columns["sha256"]) if name == "sha256" else (record.key == found.key):
                    return record
        return None

    def _read(self, connection: Connection, key: Key, record: Record | None) -> None:
        """Read a version again and insert it. Raises a CorpusError."""
        if record is None:
            version = next(each for each in notes.bundled() if (each.document, each.language, each.status) == key)
            entry = load().get(key.document)
            facts, name = to_json(facts_of(entry.document() if entry else Document(key.document))), ""
        else:
            file = self._sources.file(record)
            if file is None:
                raise LibraryFailure(path=self._sources.folder / record.kept, detail="missing or damaged as well")
            version = read_again(file, record)
            facts = record.facts
            name = next(name for name, each in self._records.items() if each == record)
        know(connection, key.document)
        insert_version(connection, version, facts, content_hash(facts, version), name)

    def _keep_again(self) -> None:
        """Put back kept files that are missing or damaged, from where they were added, and say which cannot be."""
        with Library(self._path) as library:
            for document in library.documents():
                with suppress(LibraryFailure):  # told already
                    for version in library.versions(document.id):
                        if version.record:
                            self._keep(version.key, version.record, library)

    def _keep(self, key: Key, name: str, library: Library) -> None:
        record = self._sources.record(name)
        if record is not None and self._sources.is_kept(record):
            return
        if record is None:
            record = self._sources.remade(key, *library.added_as(key))
        if record is not None and (name := self._sources.restore(record)):
            library.note_record(key, name)
            self._done.kept_again.append(record.file)
        else:
            self._give_up(key, "its text is whole, but its kept file is not")

    def _give_up(self, key: Key, reason: str) -> None:
        named = f"{reason}: add the file again with “python app.py add”."
        self._done.unmended.append(Unmended(key.document, key.language, named))


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
