"""What SQLite raises, told as what it means for the reader and what to do."""

from __future__ import annotations

import sqlite3
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
