"""Late interaction over static token vectors: each word of the question looks for its best match in the passage.

The score is ColBERT's sum of maximum similarities (Khattab and Zaharia 2020, https://arxiv.org/abs/2004.12832),
with each question token weighted by the length of its vector and divided by the sum of the weights, so that it
lies between 0 and 1 whatever the question's length. It needs no weights but those of the embedded model, and finds
in a long passage the one clause that a mean of all its words would drown.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embedding import StaticEmbedder

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]


class TokenIndex:
    """The distinct tokens of every passage, and unit vectors of the tokens that occur at all."""

    def __init__(
        self, vocabulary: IntArray, vectors: FloatArray, tokens: IntArray, starts: npt.NDArray[np.int64]
    ) -> None:
        """Take the arrays: `tokens` index `vocabulary`, and passage i has those from `starts[i]` to `starts[i + 1]`."""
        self._vocabulary, self._vectors, self._tokens, self._starts = vocabulary, vectors, tokens, starts
        self.size = len(starts) - 1

    @classmethod
    def build(cls, model: StaticEmbedder, texts: Sequence[str]) -> TokenIndex:
        """Index the texts' tokens; a text may have none, and matches nothing."""
        ids = [np.unique(found) for found in model.token_ids(texts)]
        vocabulary, tokens = np.unique(np.concatenate(ids) if ids else np.zeros(0, np.int32), return_inverse=True)
        vectors = _unit(model.token_vectors(vocabulary))
        starts = np.concatenate([[0], np.cumsum([len(found) for found in ids])]).astype(np.int64)
        return cls(vocabulary, vectors, tokens.astype(np.int32), starts)

    def similarities(self, model: StaticEmbedder, query: str) -> tuple[FloatArray, FloatArray]:
        """Return the question's distinct tokens against the vocabulary (q, v), and the tokens' weights (q,)."""
        ids = np.unique(model.token_ids([query])[0])
        if not len(ids):
            return np.zeros((0, len(self._vocabulary)), np.float32), np.zeros(0, np.float32)
        vectors = model.token_vectors(ids)
        weights = np.linalg.norm(vectors, axis=1)
        return np.maximum(_unit(vectors) @ self._vectors.T, 0.0), weights.astype(np.float32)

    def best_matches(self, similarities: FloatArray, rows: npt.NDArray[np.int64]) -> FloatArray:
        """Return each question token's best similarity in each of the passages `rows`: (len(rows), q)."""
        best = np.zeros((len(rows), len(similarities)), np.float32)
        lengths = self._starts[rows + 1] - self._starts[rows]
        filled = lengths > 0  # reduceat would give an empty passage its neighbour's token
        lengths, starts = lengths[filled], self._starts[rows[filled]]
        if len(lengths):
            ends = np.cumsum(lengths)
            positions = np.arange(ends[-1]) + np.repeat(starts - (ends - lengths), lengths)
            best[filled] = np.maximum.reduceat(similarities.T[self._tokens[positions]], ends - lengths, axis=0)
        return best

    def save(self, folder: Path) -> None:
        """Write the arrays, without pickle, to a new folder."""
        folder.mkdir()
        for name in ("vocabulary", "vectors", "tokens", "starts"):
            np.save(folder / f"{name}.npy", getattr(self, f"_{name}"), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> TokenIndex:
        """Read what `save` wrote, memory-mapped."""
        names = ("vocabulary", "vectors", "tokens", "starts")
        return cls(*(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in names))


def weighted_share(matches: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the weighted mean of the best matches (n, q) over the question's tokens: (n,), between 0 and 1."""
    total = float(weights.sum())
    if total <= 0:
        return np.zeros(len(matches), np.float32)
    return np.asarray(np.clip(matches @ weights / total, 0.0, 1.0), dtype=np.float32)


def _unit(vectors: FloatArray) -> FloatArray:
    """Return rows of unit length; a zero row stays zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0), dtype=np.float32)
