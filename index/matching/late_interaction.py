"""Late interaction over static token vectors: each word of the question looks for its best match in the passage.

The score is ColBERT's sum of maximum similarities (Khattab and Zaharia 2020, https://arxiv.org/abs/2004.12832), with
each question token weighted by the length its vector was trained to, and divided by the sum of the weights, so that it
lies between 0 and 1 whatever the question's length. It needs no weights but those of the embedded model, and finds
in a long passage the one clause that a mean of all its words would drown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.arrays import load_array
from index.embedding import LENGTH_POWER, StaticEmbedder

FloatArray = npt.NDArray[np.float32]
TokenArray = npt.NDArray[np.unsignedinteger]

# Tokens compared at a time: as many vectors as stay in the processor's cache between widening and multiplying.
_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Bags:
    """Several sets of tokens, one after another: their ids, and how many each has (n,)."""

    tokens: TokenArray
    lengths: npt.NDArray[np.int64]


class TokenIndex:
    """The distinct tokens of each of many texts."""

    def __init__(self, tokens: TokenArray, starts: npt.NDArray[np.int64]) -> None:
        """Take the arrays: text i has the tokens from `starts[i]` to `starts[i + 1]`."""
        self._tokens, self._starts = tokens, starts
        self.size = len(starts) - 1

    @classmethod
    def build(cls, model: StaticEmbedder, texts: Sequence[str]) -> TokenIndex:
        """Index the texts' tokens; a text may have none, and matches nothing."""
        ids = [np.unique(found).astype(np.min_scalar_type(model.vocabulary)) for found in model.token_ids(texts)]
        starts = np.concatenate([[0], np.cumsum([len(found) for found in ids])]).astype(np.int64)
        return cls(np.concatenate(ids) if ids else np.zeros(0, np.uint16), starts)

    def bags(self, texts: npt.NDArray[np.integer]) -> Bags:
        """Return the tokens of some of the texts."""
        starts = self._starts[texts]
        lengths = self._starts[texts + 1] - starts
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)
        return Bags(self._tokens.take(places), lengths)

    def save(self, stem: Path) -> None:
        """Write the arrays, without pickle, to two files whose names begin with that of `stem`."""
        for name in ("tokens", "starts"):
            np.save(f"{stem}-{name}.npy", getattr(self, f"_{name}"), allow_pickle=False)

    @classmethod
    def load(cls, stem: Path) -> TokenIndex:
        """Read what `save` wrote, memory-mapped."""
        return cls(*(load_array(Path(f"{stem}-{name}.npy")) for name in ("tokens", "starts")))


class Question:
    """A question's distinct tokens as unit vectors (q, dimension), with their weights (q,)."""

    def __init__(self, model: StaticEmbedder, text: str) -> None:
        """Look up the question's tokens."""
        vectors = model.token_vectors(np.unique(model.token_ids([text])[0]))
        lengths = np.linalg.norm(vectors, axis=1)
        self.weights: FloatArray = (lengths ** (1 / LENGTH_POWER)).astype(np.float32)
        unit = vectors / np.where(lengths > 0, lengths, 1)[:, None]
        self._transposed: FloatArray = np.ascontiguousarray(unit.T)
        self._model = model

    def best_matches(self, *collections: Bags) -> list[FloatArray]:
        """Return, for each collection, each question token's best similarity in each of its sets (n, q), 0 at least.

        Only the tokens that occur in the collections are compared, each once.
        """
        tokens = np.concatenate([bags.tokens for bags in collections])
        lengths = np.concatenate([bags.lengths for bags in collections])
        occurs = np.zeros(self._model.vocabulary, bool)
        occurs[tokens] = True
        ids = np.flatnonzero(occurs)
        places = np.empty(self._model.vocabulary, np.int32)  # only those of the tokens that occur are read
        places[ids] = np.arange(len(ids))
        best = _highest(self._similarities(ids), places.take(tokens), lengths)
        return np.split(best, np.cumsum([len(bags.lengths) for bags in collections])[:-1])

    def _similarities(self, ids: npt.NDArray[np.intp]) -> FloatArray:
        """Return the cosines of tokens (t,) with the question's (t, q)."""
        similarities = np.empty((len(ids), len(self.weights)), np.float32)
        for start in range(0, len(ids), _BLOCK):
            block = slice(start, start + _BLOCK)
            directions, inverse_lengths = self._model.token_directions(ids[block])
            np.matmul(directions, self._transposed, out=similarities[block])
            similarities[block] *= inverse_lengths[:, None]
        return similarities


def _highest(similarities: FloatArray, tokens: npt.NDArray[np.int32], lengths: npt.NDArray[np.int64]) -> FloatArray:
    """Return the highest of the similarities (t, q) over each run of `tokens`, 0 at least and for an empty run."""
    best = np.zeros((len(lengths), similarities.shape[1]), np.float32)
    filled = lengths > 0  # reduceat would give an empty run its neighbour's token
    if similarities.shape[1] and filled.any():
        starts = (np.cumsum(lengths) - lengths)[filled]
        best[filled] = np.maximum.reduceat(similarities.take(tokens, axis=0), starts, axis=0)
    return np.maximum(best, 0, out=best)


def weighted_share(matches: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the weighted mean of the best matches (n, q) over the question's tokens: (n,), between 0 and 1."""
    total = float(weights.sum())
    if total <= 0:
        return np.zeros(len(matches), np.float32)
    with np.errstate(invalid="ignore"):  # OpenBLAS may set the flag beyond the arrays
        return np.asarray(np.clip(matches @ weights / total, 0.0, 1.0), dtype=np.float32)
