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

from index.arrays import load_array, save_array
from index.embedding import LENGTH_POWER, StaticEmbedder
from index.native.engine import Bytes, Numbers, best_matches, encode_bags, ended

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bags:
    """Several sets of tokens, as `index.native.engine` encodes them: the bytes of each are at its span (n, 2)."""

    stream: Bytes
    spans: Numbers


class TokenIndex:
    """The distinct tokens of each of many texts."""

    def __init__(self, stream: Bytes, offsets: npt.NDArray[np.integer]) -> None:
        """Take the arrays: the tokens of text i are the bytes from `offsets[i]` to `offsets[i + 1]`.

        Raises ValueError where there are not so many bytes.
        """
        if int(offsets[-1]) >= len(stream):
            raise ValueError("the tokens do not fit their texts")
        self._stream, self._offsets = stream, offsets
        self.size = len(offsets) - 1

    @classmethod
    def build(cls, model: StaticEmbedder, texts: Sequence[str]) -> TokenIndex:
        """Index the texts' tokens; a text may have none, and matches nothing."""
        return cls.joined([encode_bags(model.token_ids(texts))])

    @classmethod
    def joined(cls, parts: Sequence[tuple[Bytes, Numbers]]) -> TokenIndex:
        """Index the texts of several parts: of each, what `encode_bags` returns."""
        sizes = np.concatenate([np.zeros(1, np.int64), *(sizes for _, sizes in parts)])
        return cls(ended([stream for stream, _ in parts]), np.cumsum(sizes))

    def bags(self, texts: npt.NDArray[np.integer]) -> Bags:
        """Return the tokens of some of the texts."""
        spans = np.empty((len(texts), 2), np.int64)
        spans[:, 0], spans[:, 1] = self._offsets[texts], self._offsets[texts + 1]
        return Bags(self._stream, spans)

    def save(self, stem: Path) -> None:
        """Write the arrays, without pickle, to two files whose names begin with that of `stem`."""
        for name in ("stream", "offsets"):
            save_array(Path(f"{stem}-{name}.npy"), getattr(self, f"_{name}"))

    @classmethod
    def load(cls, stem: Path) -> TokenIndex:
        """Read what `save` wrote, memory-mapped."""
        return cls(*(load_array(Path(f"{stem}-{name}.npy")) for name in ("stream", "offsets")))


class Question:
    """A question's distinct tokens, with their weights (q,)."""

    def __init__(self, model: StaticEmbedder, text: str) -> None:
        """Look up the question's tokens."""
        ids = np.array(sorted(set(model.token_ids([text])[0].tolist())), np.int32)
        vectors = model.token_vectors(ids)
        lengths = np.sqrt(np.vecdot(vectors, vectors))
        self.weights: FloatArray = lengths ** np.float32(1 / LENGTH_POWER)
        self._vocabulary, self._units = model.directions
        self._asked, self._asked_units = self._vocabulary.take(ids, axis=0).astype(np.int16), self._units.take(ids)

    def best_matches(self, *collections: Bags) -> list[FloatArray]:
        """Return, for each collection, each question token's best similarity in each of its sets (n, q), 0 at least."""
        bags = [(each.stream, each.spans) for each in collections]
        return best_matches(self._asked, self._asked_units, self._vocabulary, self._units, bags)


def weighted_share(matches: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the weighted mean of the best matches (n, q) over the question's tokens: (n,), between 0 and 1."""
    total = float(weights.sum())
    if total <= 0:
        return np.zeros(len(matches), np.float32)
    with np.errstate(invalid="ignore"):  # OpenBLAS may set the flag beyond the arrays
        return np.minimum(matches @ (weights / np.float32(total)), np.float32(1))
