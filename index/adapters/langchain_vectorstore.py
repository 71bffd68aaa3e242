"""A LangChain vector store: any texts with any embedding model, kept in memory and in plain files.

Vectors are a NumPy array, texts and metadata an in-memory SQLite database; on disk they are a `.npy` file
and a SQLite file named by their SHA-256 in `manifest.json`. Nothing is ever pickled. Alinéa's own search
does not go through here (see `langchain_retriever.py`); this is for building on its exact, filtered vector search.
"""

from __future__ import annotations

import io
import json
import os
import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from langchain_core.vectorstores.utils import maximal_marginal_relevance

from index.errors import DamagedIndex, MissingIndex, UnwritableIndex
from index.stores.contract import NO_ROW, Allowed, Rows, Vectors
from index.stores.faiss_store import FaissStore

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 400  # bytes; ours has some 220

# `number` orders the rows as the vectors are ordered; `attributes` holds each metadata entry as canonical JSON.
SCHEMA = """
CREATE TABLE texts (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, metadata TEXT NOT NULL);
CREATE TABLE attributes (
    number INTEGER NOT NULL REFERENCES texts ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (key, value, number)
) WITHOUT ROWID;
CREATE INDEX attributes_of ON attributes (number);
"""

Filter = Mapping[str, Any]


class AlineaVectorStore(VectorStore):
    """Exact cosine search over texts, with filters on their metadata; safe to use from several threads.

    Equal scores are ordered by first insertion. `filter` keeps the texts whose metadata hold each of its
    entries, exactly as JSON (`1` is neither `"1"` nor `True`); one that matches nothing finds nothing. Asynchronous
    methods are LangChain's own, which run these in a thread.
    """

    def __init__(self, embedding: Embeddings) -> None:
        """Start empty; `embedding` turns texts and questions into vectors of one dimension."""
        self._embedding = embedding
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.executescript("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;" + SCHEMA)
        self._numbers: Rows = np.empty(0, dtype=np.int64)
        self._vectors: Vectors = np.empty((0, 0), dtype=np.float32)
        self._built: FaissStore | None = None  # made by the first search after a change
        self._lock = threading.RLock()

    @property
    def embeddings(self) -> Embeddings:
        """Return the embedding model."""
        return self._embedding

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self._numbers)

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> Self:
        """Return a store that holds `texts`. Raises what `add_texts` raises."""
        store = cls(embedding)
        store.add_texts(texts, metadatas, ids=ids, **kwargs)
        return store

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: Sequence[Mapping[str, Any]] | None = None,
        *,
        ids: Sequence[str | None] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """Add texts, all or none, and return their ids; a text whose id is already there replaces the old one.

        A text without an id gets one from its content, so that adding it twice changes nothing. Metadata
        must be JSON. Raises ValueError if lengths or dimensions differ, TypeError for other metadata.
        """
        _refuse(kwargs)
        contents = list(texts)
        entries = [dict(entry) for entry in metadatas] if metadatas is not None else [{} for _ in contents]
        given = list(ids) if ids is not None else [None] * len(contents)
        if not len(contents) == len(entries) == len(given):
            raise ValueError(f"{len(contents)} texts came with {len(entries)} metadata and {len(given)} ids.")
        if not contents:
            return []
        vectors = _unit(self._embedding.embed_documents(contents))
        if len(vectors) != len(contents):
            raise ValueError(f"The embedding model gave {len(vectors)} vectors for {len(contents)} texts.")
        rows = zip(given, contents, entries, strict=True)
        names = [name or _content_id(text, entry) for name, text, entry in rows]
        with self._lock, self._database:
            numbers = [self._write(*row) for row in zip(names, contents, entries, strict=True)]
            self._merge(np.array(numbers, dtype=np.int64), vectors)
        return names

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool:
        """Remove these texts, or all of them where `ids` is None; ids that are not there are passed over."""
        _refuse(kwargs)
        with self._lock, self._database:
            if ids is None:
                self._database.execute("DELETE FROM texts")
            else:
                self._database.executemany("DELETE FROM texts WHERE id = ?", [(name,) for name in ids])
            kept = np.isin(self._numbers, self._stored_numbers())
            self._numbers, self._vectors, self._built = self._numbers[kept], self._vectors[kept], None
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """Return the texts with these ids, in this order, without those that are not there."""
        query = "SELECT id, text, metadata FROM texts WHERE id = ?"
        with self._lock:
            found = [self._database.execute(query, (name,)).fetchone() for name in ids]
        return [_document(*row) for row in found if row is not None]

    def similarity_search(self, query: str, k: int = 4, filter: Filter | None = None, **kwargs: Any) -> list[Document]:
        """Return the `k` texts nearest to `query`."""
        return [document for document, _ in self.similarity_search_with_score(query, k, filter, **kwargs)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, filter: Filter | None = None, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """Return the `k` texts nearest to `query`, each with its cosine (1 is the same direction)."""
        _refuse(kwargs)
        return self._nearest(_unit([self._embedding.embed_query(query)]), k, filter)

    def similarity_search_by_vector(
        self, embedding: list[float], k: int = 4, filter: Filter | None = None, **kwargs: Any
    ) -> list[Document]:
        """Return the `k` texts nearest to a vector, of any length but of the store's dimension."""
        _refuse(kwargs)
        return [document for document, _ in self._nearest(_unit([embedding]), k, filter)]

    def max_marginal_relevance_search(
        self,
        query: str,
        k: int = 4,
        fetch_k: int = 20,
        lambda_mult: float = 0.5,
        filter: Filter | None = None,
        **kwargs: Any,
    ) -> list[Document]:
        """Return `k` of the `fetch_k` texts nearest to `query`; `lambda_mult` 1 is relevance alone, 0 diversity."""
        vector = self._embedding.embed_query(query)
        return self.max_marginal_relevance_search_by_vector(vector, k, fetch_k, lambda_mult, filter, **kwargs)

    def max_marginal_relevance_search_by_vector(
        self,
        embedding: list[float],
        k: int = 4,
        fetch_k: int = 20,
        lambda_mult: float = 0.5,
        filter: Filter | None = None,
        **kwargs: Any,
    ) -> list[Document]:
        """Do the same for a vector (Carbonell and Goldstein 1998, as LangChain computes it)."""
        _refuse(kwargs)
        query = _unit([embedding])
        with self._lock:
            places = [place for place, _ in self._places(query, fetch_k, filter)]
            chosen = maximal_marginal_relevance(query[0], list(self._vectors[places]), lambda_mult, k)
            return [self._read(places[index]) for index in chosen]

    def save(self, folder: Path) -> None:
        """Write the store to `folder`, over an earlier one; a crash leaves the earlier one or this one, whole.

        Loading while another process saves over the same folder may raise DamagedIndex: load again then.
        Raises UnwritableIndex.
        """
        vectors = io.BytesIO()
        with self._lock:
            np.save(vectors, self._vectors, allow_pickle=False)
            contents = {"vectors": vectors.getvalue(), "texts": self._database.serialize()}
        hashes = {part: sha256(content).hexdigest() for part, content in contents.items()}
        current = {_file_name(part, hashes[part]): content for part, content in contents.items()}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in current.items():
                _write_synced(folder / name, content)
            _write_synced(folder / MANIFEST, json.dumps({"format": FORMAT, "sha256": hashes}, indent=2).encode())
            for path in [*folder.glob("vectors-*"), *folder.glob("texts-*")]:
                if path.name not in current:
                    path.unlink()
        except OSError as error:
            raise UnwritableIndex(path=folder, detail=str(error)) from error

    @classmethod
    def load(cls, folder: Path, embedding: Embeddings) -> Self:
        """Read a store that `save` wrote.

        Raises MissingIndex if there is none, DamagedIndex if a file is missing, altered or of another format.
        """
        if not (folder / MANIFEST).exists():
            raise MissingIndex(path=folder)
        store = cls(embedding)
        try:
            parts = _read_verified(folder)
            vectors = np.load(io.BytesIO(parts["vectors"]), allow_pickle=False)
            store._database.deserialize(parts["texts"])
            numbers = store._stored_numbers()
        except (OSError, EOFError, MemoryError, ValueError, KeyError, TypeError, sqlite3.DatabaseError) as error:
            raise DamagedIndex(path=folder, detail=str(error)) from error
        if vectors.dtype != np.float32 or vectors.ndim != 2 or len(vectors) != len(numbers):
            detail = f"{len(numbers)} texts came with {vectors.dtype} vectors of shape {vectors.shape}"
            raise DamagedIndex(path=folder, detail=detail)
        store._numbers, store._vectors = numbers, vectors
        return store

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        """Return how LangChain turns a cosine, -1 to 1, into a relevance, 0 to 1."""
        return lambda cosine: (1 + cosine) / 2

    def _write(self, name: str, text: str, metadata: Filter) -> int:
        upsert = """INSERT INTO texts (id, text, metadata) VALUES (?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET text = excluded.text, metadata = excluded.metadata RETURNING number"""
        ((number,),) = self._database.execute(upsert, (name, text, json.dumps(metadata, allow_nan=False))).fetchall()
        self._database.execute("DELETE FROM attributes WHERE number = ?", (number,))
        attributes = [(number, key, _canonical(value)) for key, value in metadata.items()]
        self._database.executemany("INSERT INTO attributes VALUES (?, ?, ?)", attributes)
        return int(number)

    def _merge(self, numbers: Rows, vectors: Vectors) -> None:
        """Put `vectors` at `numbers`, among those there; of two with one number the later stays."""
        dimension = vectors.shape[1]
        if len(self) and dimension != self._vectors.shape[1]:
            raise ValueError(f"The store has dimension {self._vectors.shape[1]}, the new texts {dimension}.")
        together = np.union1d(self._numbers, numbers)
        merged = np.empty((len(together), dimension), dtype=np.float32)
        if len(self):
            merged[np.searchsorted(together, self._numbers)] = self._vectors
        merged[np.searchsorted(together, numbers)] = vectors
        self._numbers, self._vectors, self._built = together, merged, None

    def _stored_numbers(self) -> Rows:
        """Return the numbers in the database, ascending."""
        rows = self._database.execute("SELECT number FROM texts ORDER BY number").fetchall()
        return np.array(rows, dtype=np.int64).reshape(-1)

    def _nearest(self, query: Vectors, k: int, wanted: Filter | None) -> list[tuple[Document, float]]:
        """Return the `k` texts nearest to a unit vector (1, d), with their cosines."""
        with self._lock:
            return [(self._read(place), score) for place, score in self._places(query, k, wanted)]

    def _places(self, query: Vectors, k: int, wanted: Filter | None) -> list[tuple[int, float]]:
        """Return the places in the array of the `k` nearest vectors, with their cosines."""
        if not len(self):
            return []
        if self._built is None:
            self._built = FaissStore.build(self._vectors)
        allowed = None if wanted is None else self._allowed(wanted)
        scores, places = self._built.search(query, min(k, len(self)), allowed)
        found = zip(places[0].tolist(), scores[0].tolist(), strict=True)
        return [(place, score) for place, score in found if place != NO_ROW]

    def _allowed(self, wanted: Filter) -> Allowed:
        """Return which places (n,) hold every entry of `wanted`."""
        allowed: Allowed = np.ones(len(self), dtype=np.bool_)
        for key, value in wanted.items():
            query = "SELECT number FROM attributes WHERE key = ? AND value = ?"
            having = self._database.execute(query, (key, _canonical(value))).fetchall()
            allowed &= np.isin(self._numbers, np.array(having, dtype=np.int64))
        return allowed

    def _read(self, place: int) -> Document:
        query = "SELECT id, text, metadata FROM texts WHERE number = ?"
        return _document(*self._database.execute(query, (int(self._numbers[place]),)).fetchone())


def _refuse(unknown: Mapping[str, Any]) -> None:
    """Raise TypeError for arguments LangChain lets through: a misspelt `filter` must not search everything."""
    if unknown:
        raise TypeError(f"Unknown arguments: {', '.join(sorted(unknown))}.")


def _unit(vectors: Sequence[Sequence[float]]) -> Vectors:
    """Return vectors (n, d) scaled to length 1; a zero vector stays zero. Raises ValueError if they are not finite."""
    array = np.asarray(vectors, dtype=np.float64)
    if array.ndim != 2 or not np.isfinite(array).all():
        raise ValueError("The embedding model gave vectors that differ in length or hold numbers that are not finite.")
    lengths = np.linalg.norm(array, axis=1, keepdims=True)
    unit: Vectors = np.divide(array, lengths, out=np.zeros_like(array), where=lengths > 0).astype(np.float32)
    return unit


def _canonical(value: object) -> str:
    """Return a value as JSON that is the same for equal values, whatever the order of their keys."""
    return json.dumps(value, sort_keys=True, allow_nan=False)


def _content_id(text: str, metadata: Filter) -> str:
    """Return an id that depends on the content alone: half of its SHA-256, in hexadecimal."""
    return sha256(_canonical([text, metadata]).encode()).hexdigest()[:32]


def _document(name: str, text: str, metadata: str) -> Document:
    return Document(id=name, page_content=text, metadata=json.loads(metadata))


def _file_name(part: str, digest: str) -> str:
    """Return the name of the file that holds `part`. Raises ValueError unless `digest` is a SHA-256."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise ValueError(f"{digest!r} is not a SHA-256")
    return f"{part}-{digest[:16]}.{'npy' if part == 'vectors' else 'sqlite'}"


def _read_verified(folder: Path) -> dict[str, bytes]:
    """Return the contents of the store's files, each equal to its SHA-256. Raises ValueError if one is not."""
    with (folder / MANIFEST).open("rb") as file:
        manifest = json.loads(file.read(LARGEST_MANIFEST))
    if manifest["format"] != FORMAT:
        raise ValueError(f"format {manifest['format']} is not {FORMAT}, the one this version reads")
    contents = {}
    for part in ("vectors", "texts"):
        expected = manifest["sha256"][part]
        path = folder / _file_name(part, expected)
        contents[part] = path.read_bytes()
        if sha256(contents[part]).hexdigest() != expected:
            raise ValueError(f"{path.name} is not the file that was saved")
    return contents


def _write_synced(path: Path, content: bytes) -> None:
    """Write a file so that, whatever happens, `path` is what it was before or holds all of `content`."""
    unfinished = path.with_name(path.name + ".new")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
