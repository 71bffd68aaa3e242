"""`study` on the command line: what it prints, the files it writes, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., tuple[int, str, str]]
PLAN = ("--document", "gb346-ins-4", "--lang", "fr")


def test_a_quiz_is_printed_with_its_keys_and_references(command: Command) -> None:
    code, out, _ = command("study", "quiz", *PLAN, "--kinds", "true_false=1,which_paragraph=1")
    assert code == 0
    assert "Vrai ou faux\u00a0?" in out
    assert "Réponse\u00a0: " in out
    assert "GB.346/INS/4, paragr." in out
    assert "Note non officielle" in out


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("quiz.xml", b"<?xml"),
        ("quiz.gift", b"$CATEGORY: "),
        ("quiz.apkg", b"PK"),
        ("quiz.csv", b"\xef\xbb\xbf"),
        ("quiz.json", b"{"),
    ],
)
def test_a_quiz_is_written_in_each_format(
    json_of: Callable[..., Any], tmp_path: Path, name: str, begins: bytes
) -> None:
    said = json_of("study", "quiz", *PLAN, "--count", "6", "--output", str(tmp_path / name))
    assert said["files"] == [{"path": str(tmp_path / name), "held": len(said["items"]), "left_out": {}}]
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_paper_comes_with_its_key(json_of: Callable[..., Any], tmp_path: Path) -> None:
    said = json_of("study", "quiz", *PLAN, "--count", "4", "--output", str(tmp_path / "a.docx"))
    assert [Path(each["path"]).name for each in said["files"]] == ["a.docx", "a-key.docx"]
    assert all((tmp_path / name).read_bytes().startswith(b"PK") for name in ("a.docx", "a-key.docx"))


@pytest.mark.parametrize(
    "asked",
    [
        ("cards", *PLAN, "--kind", "term"),
        ("handout", *PLAN, "--lang", "en", "--section", "6-7", "--address", "https://alinea.example"),
        ("glossary", *PLAN, "--lang", "en"),
        ("session", *PLAN, "--minutes", "60"),
        ("path", "transition juste", "--lang", "fr"),
    ],
)
def test_everything_else_is_printed_and_written(command: Command, tmp_path: Path, asked: tuple[str, ...]) -> None:
    suffix = "apkg" if asked[0] == "cards" else "docx"
    code, out, error = command("study", *asked, "--output", str(tmp_path / f"it.{suffix}"))
    assert (code, error) == (0, "")
    assert f"it.{suffix}: " in out
    assert (tmp_path / f"it.{suffix}").stat().st_size > 1000


def test_a_saved_quiz_is_checked_against_the_library(command: Command, tmp_path: Path) -> None:
    saved = tmp_path / "quiz.json"
    assert command("study", "quiz", *PLAN, "--count", "3", "--output", str(saved))[0] == 0
    code, out, _ = command("study", "check", str(saved))
    assert (code, out) == (0, "Chaque réponse figure dans la bibliothèque telle qu’elle est (3).\n")
    quiz = json.loads(saved.read_text("utf-8"))
    quiz["items"][0]["evidence"][0]["quote"] = "Les vaches volent bas au-dessus du lac."
    saved.write_text(json.dumps(quiz), "utf-8")
    code, out, _ = command("study", "check", str(saved))
    assert code == 1
    assert "Les vaches volent bas" in out


@pytest.mark.parametrize(
    "asked",
    [
        ("quiz", "--output", "quiz.exe"),
        ("cards", "--output", "cards.docx"),
        ("quiz", "--document", "nowhere"),
        ("check", "nowhere.json"),
        ("path", " "),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, error = command("study", *asked)
    assert code == 1
    assert error
    assert not out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kinds", ["gap", "riddle=2", "gap=two"])
def test_kinds_that_are_none_are_wrong_usage(command: Command, kinds: str) -> None:
    code, _, error = command("study", "quiz", "--kinds", kinds)
    assert code == 2
    assert "is not KIND=N" in error
