"""Whoever may not use a file is told whose it is."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from corpus.system_users import this_user, with_owner


def test_who_runs_this_has_the_name_that_the_system_gives() -> None:
    assert this_user() == pwd.getpwuid(os.geteuid()).pw_name


def test_a_file_of_ours_has_no_other_owner(tmp_path: Path) -> None:
    assert with_owner("Is a directory", tmp_path) == "Is a directory"
    assert with_owner("No such file", tmp_path / "nowhere" / "file") == "No such file"


@pytest.mark.parametrize("name", ["access.json", "nowhere/access.json"])
def test_the_owner_of_what_is_in_the_way_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    owner = this_user()
    (tmp_path / "access.json").touch()
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000_000)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    place = tmp_path / name if (tmp_path / name).exists() else tmp_path
    told = with_owner("Permission denied", tmp_path / name)
    assert told == f"Permission denied; {place} belongs to the user {owner}, and this runs as 4000000000"
