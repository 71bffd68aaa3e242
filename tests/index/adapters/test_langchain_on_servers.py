"""The LangChain retriever over a library on a server, and over vectors in other stores: LangChain's own suite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant.settings import Settings
from assistant.upkeep.places import opened
from index.adapters.langchain_retriever import AlineaRetriever
from index.embedding import Models, StaticEmbedder
from index.search import HybridSearch
from index.segments import builder
from index.segments.builder import Builder
from index.stores import DEFAULT, MILVUS, PGVECTOR
from tests.postgres import PostgresServer
from tests.world import docks as docks_world
from tests.world.versions import hold

QUESTION = "Who votes in the general assembly?"

# What keeps the library and its vectors, and by what name the vectors of a large segment are known then.
KINDS = {"folder": DEFAULT, "postgresql": DEFAULT, "pgvector": PGVECTOR, "milvus": MILVUS}


@pytest.fixture(scope="module", params=KINDS)
def search(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, static: StaticEmbedder
) -> Iterator[HybridSearch]:
    """Give the search over the made-up library of each kind, its vectors where those of large segments are."""
    settings = Settings(tmp_path_factory.mktemp("home"), store=_store_of(request), notes=False)
    place, models = opened(settings), Models(static, static)
    hold(place.library, docks_world.texts())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "LARGE", 0)
        folder = Builder(place.library, models, place.generations, notes=False).build()
    assert [path.suffix for path in folder.glob("*/vectors.*")] == [f".{KINDS[request.param]}"]
    yield HybridSearch(place.library, folder, models, notes=False)
    place.library.close()


def _store_of(request: pytest.FixtureRequest) -> str:
    """Return the address of a kind's store; skips where there is no server."""
    if request.param == "folder":
        return ""
    if request.param == "milvus":
        return str(request.getfixturevalue("milvus"))
    server: PostgresServer = request.getfixturevalue("postgres_server")
    address = server.new_database()
    if request.param == "postgresql":
        return address
    server.run("CREATE EXTENSION vector", address.partition("?")[0].rpartition("/")[2])
    return address.replace("sql://", "sql+pgvector://")


class TestLangChain(RetrieversIntegrationTests):
    """The suite LangChain publishes for retrievers."""

    @pytest.fixture(autouse=True)
    def _over(self, search: HybridSearch) -> None:
        self._search = search

    @property
    def retriever_constructor(self) -> type[AlineaRetriever]:
        """The class under test."""
        return AlineaRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        """A search it can ask."""
        return {"search": self._search}

    @property
    def retriever_query_example(self) -> str:
        """A question about the made-up library."""
        return QUESTION


def test_the_documents_are_those_of_a_library_in_a_folder(search: HybridSearch) -> None:
    found: list[Document] = AlineaRetriever(search=search, k=3).invoke(QUESTION)
    first = found[0].metadata
    assert (first["document"], first["locator"], first["language"]) == ("dock-charter", "2", "en")
    assert "one vote in the general assembly" in found[0].page_content
    assert [each.metadata["rank"] for each in found] == [1, 2, 3]
