"""The tables made, or brought up to date, by numbered files of SQL, each run once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus.errors import LibraryFailure, ReadOnlyLibrary
from corpus.postgres.connection import OLDEST_SERVER, SCHEMA, ServerConnection
from corpus.postgres.errors import UnfitServer

_FOLDER = Path(__file__).with_name("migrations")
_MIGRATORS = 0x416C6971  # the lock that whoever migrates holds
_THERE = "SELECT to_regclass('alinea.migrations') IS NOT NULL"


@cache
def migrations() -> dict[int, Path]:
    """Return the files by their numbers, ascending: 0001-library.sql is number 1."""
    return {int(path.name.partition("-")[0]): path for path in sorted(_FOLDER.glob("*.sql"))}


def prepare(connection: ServerConnection, place: str) -> str:
    """Bring the tables up to date, all or nothing, and return what identifies the database.

    Raises UnfitServer, LibraryFailure for tables of a newer program, ReadOnlyLibrary where they cannot be made.
    """
    if (version := connection.raw.info.server_version) < OLDEST_SERVER * 10_000:
        raise UnfitServer(path=place, version=f"{version // 10_000}", needed=OLDEST_SERVER)
    newest = max(migrations())
    done = _done(connection)
    if done > newest:
        detail = f"a newer version of the program wrote it: tables {done}, known {newest}"
        raise LibraryFailure(path=place, detail=detail)
    if done < newest:
        ((read_only,),) = connection.execute("SELECT pg_is_in_recovery()").fetchall()
        if read_only:
            raise ReadOnlyLibrary(path=place)
        _migrate(connection)
    ((identity,),) = connection.execute("SELECT identity FROM state").fetchall()
    return str(identity)


def _done(connection: ServerConnection) -> int:
    """Return the number of the last migration that was run, 0 for none."""
    ((there,),) = connection.execute(_THERE).fetchall()
    if not there:
        return 0
    ((number,),) = connection.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchall()
    return int(number)


def _migrate(connection: ServerConnection) -> None:
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT pg_advisory_xact_lock(?)", (_MIGRATORS,))
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        done = _done(connection)  # another process may have been quicker
        for number, path in migrations().items():
            if number > done:
                connection.raw.execute(path.read_bytes())
                connection.execute("INSERT INTO migrations (number, name) VALUES (?, ?)", (number, path.stem))
        connection.execute("COMMIT")
    finally:
        connection.end()
