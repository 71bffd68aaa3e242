"""The index fits the library or is built anew; where it cannot be, that is said, and never “nothing found”."""

from __future__ import annotations

import gc
import logging
import random
import shutil
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import session
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.upkeep.writer_lock import WriterLock
from corpus.library.holdings import Holdings
from corpus.library.library import Library
from corpus.types import Role
from index.embedding import Embedder
from index.errors import BusyIndex, MissingModel, NotIndexed, SearchError, UnwritableIndex
from tests.world.folders import WORKSHOPS

QUESTION = "How many people do the cooperative repair workshops employ?"


def generations(home: Path) -> list[Path]:
    """Return the folders of generations, oldest first."""
    return sorted(path for path in (home / "index").iterdir() if path.is_dir())


def damage_one_file(home: Path) -> None:
    """Change one byte of the vectors."""
    (path,) = generations(home)[-1].glob("*/vectors.faiss")
    content = bytearray(path.read_bytes())
    content[-20] ^= 0xFF
    path.write_bytes(content)


def delete_everything(home: Path) -> None:
    """Remove the index."""
    shutil.rmtree(home / "index")


def delete_one_file(home: Path) -> None:
    """Remove the list of segments."""
    (generations(home)[-1] / "segments.json").unlink()


def scribble_on_current(home: Path) -> None:
    """Make CURRENT name nothing."""
    (home / "index" / "CURRENT").write_text("../../etc", encoding="utf-8")


DAMAGES = [damage_one_file, delete_everything, delete_one_file, scribble_on_current]


@pytest.fixture
def no_building(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every attempt to build fail as a full disk would."""

    def refuse(*_: object, **__: object) -> None:
        raise UnwritableIndex(path="index", detail="No space left on device")

    monkeypatch.setattr(session, "Builder", refuse)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_built_anew(
    own_home: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    damage(own_home)
    service = Assistant(Settings(own_home))
    with caplog.at_level(logging.INFO):
        assert service.ask(QUESTION).status == "answered"
    (record,) = (each for each in caplog.records if "Building the index anew" in each.message)
    assert record.levelno == (logging.INFO if damage is delete_everything else logging.WARNING)
    assert service.check().ok
    service.close()


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.usefixtures("no_building")
def test_where_it_cannot_be_built_the_search_is_unavailable(own_home: Path, damage: Callable[[Path], None]) -> None:
    damage(own_home)
    service = Assistant(Settings(own_home))
    for question, told in (
        (QUESTION, "The search is not available at the moment"),
        ("Combien de personnes les ateliers emploient-ils ?", "La recherche n’est pas disponible"),
        ("¿Cuántas personas emplean los talleres?", "La búsqueda no está disponible"),
    ):
        answer = service.ask(question)
        assert (answer.status, answer.citations) == ("unavailable", ())
        assert answer.answer.startswith(told)
        assert "No space left on device" in answer.answer
    with pytest.raises(UnwritableIndex):
        service.find("cooperatives")
    with pytest.raises(UnwritableIndex):
        service.cite("GB.912/INS/4, para. 2")
    service.close()


@pytest.mark.usefixtures("no_building")
def test_a_document_that_could_not_be_indexed_is_not_answered_about_from_the_old_index(own_alinea: Assistant) -> None:
    assert own_alinea.find("bicycle cooperative").hits[0].document == "bicycle-letter"
    own_alinea.remove("bicycle-letter")
    assert own_alinea.ask(QUESTION).status == "answered"
    assert all(hit.document != "bicycle-letter" for hit in own_alinea.find("bicycle cooperative", k=100).hits)
    assert all(document.id != "bicycle-letter" for document in own_alinea.library())


def test_a_document_that_was_stored_and_not_indexed_is_told_and_the_others_are_found(
    own_alinea: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    own_alinea.engine.opened()

    def full(*_: object, **__: object) -> None:
        raise UnwritableIndex(path="index", detail="No space left on device")

    tea = tmp_path / "tea.txt"
    tea.write_text("1. The members of the cooperative keep the tea of the valley.\n", encoding="utf-8")
    with monkeypatch.context() as context:
        context.setattr(session, "Builder", full)
        with pytest.raises(NotIndexed, match=r"Stored .* not to be found yet, .*No space left.*: tea"):
            own_alinea.add([tea])
        assert own_alinea.ask(QUESTION).status == "answered"
        assert "not to be found yet: tea" in caplog.text
        assert all(hit.document != "tea" for hit in own_alinea.find("tea of the valley", k=100).hits)
        assert own_alinea.context("tea", "1").document == "tea"
        assert not own_alinea.check().ok
    own_alinea.rebuild()
    assert own_alinea.find("tea of the valley").hits[0].document == "tea"
    assert own_alinea.check().ok


def test_while_another_writer_is_at_work_the_index_before_answers(own_alinea: Assistant, tmp_path: Path) -> None:
    own_alinea.engine.opened()
    letter = own_alinea.find("bicycle cooperative").hits[0].document
    other = Assistant(own_alinea.settings)
    taken, go = threading.Event(), threading.Event()

    def write() -> None:
        with WriterLock(own_alinea.settings.lock).held():
            Library(own_alinea.settings.library).remove(letter)
            taken.set()
            go.wait(20)
            other.rebuild()

    thread = threading.Thread(target=write)
    thread.start()
    taken.wait(20)
    try:
        assert own_alinea.ask(QUESTION).status == "answered"
        assert all(hit.document != letter for hit in own_alinea.find("bicycle cooperative", k=100).hits)
        with own_alinea.engine.session() as opened:
            assert not opened.fits
    finally:
        go.set()
        thread.join()
    with own_alinea.engine.session() as opened:
        assert opened.fits
    other.close()


@pytest.mark.usefixtures("own_home")
def test_a_replaced_generation_is_let_go_when_its_last_reader_leaves(own_alinea: Assistant) -> None:
    gc.disable()
    try:
        with own_alinea.engine.session() as opened:
            ranker = weakref.ref(opened.search.ranker)
            assert opened.search.search("bicycle cooperative")

            def replace() -> None:
                own_alinea.remove("bicycle-letter")
                own_alinea.engine.opened()

            other = threading.Thread(target=replace)
            other.start()
            other.join()
            assert ranker() is not None
        del opened
        assert ranker() is None
    finally:
        gc.enable()


def test_checking_reports_and_repairs_nothing(own_home: Path) -> None:
    service = Assistant(Settings(own_home))
    damage_one_file(own_home)
    (damage,) = service.check().damage
    assert damage.what == "index" and "vectors.faiss" in damage.reason
    delete_everything(own_home)
    assert "There is no index" in service.check().damage[0].reason
    assert not (own_home / "index").exists()
    service.close()


def test_an_index_of_another_library_or_without_notes_is_stale(own_home: Path) -> None:
    service = Assistant(Settings(own_home, notes=False))
    assert "the library has changed since" in service.check().damage[0].reason
    assert service.find("cooperatives").hits
    assert service.check().ok
    service.close()


def test_a_model_that_is_not_there_is_a_failure_of_the_search(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(model: str) -> Embedder:
        raise MissingModel(model=model, detail="there is no such folder")

    monkeypatch.setattr(session, "load_embedder", missing)
    service = Assistant(Settings(own_home, embedder="models/none"))
    assert service.ask(QUESTION).status == "unavailable"
    with pytest.raises(SearchError):
        service.find("cooperatives")
    service.close()


def test_a_damaged_library_is_a_failure_too(own_home: Path) -> None:
    service = Assistant(Settings(own_home))
    service.close()  # what a library that cannot be read any more looks like from here
    assert service.ask(QUESTION).status == "unavailable"


def test_an_unchanged_library_is_not_opened_twice(alinea: Assistant) -> None:
    assert alinea.engine.opened() is alinea.engine.opened()


def test_one_state_is_held_while_it_is_read(own_alinea: Assistant) -> None:
    with own_alinea.engine.session() as opened:
        other = Assistant(own_alinea.settings)
        other.remove("bicycle-letter")
        assert opened.search.placed("bicycle-letter", "¶1")
        other.close()
    with own_alinea.engine.session() as opened:
        assert not opened.holdings.has("bicycle-letter")


def test_a_library_that_never_stands_still_is_said_to_be_busy(
    own_alinea: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_alinea.engine.opened()
    monkeypatch.setattr(own_alinea.engine, "_state", lambda: random.random())
    monkeypatch.setattr(own_alinea.engine, "opened", lambda: own_alinea.engine._opened)
    with pytest.raises(BusyIndex), own_alinea.engine.session():
        pass


def test_eight_threads_ask_while_one_adds_and_removes(own_alinea: Assistant) -> None:
    question = "When is the next general meeting of the bicycle cooperative?"
    failures: list[object] = []
    seen: set[bool] = set()
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                answer = own_alinea.ask(question)
                found = own_alinea.find("bicycle cooperative", k=100)
                own_alinea.cite("GB.912/INS/4, para. 2")
            except Exception as exc:
                failures.append(exc)
                return
            in_answer = any(citation.document == "bicycle-letter" for citation in answer.citations)
            seen.add(in_answer)
            if answer.status == "unavailable" or not all(citation.verified for citation in answer.citations):
                failures.append(answer)
            # an answer is from one state: all of the letter that there should be, or nothing of it
            hits = sum(hit.document == "bicycle-letter" for hit in found.hits)
            if hits not in (0, 4):
                failures.append(hits)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        own_alinea.remove("bicycle-letter")
        own_alinea.add([WORKSHOPS / "letter.en.md"])
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert not failures, failures[0]
    assert seen  # they did ask


def test_two_threads_that_add_at_once_both_succeed(own_alinea: Assistant, tmp_path: Path) -> None:
    failures: list[Exception] = []

    def add(number: int) -> None:
        path = tmp_path / f"paper-{number}.txt"
        path.write_text(f"1. The cooperative number {number} has its seat in the harbour of Tarn.\n", encoding="utf-8")
        try:
            own_alinea.add([path])
        except Exception as exc:
            failures.append(exc)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(own_alinea.find("harbour of Tarn", exact=True).hits) == 3


# Holdings ----------------------------------------------------------------------------------------------------------


def test_holdings_know_documents_places_and_what_is_below_them(home: Path) -> None:
    with Library(home / "library.sqlite") as library:
        check_holdings(Holdings(library, notes=True), Holdings(library, notes=False))


def check_holdings(everything: Holdings, official: Holdings) -> None:
    """Check what is known with and without notes."""
    assert official.document_ids() == ["bicycle-letter", "gb912-ins-4"]
    assert set(everything.document_ids()) > set(official.document_ids())
    assert everything.has("gb346-ins-4")
    assert not official.has("gb346-ins-4")
    assert official.locators("bicycle-letter") == ("¶1", "¶2", "¶3", "¶4")
    assert official.locators("gb346-ins-4") == ()
    assert official.below("gb912-ins-4", "3", Role.ITEM) == ("3(a)", "3(b)", "3(c)")
    assert official.below("gb912-ins-4", "action plan 1.1", Role.ROW) == ("action plan 1.1(1)", "action plan 1.1(2)")
    assert official.below("gb912-ins-4", "3", Role.ROW) == ()
    assert official.below("gb912-ins-4", "77", Role.ITEM) == ()
