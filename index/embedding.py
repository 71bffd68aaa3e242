"""Text to vectors: the embedded static model by NumPy alone, or any Sentence Transformers model.

The default path imports neither torch nor sentence-transformers: importing torch takes seconds, and a static
embedding is a table look-up and a mean.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import MissingModel

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = Path(__file__).parent / "models" / "alinea-static"
_MODEL_FILES = ("model.safetensors", "tokenizer.json")

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]


class Embedder(Protocol):
    """What the index needs of a model. Vectors are float32, unit length, one row a text."""

    name: str
    fingerprint: str
    dimension: int

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of questions (n, dimension)."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of passages (n, dimension)."""
        ...


class StaticEmbedder:
    """A static embedding: a text's vector is the mean of its tokens' vectors.

    Reads a folder written by `index.training.export` (or by model2vec): int8 `embeddings` and a scale per row in
    `weights`, or float `embedding.weight`. Gives the vectors that `SentenceTransformer(folder)` gives.
    """

    def __init__(self, folder: Path) -> None:
        """Load the model. MissingModel where the folder or one of its files is not there or not readable."""
        from safetensors import SafetensorError
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        if missing := [name for name in _MODEL_FILES if not (folder / name).is_file()]:
            raise MissingModel(model=str(folder), detail=f"missing {', '.join(missing)}")
        try:
            tensors = load_file(folder / "model.safetensors")
        except SafetensorError as exc:
            raise MissingModel(model=str(folder), detail=f"model.safetensors is damaged: {exc}") from exc
        self.name = folder.name
        self.fingerprint = _sha256(folder)
        self._rows = tensors["embeddings"] if "embeddings" in tensors else tensors["embedding.weight"]
        scales = tensors.get("weights")
        self._scales = scales.astype(np.float32) if scales is not None else np.ones(len(self._rows), np.float32)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self.dimension = int(self._rows.shape[1])

    def token_ids(self, texts: Sequence[str]) -> list[IntArray]:
        """Return each text's token ids."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [np.asarray(encoding.ids, dtype=np.int32) for encoding in encodings]

    def token_vectors(self, ids: IntArray) -> FloatArray:
        """Return the vectors of tokens (n, dimension), not normalised: length tells how much a token matters."""
        return np.asarray(self._rows[ids].astype(np.float32) * self._scales[ids, None], dtype=np.float32)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Return unit vectors (n, dimension); a text without any known token gets the zero vector."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, ids in enumerate(self.token_ids(texts)):
            if len(ids):
                vectors[row] = self._scales[ids] @ self._rows[ids].astype(np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.divide(vectors, norms, out=vectors, where=norms > 0)

    encode_queries = encode
    encode_passages = encode


class SentenceTransformerEmbedder:
    """Any Sentence Transformers model, with the query and passage prompts it declares."""

    def __init__(self, name: str) -> None:
        """Load a model by name or folder. MissingModel where it is not there or cannot be loaded offline."""
        from sentence_transformers import SentenceTransformer

        try:
            self._model: SentenceTransformer = SentenceTransformer(name)
        except (OSError, ValueError) as exc:
            raise MissingModel(model=name, detail=str(exc).splitlines()[0]) from exc
        self.name = name
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        folder = Path(name)
        self.fingerprint = _sha256(folder) if folder.is_dir() else hashlib.sha256(name.encode()).hexdigest()

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of questions, with the model's query prompt."""
        return self._unit(self._model.encode_query(list(texts), convert_to_numpy=True, show_progress_bar=False))

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of passages, with the model's document prompt."""
        return self._unit(self._model.encode_document(list(texts), convert_to_numpy=True, show_progress_bar=False))

    @staticmethod
    def _unit(vectors: npt.NDArray[np.generic]) -> FloatArray:
        """Scale rows to unit length."""
        rows = np.asarray(vectors, dtype=np.float32)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(np.divide(rows, norms, out=rows, where=norms > 0), dtype=np.float32)


def load_embedder(model: str | None) -> Embedder:
    """Return the configured model, or the embedded one where none is configured (None or empty)."""
    return SentenceTransformerEmbedder(model) if model else StaticEmbedder(DEFAULT_MODEL)


def _sha256(folder: Path) -> str:
    """Return the SHA-256 of a model folder's weights and tokenizer, in name order."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".safetensors", ".json", ".bin"}:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
