"""Versions written to the library's file, each row with its digest, and what is derived of them.

Nothing is derived from a version that is not what was stored: damage is not to get a right digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from corpus.errors import DamagedText
from corpus.library.contract import Connection
from corpus.library.digests import digest, places_digest
from corpus.library.merging import merged_facts, reading_order
from corpus.library.rows import (
    BEST_FIRST,
    PLACE_COLUMNS,
    RENDITION_COLUMNS,
    VERSION_COLUMNS,
    Key,
    damaged,
    document_digest,
    hash_of,
    rendition_digest,
    rendition_row,
    to_json,
    version_digest,
    vouched_json,
    whole,
)
from corpus.types import Version

IN_ORDER = f"{BEST_FIRST.format('v.')}, v.language, ordinal"

_INTO = f"INSERT INTO renditions (version, ordinal, {RENDITION_COLUMNS}, digest) VALUES ({', '.join('?' * 13)})"
_PLACES = (0, 1, 6, 2)  # where `PLACE_COLUMNS` stand among the ordinal and `RENDITION_COLUMNS`


def insert_version(
    connection: Connection, version: Version, facts: str, new_hash: str, record: str, added_at: str = ""
) -> int:
    """Insert a version and its renditions, each with its digest; return its number."""
    columns: dict[str, object] = {
        "document": version.document,
        "language": version.language,
        "status": version.status,
        "facts": facts,
        "file": version.file,
        "sha256": version.sha256,
        "pages": version.pages,
        "links": to_json(version.links),
        "warnings": to_json(version.warnings),
        "content_hash": new_hash,
        "added_at": added_at or datetime.now(UTC).isoformat(timespec="seconds"),
        "record": record,
        "vouched": vouched_json(version.vouched),
    }
    rows = [(ordinal, *rendition_row(each)) for ordinal, each in enumerate(version.renditions)]
    return insert_columns(connection, columns, version.source, rows)


def insert_columns(
    connection: Connection, columns: dict[str, object], source: object, rows: Sequence[Sequence[object]]
) -> int:
    """Insert the columns of a version, its source and its rows (ordinal, `RENDITION_COLUMNS`) with new digests."""
    key = Key(str(columns["document"]), str(columns["language"]), str(columns["status"]))
    digested = columns | {"places": places_digest(_places(rows)), "source_digest": digest(*key, source)}
    its_digest = version_digest([digested[name] for name in VERSION_COLUMNS.split(", ")])
    stored = digested | {"source": source, "digest": its_digest}
    number = insert_row(connection, stored)
    connection.executemany(_INTO, ((number, *row, rendition_digest(key, *row)) for row in rows))
    return number


def insert_row(connection: Connection, columns: dict[str, object]) -> int:
    """Insert the row of a version as it is; return its number."""
    into = f"INSERT INTO versions ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) RETURNING id"
    (number,) = connection.execute(into, tuple(columns.values())).fetchone()
    return int(number)


def _places(renditions: Sequence[Sequence[object]]) -> Iterator[tuple[object, ...]]:
    return (tuple(row[number] for number in _PLACES) for row in renditions)


def note_file(connection: Connection, number: int, file: str, record: str) -> None:
    """Note under which name a version's file was given last, and the record of its kept copy."""
    if record:
        connection.execute("UPDATE versions SET file = ?, record = ? WHERE id = ?", (file, record, number))
    else:
        connection.execute("UPDATE versions SET file = ? WHERE id = ?", (file, number))
    row = connection.execute(f"SELECT {VERSION_COLUMNS} FROM versions WHERE id = ?", (number,)).fetchone()
    connection.execute("UPDATE versions SET digest = ? WHERE id = ?", (version_digest(row), number))


def faults(connection: Connection, number: int) -> Iterator[DamagedText]:
    """Yield what of a version is not what was stored: the whole, or each place where it shows.

    A version whose content hash agrees and whose digests do not is at fault too: nothing shows it.
    """
    *row, source, its_digest = connection.execute(
        f"SELECT {VERSION_COLUMNS}, source, digest FROM versions WHERE id = ?", (number,)
    ).fetchone()
    version = dict(zip(VERSION_COLUMNS.split(", "), row, strict=True))
    key = Key(*row[:3])
    told = False
    rows = rendition_rows(connection, number)
    for *columns, digest_of_row in rows:
        if rendition_digest(key, *columns) != digest_of_row:
            told = True
            yield damaged(key, columns[1])
    intact = version_digest(row) == its_digest and digest(*key, source) == version["source_digest"]
    if not intact:
        yield damaged(key)
    elif not told:
        agrees = content_of(version, source, rows) == version["content_hash"]
        if not agrees or not _has_places(key, version["places"], rows):
            yield damaged(key)


def rendition_rows(connection: Connection, number: int) -> list[tuple[object, ...]]:
    """Return a version's rows: ordinal, `RENDITION_COLUMNS`, digest."""
    rows = f"SELECT ordinal, {RENDITION_COLUMNS}, digest FROM renditions WHERE version = ? ORDER BY ordinal"
    found: list[tuple[object, ...]] = connection.execute(rows, (number,)).fetchall()
    return found


def content_of(version: dict[str, object], source: object, rows: list[tuple[object, ...]]) -> str:
    """Return the content hash of a version's columns and of its rows; empty where they cannot be read."""
    try:
        lists = [json.loads(str(version[name])) for name in ("links", "warnings")]
    except ValueError:
        return ""
    return hash_of(version["facts"], [version["sha256"], version["pages"], source, *lists], [row[1:-1] for row in rows])


def _has_places(key: Key, places: object, rows: list[tuple[object, ...]]) -> bool:
    try:
        whole(key, bytes(places) if isinstance(places, bytes) else b"", _places([row[:-1] for row in rows]))
    except DamagedText:
        return False
    return True


def is_sound(connection: Connection, number: int) -> bool:
    """Tell whether a version is what was stored."""
    return next(faults(connection, number), None) is None


def derive(connection: Connection, document_id: str) -> None:
    """Recompute a document's facts and paragraphs from all its versions that are what was stored."""
    newest_first = f"SELECT id, facts FROM versions WHERE document = ? ORDER BY {BEST_FIRST.format('')}, id DESC"
    sound = {
        number: facts
        for number, facts in connection.execute(newest_first, (document_id,)).fetchall()
        if is_sound(connection, number)
    }
    facts = to_json(merged_facts(json.loads(text) for text in sound.values()))

    nodes: dict[str, tuple[str, str | None]] = {}
    versions: dict[int, list[str]] = {}
    for version, locator, role, parent in connection.execute(
        f"""SELECT v.id, locator, role, parent FROM renditions JOIN versions v ON v.id = version
            WHERE v.document = ? ORDER BY {IN_ORDER}""",
        (document_id,),
    ):
        if version in sound:
            nodes.setdefault(locator, (role, parent))
            versions.setdefault(version, []).append(locator)
    order = reading_order(versions.values())
    rows = [(number, locator, nodes[locator][1], nodes[locator][0]) for number, locator in enumerate(order)]
    connection.execute("DELETE FROM paragraphs WHERE document = ?", (document_id,))
    connection.executemany(
        f"INSERT INTO paragraphs (document, {PLACE_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
        ((document_id, *row) for row in rows),
    )
    places = places_digest(rows)
    connection.execute(
        "UPDATE documents SET facts = ?, places = ?, digest = ? WHERE id = ?",
        (facts, places, document_digest(document_id, facts, places), document_id),
    )


def document_is_sound(connection: Connection, document_id: str) -> bool:
    """Tell whether a document's facts and paragraphs are what was derived."""
    row = connection.execute("SELECT facts, places, digest FROM documents WHERE id = ?", (document_id,)).fetchone()
    if row is None or document_digest(document_id, *row[:2]) != row[2]:
        return False
    rows = f"SELECT {PLACE_COLUMNS} FROM paragraphs WHERE document = ? ORDER BY ordinal"
    return places_digest(connection.execute(rows, (document_id,))) == bytes(row[1])


def fill_digests(connection: Connection) -> None:
    """Give the versions of an older library their digests, where they are what was stored.

    A version that does not agree with its content hash gets none, so that it counts as damaged.
    """
    of_version = f"SELECT {VERSION_COLUMNS}, source FROM versions WHERE id = ?"
    for (number,) in connection.execute("SELECT id FROM versions").fetchall():
        *row, source = connection.execute(of_version, (number,)).fetchone()
        version = dict(zip(VERSION_COLUMNS.split(", "), row, strict=True))
        key, rows = Key(*row[:3]), rendition_rows(connection, number)
        if content_of(version, source, rows) != version["content_hash"]:
            continue
        connection.executemany(
            "UPDATE renditions SET digest = ? WHERE version = ? AND ordinal = ?",
            ((rendition_digest(key, *each[:-1]), number, each[0]) for each in rows),
        )
        version["places"] = places_digest(_places([each[:-1] for each in rows]))
        version["source_digest"] = digest(*key, source)
        connection.execute(
            "UPDATE versions SET places = ?, source_digest = ?, digest = ? WHERE id = ?",
            (version["places"], version["source_digest"], version_digest(tuple(version.values())), number),
        )
    for (document,) in connection.execute("SELECT id FROM documents").fetchall():
        derive(connection, document)
