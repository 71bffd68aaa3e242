"""Where a library is kept, opened: in the folder of a home, or in a database that several processes share.

In a folder, the vectors of the index may be in a Milvus.

In a database the library, the kept files and the index are rows; the home then has copies of what was read, an audit
log, and what else is of this machine.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import NamedTuple

from assistant.settings import Settings
from assistant.upkeep.lost import refuse_lacking, refuse_lost
from assistant.upkeep.writer_lock import WriterLock
from corpus.errors import LibraryFailure
from corpus.library.library import Library
from corpus.library.sources import Sources
from corpus.postgres.address import has_pgvector, is_address, shown
from corpus.postgres.errors import MissingDriver
from corpus.system_users import with_owner
from index.segments.generations import Snapshots
from index.segments.manifest import Generations
from index.stores import DEFAULT, MILVUS, PGVECTOR, milvus_store

_INSTALL = "pip install -r requirements/scale.txt"
_PATIENCE = 60.0  # seconds


class Place(NamedTuple):
    """What is kept in one place, and the right to write there."""

    library: Library
    sources: Sources
    writer: WriterLock
    generations: Generations


def opened(settings: Settings) -> Place:
    """Open the library where the settings say. Raises what `in_folder` or `on_server` does."""
    return on_server(settings) if is_address(settings.store) else in_folder(settings)


def in_folder(settings: Settings) -> Place:
    """Open the library of a home, creating it where nothing speaks of an earlier one.

    Raises LostLibrary, LibraryFailure or MissingBackend.
    """
    vectors = DEFAULT
    if settings.store:
        milvus_store.use(settings.store)
        vectors = MILVUS
    sources = Sources(settings.sources)
    try:
        refuse_lost(settings.library, settings.index, sources)
    except PermissionError as error:  # the home itself may not be looked into
        detail = with_owner(error.strerror or "no permission", settings.library)
        raise LibraryFailure(path=settings.library, detail=detail) from error
    library = Library(settings.library)
    refuse_lacking(library, settings.library, settings.index)
    generations = Snapshots(settings.index, patience=_PATIENCE, vectors=vectors)
    return Place(library, sources, WriterLock(settings.lock), generations)


def on_server(settings: Settings) -> Place:
    """Open the library of a database, making its tables where there are none.

    Raises MissingDriver, ServerAway, UnfitServer, MissingExtension or LibraryFailure.
    """
    if find_spec("psycopg") is None:
        raise MissingDriver(path=shown(settings.store), install=_INSTALL)
    from corpus.postgres.database import PostgresDatabase
    from corpus.postgres.kept_sources import ServerSources
    from corpus.postgres.lock import ServerLock
    from index.segments.stored_generations import StoredGenerations
    from index.stores.postgres_store import know, require_extension

    database = know(PostgresDatabase(settings.store))
    if has_pgvector(settings.store):
        require_extension(database)
    copies = settings.home / "copies" / database.identity  # those of another database are never taken for this one's
    writer = WriterLock(copies, lock=lambda: ServerLock(settings.store, database.place), place=database.place)
    return Place(
        Library(database),
        ServerSources(database, copies / "sources"),
        writer,
        StoredGenerations(database, copies / "index", PGVECTOR if has_pgvector(settings.store) else DEFAULT),
    )
