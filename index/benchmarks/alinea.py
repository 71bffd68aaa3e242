"""The product as a system: its own passages, index and ranking, with the bundled model."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from corpus.types import Language
from index.embedding import DEFAULT_MODEL, Models, StaticEmbedder
from index.evaluation.collections import Entry, passages_of
from index.ranking.ranker import Ranker
from index.segments.builder import write_passages


class Alinea:
    """Keywords, vectors and late interaction, fused."""

    def prepare(self) -> None:
        """Load the bundled model."""
        model = StaticEmbedder(DEFAULT_MODEL)
        self._models = Models(model, model)

    def index(self, entries: Iterable[Entry], folder: Path) -> None:
        """Write the index."""
        write_passages(folder, list(passages_of(entries, Language.EN)), self._models)

    def load(self, folder: Path) -> None:
        """Open the index."""
        self._ranker = Ranker(folder, self._models)

    def search(self, query: str, k: int) -> list[str]:
        """Return the best entries: what `find` does before it fetches texts."""
        return list(islice((each.document for each in self._ranker.ranked(query) if each.score > 0), k))
