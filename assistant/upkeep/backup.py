"""Backups: the library and the kept files in one file, with the SHA-256 of each; the index is built of them again.

manifest.json          format, when, and of each file its size and SHA-256
library.sqlite         one state of the library, whoever used it meanwhile
sources/<SHA-256>.…    the files that its documents were read from
"""

from __future__ import annotations

import errno
import json
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from lzma import LZMAError
from pathlib import Path

from assistant.errors import BadBackup, FileExists, HomeInUse, UnwritableFile
from assistant.types import AsJson
from corpus.errors import DamagedLibrary, LibraryFailure
from corpus.files import sha256_of, sync
from corpus.library.library import Library
from corpus.library.sources import Sources

FORMAT = 1
_MANIFEST = "manifest.json"
_LIBRARY = "library.sqlite"
_NAME = re.compile(rf"{re.escape(_LIBRARY)}|sources/[0-9a-f]{{64}}\.[a-z0-9]{{1,12}}")
_BLOCK = 1024 * 1024
_LARGEST_MANIFEST = 64 * _BLOCK
_SHOWN = 20

# What reading a file that is no archive, a damaged one, or one packed in a way unknown here, raises.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    EOFError,
    RuntimeError,
    AttributeError,
    LZMAError,
)


@dataclass(frozen=True, slots=True)
class Manifest(AsJson):
    """What a backup holds: `files` maps each name to its size in bytes and its SHA-256."""

    documents: int
    created: str
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    format: int = FORMAT


def back_up(library: Library, sources: Sources, path: Path) -> Manifest:
    """Write a backup, aside and then under its name. Raises FileExists, UnwritableFile, or DamagedLibrary.

    Nothing damaged is taken for a backup. The caller keeps writers out meanwhile; readers may go on.
    """
    if path.exists():
        raise FileExists(path=path)
    library.check()
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.absolute().parent) as folder:
            copy = Path(folder) / _LIBRARY
            library.copy_to(copy)
            files = {_LIBRARY: copy}
            for name in sorted(library.records()):
                record = sources.record(name)
                if record is None or not sources.is_kept(record):
                    damaged = sources.folder / (record.kept if record else name)
                    raise DamagedLibrary(path=damaged, detail="it is missing or not the file that was added")
                files |= {f"sources/{each}": sources.folder / each for each in (name, record.kept)}
            manifest = Manifest(
                documents=len(library.documents()),
                created=datetime.now(UTC).isoformat(timespec="seconds"),
                files={name: (each.stat().st_size, sha256_of(each)) for name, each in files.items()},
            )
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True))
                for name, each in files.items():
                    archive.write(each, name)
        sync(unfinished)
        os.link(unfinished, path)  # unlike a renaming, this never takes the place of a file
        sync(path.absolute().parent)
    except FileExistsError:
        raise FileExists(path=path) from None
    except OSError as error:
        raise UnwritableFile(path=path, detail=error.strerror or error) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


@dataclass(frozen=True, slots=True)
class Restored(AsJson):
    """What `restore` returns: how many documents, and where what was there before was put."""

    documents: int
    aside: str = ""


def restore(path: Path, home: Path, *, replace: bool) -> Restored:
    """Put a backup in place, after all of it was verified beside it. The caller holds the right to write in the home.

    What was there is kept in a folder of its own. Raises BadBackup, HomeInUse unless `replace`, or UnwritableFile.
    """
    with _opened(path):
        pass  # a file that is none is told before what the home holds
    _refuse_documents(home, replace=replace)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restoring-", dir=home) as folder:
            new = Path(folder)
            documents = _verified(path, new)
            (new / "sources").mkdir(exist_ok=True)
            aside = home / f"before-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%f')}"
            old = [home / name for name in ("index", _LIBRARY, f"{_LIBRARY}-wal", f"{_LIBRARY}-shm", "sources")]
            moved = [each for each in old if each.exists()]
            if moved:
                aside.mkdir()
            for each in moved:
                each.rename(aside / each.name)
            for name in ("sources", _LIBRARY):  # the library last: without it, the home counts as one to repair
                (new / name).rename(home / name)
            sync(home)
    except OSError as error:
        raise UnwritableFile(path=home, detail=error.strerror or error) from error
    return Restored(documents, str(aside) if moved else "")


def _refuse_documents(home: Path, *, replace: bool) -> None:
    """Raise HomeInUse where a home has documents, or something that may have been some."""
    library = home / _LIBRARY
    if replace or not library.exists():
        if not replace and any(Sources(home / "sources").records()):
            raise HomeInUse(path=home, documents="?")
        return
    try:
        with Library(library) as opened:
            there = sorted({document for document, _, status, _ in opened.files() if status != "note"})
    except LibraryFailure:
        there = ["?"]
    if there:
        raise HomeInUse(path=home, documents=", ".join(there[:_SHOWN]))


def _verified(path: Path, folder: Path) -> int:
    """Unpack a backup to an empty folder, verify all of it, and return how many documents it has. Raises BadBackup."""
    try:
        with _opened(path) as archive:
            manifest = _manifest(archive)
            for name, (size, sha256) in manifest.files.items():
                place = folder / name
                place.parent.mkdir(exist_ok=True)
                _unpack(archive, name, place, size)
                if place.stat().st_size != size or sha256_of(place) != sha256:
                    raise BadBackup(path=path, detail=f"{name} is not the one that was written")
        with Library(folder / _LIBRARY) as library:
            library.check()
            if len(library.documents()) != manifest.documents:
                raise BadBackup(path=path, detail="it has other documents than it says")
            return manifest.documents
    except LibraryFailure as error:
        raise BadBackup(path=path, detail=error) from error
    except _UNREADABLE as error:
        raise BadBackup(path=path, detail=error) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # it leads to a place before its own beginning
            raise BadBackup(path=path, detail=error) from error
        raise


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise BadBackup(path=path, detail=getattr(error, "strerror", None) or error) from error
    with archive:
        yield archive


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    """Return the manifest. Raises ValueError for one that names anything but what a backup holds."""
    with archive.open(_MANIFEST) as file:
        fields = json.loads(file.read(_LARGEST_MANIFEST))
    manifest = Manifest(**fields)
    if manifest.format != FORMAT:
        raise ValueError(f"format {manifest.format}, this program reads format {FORMAT}")
    if _LIBRARY not in manifest.files or not all(_NAME.fullmatch(name) for name in manifest.files):
        raise ValueError("it names files that are none of a backup")
    return manifest


def _unpack(archive: zipfile.ZipFile, name: str, place: Path, size: int) -> None:
    """Write one file of an archive, never more bytes than it is to have and one."""
    left = size + 1
    with archive.open(name) as source, place.open("xb") as target:
        while left > 0 and (block := source.read(min(_BLOCK, left))):
            target.write(block)
            left -= len(block)
        target.flush()
        os.fsync(target.fileno())
