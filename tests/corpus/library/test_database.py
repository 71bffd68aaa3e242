"""What SQLite raises, told as what it means for the reader and what to do."""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.errors import DamagedLibrary, LibraryFailure, ReadOnlyLibrary
from corpus.library.database import Database


@pytest.mark.parametrize("left", [4_096, 9_000])
def test_a_file_cut_short_is_damaged_and_the_message_says_what_to_do(tmp_path: Path, left: int) -> None:
    path = tmp_path / "library.sqlite"
    Database(path).close()
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(DamagedLibrary, match=r"python app\.py repair"):
        Database(path).rows("SELECT count(*) FROM renditions, documents, links")


def test_a_file_that_may_only_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    database = Database(path)
    reading = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with pytest.raises(ReadOnlyLibrary, match="is read-only for you"), database.guarded():
        reading.execute("DELETE FROM documents")
    reading.close()
    database.close()


def test_a_home_that_is_a_file_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a letter")
    with pytest.raises(LibraryFailure, match="home is a file, not a folder"):
        Database(tmp_path / "home" / "library.sqlite")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted in /proc (Linux)")
def test_many_readers_take_turns_with_few_files(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    database = Database(path)

    def read(number: int) -> int:
        with database.reading():
            time.sleep(0.001)
            return int(database.rows("SELECT count(*) FROM documents")[0][0])

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(read, range(100))) == [0] * 100
    assert 1 <= _times_open(path) <= 4
    database.close()
    assert _times_open(path) == 0


def test_readers_that_wait_for_one_another_all_get_a_connection(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.sqlite")
    together = threading.Barrier(8)

    def read(number: int) -> int:
        with database.reading():
            return together.wait(30)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(read, range(8))) == [*range(8)]
    database.close()


def test_blocks_in_one_thread_share_a_connection_and_threads_do_not(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.sqlite")
    with database.connection() as outer, database.connection() as inner:
        assert inner is outer
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(lambda: next(iter(_taken(database)))).result() is not outer
    with database.connection() as again:
        assert again is outer
    database.close()
    with pytest.raises(LibraryFailure, match="closed"):
        database.rows("SELECT 1")


def _taken(database: Database) -> list[object]:
    with database.connection() as connection:
        return [connection]


def _times_open(path: Path) -> int:
    """Count how often this process has a file open; the folder of these is open itself while it is read."""
    count = 0
    for each in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            count += each.readlink() == path.resolve()
    return count
