"""The audit as a command: the table, the reasons, the exit code."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.study.types import Item, Quiz, StudyRequest
from tests.study_audit import made_up as good
from tests.study_audit.__main__ import main
from tests.study_audit.papers import read_paper
from tests.study_audit.shelf import Shelf


def write(folder: Path, *items: Item) -> Path:
    """Write a quiz as the program does."""
    quiz = Quiz("Market", "en", StudyRequest(), items, {}, {}, (), 10, "fingerprint")
    path = folder / "quiz.json"
    path.write_text(json.dumps(quiz.to_json()), encoding="utf-8")
    return path


@pytest.mark.usefixtures("shelf")
def test_a_paper_that_passes(shelf_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = write(tmp_path, good.BILINGUAL, good.TRUE, good.PLAN_PAIRS, good.NUMERIC)
    assert main([str(paper), "--home", str(shelf_home)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [
        ["kind", "language", "items", "passed", "reasons"],
        ["matching", "en", "1", "1"],
        ["multiple_choice", "en", "1", "1"],
        ["multiple_choice", "fr", "1", "1"],
        ["numeric", "en", "1", "1"],
        ["true_false", "en", "1", "1"],
        ["all", "5", "5"],
    ]


@pytest.mark.usefixtures("shelf")
def test_a_paper_that_fails_says_why(shelf_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = write(tmp_path, replace(good.TRUE, feedback="", difficulty=7), good.NUMERIC)
    assert main([str(paper), "--home", str(shelf_home)]) == 1
    out = capsys.readouterr().out
    assert "bad_value 1, empty_field 1" in out
    assert out.endswith("\nempty_field: 1\n  tf-2 (true_false, en): feedback\n")


@pytest.mark.usefixtures("shelf")
def test_an_empty_paper_is_no_paper_that_passes(shelf_home: Path, tmp_path: Path) -> None:
    assert main([str(write(tmp_path)), "--home", str(shelf_home)]) == 1


def test_without_a_library_nothing_is_audited(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        main([str(write(tmp_path)), "--home", str(tmp_path)])
    assert stop.value.code == 2


def test_a_paper_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert read_paper(write(tmp_path, *good.GOOD)) == good.GOOD


def test_a_field_that_is_not_known_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "quiz.json"
    path.write_text(json.dumps([good.TRUE.to_json() | {"hint": ""}]), encoding="utf-8")
    with pytest.raises(TypeError, match="hint"):
        read_paper(path)


def test_the_library_is_only_read(shelf: Shelf, shelf_home: Path) -> None:
    before = (shelf_home / "library.sqlite").read_bytes()
    Shelf(shelf_home / "library.sqlite", shelf_home / "glossary.csv")
    assert (shelf_home / "library.sqlite").read_bytes() == before
    assert shelf.at("market-charter", "1")[0].status == "official"
