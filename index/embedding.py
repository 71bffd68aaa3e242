"""Text to vectors: the embedded static model by NumPy alone, or any Sentence Transformers model.

The default path imports neither torch nor sentence-transformers: importing torch takes seconds, and a static
embedding is a table look-up and a mean.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from corpus.caching import Remembered
from index.errors import MissingModel

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

DEFAULT_MODEL = Path(__file__).parent / "models" / "alinea-static"
_MODEL_FILES = ("model.safetensors", "tokenizer.json")

# Training makes rare words too long: in a mean they drown the others. Their lengths are stored raised to this power,
# which every set of aligned sentences is the better for (docs/decisions/0007-the-embedded-model-second.md); late
# interaction undoes it.
LENGTH_POWER = 0.65

# Words whose tokens are remembered. A language has more, but the rest are rare.
_WORDS_KEPT = 131_072

# Words whose vector is remembered, a kilobyte each: answers compare the words of questions and paragraphs.
_VECTORS_KEPT = 16_384

_LARGEST = 127  # of an 8-bit number

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
    `vocabulary` is its number of tokens.
    """

    def __init__(self, folder: Path) -> None:
        """Load the model. MissingModel where the folder or one of its files is not there, damaged, or another's."""
        self.name, self.folder = folder.name, folder
        self._rows, self._scales = _load_weights(folder)
        self._tokenizer = _load_tokenizer(folder)
        if self._tokenizer.get_vocab_size() > len(self._rows):
            raise MissingModel(model=str(folder), detail="tokenizer.json has more tokens than model.safetensors")
        self.fingerprint = _sha256(folder)
        self.vocabulary, self.dimension = self._rows.shape
        self._word_ids: Remembered[str, tuple[int, ...]] = Remembered(self._read_word, _WORDS_KEPT)
        self._word_sum = lru_cache(maxsize=_VECTORS_KEPT)(self._read_sum)

    def token_ids(self, texts: Sequence[str]) -> list[IntArray]:
        """Return each text's token ids.

        No token crosses a space, so a text's tokens are those of its words: remembering the words makes this three
        times as fast as the tokenizer on whole texts, for the same result.
        """
        return [
            np.array(
                list(chain.from_iterable(map(self._word_ids.__getitem__, text.replace("\n", " ").split(" ")))), np.int32
            )
            for text in texts
        ]

    def token_vectors(self, ids: IntArray) -> FloatArray:
        """Return the vectors of tokens (n, dimension), not normalised: the length is the weight of a token."""
        return np.asarray(self._rows[ids].astype(np.float32) * self._scales[ids, None], dtype=np.float32)

    @cached_property
    def directions(self) -> tuple[npt.NDArray[np.int8], FloatArray]:
        """8-bit rows that point where the tokens' vectors do (vocabulary, dimension), and their units (vocabulary,).

        A row times its unit is a unit vector; the unit of a row of zeros is 0. The rows of a model that has others are
        rounded.
        """
        rows: npt.NDArray[Any] = self._rows
        if rows.dtype != np.int8:
            largest = np.abs(rows).max(axis=1, keepdims=True)
            rows = np.rint(rows * (_LARGEST / np.where(largest > 0, largest, 1)))
        directions = np.ascontiguousarray(rows, np.int8)
        lengths = np.concatenate(
            [
                np.linalg.norm(directions[at : at + 4096].astype(np.float32), axis=1)
                for at in range(0, self.vocabulary, 4096)
            ]
        )
        units = np.divide(np.sign(self._scales), lengths, out=np.zeros_like(lengths), where=lengths > 0)
        return directions, np.asarray(units, dtype=np.float32)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Return unit vectors (n, dimension); a text without any token gets the zero vector."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):  # one by one: gathering many texts at once for np.add.reduceat is slower
            vectors[row] = self._read_sum(text) if " " in text or "\n" in text else self._word_sum(text)
        return _unit(vectors)

    encode_queries = encode
    encode_passages = encode

    def encode_tokens(self, texts: Sequence[IntArray]) -> FloatArray:
        """Return what `encode` does of texts whose token ids are known."""
        return _unit(np.array([self._sum(ids) for ids in texts], np.float32).reshape(len(texts), self.dimension))

    def _read_sum(self, text: str) -> FloatArray:
        return self._sum(self.token_ids([text])[0])

    def _sum(self, ids: IntArray) -> FloatArray:
        """Return the sum of the vectors of tokens (dimension,), zeros where there are none."""
        return np.asarray(self._scales.take(ids) @ self._rows.take(ids, axis=0).astype(np.float32), dtype=np.float32)

    def _read_word(self, word: str) -> tuple[int, ...]:
        """Return the token ids of a text without spaces; half a surrogate pair, which none takes, reads as “?”."""
        return tuple(self._tokenizer.encode(word.encode(errors="replace").decode(), add_special_tokens=False).ids)


class SentenceTransformerEmbedder:
    """Any Sentence Transformers model, with the query and passage prompts it declares."""

    def __init__(self, name: str) -> None:
        """Load a model by name or folder. MissingModel where it is not there or cannot be loaded offline."""
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer

        try:
            self._model: SentenceTransformer = SentenceTransformer(name)
        except (OSError, ValueError, SafetensorError) as exc:
            raise MissingModel(model=name, detail=_first_line(exc)) from exc
        self.name = name
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.fingerprint = _fingerprint(self._model)

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of questions, with the model's query prompt."""
        return _unit(self._model.encode_query(list(texts), convert_to_numpy=True, show_progress_bar=False))

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of passages, with the model's document prompt."""
        return _unit(self._model.encode_document(list(texts), convert_to_numpy=True, show_progress_bar=False))


@dataclass(frozen=True, slots=True)
class Models:
    """What an index is made and searched with: the configured embedder, and the static one that re-ranks."""

    embedder: Embedder
    static: StaticEmbedder

    @property
    def fingerprint(self) -> str:
        """The fingerprint of both, or of the one that is both."""
        if self.embedder.fingerprint == self.static.fingerprint:
            return self.embedder.fingerprint
        return hashlib.sha256(f"{self.embedder.fingerprint} {self.static.fingerprint}".encode()).hexdigest()


def load_embedder(model: str | None) -> Embedder:
    """Return the configured model, or the embedded one where none is configured (None or empty)."""
    return SentenceTransformerEmbedder(model) if model else StaticEmbedder(DEFAULT_MODEL)


def _load_weights(folder: Path) -> tuple[npt.NDArray[np.generic], FloatArray]:
    """Return a static model's rows (vocabulary, dimension) and their scales (vocabulary,). Raises MissingModel."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    if missing := [name for name in _MODEL_FILES if not (folder / name).is_file()]:
        raise MissingModel(model=str(folder), detail=f"missing {', '.join(missing)}")
    try:
        tensors = load_file(folder / "model.safetensors")
    except (OSError, SafetensorError) as exc:
        raise MissingModel(model=str(folder), detail=f"model.safetensors is damaged: {_first_line(exc)}") from exc
    rows = tensors.get("embeddings", tensors.get("embedding.weight"))
    if rows is None or rows.ndim != 2:
        raise MissingModel(model=str(folder), detail="model.safetensors is not that of a static embedding")
    scales = tensors.get("weights", np.ones(len(rows))).astype(np.float32)
    if scales.shape != (len(rows),):
        raise MissingModel(model=str(folder), detail=f"{len(rows)} rows, but weights of shape {scales.shape}")
    return rows, scales


def _load_tokenizer(folder: Path) -> Tokenizer:
    """Return a static model's tokenizer. MissingModel where it is damaged, or does not split at white space."""
    from tokenizers import Tokenizer, pre_tokenizers

    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as exc:  # the library raises nothing narrower
        raise MissingModel(model=str(folder), detail=f"tokenizer.json is damaged: {_first_line(exc)}") from exc
    if not isinstance(tokenizer.pre_tokenizer, pre_tokenizers.Whitespace | pre_tokenizers.BertPreTokenizer):
        raise MissingModel(model=str(folder), detail="its tokenizer does not split words at white space")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _fingerprint(model: SentenceTransformer) -> str:
    """Return the SHA-256 of a loaded model's weights and prompts, whichever folder or cache it came from."""
    import torch

    digest = hashlib.sha256(json.dumps([model.prompts, model.max_seq_length], sort_keys=True).encode())
    for name, weights in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(weights.cpu().contiguous().reshape(-1).view(torch.uint8).numpy())
    return digest.hexdigest()


def _sha256(folder: Path) -> str:
    """Return the SHA-256 of a static model's files."""
    digest = hashlib.sha256()
    for name in _MODEL_FILES:
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _unit(vectors: npt.NDArray[np.generic]) -> FloatArray:
    """Return rows as float32 of unit length; a zero row stays zero."""
    rows = np.asarray(vectors, dtype=np.float32)
    norms = np.sqrt(np.add.reduce(rows * rows, axis=1, keepdims=True))
    return np.asarray(np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0), dtype=np.float32)


def _first_line(error: Exception) -> str:
    """Return the first line of an error's message, or its type where it has none."""
    return next(iter(str(error).splitlines()), type(error).__name__)
