"""Files kept as rows: each in parts, so that none is ever held whole, and each whole or not there at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from corpus.files import sync
from corpus.postgres.connection import ServerConnection

Table = Literal["kept_files", "index_files"]

_PART = 4 * 1024 * 1024


def store(connection: ServerConnection, table: Table, name: str, path: Path) -> None:
    """Store a file under a name, within the transaction under way; one that is there stays. Raises OSError."""
    ((there,),) = connection.execute(f"SELECT count(*) FROM {table} WHERE name = ?", (name,)).fetchall()
    if there:
        return
    into = f"INSERT INTO {table} (name, part, content) VALUES (?, ?, ?)"
    with path.open("rb") as file:
        number = 0
        while (part := file.read(_PART)) or not number:
            connection.execute(into, (name, number, part))
            number += 1


def fetch(connection: ServerConnection, table: Table, name: str, path: Path) -> bool:
    """Write a file to a path, at one stroke, and tell whether it is there. Raises OSError."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.{id(connection)}.part")
    of_part, number = f"SELECT content FROM {table} WHERE name = ? AND part = ?", 0
    try:
        with unfinished.open("wb") as file:
            while part := connection.binary(of_part, (name, number)):
                file.write(part[0][0])
                number += 1
        if number:
            sync(unfinished)
            unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return number > 0


def forget(connection: ServerConnection, table: Table, kept: Iterable[str]) -> None:
    """Delete all files but those `kept`, within the transaction under way."""
    connection.execute(f"DELETE FROM {table} WHERE name <> ALL(?::text[])", (list(kept),))
