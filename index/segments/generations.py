"""Generations of the index on disk: written beside the one in use, checked, then put in its place at one stroke.

    index/
      CURRENT            "000042 <SHA-256 of its manifest>"
      000041/            the one before, for readers that still have its files open
      000042/            manifest.json and the files it names, with the SHA-256 of each
      LOCK               held by the one writer

A reader sees one whole generation or an error. A writer that is killed, or finds the disk full, leaves the generation
in use as it was; the next writer sweeps up what it left.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from corpus.files import sha256_of, sync
from index.errors import BusyIndex, DamagedIndex, MissingIndex, StaleIndex, UnwritableIndex
from index.segments.manifest import (
    FORMAT_VERSION,
    MANIFEST,
    Manifest,
    ManifestFacts,
    encoded_manifest,
    identity,
    inside,
    parsed_manifest,
    regular_files,
    verify,
)
from index.stores import DEFAULT, STORES, clear

__all__ = ["FORMAT_VERSION", "Manifest", "ManifestFacts", "Snapshots"]

_CURRENT = "CURRENT"
_CURRENT_LINE = re.compile(r"([0-9]{6,}) ([0-9a-f]{64})\n")
_GENERATION = re.compile(r"[0-9]{6,}")
_VECTORS = "/vectors."
_BUILDING = "building-"


class Snapshots:
    """The generations under one folder: any number of readers, one writer at a time."""

    def __init__(self, root: Path, *, patience: float = 0.0, vectors: str = DEFAULT) -> None:
        """Work in the folder `root`; a writer waits up to `patience` seconds for another one to finish.

        `vectors` names the store that keeps those of large segments.
        """
        self.vectors = vectors
        self._root = root
        self._patience = patience

    def publish(self, write: Callable[[Path], ManifestFacts]) -> Path:
        """Let `write` fill an empty folder, then make that the current generation and return its path.

        Everything is on disk before CURRENT changes. If anything fails, what `write` raises included, the generation in
        use stays. Raises BusyIndex if another writer works, UnwritableIndex if the disk refuses.
        """
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with self._writer():
                self._sweep()
                try:
                    return self._build(write)
                finally:
                    self._sweep()
        except OSError as error:
            raise UnwritableIndex(path=self._root, detail=error) from error

    def open_current(self) -> tuple[Path, Manifest]:
        """Return the current generation, every file of it checked against its SHA-256.

        Raises MissingIndex, StaleIndex (of another format) or DamagedIndex. The files stay there until two more
        generations have been published: open them soon.
        """
        while True:
            line = self._current_line()
            if line is None:
                raise MissingIndex(path=self._root)
            try:
                return self._verified(line)
            except DamagedIndex:
                if line == self._current_line():  # else it was replaced and swept away while we read it
                    raise

    def _build(self, write: Callable[[Path], ManifestFacts]) -> Path:
        """Write the next generation and point CURRENT at it."""
        name = f"{max(self._generations(), default=0) + 1:06d}"
        building = self._root / (_BUILDING + name)
        building.mkdir()
        facts = write(building)
        files = {path.relative_to(building).as_posix(): path for path in regular_files(building)}
        known = self._known()
        for path in files.values():
            sync(path)
        manifest = Manifest(
            **asdict(facts),
            format_version=FORMAT_VERSION,
            files={each: known.get(identity(path)) or sha256_of(path) for each, path in files.items()},
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        encoded = encoded_manifest(manifest)
        _write_synced(building / MANIFEST, encoded)
        for folder in (building, *(path for path in building.rglob("*") if path.is_dir())):
            sync(folder)
        generation = building.rename(self._root / name)
        sync(self._root)
        following = self._root / f"{_BUILDING}{_CURRENT}"
        _write_synced(following, f"{name} {hashlib.sha256(encoded).hexdigest()}\n".encode())
        if (self._root / _CURRENT).is_dir():
            shutil.rmtree(self._root / _CURRENT)
        following.replace(self._root / _CURRENT)
        sync(self._root)
        return generation

    def _known(self) -> dict[tuple[int, int], str]:
        """Return the SHA-256 that the files of the current generation were published with.

        A file that a builder linked from there was checked then, and is again when it is opened.
        """
        try:
            generation, manifest = self._described(self._current_line() or "")
            return {identity(inside(generation, name)): digest for name, digest in manifest.files.items()}
        except (OSError, DamagedIndex, StaleIndex):
            return {}  # nothing can have been linked from what cannot be read

    def described(self) -> Path:
        """Return the folder of the current generation, its manifest checked alone. Raises as `open_current` does."""
        line = self._current_line()
        if line is None:
            raise MissingIndex(path=self._root)
        return self._described(line)[0]

    def current(self) -> str:
        """Return what names the current generation; empty where there is none."""
        return self._current_line() or ""

    def _current_line(self) -> str | None:
        """Return the text of CURRENT; None where there is none, empty where that is a folder."""
        if (self._root / _CURRENT).is_dir():
            return ""
        try:
            return (self._root / _CURRENT).read_bytes().decode("ascii", errors="replace")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DamagedIndex(path=self._root, detail=error) from error

    def _verified(self, line: str) -> tuple[Path, Manifest]:
        """Return the generation that CURRENT names, after checking its manifest and files."""
        generation, manifest = self._described(line)
        kept = {PurePosixPath(name).suffix[1:] for name in manifest.files if _VECTORS in f"/{name}"}
        if others := kept & STORES.keys() - {self.vectors, DEFAULT}:
            detail = f"its vectors are kept by {', '.join(sorted(others))}, which ALINEA_STORE does not name"
            raise StaleIndex(path=generation, detail=detail)
        verify(generation, manifest.files)
        return generation, manifest

    def _described(self, line: str) -> tuple[Path, Manifest]:
        """Return the generation that CURRENT names, after checking its manifest alone."""
        found = _CURRENT_LINE.fullmatch(line)
        if not found:
            raise DamagedIndex(path=self._root, detail=f"{_CURRENT} does not name a generation")
        generation = self._root / found[1]
        try:
            encoded = (generation / MANIFEST).read_bytes()
            if hashlib.sha256(encoded).hexdigest() != found[2]:
                raise DamagedIndex(path=generation, detail=f"{MANIFEST} is not the one that was written")
        except OSError as error:
            raise DamagedIndex(path=generation, detail=error) from error
        return generation, parsed_manifest(encoded, generation)

    def _generations(self) -> list[int]:
        """Return the numbers of all finished generations, current or not."""
        return sorted(int(path.name) for path in self._root.iterdir() if _GENERATION.fullmatch(path.name))

    def _sweep(self) -> None:
        """Remove all but the current generation and the one before it. Only the writer may sweep."""
        found = _CURRENT_LINE.fullmatch(self._current_line() or "")
        if not found and (self._root / _CURRENT).exists():
            return  # CURRENT is damaged: it is unknown which generation was in use
        current = int(found[1]) if found else 0
        kept = {current, *[number for number in self._generations() if number < current][-1:]}
        staying = [path for path in self._root.iterdir() if _GENERATION.fullmatch(path.name) and int(path.name) in kept]
        for path in self._root.iterdir():
            if path.name.startswith(_BUILDING) or (_GENERATION.fullmatch(path.name) and path not in staying):
                if path.is_dir():
                    clear(path, staying)
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    @contextmanager
    def _writer(self) -> Iterator[None]:
        """Hold the writer's lock; the system releases it if this process dies."""
        from filelock import FileLock, Timeout  # a tenth of a start that only reads

        # Without flock there is an error, no marker file in its place: a process that dies would leave that behind.
        lock = FileLock(self._root / "LOCK", timeout=self._patience, fallback_to_soft=False)
        try:
            held = lock.acquire()
        except Timeout:
            raise BusyIndex(path=self._root) from None
        with held:
            yield


def _write_synced(path: Path, content: bytes) -> None:
    """Write a file and wait until the disk has it."""
    path.write_bytes(content)
    sync(path)
