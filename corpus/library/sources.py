"""The files that documents were read from, kept in the home, so that damaged texts can be read again.

    sources/
      <SHA-256>.pdf        a file as it was added
      <SHA-256>.json       what it was added as; the name is the digest of the record itself

Both are named by their content, so that damage to them shows, and one file added twice is kept once. They are on disk
before the library says so; what no version needs any more is swept up by the writer after that.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath

from corpus.errors import LibraryFailure, UnreadableFile
from corpus.files import sha256_of, sync
from corpus.library.rows import Key, vouched_from, vouched_json
from corpus.notices import Notice
from corpus.phrases import Phrase
from corpus.types import Language, Status, Version, Vouched, VouchedBy

_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,12}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,12}")
RECORD = ".json"
_UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Record:
    """What a file was added as: which version, the facts on its document (JSON), and which file, of which name.

    `vouched` is what makes the text official, as the library keeps it (`rows.vouched_json`); `apart` the notice that it
    is kept apart from a known document, which its file alone does not tell.
    """

    document: str
    language: str
    status: str
    facts: str
    sha256: str
    suffix: str
    file: str
    path: str
    vouched: str = ""
    apart: str = ""

    @classmethod
    def read(cls, content: bytes, moment: str) -> Record:
        """Return a record from its file, which was written at a `moment` (ISO 8601).

        Of one that says official and not by what, that is settled here: a download of ours was fetched from the
        address that its sidecar gave; any other file was only added.
        """
        record = cls(**json.loads(content))
        if record.status != Status.OFFICIAL or record.vouched:
            return record
        vouched = None
        path = PurePath(record.path)
        if path.parent.name == "downloads" and path.name == f"{record.document}.{record.language}{record.suffix}":
            address = json.loads(record.facts)["urls"].get(record.language, "")
            vouched = Vouched(VouchedBy.FETCHED, moment, address=address)
        return record.as_vouched(vouched)

    @property
    def vouched_for(self) -> Vouched | None:
        """What makes the text official."""
        return vouched_from(self.vouched)

    def as_vouched(self, vouched: Vouched | None) -> Record:
        """Return the record of the same file as an official text, or as one that was only added."""
        status = Status.OFFICIAL if vouched else Status.ADDED
        return replace(self, status=str(status), vouched=vouched_json(vouched))

    @property
    def key(self) -> Key:
        """The version that was read from the file."""
        return Key(self.document, self.language, self.status)

    @property
    def kept(self) -> str:
        """The name of the kept file; one that ends as records do has another ending."""
        return f"{self.sha256}{self.suffix if self.suffix != RECORD else '.file'}"


class Sources:
    """The kept files under one folder. Writing is for whoever holds the right to write in the home."""

    def __init__(self, folder: Path) -> None:
        """Work in a folder, which need not be there yet."""
        self.folder = folder

    def keep(self, path: Path, version: Version, facts: str) -> str:
        """Keep the file that a version was read from, and what it was added as; return the name of the record.

        Raises UnreadableFile where the file is no longer the one that was read, LibraryFailure where it cannot be kept.
        """
        suffix = path.suffix.lower() if _SUFFIX.fullmatch(path.suffix.lower()) else ".file"
        record = Record(
            *(version.document, str(version.language), str(version.status), facts, version.sha256, suffix),
            file=version.file,
            path=str(path.absolute()).encode("utf-8", "replace").decode(),
            vouched=vouched_json(version.vouched),
            apart=next((each for each in version.warnings if Notice.decode(each).is_apart), ""),
        )
        try:
            self._copy(path, record)
            return self._write(record)
        except OSError as error:
            raise LibraryFailure(path=self.folder, detail=error.strerror or error) from error

    def record(self, name: str) -> Record | None:
        """Return a record; None where it is missing or not the one that was written."""
        try:
            content = (self.folder / name).read_bytes()
            written = datetime.fromtimestamp((self.folder / name).stat().st_mtime, UTC)
        except (OSError, ValueError):
            return None
        if not _NAME.fullmatch(name) or hashlib.sha256(content).hexdigest() != name.removesuffix(RECORD):
            return None
        record = Record.read(content, written.isoformat(timespec="seconds"))
        there = (Language, record.language), (Status, record.status)
        return record if all(value in set(kind) for kind, value in there) else None

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yield the records that are whole, oldest first, with their names."""
        for path in sorted(self._files(RECORD), key=lambda path: path.stat().st_mtime_ns):
            if record := self.record(path.name):
                yield path.name, record

    def file(self, record: Record) -> Path | None:
        """Return the file of a record if it is the one that was added: the kept one, else where it came from."""
        for path in (self.folder / record.kept, Path(record.path)):
            if is_file_of(path, record.sha256):
                return path
        return None

    def adopt(self, other: Sources, name: str) -> bool:
        """Keep a record that others keep, as it is, and its file; tell whether both are whole there.

        Raises LibraryFailure where they cannot be kept.
        """
        record = other.record(name)
        path = other.file(record) if record else None
        if record is None or path is None:
            return False
        try:
            self._copy(path, record)
            self._place(name, (other.folder / name).read_bytes())
        except OSError as error:
            raise LibraryFailure(path=self.folder, detail=error.strerror or error) from error
        return True

    def is_kept(self, record: Record) -> bool:
        """Tell whether the kept file of a record is whole."""
        return is_file_of(self.folder / record.kept, record.sha256)

    def restore(self, record: Record) -> str:
        """Keep the file of a record again, from where it came, and the record; its name, none where that cannot be."""
        path = self.file(record)
        if path is None:
            return ""
        self._copy(path, record)
        return self._write(record)

    def keep_as(self, name: str, vouched: Vouched | None) -> str:
        """Note that a text is official, or only added; return the name of its new record, none where it had none.

        Raises LibraryFailure where that cannot be written.
        """
        record = self.record(name) if name else None
        try:
            return self._write(record.as_vouched(vouched)) if record else ""
        except OSError as error:
            raise LibraryFailure(path=self.folder, detail=error.strerror or error) from error

    def remade(self, key: Key, facts: str, sha256: str, file: str) -> Record | None:
        """Return a record anew for a kept file that is there; None where it is not."""
        for path in self._files():
            if path.name.startswith(sha256) and path.suffix not in (RECORD, _UNFINISHED):
                return Record(*key, facts=facts, sha256=sha256, suffix=path.suffix, file=file, path="")
        return None

    def sweep(self, needed: Collection[str]) -> None:
        """Remove the records that no version needs, and the files that no record needs, and what was left unfinished.

        A file stays where a record that names it cannot be read: it may be the one to mend it with.
        """
        records = {name: self.record(name) for name in needed}
        if not all(records.values()):
            return
        kept = {record.kept for record in records.values() if record} | set(needed)
        for path in self._files():
            if path.name not in kept:
                path.unlink(missing_ok=True)

    def _files(self, suffix: str = "") -> list[Path]:
        if not self.folder.is_dir():
            return []
        return [
            path
            for path in sorted(self.folder.iterdir())
            if path.name.endswith(suffix) and (_NAME.fullmatch(path.name) or path.suffix == _UNFINISHED)
        ]

    def _copy(self, path: Path, record: Record) -> None:
        place = self.folder / record.kept
        if is_file_of(place, record.sha256):
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_name(place.name + _UNFINISHED)
        try:
            shutil.copyfile(path, unfinished)
            if not is_file_of(unfinished, record.sha256):
                raise UnreadableFile(
                    path=path, detail=Phrase("error.because.changed_meanwhile", "it was changed while it was read")
                )
            sync(unfinished)
            unfinished.replace(place)
        finally:
            unfinished.unlink(missing_ok=True)
        sync(self.folder)

    def _write(self, record: Record) -> str:
        content = json.dumps(asdict(record), sort_keys=True).encode()
        name = f"{hashlib.sha256(content).hexdigest()}{RECORD}"
        self._place(name, content)
        return name

    def _place(self, name: str, content: bytes) -> None:
        """Write a record, unless it is there."""
        place = self.folder / name
        if self.record(name) is None:
            unfinished = place.with_name(place.name + _UNFINISHED)
            unfinished.write_bytes(content)
            sync(unfinished)
            unfinished.replace(place)
            sync(self.folder)


def is_file_of(path: Path, sha256: str) -> bool:
    """Tell whether a file is there and has this content."""
    try:
        return sha256_of(path) == sha256
    except (OSError, ValueError):
        return False
