"""What a server differs in, made the same: words as phrases are looked up, and what goes wrong told in our words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.errors import LibraryFailure
from corpus.library.library import Library
from corpus.library.link_rows import SPELLED_OUT
from corpus.postgres.address import is_address, shown
from corpus.postgres.errors import ServerAway, UnfitServer
from corpus.postgres.words import folded
from tests.corpus.library.test_library import CHARTER, ENGLISH
from tests.postgres import PostgresServer

# What documents of our three languages are written with.
LETTERS = st.sampled_from("aàâäæbcçdeéèêëfiîïnñoôœsuùûüyÿAÉÎŒÑ0123²€«»’'-–—.,;:!¿?()/_ \u00a0\n")


@pytest.fixture(scope="module")
def table() -> Iterator[sqlite3.Connection]:
    """Give the words that SQLite's full-text table makes of a text, as the library has it."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab (texts, 'instance')")
    yield connection
    connection.close()


@settings(max_examples=200)
@given(text=st.text(LETTERS, max_size=60))
@example(text="Mise en œuvre : GB.346/INS/4, 2023-2029, l’ÉTAT §12 n° 3")
@example(text="e\u0301galite\u0301 ½ x² ﬁn")
def test_words_are_those_of_the_full_text_table(table: sqlite3.Connection, text: str) -> None:
    table.execute("DELETE FROM texts")
    table.execute("INSERT INTO texts (text) VALUES (?)", (text.translate(SPELLED_OUT),))
    words = [word for (word,) in table.execute("SELECT term FROM words ORDER BY offset")]
    assert folded(text).split() == words


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://me:word@db.example:5433/ilo?sslmode=require", "postgresql://me@db.example:5433/ilo"),
        ("postgres://me:word@/ilo?host=/tmp&password=word", "postgresql://me@/ilo"),
        ("postgresql://[::1/ilo", None),
        ("mysql://me:word@db/ilo", None),
        ("postgresql:ilo", None),
        ("", None),
    ],
)
def test_an_address_is_shown_without_what_is_secret(address: str, told: str | None) -> None:
    assert is_address(address) is (told is not None)
    assert shown(address) == (told or "…")


def test_a_server_that_is_not_there_says_so_without_the_word() -> None:
    pytest.importorskip("psycopg", reason="requirements/scale.txt is not installed")
    from corpus.postgres.database import PostgresDatabase

    with pytest.raises(ServerAway, match=r"postgresql://me@127\.0\.0\.1:9/ilo does not answer") as told:
        PostgresDatabase("postgresql://me:word@127.0.0.1:9/ilo")
    assert "word" not in str(told.value)


def test_a_server_that_is_too_old_is_refused(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.postgres import migration
    from corpus.postgres.database import PostgresDatabase

    monkeypatch.setattr(migration, "OLDEST_SERVER", 99)
    with pytest.raises(UnfitServer, match="has to be 99 or later"):
        PostgresDatabase(postgres)


def test_tables_of_a_newer_program_are_left_alone(postgres: str, postgres_server: PostgresServer) -> None:
    from corpus.postgres.database import PostgresDatabase

    PostgresDatabase(postgres).close()
    postgres_server.run("INSERT INTO alinea.migrations (number, name) VALUES (999, 'x')", name_of(postgres))
    with pytest.raises(LibraryFailure, match="a newer version of the program wrote it: tables 999"):
        PostgresDatabase(postgres)


def test_several_processes_make_the_tables_at_once(postgres: str) -> None:
    from corpus.postgres.database import PostgresDatabase

    identities: list[str] = []
    threads = [
        threading.Thread(target=lambda: identities.append(PostgresDatabase(postgres).identity)) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(identities) == 6
    assert len(set(identities)) == 1


def test_a_row_that_was_changed_is_found_and_not_shown(postgres: str, postgres_server: PostgresServer) -> None:
    from corpus.postgres.database import PostgresDatabase

    library = Library(PostgresDatabase(postgres))
    library.add(CHARTER, ENGLISH)
    library.check()
    postgres_server.run("UPDATE alinea.renditions SET text = 'Pears.' WHERE ordinal = 3", name_of(postgres))
    assert any("charter-7" in str(fault) for fault in library.examine())
    with pytest.raises(LibraryFailure, match="charter-7"):
        list(library.renditions("charter-7"))
    library.close()


def test_a_library_is_written_to_a_file_as_it_is(postgres: str, tmp_path: Path) -> None:
    from corpus.postgres.database import PostgresDatabase

    library = Library(PostgresDatabase(postgres))
    library.add(CHARTER, ENGLISH)
    library.copy_to(tmp_path / "library.sqlite")
    with Library(tmp_path / "library.sqlite") as copy:
        copy.check()
        assert copy.fingerprint() == library.fingerprint()
        assert copy.versions("charter-7") == library.versions("charter-7")
    library.close()


def name_of(address: str) -> str:
    """Return the name of a database from its address."""
    return address.partition("?")[0].rpartition("/")[2]
