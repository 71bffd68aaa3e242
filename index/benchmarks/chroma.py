"""Chroma on disk, as its documentation starts, with the vectors of its own default model."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.benchmarks.minilm import batches, load_minilm
from index.benchmarks.systems import distinct, full_text

if TYPE_CHECKING:
    from index.embedding import FloatArray
    from index.evaluation.collections import Entry

_NAME = "passages"
_IDS = "ids.json"


class Chroma:
    """A persistent collection. Its default embedding function fetches its model; here the same model is at hand."""

    def prepare(self) -> None:
        """Load the model and the package."""
        self._model = load_minilm()
        self._package = import_module("chromadb")

    def index(self, entries: Iterable[Entry], folder: Path) -> None:
        """Encode each passage whole (the model reads its first 256 tokens) and add it under its row."""
        collection, ids = self._client(folder).create_collection(_NAME, embedding_function=None), list[str]()
        for batch in batches((entry.id, full_text(entry)) for entry in entries):
            rows = [str(len(ids) + row) for row in range(len(batch))]
            collection.add(ids=rows, embeddings=self._model.encode_passages([text for _, text in batch]))
            ids.extend(id_ for id_, _ in batch)
        (folder / _IDS).write_text(json.dumps(ids), encoding="utf-8")

    def load(self, folder: Path) -> None:
        """Open the collection."""
        self._ids = json.loads((folder / _IDS).read_text(encoding="utf-8"))
        self._collection = self._client(folder).get_collection(_NAME, embedding_function=None)

    def search(self, query: str, k: int) -> list[str]:
        """Return the entries of the nearest rows."""
        vector = self._model.encode_queries([query])
        return distinct(lambda wanted: self._nearest(vector, min(wanted, len(self._ids))), k)

    def _nearest(self, vector: FloatArray, wanted: int) -> list[str]:
        found = self._collection.query(query_embeddings=vector, n_results=wanted, include=[])
        return [self._ids[int(row)] for row in found["ids"][0]]

    def _client(self, folder: Path) -> Any:  # noqa: ANN401
        """Return the database in a folder, with telemetry off."""
        settings = import_module("chromadb.config").Settings(anonymized_telemetry=False)
        return self._package.PersistentClient(path=str(folder), settings=settings)
