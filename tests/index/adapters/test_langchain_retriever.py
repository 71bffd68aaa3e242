"""The LangChain retriever: LangChain's own suite over a small BM25 search, then what a hit becomes."""

from __future__ import annotations

import json
import math
import socket
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from langchain_core.documents import Document as LangChainDocument
from langchain_tests.integration_tests import RetrieversIntegrationTests
from langsmith.utils import get_env_var, tracing_is_enabled
from pydantic import ValidationError

from corpus.types import Document, Language, Rendition, Role, Status
from index.adapters.langchain_retriever import AlineaRetriever, Searcher
from index.types import Filters, Hit, Placed

CHARTER = Document("charter", "CH/1", {"en": "A charter of shared work", "fr": "Une charte du travail partagé"})
PARAGRAPHS = [
    ("1", Language.EN, "Members govern their cooperative, one member having one vote."),
    ("2", Language.EN, "A surplus serves the members and the purpose of the cooperative."),
    ("3", Language.EN, "Statistics count members, workers and volunteers apart."),
    ("4(a)", Language.FR, "La coopérative tient un registre de ses membres."),
]


class SmallSearch:
    """BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over four paragraphs."""

    def __init__(self) -> None:
        """Count the words."""
        self.bags = [Counter(self.words(text)) for _, _, text in PARAGRAPHS]
        self.asked: list[tuple[str, int, Filters | None]] = []

    @staticmethod
    def words(text: str) -> list[str]:
        """Return the words in lower case."""
        return [word.strip(".,").lower() for word in text.split()]

    def score(self, word: str, bag: Counter[str]) -> float:
        """Return what one word adds to the score of a paragraph."""
        with_word = sum(word in other for other in self.bags)
        rarity = math.log(1 + (len(self.bags) - with_word + 0.5) / (with_word + 0.5))
        mean = sum(other.total() for other in self.bags) / len(self.bags)
        return rarity * bag[word] * 2.2 / (bag[word] + 1.2 * (0.25 + 0.75 * bag.total() / mean))

    def search(self, query: str, k: int, filters: Filters | None = None) -> Sequence[Hit]:
        """Return the `k` best paragraphs in the language wanted."""
        self.asked.append((query, k, filters))
        language = filters.language if filters else None
        scored = [
            (-sum(self.score(word, bag) for word in self.words(query)), place)
            for place, bag in enumerate(self.bags)
            if language in (None, PARAGRAPHS[place][1])
        ]
        return [self.hit(rank, -score, place) for rank, (score, place) in enumerate(sorted(scored)[:k], start=1)]

    @staticmethod
    def hit(rank: int, score: float, place: int) -> Hit:
        """Return a paragraph as a hit."""
        locator, language, text = PARAGRAPHS[place]
        rendition = Rendition(locator, Role.PARAGRAPH, text, heading=("Part I", "Members"), page=2)
        return Hit(rank, score, CHARTER, locator, Placed(language, Status.OFFICIAL, rendition, text))


class TestLangChain(RetrieversIntegrationTests):
    """The suite LangChain publishes for retrievers, synchronous and asynchronous."""

    @property
    def retriever_constructor(self) -> type[AlineaRetriever]:
        """The class under test."""
        return AlineaRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        """A search it can ask."""
        return {"search": SmallSearch()}

    @property
    def retriever_query_example(self) -> str:
        """A question about the four paragraphs."""
        return "Who are the members of a cooperative?"


def test_a_hit_becomes_a_document_that_can_be_cited() -> None:
    """The whole paragraph, and everything its reference is made of, as plain JSON."""
    search = SmallSearch()
    (document,) = AlineaRetriever(search=search, k=1).invoke("surplus")
    (hit,) = search.search("surplus", 1)
    assert document == LangChainDocument(
        page_content="A surplus serves the members and the purpose of the cooperative.",
        metadata={
            "document": "charter",
            "symbol": "CH/1",
            "title": "A charter of shared work",
            "locator": "2",
            "language": "en",
            "status": "official",
            "heading": ["Part I", "Members"],
            "page": 2,
            "score": hit.score,
            "rank": 1,
        },
    )
    assert json.loads(json.dumps(document.metadata)) == document.metadata
    assert type(document.metadata["language"]) is str and type(document.metadata["status"]) is str


def test_the_title_is_in_the_language_of_the_paragraph() -> None:
    """A French paragraph comes with its French title."""
    document = AlineaRetriever(search=SmallSearch(), k=1).invoke("registre")[0]
    assert (document.metadata["title"], document.metadata["locator"]) == ("Une charte du travail partagé", "4(a)")


def test_the_order_of_the_search_is_kept() -> None:
    """Best first, with the ranks the search gave."""
    documents = AlineaRetriever(search=SmallSearch()).invoke("statistics of workers")
    assert documents[0].metadata["locator"] == "3"
    assert [document.metadata["rank"] for document in documents] == [1, 2, 3, 4]
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)


def test_number_and_filters_reach_the_search_and_may_be_given_when_invoking() -> None:
    """What is given with the question takes the place of what was given before."""
    search, french, english = SmallSearch(), Filters(language=Language.FR), Filters(language=Language.EN)
    retriever = AlineaRetriever(search=search, k=2, filters=french)
    assert [document.metadata["language"] for document in retriever.invoke("members")] == ["fr"]
    assert [document.metadata["language"] for document in retriever.invoke("members", k=3, filters=english)] == [
        "en"
    ] * 3
    assert search.asked == [("members", 2, french), ("members", 3, english)]


def test_a_filter_that_matches_nothing_finds_nothing() -> None:
    """No other language is put in its place."""
    assert AlineaRetriever(search=SmallSearch(), filters=Filters(language=Language.ES)).invoke("members") == []


@pytest.mark.parametrize("k", [0, -1])
def test_refuses_a_number_of_results_below_one(k: int) -> None:
    """When made and when invoked."""
    with pytest.raises(ValidationError):
        AlineaRetriever(search=SmallSearch(), k=k)
    with pytest.raises(ValueError, match=f"at least 1, not {k}"):
        AlineaRetriever(search=SmallSearch()).invoke("members", k=k)


def test_refuses_what_cannot_search() -> None:
    """When made, not at the first question."""
    assert isinstance(SmallSearch(), Searcher)
    with pytest.raises(ValidationError):
        AlineaRetriever(search="bm25")  # type: ignore[arg-type]


def test_a_failure_of_the_search_is_not_an_empty_result() -> None:
    """It reaches the caller as it is."""

    class Broken:
        def search(self, query: str, k: int, filters: Filters | None = None) -> Sequence[Hit]:
            raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        AlineaRetriever(search=Broken()).invoke("members")


def test_nothing_is_traced_or_sent_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """LangSmith is off unless the user turns it on, and a question opens no connection."""
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.delenv(name, raising=False)
    get_env_var.cache_clear()  # type: ignore[attr-defined]
    assert tracing_is_enabled() is False

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert len(AlineaRetriever(search=SmallSearch(), tags=["test"]).invoke("members")) == 4
