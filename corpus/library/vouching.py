"""What makes a text official, written to the library's file: a version under another status, all else as it was."""

from __future__ import annotations

from collections.abc import Callable

from corpus.library import link_rows
from corpus.library.contract import Connection
from corpus.library.rows import IS_TEXT, VERSION_COLUMNS, vouched_json
from corpus.library.sources import Record
from corpus.library.version_rows import derive, insert_columns, is_sound, rendition_rows
from corpus.types import Status, Vouched


def text_of(connection: Connection, document: str, language: str) -> tuple[int, str, str] | None:
    """Return the number, status and content hash of a document's own text in a language; None without one."""
    one = f"""SELECT id, status, content_hash FROM versions WHERE document = ? AND language = ?
              AND {IS_TEXT.format("")} ORDER BY status <> 'official'"""
    found: tuple[int, str, str] | None = connection.execute(one, (document, language)).fetchone()
    return found


def write(connection: Connection, number: int, vouched: Vouched | None, record: str) -> None:
    """Make a sound text official, or one that was only added where nothing vouches for it."""
    of_version = f"SELECT {VERSION_COLUMNS}, source FROM versions WHERE id = ?"
    *row, source = connection.execute(of_version, (number,)).fetchone()
    columns = dict(zip(VERSION_COLUMNS.split(", "), row, strict=True))
    columns |= {
        "status": str(Status.OFFICIAL if vouched else Status.ADDED),
        "vouched": vouched_json(vouched),
        "record": record,
    }
    rows = [each[:-1] for each in rendition_rows(connection, number)]
    connection.execute("DELETE FROM versions WHERE id = ?", (number,))
    added = insert_columns(connection, columns, source, rows)
    derive(connection, str(columns["document"]))
    link_rows.derive(connection, [added])


def settle(connection: Connection, record_of: Callable[[str], Record | None]) -> int:
    """Decide what is official in a library of before the word meant anything; return how many texts are not.

    A text stays official where its kept file is a download from its issuing body (`Record.read`); any other becomes
    one that was added, until it is confirmed. What is damaged is left as it is, for repair.
    """
    before = "SELECT id, record FROM versions WHERE status = 'official' AND vouched = ''"
    lowered = 0
    for number, name in connection.execute(before).fetchall():
        if is_sound(connection, number):
            record = record_of(name) if name else None
            vouched = record.vouched_for if record else None
            write(connection, number, vouched, name)
            lowered += vouched is None
    return lowered
