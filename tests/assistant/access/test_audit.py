"""The audit log: who changed what, by which door, and how it ended; never what was asked, unless that is asked for."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.access.audit import AuditLog
from assistant.access.visitor import Role, Visitor
from assistant.errors import NotAllowed, ReadOnlyMode
from assistant.service import Assistant
from corpus.errors import UnknownDocument
from corpus.system_users import this_user
from tests.assistant.access.conftest import Site

ANA = Visitor("ana", Role.EDITOR, "192.0.2.7", "page")


def lines(service: Assistant) -> list[dict[str, Any]]:
    """Return what is written down."""
    path = service.settings.home / "audit.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def told(service: Assistant) -> list[tuple[str, str, str, str]]:
    """Return who did what to which document, and how it ended."""
    return [(each["who"], each["what"], each["document"], each["outcome"]) for each in lines(service)]


def test_every_change_is_a_line_with_who_where_and_how(docks: Assistant, tmp_path: Path) -> None:
    good, bad = tmp_path / "oars.en.txt", tmp_path / "bad.pdf"
    good.write_text("1. The boatyard keeps oars for every member of the cooperative.", encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7 and then nothing")
    docks.add([good, bad], by=ANA)
    docks.remove("oars", by=ANA)
    assert told(docks) == [
        ("ana", "add", "oars", "added"), ("ana", "add", "bad.pdf", "not_added"), ("ana", "remove", "oars", "done"),
    ]  # fmt: skip
    first = lines(docks)[0]
    assert (first["role"], first["address"], first["door"]) == ("editor", "192.0.2.7", "page")
    assert first["time"].endswith("+00:00")
    assert stat.S_IMODE((docks.settings.home / "audit.jsonl").stat().st_mode) == 0o600


def test_what_was_refused_and_what_failed_is_written_down_too(docks: Assistant) -> None:
    for visitor, error in ((Visitor("bo"), NotAllowed), (ANA, UnknownDocument)):
        with pytest.raises(error):
            docks.remove("nothing", by=visitor)
    docks.changes.read_only = True
    with pytest.raises(ReadOnlyMode):
        docks.rebuild()
    assert told(docks) == [
        ("bo", "remove", "nothing", "not_allowed"),
        ("ana", "remove", "nothing", "unknown_document"),
        (this_user(), "rebuild", "", "read_only_mode"),
    ]
    assert lines(docks)[-1]["door"] == "program"


@pytest.mark.parametrize(
    ("role", "read_only", "operation", "given", "line"),
    [
        (Role.READER, False, "remove", {"document": "letter"}, ("remove", "letter", "not_allowed")),
        (Role.READER, False, "fetch", {"documents": ["r193", "c189"]}, ("fetch", "r193, c189", "not_allowed")),
        (Role.READER, False, "add", None, ("add", "", "not_allowed")),
        (Role.EDITOR, False, "rebuild", {}, ("rebuild", "", "not_allowed")),
        (Role.ADMIN, True, "rebuild", {}, ("rebuild", "", "read_only_mode")),
        (Role.ADMIN, True, "add", None, ("add", "", "read_only_mode")),
        (Role.ADMIN, True, "remove", {"document": "letter"}, ("remove", "letter", "read_only_mode")),
    ],
)
def test_what_programs_are_refused_is_one_line(
    sites: Callable[..., Site], role: Role, read_only: bool, operation: str, given: object, line: tuple[str, str, str]
) -> None:
    site = sites(read_only=read_only)
    before = len(lines(site.service))
    asked = {"json": given} if given is not None else {"files": {"files": ("oars.txt", b"1. Oars.")}}
    answer = site.visitor(role).http.post(f"/api/v1/{operation}", **asked)
    assert (answer.status_code, answer.json()["reason"]) == (403, line[2])
    (told,) = lines(site.service)[before:]
    assert (told["what"], told["document"], told["outcome"]) == line
    assert (told["who"], told["role"], told["door"]) == (f"key:{role}", role, "api")


def test_a_line_is_added_and_what_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_text("what was there\n", encoding="utf-8")
    log = AuditLog(path)
    log.write(ANA, "remove", "done", "a\n“\udcff")
    path.rename(tmp_path / "audit.1.jsonl")  # as a program that rotates logs does
    log.write(ANA, "remove", "done", "b")
    first, second = (tmp_path / "audit.1.jsonl").read_text(encoding="utf-8").splitlines()
    assert first == "what was there" and json.loads(second)["document"].startswith("a\n“")
    assert json.loads(path.read_text(encoding="utf-8"))["document"] == "b"


def test_what_cannot_be_written_is_told_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    AuditLog(tmp_path / "nowhere" / "audit.jsonl").write(ANA, "remove", "done")
    assert "audit log could not be written" in caplog.text


@pytest.mark.parametrize("questions", [False, True])
def test_questions_are_written_down_only_where_that_is_asked_for(
    sites: Callable[..., Site], questions: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = sites()
    monkeypatch.setattr(site.service.changes.log, "questions", questions)
    question = f"What goals are set, {questions}?"
    visitor = site.visitor(Role.READER)
    visitor.call("ask-send", "click", [question, "en", None])
    visitor.call("find-send", "click", ["en", question, False, None, None, None])
    asked = [(each["who"], each["what"]) for each in lines(site.service) if each["document"] == question]
    assert asked == ([("key:reader", "ask"), ("key:reader", "find")] if questions else [])


def test_the_setting_reaches_the_log(docks: Assistant) -> None:
    assert not docks.changes.log.questions
    other = Assistant(replace(docks.settings, audit_questions=True))
    assert other.changes.log.questions
    other.close()
