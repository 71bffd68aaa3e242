"""Alinéa's search as a LangChain retriever, for chains and agents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from index.types import Filters, Hit


@runtime_checkable
class Searcher(Protocol):
    """What the retriever asks questions of: the hybrid search, or a small one in a test."""

    def search(self, query: str, k: int, filters: Filters | None = None) -> Sequence[Hit]:
        """Return at most `k` hits, best first."""


class AlineaRetriever(BaseRetriever):
    """Returns the paragraphs that answer a question, each with what is needed to cite it.

    `k` and `filters` may be given again when invoking: `retriever.invoke(question, k=3)`.
    """

    search: Searcher
    k: int = Field(default=10, ge=1)
    filters: Filters | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        filters: Filters | None = None,
    ) -> list[Document]:
        """Search and return one document a hit. Raises ValueError if `k` is below 1, and what the search raises."""
        k = self.k if k is None else k
        if k < 1:
            raise ValueError(f"The number of results must be at least 1, not {k}.")
        return [_document(hit) for hit in self.search.search(query, k, filters or self.filters)]


def _document(hit: Hit) -> Document:
    """Return a hit as a LangChain document; its metadata are plain JSON values."""
    rendition = hit.matched.rendition
    language = hit.matched.language.value
    metadata: dict[str, Any] = {
        "document": hit.document.id,
        "symbol": hit.document.symbol,
        "title": hit.document.title(language),
        "locator": hit.locator,
        "language": language,
        "status": hit.matched.status.value,
        "heading": list(rendition.heading),
        "page": rendition.page,
        "score": hit.score,
        "rank": hit.rank,
    }
    return Document(page_content=hit.matched.text, metadata=metadata)
