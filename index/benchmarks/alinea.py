"""The product as a system: its own passages, index and ranking, with the bundled model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.types import Language, Status
from index.build import write_passages
from index.embedding import DEFAULT_MODEL, StaticEmbedder
from index.evaluation import Entry
from index.passages import in_parts
from index.ranking import Ranker
from index.types import Passage


class Alinea:
    """Keywords, vectors and late interaction, fused."""

    def prepare(self) -> None:
        """Load the bundled model."""
        self._model = StaticEmbedder(DEFAULT_MODEL)

    def index(self, entries: Iterable[Entry], folder: Path) -> None:
        """Write the index."""
        write_passages(folder, list(_passages(entries)), self._model, self._model)

    def load(self, folder: Path) -> None:
        """Open the index."""
        self._ranker = Ranker(folder, self._model, self._model)

    def search(self, query: str, k: int) -> list[str]:
        """Return the best entries: what `find` does before it fetches texts."""
        return [each.document for each in self._ranker.rank(query) if each.score > 0][:k]


def _passages(entries: Iterable[Entry]) -> Iterator[Passage]:
    """Yield the entries as the library's paragraphs are indexed: whole and, where long, in parts."""
    for row, entry in enumerate(entries):
        context = "\n".join(filter(None, (entry.title, *entry.headings)))
        for part, text in enumerate(in_parts(entry.text)):
            language = entry.language or Language.EN  # collections say the language of each entry
            yield Passage(f"{row}/{part}", entry.id, "", language, Status.OFFICIAL, None, text, context)
