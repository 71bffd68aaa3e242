"""The vector stores: an explicit registry, each imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.errors import MissingBackend

if TYPE_CHECKING:
    from index.stores.contract import VectorIndex, VectorWriter

__all__ = ["DEFAULT", "PGVECTOR", "STORES", "StoreEntry", "filling", "store_of"]

DEFAULT = "faiss"
PGVECTOR = "pgvector"


class StoreEntry(NamedTuple):
    """How to get a store: what imports it, the package it needs, and the command that installs that."""

    load: Callable[[], type[VectorIndex]]
    package: str
    install: str


def _faiss() -> type[VectorIndex]:
    """Return the store of files, embedded in this process."""
    from index.stores.faiss_store import FaissStore

    return FaissStore


def _pgvector() -> type[VectorIndex]:
    """Return the store of tables on the server that keeps the library."""
    from index.stores.postgres_store import PostgresStore

    return PostgresStore


STORES = {
    DEFAULT: StoreEntry(_faiss, "faiss", "pip install faiss-cpu"),
    PGVECTOR: StoreEntry(_pgvector, "psycopg", "pip install -r requirements/scale.txt"),
}


def store_of(place: Path) -> type[VectorIndex]:
    """Return the store that keeps a place: the one its suffix names.

    Raises MissingBackend if the name is unknown or the store's package is not installed.
    """
    name = place.suffix.removeprefix(".")
    if name not in STORES:
        known = " or ".join(f"{each.install}, and choose “{there}”" for there, each in STORES.items())
        raise MissingBackend(backend=name, install=known)
    store = STORES[name]
    if find_spec(store.package) is None:
        raise MissingBackend(backend=name, install=store.install)
    return store.load()


@contextmanager
def filling(place: Path, n: int, d: int) -> Iterator[VectorWriter]:
    """Create a place of `n` rows of dimension `d`, and finish it after the block; if that fails, nothing is left."""
    store = store_of(place)
    with ExitStack() as undo:
        undo.callback(store.delete, place)
        writer = store.create(place, n, d)
        yield writer
        writer.close()
        undo.pop_all()
