"""Generations kept on a server: what a killed process was building does not stay for ever."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tests.index.segments.generations import folders, writing


def test_what_was_being_built_a_day_ago_is_removed_what_is_being_built_is_not(postgres: str, tmp_path: Path) -> None:
    from corpus.postgres.database import PostgresDatabase
    from index.segments.stored_generations import StoredGenerations

    database = PostgresDatabase(postgres)
    stored = StoredGenerations(database, tmp_path)
    for name, age in (("building-left", 2 * 86_400), ("building-now", 0)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    place = stored.publish(writing(1))
    assert folders(tmp_path) == [place.name, "building-now"]
    database.close()
