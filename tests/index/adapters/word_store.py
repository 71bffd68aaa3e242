"""A small store of vectors for LangChain, and what it holds."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from index.adapters.langchain_vectorstore import AlineaVectorStore

WORDS = ("cooperative", "mutual", "foundation", "decent", "work", "statistics")


class WordCounts(Embeddings):
    """Embeds a text as the counts of six words: simple enough to know every cosine beforehand."""

    def embed_query(self, text: str) -> list[float]:
        """Return the counts."""
        return [float(text.split().count(word)) for word in WORDS]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the counts of each text."""
        return [self.embed_query(text) for text in texts]


def small_store() -> AlineaVectorStore:
    """Return four texts, with a language and most with a page."""
    return AlineaVectorStore.from_texts(
        ["cooperative work", "cooperative", "mutual foundation", "statistics"],
        WordCounts(),
        [
            {"lang": "en", "page": 1},
            {"lang": "fr", "page": 2, "from": {"file": "x", "line": 4}},
            {"lang": "en", "page": 3},
            {"lang": "fr"},
        ],
        ids=["a", "b", "c", "d"],
    )


def ids(documents: Sequence[Document]) -> list[str]:
    """Return the documents' ids."""
    return [str(document.id) for document in documents]
