"""A library on a PostgreSQL server: the same answers as from a folder, for several processes, whatever dies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from assistant.errors import OnlyInFolder
from assistant.service import Assistant
from assistant.settings import Settings, read_settings
from assistant.upkeep import places
from assistant.upkeep.backup import restore
from corpus.errors import BusyLibrary, LibraryFailure, ReadOnlyLibrary
from corpus.postgres.errors import MissingDriver, MissingExtension, ServerAway
from index.segments import builder
from tests.postgres import PostgresServer
from tests.world import docks as docks_world
from tests.world.versions import hold, home_with

Open = Callable[[], Assistant]

QUESTIONS = (
    "Who looks after the lamps?",
    "night shift",
    "quais",
    "How many people do the workshops employ?",
    "el puerto",
    "rest between two shifts",
)


@pytest.fixture
def opened(postgres: str, tmp_path: Path) -> Iterator[Open]:
    """Give what opens the made-up library of a server, each time as a process of a machine of its own would."""
    numbers = count()
    with ExitStack() as stack:

        def service() -> Assistant:
            one = Assistant(Settings(tmp_path / f"home-{next(numbers)}", store=postgres, notes=False))
            stack.callback(one.close)
            return one

        hold(service()._library, docks_world.texts())
        yield service


def paper(folder: Path, words: str) -> Path:
    """Return a new file with some words."""
    path = folder / "paper.txt"
    path.write_text(f"Report on lanterns\n\n1. {words}\n\n2. The harbour keeps a list of them.\n", encoding="utf-8")
    return path


def test_hits_are_those_of_a_library_in_a_folder(opened: Open, tmp_path: Path) -> None:
    on_server = opened()
    in_folder = Assistant(home_with(tmp_path / "folder", docks_world.texts()))
    try:
        for question in QUESTIONS:
            assert on_server.find(question, k=20).hits == in_folder.find(question, k=20).hits
            answers = on_server.ask(question), in_folder.ask(question)
            assert replace(answers[0], took_ms=0) == replace(answers[1], took_ms=0)
        assert on_server.fingerprint().split()[0] == in_folder.fingerprint().split()[0]
    finally:
        in_folder.close()


def test_what_one_process_adds_or_removes_the_others_see_at_once(opened: Open, tmp_path: Path) -> None:
    one, other = opened(), opened()
    assert "lanterns" not in str(other.find("copper lanterns").hits)
    added = one.add([paper(tmp_path, "Copper lanterns are polished on Fridays.")])
    assert "polished on Fridays" in str(other.find("copper lanterns").hits)
    one.remove(added.documents[0].id)
    assert "polished on Fridays" not in str(other.find("copper lanterns").hits)


def test_all_is_verified_and_a_backup_is_a_home(opened: Open, tmp_path: Path) -> None:
    service = opened()
    service.add([paper(tmp_path, "Copper lanterns are polished on Fridays.")])
    assert service.check().ok
    service.backup(tmp_path / "backup.zip")
    restore(tmp_path / "backup.zip", tmp_path / "restored", replace=False)
    restored = Assistant(Settings(tmp_path / "restored", notes=False))
    try:
        assert restored.find("copper lanterns").hits == service.find("copper lanterns").hits
        assert restored.check().ok
    finally:
        restored.close()


def test_a_server_that_died_is_told_and_found_again(
    opened: Open, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    service = opened()
    service.add([paper(tmp_path, "Copper lanterns are polished on Fridays.")])
    hits = service.find("copper lanterns").hits
    postgres_server.kill()
    try:
        with pytest.raises(ServerAway, match=r"does not answer.*Start the server") as told:
            service.find("copper lanterns")
        with pytest.raises(LibraryFailure):
            service.add([paper(tmp_path, "Brass lanterns are not.")])
        assert "secret-word" not in str(told.value)
    finally:
        postgres_server.start()
    assert service.find("copper lanterns").hits == hits
    assert service.check().ok
    service.add([paper(tmp_path, "Brass lanterns are not.")])
    assert "Brass lanterns" in str(service.find("brass lanterns").hits)


def test_two_writers_take_turns(opened: Open) -> None:
    one, other = opened(), opened()
    lock, theirs = one._home.writer, other._home.writer
    theirs._patience = 0.1
    with lock.held():
        assert theirs.is_taken()
        done: list[type[Exception]] = []

        def write() -> None:
            try:
                with theirs.held():
                    pass
            except BusyLibrary as error:
                done.append(type(error))

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert done == [BusyLibrary]
    with theirs.held():
        pass


def test_who_may_only_read_asks_and_changes_nothing(
    opened: Open, postgres: str, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    hits = opened().find("night shift").hits
    name = postgres.partition("?")[0].rpartition("/")[2]
    for statement in (
        "CREATE ROLE reader LOGIN",
        "GRANT USAGE ON SCHEMA alinea TO reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA alinea TO reader",
    ):
        postgres_server.run(statement, name)
    address = postgres.replace("postgres:secret-word@", "reader@")
    service = Assistant(Settings(tmp_path / "reader", store=address, notes=False))
    try:
        assert service.find("night shift").hits == hits
        with pytest.raises(ReadOnlyLibrary):
            service.remove("docks")
    finally:
        service.close()
        postgres_server.run("DROP OWNED BY reader; DROP ROLE reader", name)


def test_pgvector_searches_large_segments_for_the_same_hits(
    postgres: str, postgres_server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its tables come with a generation, and go with the last that has them; a process without it reads them too."""
    monkeypatch.setattr(builder, "LARGE", 3)
    name = postgres.partition("?")[0].rpartition("/")[2]
    with_pgvector = Settings(tmp_path / "home", store=postgres.replace("sql://", "sql+pgvector://"), notes=False)
    with pytest.raises(MissingExtension, match="CREATE EXTENSION vector"):
        Assistant(with_pgvector)
    postgres_server.run("CREATE EXTENSION vector", name)
    service, plain = Assistant(with_pgvector), Assistant(Settings(tmp_path / "plain", store=postgres, notes=False))
    in_folder = Assistant(home_with(tmp_path / "folder", docks_world.texts()))
    try:
        hold(service._library, docks_world.texts())
        for question in QUESTIONS:
            hits = in_folder.find(question, k=20).hits
            assert service.find(question, k=20).hits == hits
            assert plain.find(question, k=20).hits == hits
        tables = "SELECT count(*) FROM vector_tables v JOIN pg_tables t ON t.tablename = v.name"
        assert service._library._database.rows(tables) == [(1,)]
        for _ in range(3):
            service.rebuild()
        assert service._library._database.rows(tables) in ([(1,)], [(2,)])  # of the current one, and the one before
    finally:
        for each in (service, plain, in_folder):
            each.close()


def test_what_is_done_to_files_is_refused(postgres: str, tmp_path: Path) -> None:
    from assistant.cli.maintenance import REPAIR

    with pytest.raises(OnlyInFolder, match="“repair” works on a library in a folder"):
        REPAIR.run(Settings(tmp_path, store=postgres), None)  # type: ignore[arg-type]


def test_without_the_package_the_message_has_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "find_spec", lambda name: None)
    settings = read_settings({"ALINEA_HOME": str(tmp_path), "ALINEA_STORE": "postgresql://me:word@db.example:5433/ilo"})
    with pytest.raises(MissingDriver, match=r"postgresql://me@db\.example:5433/ilo.*requirements/scale\.txt") as told:
        Assistant(replace(settings, notes=False))
    assert "word" not in str(told.value) + repr(settings)
