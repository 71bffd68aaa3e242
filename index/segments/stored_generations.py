"""Generations of the index kept on a server, each published in one transaction; a folder has copies of the files.

    <folder>/000042-1f0c…/      a generation as it is in a home: manifest.json and the files it names

The files are rows: what a process finds in its folder is a copy, made when a generation is first opened, and only those
files travel that the generation before has not. Each is checked against its SHA-256 once by each process that opens it.
So every process answers from the same bytes as any other, and as one that has the index in its home.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from corpus.errors import ReadOnlyLibrary
from corpus.files import sha256_of
from corpus.postgres.database import PostgresDatabase
from corpus.postgres.stored_files import fetch, forget, store
from index.errors import DamagedIndex, MissingIndex, UnwritableIndex
from index.segments.manifest import (
    FORMAT_VERSION,
    MANIFEST,
    Manifest,
    ManifestFacts,
    encoded_manifest,
    parsed_manifest,
    regular_files,
    verify,
)
from index.stores import DEFAULT
from index.stores.postgres_store import drop_unused

_CURRENT = "SELECT number, sha256 FROM generations ORDER BY number DESC LIMIT 1"
_DESCRIBED = "SELECT number, sha256, manifest FROM generations ORDER BY number DESC LIMIT 1"
_BEFORE = "DELETE FROM generations WHERE number < (SELECT max(number) FROM generations) - 1"
_COPIES = 3  # in the folder: another process may be about to open one of before
_BUILDING = "building-"
_LEFT_AFTER = 86_400  # seconds: what was being built so long ago was left by a process that was killed

# What tells a file from any other, and from itself as it was before.
_Seen = tuple[int, int, int, int]


class StoredGenerations:
    """The generations of a database: any number of readers, one writer at a time. See `Snapshots`."""

    def __init__(self, database: PostgresDatabase, folder: Path, vectors: str = DEFAULT) -> None:
        """Keep in a database; copies of files go to a `folder`, which need not be there yet.

        `vectors` names the store of those of large segments: that of files, or the server's own.
        """
        self.vectors = vectors
        self._database, self._folder = database, folder
        self._verified: dict[_Seen, str] = {}  # the SHA-256 of what this process has read or written

    def publish(self, write: Callable[[Path], ManifestFacts]) -> Path:
        """Let `write` fill an empty folder, then make that the current generation and return its path.

        Raises UnwritableIndex, and what `write` raises: then the generation before stays the current one.
        """
        try:
            with self._building() as building:
                facts = write(building)
                files = {path.relative_to(building).as_posix(): path for path in regular_files(building)}
                manifest = Manifest(
                    **asdict(facts),
                    format_version=FORMAT_VERSION,
                    files={name: self._verified.get(_seen(path)) or sha256_of(path) for name, path in files.items()},
                    created=datetime.now(UTC).isoformat(timespec="seconds"),
                )
                with self._database.guarded():
                    return self._put_in_place(building, manifest, self._stored(building, manifest))
        except (OSError, ReadOnlyLibrary) as error:
            raise UnwritableIndex(path=self._database.place, detail=error) from error

    def open_current(self) -> tuple[Path, Manifest]:
        """Return the current generation, every file of it checked. Raises MissingIndex, StaleIndex or DamagedIndex."""
        while True:
            current = self.current()
            try:
                return self._opened()
            except DamagedIndex:
                if current == self.current():  # else it was replaced and deleted while we copied it
                    raise

    def _opened(self) -> tuple[Path, Manifest]:
        rows = self._database.rows(_DESCRIBED)
        if not rows:
            raise MissingIndex(path=self._database.place)
        ((number, sha256, content),) = rows
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedIndex(path=self._database.place, detail=f"{MANIFEST} is not the one that was written")
        place = self._place(number, sha256)
        manifest = parsed_manifest(bytes(content), place)
        try:
            if not place.exists():
                self._copy(number, manifest)
            seen = {name: self._verified.get(_seen(place / name)) for name in manifest.files}
            verify(place, {name: sha256 for name, sha256 in manifest.files.items() if seen[name] != sha256})
            self._remember(place, manifest)
        except DamagedIndex:
            shutil.rmtree(place, ignore_errors=True)  # the copy is made again
            raise
        except OSError as error:
            raise DamagedIndex(path=place, detail=error) from error
        return place, manifest

    def current(self) -> str:
        """Return what names the current generation; empty where there is none."""
        return next((f"{number:06d} {sha256}" for number, sha256 in self._database.rows(_CURRENT)), "")

    def _stored(self, building: Path, manifest: Manifest) -> int:
        """Store a generation and its files, in one transaction, and return its number."""
        content = encoded_manifest(manifest)
        with self._database.writing() as connection:
            ((number,),) = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM generations").fetchall()
            for name, sha256 in manifest.files.items():
                store(connection, "index_files", sha256, building / name)
            into = "INSERT INTO generations (number, manifest, sha256) VALUES (?, ?, ?)"
            connection.execute(into, (number, content, hashlib.sha256(content).hexdigest()))
            connection.execute(_BEFORE)
            kept = connection.execute("SELECT manifest FROM generations").fetchall()
            manifests = [parsed_manifest(bytes(each), building) for (each,) in kept]
            forget(connection, "index_files", {sha256 for each in manifests for sha256 in each.files.values()})
        drop_unused(self._database)
        return int(number)

    def _copy(self, number: int, manifest: Manifest) -> None:
        """Copy a generation to the folder: from one that is there, as far as that has its files, else from the server.

        Raises DamagedIndex where the server has not all of them.
        """
        there = self._copies()
        with self._building() as building, self._database.guarded(), self._database.connection() as connection:
            for name, sha256 in manifest.files.items():
                path = building / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if linked := next((each / name for each, files in there if files.get(name) == sha256), None):
                    os.link(linked, path)
                elif not fetch(connection, "index_files", sha256, path):
                    raise DamagedIndex(path=self._database.place, detail=f"{name} is missing")
            self._put_in_place(building, manifest, number)

    def _put_in_place(self, building: Path, manifest: Manifest, number: int) -> Path:
        """Give a folder its manifest and the name of a generation, and remove what is no longer asked for."""
        content = encoded_manifest(manifest)
        (building / MANIFEST).write_bytes(content)
        place = self._place(number, hashlib.sha256(content).hexdigest())
        with suppress(OSError):  # another process was quicker
            building.rename(place)
        self._remember(place, manifest)
        for old in sorted(self._folder.glob("[0-9]*"))[:-_COPIES]:
            shutil.rmtree(old, ignore_errors=True)
        for left in self._folder.glob(f"{_BUILDING}*"):
            with suppress(OSError):  # another process has just finished it
                if time.time() - left.stat().st_mtime > _LEFT_AFTER:
                    shutil.rmtree(left, ignore_errors=True)
        return place

    def _copies(self) -> list[tuple[Path, dict[str, str]]]:
        """Return the generations in the folder, with their files."""
        found = []
        for place in sorted(self._folder.glob("[0-9]*"), reverse=True):
            with suppress(OSError, DamagedIndex):
                found.append((place, parsed_manifest((place / MANIFEST).read_bytes(), place).files))
        return found

    def _place(self, number: int, sha256: str) -> Path:
        return self._folder / f"{number:06d}-{sha256[:16]}"

    def _remember(self, place: Path, manifest: Manifest) -> None:
        self._verified = {_seen(place / name): sha256 for name, sha256 in manifest.files.items()}

    @contextmanager
    def _building(self) -> Iterator[Path]:
        """Give an empty folder, which is gone after the block unless it was renamed."""
        self._folder.mkdir(parents=True, exist_ok=True)
        building = Path(mkdtemp(prefix=_BUILDING, dir=self._folder))
        try:
            yield building
        finally:
            shutil.rmtree(building, ignore_errors=True)


def _seen(path: Path) -> _Seen:
    """Return what is known of a file without reading it."""
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
