"""A home whose vectors are in a Milvus: the same answers, whatever is away, wiped or chosen anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from assistant import i18n
from assistant.errors import BadSetting
from assistant.service import Assistant
from assistant.settings import Settings, read_settings
from assistant.ui.serving import serve
from index.errors import NotIndexed, VectorsAway
from index.segments import builder
from index.stores import milvus_store
from tests.world import docks as docks_world
from tests.world.versions import home_with

AWAY = "milvus:http://name:secret-word@127.0.0.1:9"
QUESTIONS = ("Who looks after the lamps?", "night shift", "quais", "How many people do the workshops employ?")

Open = Callable[..., Assistant]


@pytest.fixture
def opened(tmp_path: Path, milvus: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Give what opens the made-up library of one home, its vectors kept in a store, however few they are."""
    monkeypatch.setattr(builder, "LARGE", 0)
    settings = home_with(tmp_path / "home", docks_world.texts())
    with ExitStack() as stack:

        def service(store: str = milvus) -> Assistant:
            one = Assistant(replace(settings, store=store))
            stack.callback(one.close)
            return one

        yield service


def collections(address: str) -> set[str]:
    """Return the names of all collections there are."""
    return set(cast("list[str]", milvus_store.use(address).ask("list_collections")))


def test_answers_are_those_of_the_embedded_store(opened: Open, tmp_path: Path) -> None:
    service = opened()
    embedded = Assistant(home_with(tmp_path / "embedded", docks_world.texts()))
    try:
        for question in QUESTIONS:
            assert service.find(question, k=20).hits == embedded.find(question, k=20).hits
            answers = service.ask(question), embedded.ask(question)
            assert replace(answers[0], took_ms=0) == replace(answers[1], took_ms=0)
        assert service.check().ok
    finally:
        embedded.close()


def test_collections_are_those_of_two_generations(opened: Open, milvus: str) -> None:
    before = collections(milvus)
    service = opened()
    for _ in range(4):
        service.rebuild()
    assert len(collections(milvus) - before) == 2


def test_what_another_store_has_is_written_anew(opened: Open, tmp_path: Path) -> None:
    def stores() -> set[str]:
        newest = max((tmp_path / "home" / "index").glob("0*"))
        return {path.suffix for path in newest.glob("*/vectors.*")}

    hits = opened().find("night shift").hits
    assert stores() == {".milvus"}
    assert opened("").find("night shift").hits == hits
    assert stores() == {".faiss"}
    service = opened()
    assert service.find("night shift").hits == hits
    service.rebuild()
    assert stores() == {".milvus"}
    assert service.find("night shift").hits == hits


def test_small_segments_stay_in_the_home(
    opened: Open, milvus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "LARGE", 1000)
    before = collections(milvus)
    assert opened().find("night shift").hits
    assert list((tmp_path / "home" / "index").glob("*/*/vectors.faiss"))
    assert collections(milvus) == before


def test_what_was_wiped_is_written_anew(opened: Open, milvus: str) -> None:
    before = collections(milvus)
    hits = opened().find("night shift").hits
    for name in collections(milvus) - before:
        milvus_store.use(milvus).ask("drop_collection", name)
    assert opened().find("night shift").hits == hits


def test_a_server_that_is_away_is_told_and_loses_nothing(opened: Open, tmp_path: Path) -> None:
    hits = opened().find("night shift").hits
    service = opened(AWAY)
    with pytest.raises(VectorsAway, match=r"http://127.0.0.1:9 cannot be reached") as told:
        service.find("night shift")
    paper = tmp_path / "paper.txt"
    paper.write_text("Report on lanterns\n\n1. Copper lanterns are polished on Fridays.\n", encoding="utf-8")
    with pytest.raises(NotIndexed, match="Stored in the library, but not to be found yet"):
        service.add([paper])
    with pytest.raises(VectorsAway):
        serve(service)
    for language in i18n.LANGUAGES:
        assert "Milvus" in i18n.error(told.value, language)
        assert "secret-word" not in i18n.error(told.value, language)
    again = opened()
    assert again.find("night shift").hits[0] == hits[0]
    assert "polished on Fridays" in str(again.find("copper lanterns").hits)


@pytest.mark.parametrize("address", ["milvus:/srv/vectors", "milvus:ftp://host", "milvus:http://:secret-word@"])
def test_an_address_that_cannot_be_one_is_refused(address: str) -> None:
    with pytest.raises(BadSetting, match="ALINEA_STORE") as told:
        read_settings({"ALINEA_STORE": address})
    assert "secret-word" not in str(told.value)


def test_the_address_is_in_the_settings_and_not_in_their_text() -> None:
    settings = read_settings({"ALINEA_STORE": "milvus:http://name:secret-word@vectors.example:19530"})
    assert settings.store and "secret-word" not in str(settings)
    assert settings == replace(Settings(), store=settings.store)
