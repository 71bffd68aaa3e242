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
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.files import sha256_of, sync
from index.errors import BusyIndex, DamagedIndex, MissingIndex, StaleIndex, UnwritableIndex

FORMAT_VERSION = 3

_MANIFEST = "manifest.json"
_CURRENT = "CURRENT"
_CURRENT_LINE = re.compile(r"([0-9]{6,}) ([0-9a-f]{64})\n")
_GENERATION = re.compile(r"[0-9]{6,}")
_BUILDING = "building-"

# Hashing leaves the interpreter free: a gigabyte takes a second on one core.
_HASHING_THREADS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestFacts:
    """What a builder knows of the index it wrote.

    `model_hash` and `corpus_hash` (the library's fingerprint) say what the index fits, `notes` whether the bundled
    notes are in it, `counts` how many passages each language has.
    """

    model: str
    model_hash: str
    dimension: int
    corpus_hash: str
    notes: bool
    passages: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest(ManifestFacts):
    """A generation's own description; `files` maps each name to its SHA-256, `created` is ISO 8601 in UTC."""

    format_version: int
    files: dict[str, str]
    created: str


class Snapshots:
    """The generations under one folder: any number of readers, one writer at a time."""

    def __init__(self, root: Path, *, patience: float = 0.0) -> None:
        """Work in the folder `root`; a writer waits up to `patience` seconds for another one to finish."""
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
        files = {path.relative_to(building).as_posix(): path for path in _regular_files(building)}
        known = self._known()
        for path in files.values():
            sync(path)
        manifest = Manifest(
            **asdict(facts),
            format_version=FORMAT_VERSION,
            files={each: known.get(_identity(path)) or sha256_of(path) for each, path in files.items()},
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        encoded = json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()
        _write_synced(building / _MANIFEST, encoded)
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
            return {_identity(_inside(generation, name)): digest for name, digest in manifest.files.items()}
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
        try:
            paths = [_inside(generation, name) for name in manifest.files]
            with ThreadPoolExecutor(_HASHING_THREADS) as pool:
                for (name, expected), found in zip(manifest.files.items(), pool.map(sha256_of, paths), strict=True):
                    if found != expected:
                        raise DamagedIndex(path=generation, detail=f"{name} is not the one that was written")
        except OSError as error:
            raise DamagedIndex(path=generation, detail=error) from error
        return generation, manifest

    def _described(self, line: str) -> tuple[Path, Manifest]:
        """Return the generation that CURRENT names, after checking its manifest alone."""
        found = _CURRENT_LINE.fullmatch(line)
        if not found:
            raise DamagedIndex(path=self._root, detail=f"{_CURRENT} does not name a generation")
        generation = self._root / found[1]
        try:
            encoded = (generation / _MANIFEST).read_bytes()
            if hashlib.sha256(encoded).hexdigest() != found[2]:
                raise DamagedIndex(path=generation, detail=f"{_MANIFEST} is not the one that was written")
        except OSError as error:
            raise DamagedIndex(path=generation, detail=error) from error
        return generation, _parsed(encoded, generation)

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
        for path in self._root.iterdir():
            if path.name.startswith(_BUILDING) or (_GENERATION.fullmatch(path.name) and int(path.name) not in kept):
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


def _parsed(encoded: bytes, generation: Path) -> Manifest:
    """Return the manifest in `encoded`. Raises StaleIndex for another format, DamagedIndex for anything unexpected."""
    try:
        fields: Any = json.loads(encoded)
        if not isinstance(fields, Mapping):
            raise TypeError("it is not an object")
        if fields.get("format_version") != FORMAT_VERSION:
            detail = f"format {fields.get('format_version')}, this program reads format {FORMAT_VERSION}"
            raise StaleIndex(path=generation, detail=detail)
        manifest = Manifest(**fields)
        if not isinstance(manifest.files, dict):
            raise TypeError("“files” is not an object")
        for name in manifest.files:
            _inside(generation, name)
    except (ValueError, TypeError) as error:
        raise DamagedIndex(path=generation, detail=f"{_MANIFEST}: {error}") from error
    return manifest


def _inside(generation: Path, name: str) -> Path:
    """Return the path of a file that a manifest names. Raises ValueError if it is not plainly below `generation`."""
    path = PurePosixPath(name)
    if (
        path.is_absolute()
        or ".." in path.parts
        or "\\" in name
        or "\0" in name
        or path.as_posix() != name
        or name == "."
    ):
        raise ValueError(f"“{name}” is not a file name below the generation")
    if not (generation / path).resolve().is_relative_to(generation.resolve()):
        raise ValueError(f"“{name}” leads out of the generation")
    return generation / path


def _regular_files(folder: Path) -> list[Path]:
    """Return the files below `folder`, sorted. Raises ValueError for a link or a device: only bytes can be checked."""
    paths = sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    for path in paths:
        if path.is_symlink() or not path.is_file() or path == folder / _MANIFEST:
            raise ValueError(f"{path.relative_to(folder)} cannot be part of an index")
    return paths


def _write_synced(path: Path, content: bytes) -> None:
    """Write a file and wait until the disk has it."""
    path.write_bytes(content)
    sync(path)


def _identity(path: Path) -> tuple[int, int]:
    """Return what identifies a file under any of its names."""
    found = path.stat()
    return found.st_dev, found.st_ino
