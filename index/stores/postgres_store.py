"""Vector search by pgvector on the server that keeps the library: a graph (HNSW) proposes rows, their vectors decide.

The graph is of 16-bit numbers and is searched widely (`hnsw.ef_search`, as far as it goes, and on from there where a
filter leaves too few); the rows that it proposes are fetched as they were stored, and scored here as every store does.
A filter that leaves few rows is answered by comparing all of these. Measured on our own vectors:
docs/decisions/0037-a-library-on-a-server.md.

A place is a file that names a table of the server; the table is made in one transaction, and never changes.
"""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import numpy as np

from corpus.errors import LibraryFailure
from corpus.files import sync
from corpus.postgres.database import PostgresDatabase
from corpus.postgres.errors import MissingExtension
from index.errors import DamagedIndex
from index.stores.compact import CANDIDATES_BESIDES, CANDIDATES_PER_RESULT
from index.stores.contract import (
    Allowed,
    Rows,
    Vectors,
    best_of_each,
    best_places,
    check_batch,
    check_full,
    scores_of_fetched,
)

# Up to so many rows all are compared: no graph is needed.
GRAPH_FROM = 20_000

# Below this share of rows, comparing all that are allowed is quicker than going on through the graph, and exact.
COMPARED_DIRECTLY = 1 / 25

# The first release that goes on through the graph where a filter leaves too few.
OLDEST_EXTENSION = (0, 8)

# What building the graph in memory takes, and the most that the server is asked for.
_BYTES_A_ROW = 1_300
_MOST_MEMORY = 4 * 1024 * 1024  # kB

_COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END = b"\xff\xff"

_databases: dict[str, PostgresDatabase] = {}


def know(database: PostgresDatabase) -> PostgresDatabase:
    """Let the places that are in a database be opened, and make new ones there."""
    _databases.pop(database.identity, None)
    _databases[database.identity] = database
    return database


def require_extension(database: PostgresDatabase) -> None:
    """Raise MissingExtension where the server cannot search vectors as it is wanted here."""
    found = database.rows("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
    version = str(found[0][0]) if found else "none"
    if not found or tuple(map(int, version.split(".")[:2])) < OLDEST_EXTENSION:
        needed = ".".join(map(str, OLDEST_EXTENSION))
        raise MissingExtension(path=database.place, version=version, needed=needed)


class PostgresWriter:
    """Fills a table within one transaction, on a connection of its own. See `VectorWriter`."""

    def __init__(self, place: Path, n: int, d: int) -> None:
        """Begin a table of `n` rows of dimension `d`."""
        self._place, self._shape, self._filled = place, (n, d), 0
        self._database = next(reversed(_databases.values()))
        self._table = f"vectors_{uuid.uuid4().hex[:24]}"
        with self._database.guarded():
            self._connection = self._database.connect()
            self._connection.execute("BEGIN")
            self._connection.execute(
                f"CREATE TABLE {self._table} (row INTEGER PRIMARY KEY, vector vector({max(d, 1)}) NOT NULL)"
            )
            self._connection.execute(f"ALTER TABLE {self._table} ALTER COLUMN vector SET STORAGE PLAIN")

    def add(self, vectors: Vectors) -> None:
        """Add `vectors` (m, d) as the rows that follow. See `VectorWriter`."""
        checked = check_batch(self._shape, self._filled, vectors)
        into = f"COPY {self._table} (row, vector) FROM STDIN (FORMAT binary)".encode()
        with self._database.guarded(), self._connection.raw.cursor().copy(into) as copy:
            copy.write(_COPY_HEAD + _copied(checked, self._filled) + _COPY_END)
        self._filled += len(checked)

    def close(self) -> None:
        """Keep the table, and name it in the place. See `VectorWriter`."""
        check_full(self._shape, self._filled)
        n, d = self._shape
        before = _named(self._place)
        with self._database.guarded():
            if n > GRAPH_FROM:
                memory = min(n * (_BYTES_A_ROW + 2 * d) // 1024 + 65_536, _MOST_MEMORY)
                self._connection.execute(f"SET LOCAL maintenance_work_mem = {memory}")
                self._connection.execute(
                    f"CREATE INDEX ON {self._table} USING hnsw ((vector::halfvec({d})) halfvec_ip_ops)"
                )
            named = json.dumps({"database": self._database.identity, "table": self._table}, sort_keys=True)
            self._connection.execute("INSERT INTO vector_tables (name, place) VALUES (?, ?)", (self._table, named))
            self._connection.execute("COMMIT")
            self._connection.execute(f"ANALYZE {self._table}")
            self._connection.close()
        self._place.write_text(named, encoding="utf-8")
        sync(self._place)
        _drop(before)


class PostgresStore:
    """Searches a table of vectors. See `VectorIndex` for the contract.

    Which rows are proposed is approximate where a large table is searched without a filter that leaves few rows; their
    scores, their order and the filter are exact.
    """

    def __init__(self, database: PostgresDatabase, table: str, n: int, d: int) -> None:
        """Take a finished table."""
        self._database, self._table, self.shape = database, table, (n, d)
        self.exact = n <= GRAPH_FROM

    @classmethod
    def create(cls, place: Path, n: int, d: int) -> PostgresWriter:
        """Begin a table in the database last given to `know`. See `VectorIndex`."""
        return PostgresWriter(place, n, d)

    @classmethod
    def open(cls, place: Path, n: int, d: int) -> Self:
        """Open the table that a place names. Raises DamagedIndex if it is not there, or of another shape."""
        named = _named(place)
        if named is None:
            raise DamagedIndex(path=place, detail="it names no table of this database")
        database, table = named
        of_table = """SELECT a.atttypmod FROM pg_attribute a JOIN vector_tables v ON v.name = ?
                      WHERE a.attrelid = to_regclass(?) AND a.attname = 'vector'"""
        found = database.rows(of_table, table, table)
        if found != [(d,)] or database.rows(f"SELECT coalesce(max(row) + 1, 0) FROM {table}") != [(n,)]:
            raise DamagedIndex(path=place, detail=f"{table} does not hold {n} × {d} numbers")
        return cls(database, table, n, d)

    @classmethod
    def delete(cls, place: Path) -> None:
        """Remove a table, and what names it."""
        _drop(_named(place))
        place.unlink(missing_ok=True)

    def close(self) -> None:
        """Do nothing: the connections are the database's."""

    def search(self, queries: Vectors, k: int, allowed: Allowed | None = None) -> tuple[Vectors, Rows]:
        """Return the `k` best rows of each query: scores (q, k) descending, and rows (q, k). See `VectorIndex`."""

        def best(query: Vectors, k: int, possible: int) -> tuple[Vectors, Rows]:
            found, candidates = self._candidates(query, k, allowed, possible)
            places = best_places(found, candidates, k)
            return found[places], candidates[places]

        return best_of_each(self.shape, queries, k, allowed, best)

    def scores(self, queries: Vectors, rows: Rows) -> Vectors:
        """Return the score of each query with each of `rows` (r,): (q, r). See `VectorIndex`."""
        return scores_of_fetched(self.shape, queries, rows, lambda each: self._fetched(_OF_ROWS, each.tolist())[1])

    def _candidates(self, query: Vectors, k: int, allowed: Allowed | None, possible: int) -> tuple[Vectors, Rows]:
        """Return the scores and the rows of at least the `k` best of the `possible` allowed rows."""
        n = self.shape[0]
        wanted = min(CANDIDATES_PER_RESULT * k + CANDIDATES_BESIDES, possible)
        if not self.exact and possible > n * COMPARED_DIRECTLY:
            rows, vectors = self._fetched(_BY_GRAPH, _written(query), wanted * n // possible)
            if allowed is not None:
                kept = allowed[rows]
                rows, vectors = rows[kept], vectors[kept]
            if len(rows) >= min(k, wanted):
                return np.asarray(np.vecdot(vectors, query), np.float32), rows
        if allowed is None:
            rows, vectors = self._fetched(_OF_ALL + _COMPARED, _written(query), wanted)
        else:
            rows, vectors = self._fetched(
                _OF_ROWS + _COMPARED, np.flatnonzero(allowed).tolist(), _written(query), wanted
            )
        return np.asarray(np.vecdot(vectors, query), np.float32), rows

    def _fetched(self, sql: str, *values: object) -> tuple[Rows, Vectors]:
        """Return the rows (r,) that a query gives, and their vectors (r, d)."""
        _, d = self.shape
        with self._database.guarded(), self._database.connection() as connection:
            found = connection.binary(sql.format(table=self._table, d=d), values)
        rows = np.fromiter((row for row, _ in found), np.int64, len(found))
        packed = np.frombuffer(b"".join(vector for _, vector in found), _row_of(d, sent=True))
        return rows, packed["numbers"].astype(np.float32)


_UNUSED = """SELECT name FROM vector_tables
             WHERE encode(sha256(convert_to(place, 'UTF8')), 'hex') NOT IN (SELECT name FROM index_files)"""
_OF_ALL = "SELECT row, vector_send(vector) FROM {table}"
_OF_ROWS = _OF_ALL + " WHERE row = ANY(?)"
_COMPARED = " ORDER BY vector <#> ?::vector, row LIMIT ?"
_BY_GRAPH = _OF_ALL + " ORDER BY (vector::halfvec({d})) <#> ?::halfvec({d}) LIMIT ?"


def _row_of(d: int, *, sent: bool = False) -> np.dtype[Any]:
    """Return how the server writes a vector: `sent` by itself, else with its row number as COPY reads both."""
    vector = [("dimension", ">i2"), ("unused", ">i2"), ("numbers", ">f4", (d,))]
    return np.dtype(
        vector if sent else [("columns", ">i2"), ("of_row", ">i4"), ("row", ">i4"), ("bytes", ">i4"), *vector]
    )


def _copied(vectors: Vectors, first: int) -> bytes:
    """Return vectors (m, d) as COPY reads them, as rows from `first`."""
    m, d = vectors.shape
    packed = np.zeros(m, _row_of(d))
    packed["columns"], packed["of_row"], packed["row"] = 2, 4, np.arange(first, first + m)
    packed["bytes"], packed["dimension"], packed["numbers"] = 4 + 4 * d, d, vectors
    return packed.tobytes()


def _written(query: Vectors) -> str:
    """Return a vector as the server reads it."""
    return f"[{','.join(map(repr, query.tolist()))}]"


def _named(place: Path) -> tuple[PostgresDatabase, str] | None:
    """Return the database and the table that a place names; None where it names none, or one that is not open."""
    try:
        named = json.loads(place.read_text(encoding="utf-8"))
        table = str(named["table"])
        return (_databases[named["database"]], table) if table.replace("_", "").isalnum() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def drop_unused(database: PostgresDatabase) -> None:
    """Drop the tables that no generation has any more, unless they are being read: then with the next one."""
    with suppress(LibraryFailure):
        for (table,) in database.rows(_UNUSED):
            _drop((database, table))


def _drop(named: tuple[PostgresDatabase, str] | None) -> None:
    """Drop a table, if it is there."""
    if named is not None:
        database, table = named
        with database.writing() as connection:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
            connection.execute("DELETE FROM vector_tables WHERE name = ?", (table,))
