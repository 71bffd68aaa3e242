"""The LangChain vector store: its contract, its filters, and what it refuses."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.embeddings import Embeddings
from langchain_tests.integration_tests import VectorStoreIntegrationTests

from index.adapters.langchain_vectorstore import AlineaVectorStore
from tests.index.adapters.word_store import WordCounts, ids, small_store


@pytest.fixture
def store() -> AlineaVectorStore:
    """Return a small store, as new."""
    return small_store()


class TestLangChain(VectorStoreIntegrationTests):
    """The suite LangChain publishes for vector stores, synchronous and asynchronous."""

    @pytest.fixture
    def vectorstore(self) -> AlineaVectorStore:
        """Return an empty store."""
        return AlineaVectorStore(self.get_embeddings())


def test_scores_are_cosines_and_equal_ones_keep_the_order_of_insertion(store: AlineaVectorStore) -> None:
    """Counts are not unit vectors: `cooperative work` is at 45° from `cooperative`."""
    found = store.similarity_search_with_score("cooperative", k=9)
    assert [(document.id, round(score, 6)) for document, score in found] == [
        ("b", 1.0),
        ("a", 0.707107),
        ("c", 0.0),
        ("d", 0.0),
    ]


def test_relevance_runs_from_zero_to_one(store: AlineaVectorStore) -> None:
    """LangChain's thresholds expect it so."""
    found = store.similarity_search_with_relevance_scores("cooperative", k=9, score_threshold=0.6)
    assert [(document.id, round(score, 4)) for document, score in found] == [("b", 1.0), ("a", 0.8536)]
    kept = store.as_retriever(
        search_type="similarity_score_threshold", search_kwargs={"score_threshold": 0.9, "k": 9}
    ).invoke("cooperative")
    assert ids(kept) == ["b"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"lang": "en"}, ["a", "c"]),
        ({"lang": "fr", "page": 2}, ["b"]),
        ({"page": 3}, ["c"]),
        ({"from": {"line": 4, "file": "x"}}, ["b"]),
        ({"from": {"line": 4}}, []),
        ({"page": "3"}, []),
        ({"page": True}, []),
        ({"lang": "de"}, []),
        ({"nothing": None}, []),
        ({"lang": "en' OR '1'='1"}, []),
        ({}, ["b", "a", "c", "d"]),
        (None, ["b", "a", "c", "d"]),
    ],
)
def test_filters_are_exact(store: AlineaVectorStore, wanted: dict[str, Any] | None, found: list[str]) -> None:
    """Value and type; and what matches nothing finds nothing."""
    assert ids(store.similarity_search("cooperative", k=9, filter=wanted)) == found
    assert ids(store.similarity_search_by_vector([1, 0, 0, 0, 0, 0], k=9, filter=wanted)) == found
    assert sorted(ids(store.max_marginal_relevance_search("cooperative", k=9, filter=wanted))) == sorted(found)


values = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "1", "é", "[]"]) | st.just([1, {"a": 2}])


metadata = st.dictionaries(st.sampled_from(["x", "y", '$."x"', "a.b", "’"]), values, max_size=3)


def same(left: object, right: object) -> bool:
    """Return whether two values are one JSON value: unlike in Python, True is not 1."""
    return type(left) is type(right) and left == right


@settings(max_examples=100, deadline=None)
@given(entries=st.lists(metadata, max_size=8), wanted=metadata)
def test_filters_agree_with_a_plain_loop(entries: list[dict[str, Any]], wanted: dict[str, Any]) -> None:
    """Whatever keys and values: quotes, dots, nested lists, null."""
    names = [str(place) for place in range(len(entries))]
    store = AlineaVectorStore.from_texts(["work"] * len(entries), WordCounts(), entries, ids=names)
    expected = [
        name
        for name, entry in zip(names, entries, strict=True)
        if all(key in entry and same(entry[key], value) for key, value in wanted.items())
    ]
    assert ids(store.similarity_search("work", k=20, filter=wanted)) == expected


def test_a_misspelt_argument_is_refused(store: AlineaVectorStore) -> None:
    """LangChain lets any keyword through; searching everything instead of a part would be a silent error."""
    with pytest.raises(TypeError, match="filters"):
        store.similarity_search("work", filters={"lang": "fr"})
    with pytest.raises(TypeError, match="where"):
        store.as_retriever(search_kwargs={"where": {}}).invoke("work")


def test_diversity_prefers_what_was_not_said_yet() -> None:
    """Two copies and one other: relevance alone returns the copies, with diversity the other comes second."""
    texts = ["cooperative work", "cooperative work", "cooperative mutual"]
    store = AlineaVectorStore.from_texts(texts, WordCounts(), ids=["first", "copy", "other"])
    search = store.max_marginal_relevance_search
    assert ids(search("cooperative work", k=2, lambda_mult=1.0)) == ["first", "copy"]
    assert ids(search("cooperative work", k=2, lambda_mult=0.3)) == ["first", "other"]
    assert ids(search("cooperative work", k=2, fetch_k=2, lambda_mult=0.3)) == ["first", "copy"]
    assert ids(store.max_marginal_relevance_search_by_vector([0, 5, 0, 0, 0, 0], k=1)) == ["other"]


def test_an_id_that_is_there_is_replaced_in_place(store: AlineaVectorStore) -> None:
    """Text, metadata, filter entries and vector; the other texts stay as they were."""
    store.add_texts(["decent work"], [{"lang": "es"}], ids=["a"])
    assert len(store) == 4
    assert ids(store.similarity_search("decent", k=1)) == ["a"]
    assert ids(store.similarity_search("work", k=9, filter={"lang": "en"})) == ["c"]
    assert store.get_by_ids(["a"])[0].metadata == {"lang": "es"}


def test_of_two_texts_with_one_id_the_later_stays() -> None:
    """Within one call as well as across calls."""
    store = AlineaVectorStore(WordCounts())
    assert store.add_texts(["mutual", "work", "decent"], ids=["x", "y", "x"]) == ["x", "y", "x"]
    assert len(store) == 2
    assert [d.page_content for d in store.similarity_search("decent", k=1)] == ["decent"]


def test_adding_the_same_text_twice_changes_nothing() -> None:
    """Without an id, the content is the id; other metadata make another text."""
    store = AlineaVectorStore(WordCounts())
    first = store.add_texts(["work", "mutual"], [{"page": 1}, {"page": 1}])
    assert store.add_texts(["work"], [{"page": 1}]) == first[:1]
    assert store.add_texts(["work"], [{"page": 2}]) != first[:1]
    assert len(store) == 3


def test_texts_are_returned_in_the_order_asked(store: AlineaVectorStore) -> None:
    """Without those that are not there."""
    assert ids(store.get_by_ids(["d", "nothing", "a"])) == ["d", "a"]


def test_deleting_without_ids_empties_the_store(store: AlineaVectorStore) -> None:
    """And texts of another dimension may then come in."""
    store.delete(["b", "nothing"])
    assert ids(store.similarity_search("cooperative", k=9)) == ["a", "c", "d"]
    store.delete([])
    assert len(store) == 3
    store.delete()
    assert len(store) == 0 and store.similarity_search("work") == []
    store.add_texts(["work"], ids=["new"])
    assert ids(store.similarity_search("work")) == ["new"]


class Shaped(Embeddings):
    """Gives whatever vectors it is told to."""

    def __init__(self, vectors: list[list[float]]) -> None:
        """Keep the vectors."""
        self.vectors = vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the first."""
        return self.vectors[0]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return all, however many texts there are."""
        return self.vectors


@pytest.mark.parametrize(
    ("vectors", "says"),
    [
        ([[1.0]], "1 vectors for 2 texts"),
        ([[1.0, 2.0], [float("nan"), 1.0]], "not finite"),
        ([[1.0, 2.0], [3.0, 4.0]], "dimension 6, the new texts 2"),
    ],
)
def test_a_model_that_misbehaves_changes_nothing(
    store: AlineaVectorStore, vectors: list[list[float]], says: str
) -> None:
    """All texts come in, or none does."""
    store._embedding = Shaped(vectors)
    with pytest.raises(ValueError, match=says):
        store.add_texts(["decent", "work"], ids=["a", "new"])
    assert store.get_by_ids(["new"]) == []
    assert store.get_by_ids(["a"])[0].page_content == "cooperative work"
    store._embedding = WordCounts()
    assert ids(store.similarity_search("cooperative", k=9)) == ["b", "a", "c", "d"]


def test_a_question_of_another_model_is_refused(store: AlineaVectorStore) -> None:
    """Its dimension tells."""
    store._embedding = Shaped([[1.0, 0.0]])
    with pytest.raises(ValueError, match="dimension 2, the index has 6"):
        store.similarity_search("work")


def test_metadata_that_are_not_json_change_nothing(store: AlineaVectorStore) -> None:
    """The first text of the two is not left behind."""
    with pytest.raises(TypeError):
        store.add_texts(["work", "decent"], [{}, {"when": object()}], ids=["e", "f"])
    with pytest.raises(ValueError, match="2 texts came with 1 metadata and 2 ids"):
        store.add_texts(["work", "decent"], [{}], ids=["e", "f"])
    assert store.get_by_ids(["e", "f"]) == [] and len(store) == 4
    assert ids(store.similarity_search("decent work", k=1)) == ["a"]


def test_threads_may_add_and_search_at_once() -> None:
    """Nothing is lost and no search sees half a change."""
    store = AlineaVectorStore.from_texts(["mutual"], WordCounts(), ids=["base"])
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for turn in range(15):
                store.add_texts(["work"], ids=[f"{name}{turn}"])
                assert ids(store.similarity_search("mutual", k=1)) == ["base"]
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "xyz"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == [] and len(store) == 46
    assert len(store.similarity_search("work", k=100, filter={})) == 46
