"""The vector stores: an explicit registry, each imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.errors import MissingBackend

if TYPE_CHECKING:
    from index.stores.contract import VectorIndex, VectorWriter

__all__ = ["DEFAULT", "MILVUS", "PGVECTOR", "STORES", "StoreEntry", "clear", "filling", "store_of"]

DEFAULT = "faiss"
MILVUS = "milvus"
PGVECTOR = "pgvector"


class StoreEntry(NamedTuple):
    """How to get a store: what imports it, the package it needs, and the command that installs that.

    `elsewhere`: whether a place only names what is kept elsewhere, and has to be deleted there when nothing needs it.
    """

    load: Callable[[], type[VectorIndex]]
    package: str
    install: str
    elsewhere: bool = False


def _faiss() -> type[VectorIndex]:
    """Return the store of files, embedded in this process."""
    from index.stores.faiss_store import FaissStore

    return FaissStore


def _pgvector() -> type[VectorIndex]:
    """Return the store of tables on the server that keeps the library."""
    from index.stores.postgres_store import PostgresStore

    return PostgresStore


def _milvus() -> type[VectorIndex]:
    """Return the store of collections of a Milvus."""
    from index.stores.milvus_store import MilvusStore

    return MilvusStore


STORES = {
    DEFAULT: StoreEntry(_faiss, "faiss", "pip install faiss-cpu"),
    PGVECTOR: StoreEntry(_pgvector, "psycopg", "pip install -r requirements/scale.txt"),
    MILVUS: StoreEntry(_milvus, "pymilvus", "pip install -r requirements/milvus.txt", elsewhere=True),
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


def clear(going: Path, staying: Iterable[Path]) -> None:
    """Delete what is kept elsewhere for the places in a folder, unless a place in a folder that is `staying` names it.

    Raises VectorsAway.
    """
    for name, entry in STORES.items():
        pattern = f"**/*.{name}"
        if entry.elsewhere and (places := list(going.glob(pattern))) and find_spec(entry.package):
            needed = {place.read_bytes() for folder in staying for place in folder.glob(pattern)}
            for place in places:
                if place.read_bytes() not in needed:
                    entry.load().delete(place)
