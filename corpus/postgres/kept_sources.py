"""The files that documents were read from, kept on the server; a folder has copies of those that were asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from corpus.library.rows import Key
from corpus.library.sources import RECORD, Record, Sources
from corpus.postgres.database import PostgresDatabase
from corpus.postgres.stored_files import fetch, forget, store


class ServerSources(Sources):
    """The kept files of a database. See `Sources`."""

    def __init__(self, database: PostgresDatabase, folder: Path) -> None:
        """Keep in a database, and copy to a folder, which need not be there yet."""
        super().__init__(folder)
        self._database = database

    def record(self, name: str) -> Record | None:
        """Return a record; None where it is missing or not the one that was written."""
        self._fetch(name)
        return super().record(name)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yield the records that are whole, oldest first, with their names."""
        for name in self._names(RECORD):
            if record := self.record(name):
                yield name, record

    def file(self, record: Record) -> Path | None:
        """Return the file of a record if it is the one that was added: the kept one, else where it came from."""
        self._fetch(record.kept)
        return super().file(record)

    def is_kept(self, record: Record) -> bool:
        """Tell whether the kept file of a record is whole: the one on the server, not the copy of it."""
        (self.folder / record.kept).unlink(missing_ok=True)
        self._fetch(record.kept)
        return super().is_kept(record)

    def remade(self, key: Key, facts: str, sha256: str, file: str) -> Record | None:
        """Return a record anew for a kept file that is there; None where it is not."""
        for name in self._names():
            if name.startswith(sha256):
                self._fetch(name)
        return super().remade(key, facts, sha256, file)

    def sweep(self, needed: Collection[str]) -> None:
        """Remove the records that no version needs, and the files that no record needs."""
        records = [self.record(name) for name in needed]
        if not all(records):
            return
        kept = {*needed, *(record.kept for record in records if record)}
        if kept != set(self._names()):
            with self._database.writing() as connection:
                forget(connection, "kept_files", kept)
        super().sweep(needed)

    def _copy(self, path: Path, record: Record) -> None:
        super()._copy(path, record)
        self._keep(record.kept)

    def _place(self, name: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        super()._place(name, content)
        self._keep(name)

    def _keep(self, name: str) -> None:
        """Store a file that is in the folder."""
        if name not in self._names(name):
            with self._database.writing() as connection:
                store(connection, "kept_files", name, self.folder / name)

    def _fetch(self, name: str) -> None:
        """Copy a file to the folder, if it is on the server and not there."""
        path = self.folder / name
        if path.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._database.guarded(), self._database.connection() as connection:
            fetch(connection, "kept_files", name, path)

    def _names(self, suffix: str = "") -> list[str]:
        """Return the names of the files on the server that end so, oldest first."""
        named = "SELECT name FROM kept_files WHERE part = 0 AND right(name, ?) = ? ORDER BY written, name"
        return [name for (name,) in self._database.rows(named, len(suffix), suffix)]
