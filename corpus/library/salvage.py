"""What can still be read of a damaged library, and a new file made of what is known to be right.

It is read from a copy, so that nothing is lost by trying; SQLite is asked for one version at a time, so that a page
that cannot be read costs what is on it.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from corpus.library.copying import new_file
from corpus.library.link_rows import refresh
from corpus.library.migration import add_columns
from corpus.library.rows import RENDITION_COLUMNS, VERSION_COLUMNS, Key, rendition_digest, version_digest
from corpus.library.version_rows import content_of, derive, faults, insert_columns, insert_row, rendition_rows

_NAMES = VERSION_COLUMNS.split(", ")
_READ = (sqlite3.Error, ValueError, TypeError)


@dataclass(frozen=True, slots=True)
class Found:
    """A version as it is read: its columns, its source, its rows with their digests; whether it is what was stored.

    `known` tells whether its own row is intact: else what it says it is may be wrong.
    """

    number: int
    columns: dict[str, object]
    source: object
    rows: Sequence[Sequence[object]]
    sound: bool
    known: bool

    @property
    def key(self) -> Key:
        """What it says it is."""
        return Key(*(str(self.columns[name]) for name in _NAMES[:3]))


@dataclass(slots=True)
class Salvage:
    """What is left of a library; `lost` tells that there may have been versions that are not among them.

    `is_earlier`: it is of before texts were vouched for.
    """

    versions: list[Found] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    lost: bool = False
    is_earlier: bool = False


def salvaged(path: Path, aside: Path) -> Salvage:
    """Read what is left of a library, from a copy that is made at `aside` and stays there; nothing of none."""
    found = Salvage()
    if not path.exists() or not path.stat().st_size:
        found.lost = True
        return found
    with _unchanged(path):
        for suffix in ("", "-wal"):
            beside = path.with_name(path.name + suffix)
            if beside.exists():
                shutil.copyfile(beside, aside.with_name(aside.name + suffix))
    with closing(sqlite3.connect(aside, isolation_level=None)) as connection:
        connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
        with suppress(*_READ):
            found.is_earlier = "vouched" in add_columns(connection)
        with suppress(*_READ):
            connection.execute("REINDEX")  # rows may be there that a damaged index does not lead to
        try:
            found.removed = {str(name) for (name,) in connection.execute("SELECT document FROM removed")}
            numbers = [number for (number,) in connection.execute("SELECT id FROM versions NOT INDEXED")]
        except _READ:
            found.lost = True
            numbers = list(_numbers(connection))
        for number in numbers:
            try:
                found.versions.append(_version(connection, number))
            except _READ:
                found.lost = True
    return found


@contextmanager
def _unchanged(path: Path) -> Iterator[None]:
    """Keep other processes from moving the journal into the file for the block, as far as the file can be read."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with suppress(sqlite3.Error):
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield


def _numbers(connection: sqlite3.Connection) -> Iterator[int]:
    """Yield the numbers of versions as far as they can be read one by one."""
    try:
        for (number,) in connection.execute("SELECT DISTINCT version FROM renditions NOT INDEXED"):
            yield number
    except _READ:
        return


def _version(connection: sqlite3.Connection, number: int) -> Found:
    of_version = f"SELECT {VERSION_COLUMNS}, source, digest FROM versions WHERE id = ?"
    *row, source, its_digest = next(connection.execute(of_version, (number,)))
    columns = dict(zip(_NAMES, row, strict=True))
    rows = rendition_rows(connection, number)
    told = list(faults(connection, number))
    agrees = content_of(columns, source, rows) == columns["content_hash"]  # then at most a digest is damaged
    known = version_digest(row) == its_digest
    # A key that is damaged is not in the content hash: a version under a wrong name is not right.
    right_key = known or all(rendition_digest(Key(*map(str, row[:3])), *each[:-1]) == each[-1] for each in rows)
    return Found(number, columns, source, rows, sound=(agrees and right_key) or not told, known=known)


@contextmanager
def rebuilt(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a new library at a path, to be filled; after the block, what is derived is derived."""
    with new_file(path) as connection:
        yield connection
        for (document,) in connection.execute("SELECT id FROM documents").fetchall():
            derive(connection, document)
        refresh(connection)


def put(connection: sqlite3.Connection, found: Found) -> None:
    """Insert a version that is what was stored."""
    know(connection, found.key.document)
    columns = {name: found.columns[name] for name in _NAMES if name not in ("places", "source_digest")}
    insert_columns(connection, columns, found.source, [row[:-1] for row in found.rows])


def put_damaged(connection: sqlite3.Connection, found: Found) -> bool:
    """Insert a version as it is, with the digests that show its damage; tell whether that could be done."""
    connection.execute("SAVEPOINT damaged")
    try:
        know(connection, found.key.document)
        columns = {name: _text(value) for name, value in found.columns.items()}
        columns |= {"source": _text(found.source), "digest": b""}
        number = insert_row(connection, columns)
        connection.executemany(
            f"INSERT INTO renditions (version, ordinal, {RENDITION_COLUMNS}, digest) VALUES ({', '.join('?' * 13)})",
            ([number, *map(_text, row)] for row in found.rows),
        )
    except _READ:
        connection.execute("ROLLBACK TO damaged")
        return False
    finally:
        connection.execute("RELEASE damaged")
    return True


def know(connection: sqlite3.Connection, document: str) -> None:
    """Insert a document of which versions follow; its facts are derived of them."""
    connection.execute("INSERT INTO documents (id, facts) VALUES (?, '{}') ON CONFLICT DO NOTHING", (document,))


def put_in_place(new: Path, path: Path) -> None:
    """Put a new library in the place of another one, in one transaction where that can still be written.

    Other processes that read see the one before or the new one. Where the file is no database any more, it is replaced.
    """
    try:
        with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(path, timeout=60)) as target:
            source.backup(target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if target.execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
                return
    except sqlite3.Error:
        pass
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    new.replace(path)


def _text(value: object) -> object:
    """Return a value with bytes that are no text replaced, so that it can be stored."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if isinstance(value, str) else value
