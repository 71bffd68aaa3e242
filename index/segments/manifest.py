"""What a generation says of itself, its files as it names them, and what keeps generations."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from corpus.files import sha256_of
from index.errors import DamagedIndex, StaleIndex

FORMAT_VERSION = 4

MANIFEST = "manifest.json"

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


class Generations(Protocol):
    """What keeps the generations of an index; see `Snapshots` for what each gives and raises.

    `vectors` names the store that keeps the vectors of large segments.
    """

    vectors: str

    def publish(self, write: Callable[[Path], ManifestFacts]) -> Path:
        """Let `write` fill an empty folder, then make that the current generation and return its path."""

    def open_current(self) -> tuple[Path, Manifest]:
        """Return the current generation, every file of it checked."""

    def current(self) -> str:
        """Return what names the current generation; empty where there is none."""


def encoded_manifest(manifest: Manifest) -> bytes:
    """Return a manifest as it is written."""
    return json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()


def verify(generation: Path, files: Mapping[str, str]) -> None:
    """Check files of a generation against their SHA-256. Raises DamagedIndex."""
    try:
        paths = [inside(generation, name) for name in files]
        with ThreadPoolExecutor(_HASHING_THREADS) as pool:
            for (name, expected), found in zip(files.items(), pool.map(sha256_of, paths), strict=True):
                if found != expected:
                    raise DamagedIndex(path=generation, detail=f"{name} is not the one that was written")
    except OSError as error:
        raise DamagedIndex(path=generation, detail=error) from error


def parsed_manifest(encoded: bytes, generation: Path) -> Manifest:
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
            inside(generation, name)
    except (ValueError, TypeError) as error:
        raise DamagedIndex(path=generation, detail=f"{MANIFEST}: {error}") from error
    return manifest


def inside(generation: Path, name: str) -> Path:
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


def regular_files(folder: Path) -> list[Path]:
    """Return the files below `folder`, sorted. Raises ValueError for a link or a device: only bytes can be checked."""
    paths = sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    for path in paths:
        if path.is_symlink() or not path.is_file() or path == folder / MANIFEST:
            raise ValueError(f"{path.relative_to(folder)} cannot be part of an index")
    return paths


def identity(path: Path) -> tuple[int, int]:
    """Return what identifies a file under any of its names."""
    found = path.stat()
    return found.st_dev, found.st_ino
