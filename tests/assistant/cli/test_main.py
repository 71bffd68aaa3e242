"""The contracts of the command line: JSON field by field, exit codes, batches, and what goes where."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.conftest import Run
from tests.world.folders import ROOT, WORKSHOPS

Command = Callable[..., tuple[int, str, str]]
JsonOf = Callable[..., Any]

CITATION = ["n", "document", "symbol", "title", "locator", "citation", "language", "status", "quote", "verified"]
HIT = ["rank", "score", "document", "symbol", "title", "kind", "locator", "citation", "language", "status", "heading"]


# The contracts -----------------------------------------------------------------------------------------------------


def test_find(json_of: JsonOf) -> None:
    said = json_of("find", "gardienne des outils", "-k", "2")
    assert list(said) == ["query", "language", "took_ms", "hits"]
    assert (said["query"], said["language"]) == ("gardienne des outils", "fr")
    assert said["took_ms"] > 0
    assert len(said["hits"]) == 2
    hit = said["hits"][0]
    assert list(hit) == [*HIT, "page", "text", "url", "renditions"]
    assert (hit["rank"], hit["document"], hit["locator"]) == (1, "gb912-ins-4", "4")
    assert hit["symbol"] == "GB.912/INS/4"
    assert hit["kind"] == "gb-paper"
    assert hit["citation"] == "GB.912/INS/4, paragr.\u00a04"
    assert (hit["language"], hit["status"], hit["heading"][-1], hit["page"]) == ("fr", "official", "Contexte", None)
    assert hit["text"] == hit["renditions"]["fr"]["text"]
    assert hit["text"].endswith("Le registre est ouvert à tous les membres.")
    assert list(hit["renditions"]) == ["en", "fr"]
    assert list(hit["renditions"]["en"]) == ["status", "text", "page"]
    assert isinstance(hit["score"], float)


def test_ask(json_of: JsonOf) -> None:
    said = json_of("ask", "How many people do the cooperative repair workshops employ?")
    assert list(said) == [
        "question",
        "language",
        "mode",
        "status",
        "answer",
        "citations",
        "took_ms",
        "sure",
        "kind",
        "scope",
        "related",
        "written",
    ]
    assert (said["language"], said["mode"], said["status"]) == ("en", "extractive", "answered")
    assert list(said["citations"][0]) == [*CITATION, "page", "url", "columns", "cut", "draft", "use"]
    note, official = said["citations"][:2]
    assert (note["status"], note["verified"]) == ("note", False)  # our own summary, no quotation
    assert (official["n"], official["language"], official["status"], official["verified"]) == (
        2,
        "fr",
        "official",
        True,
    )
    assert official["url"] == "https://example.org/gb912-ins-4.fr.pdf"


def test_a_refusal_is_an_answer(json_of: JsonOf) -> None:
    said = json_of("ask", "R193, para. 3")
    assert (said["status"], said["citations"]) == ("document_not_loaded", [])


def test_cite(json_of: JsonOf) -> None:
    said = json_of("cite", "GB.912/INS/4, para. 5", "--lang", "fr")
    assert (said["status"], said["locator"], said["text_language"]) == ("found", "5", "fr")
    assert json_of("cite", "GB.912/INS/4, para. 31", code=1)["valid"] == "1-5"


def test_library(json_of: JsonOf) -> None:
    said = json_of("library")
    assert list(said) == ["documents"]
    (paper,) = (document for document in said["documents"] if document["id"] == "gb912-ins-4")
    assert list(paper) == ["id", "symbol", "title", "kind", "authority", "body", "date", "versions"]
    vouched = paper["versions"][0].pop("vouched")
    assert (vouched["by"], vouched["address"]) == ("confirmed", "")
    assert paper["versions"][0] == {
        "language": "fr",
        "status": "official",
        "file": "strategy.fr.txt",
        "pages": 1,
        "paragraphs": 19,
        "warnings": [],
    }


def test_add_and_remove(json_of: JsonOf, own_home: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    said = json_of("add", str(WORKSHOPS), str(tmp_path / "broken.pdf"), "nowhere.txt", home=own_home, code=1)
    assert list(said) == ["documents", "errors"]
    letter = said["documents"][0]
    assert {"id", "language", "file", "pages", "paragraphs", "locators", "warnings"} <= set(letter)
    assert letter["locators"] == ["¶1", "¶2", "¶3", "¶4"]
    assert [Path(error["file"]).name for error in said["errors"]] == ["nowhere.txt", "broken.pdf"]
    assert all(list(error) == ["file", "reason"] for error in said["errors"])
    assert json_of("remove", "bicycle-letter", home=own_home) == {"removed": "bicycle-letter", "language": None}
    assert "no document “bicycle-letter”" in json_of("remove", "bicycle-letter", home=own_home, code=1)["error"]


def test_a_text_is_added_and_confirmed(json_of: JsonOf, own_home: Path) -> None:
    letter = str(WORKSHOPS / "letter.en.md")
    json_of("remove", "bicycle-letter", home=own_home)
    (added,) = json_of("add", letter, home=own_home)["documents"]
    assert (added["change"], added["status"]) == ("added", "added")
    (text,) = json_of("library", "confirm", "bicycle-letter", "--lang", "en", home=own_home)["texts"]
    assert (text["change"], text["status"], text["vouched"]["by"]) == ("confirmed", "official", "confirmed")
    (text,) = json_of("library", "confirm", "bicycle-letter", "--undo", home=own_home)["texts"]
    assert (text["change"], text["status"], text["vouched"]) == ("withdrawn", "added", None)
    (added,) = json_of("add", letter, "--official", home=own_home)["documents"]
    assert (added["change"], added["status"]) == ("vouched", "official")
    assert (
        "no text of “untfsse-origins”"
        in json_of("library", "confirm", "untfsse-origins", home=own_home, code=1)["error"]
    )


def test_rebuild_and_check(json_of: JsonOf, own_home: Path) -> None:
    assert json_of("rebuild", home=own_home) == {"rebuilt": True}
    said = json_of("check", home=own_home)
    assert set(said.pop("readers_open_to")) <= {"files", "network"}  # as the system has it
    assert said == {"ok": True, "verified": ["library", "sources", "index"], "damage": [], "unkept": []}
    (own_home / "index" / "CURRENT").unlink()
    (damage,) = json_of("check", home=own_home, code=1)["damage"]
    assert (damage["what"], "There is no index" in damage["reason"]) == ("index", True)


# Usage, failures, exit codes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["find"],
        ["find", "a", "b"],
        ["find", "q", "-k", "0"],
        ["find", "q", "-k", "1000"],
        ["find", "q", "-k", "-3"],
        ["find", "q", "-k", "ten"],
        ["find", "q", "-k", "٣٣٣٣٣٣٣٣٣٣٣٣٣٣"],
        ["find", "q", "--lang", "de"],
        ["find", "q", "--batch", "file"],
        ["ask"],
        ["cite"],
        ["add"],
        ["remove"],
        ["evaluate"],
        ["serve", "--port", "0"],
        ["serve", "--port", "00000000199999"],
        ["serve", "--port", "99999"],
        ["serve", "--port", "²"],
    ],
)
def test_wrong_usage_is_2_and_says_how(command: Command, arguments: list[str]) -> None:
    code, out, error = command(*arguments)
    assert (code, out) == (2, "")
    assert "usage: app.py" in error


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["find", ""], "expected a query with at least one word"),
        (["find", "q", "--document", "nothing"], "There is no document “nothing”"),
        (["cite", "hello"], "is not a reference"),
        (["find", "--batch", "no-such-file"], "expected a readable file of JSON lines"),
        (["find", "--batch", ""], "expected a readable file of JSON lines"),
        (["ask", "--batch", "."], "expected a readable file of JSON lines"),
        (["remove", "nothing"], "There is no document “nothing”"),
    ],
)
def test_a_failure_is_1_and_says_why(command: Command, arguments: list[str], message: str) -> None:
    code, out, error = command(*arguments)
    assert code == 1
    assert message in out + error


def test_a_kind_that_there_is_not_is_told_with_those_there_are(json_of: JsonOf) -> None:
    told = json_of("find", "cooperative", "--kind", "no-such-kind", code=1)["error"]
    assert told == (
        "“no-such-kind” cannot be used here: expected a kind that the library has: gb-paper, letter, web-page."
    )


def test_a_document_is_named_by_its_symbol_too(json_of: JsonOf) -> None:
    by_id = json_of("find", "atelier", "--document", "gb912-ins-4")["hits"]
    assert by_id and json_of("find", "atelier", "--document", "GB.912/INS/4")["hits"] == by_id


def test_an_error_is_one_json_object_too(json_of: JsonOf) -> None:
    assert json_of("find", "?!", code=1) == {
        "error": "“?!” cannot be used here: expected a query with at least one word."
    }


def test_a_setting_that_cannot_be_used(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALINEA_NOTES", "perhaps")
    code, out, _ = command("library", "--json")
    assert (code, json.loads(out)["error"]) == (1, "ALINEA_NOTES is “perhaps”; expected 1 or 0.")


def test_a_damaged_library(json_of: JsonOf, tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"not a database" * 1_000)
    assert "library.sqlite is damaged" in json_of("find", "cooperative", home=tmp_path, code=1)["error"]


def test_a_search_that_cannot_be_had_is_a_failure(
    json_of: JsonOf, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant import session
    from index.errors import UnwritableIndex

    def refuse(*_: object, **__: object) -> None:
        raise UnwritableIndex(path="index", detail="Read-only file system")

    monkeypatch.setattr(session, "Builder", refuse)
    (own_home / "index" / "CURRENT").unlink()
    assert json_of("ask", "Quels sont les trois objectifs ?", home=own_home, code=1)["status"] == "unavailable"


def test_an_interruption_is_no_traceback(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.service import Assistant

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Assistant, "library", interrupted)
    assert command("library") == (130, "", "")


# Batches -----------------------------------------------------------------------------------------------------------


def test_a_batch_continues_conversations(command: Command, tmp_path: Path) -> None:
    line = json.dumps({"id": "f", "q": "et pour l’objectif 3 ?", "history": ["Quel montant pour l’objectif 1 ?"]})
    wrong = json.dumps({"id": "w", "q": "et pour l’objectif 3 ?", "history": "Quel montant ?"})
    code, out, _ = command("ask", "--batch", batch(tmp_path, line, wrong))
    answered, refused = map(json.loads, out.splitlines())
    assert "objective 3" in answered["citations"][0]["locator"]
    assert (code, "history" in refused["error"]) == (1, True)


def batch(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> str:
    """Write a file of lines and return its path."""
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return str(path)


def objects(out: str) -> list[dict[str, Any]]:
    """Return the objects of an output, one a line."""
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize(("name", "key"), [("find", "query"), ("ask", "question"), ("cite", "reference")])
def test_a_batch_is_answered_in_order_with_its_ids(command: Command, tmp_path: Path, name: str, key: str) -> None:
    questions = ["GB.912/INS/4, para. 5", "GB.912/INS/4, paragr. 2", "GB.912/INS/4, para. 4"]
    lines = [json.dumps({"id": f"q{9 - n}", "q": question}) for n, question in enumerate(questions)]
    code, out, _ = command(name, "--batch", batch(tmp_path, *lines))
    assert code == 0
    assert [(row["id"], row[key]) for row in objects(out)] == list(zip(["q9", "q8", "q7"], questions, strict=True))


def test_the_options_hold_for_every_line(command: Command, tmp_path: Path) -> None:
    path = batch(tmp_path, '{"id": 1, "q": "cooperative"}', '{"id": 2, "q": "bicycle"}')
    _, out, _ = command("find", "-k", "1", "--lang", "en", "--batch", path)
    assert [(len(row["hits"]), row["hits"][0]["language"]) for row in objects(out)] == [(1, "en"), (1, "en")]


def test_a_bad_line_is_told_and_does_not_stop_the_others(command: Command, tmp_path: Path) -> None:
    bad = [
        "not json",
        '{"id": "a"}',
        '{"id": "b", "q": 7}',
        '["q"]',
        "null",
        "[" * 100_000,
        '{"q": ' + "9" * 5_000 + "}",
        '{"id": "c", "q": "?!"}',
    ]
    path = batch(tmp_path, '{"id": {"any": ["thing"]}, "q": "tools"}', "", *bad, '{"q": "tools"}')
    code, out, _ = command("find", "--batch", path)
    assert code == 1
    first, *failed, last = objects(out)
    assert first["id"] == {"any": ["thing"]}
    assert first["hits"]
    assert [row["id"] for row in failed] == [3, 4, 5, 6, 7, 8, 9, "c"]
    assert all(set(row) == {"id", "error"} for row in failed)
    assert "line 3" in failed[0]["error"]
    assert (last["id"], bool(last["hits"])) == (11, True)


def test_a_batch_from_a_spreadsheet_may_begin_with_a_mark(command: Command, tmp_path: Path) -> None:
    code, out, _ = command(
        "cite", "--batch", batch(tmp_path, '{"id": 1, "q": "GB.912/INS/4 §5"}', encoding="utf-8-sig")
    )
    assert (code, objects(out)[0]["locator"]) == (0, "5")


def test_a_batch_that_is_not_text(command: Command, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00\x80")
    code, out, error = command("find", "--batch", str(tmp_path / "binary"))
    assert (code, out) == (1, "")
    assert "expected a readable file of JSON lines" in error


def test_an_empty_batch_says_nothing(command: Command, tmp_path: Path) -> None:
    assert command("ask", "--batch", batch(tmp_path, "", "  ")) == (0, "", "")


# The program itself ------------------------------------------------------------------------------------------------


def test_standard_output_is_the_object_and_nothing_else(program: Run, tmp_path: Path) -> None:
    done = program("add", str(WORKSHOPS / "letter.en.md"), "--json", home=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["documents"][0]["id"] == "bicycle-letter"


def test_a_batch_from_standard_input(program: Run) -> None:
    lines = '{"id": 1, "q": "tools \\ud800"}\n{"id": 2, "q": "outils"}\n'
    done = program("find", "-k", "1", "--batch", "-", input=lines)
    assert [row["id"] for row in objects(done.stdout)] == [1, 2]
    assert (done.returncode, done.stderr) == (0, "")


def test_arguments_that_are_no_text_and_a_terminal_that_is_not_unicode(home: Path) -> None:
    command: list[str | bytes] = [sys.executable, str(ROOT / "app.py"), "ask", b"outils \xff \x1b[31m", "--json"]
    environment = {"ALINEA_HOME": str(home), "PYTHONIOENCODING": "ascii", "PATH": ""}
    done = subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["question"] == "outils \udcff \x1b[31m"


def test_a_reader_that_leaves_is_no_failure(home: Path, tmp_path: Path) -> None:
    path = batch(tmp_path, *['{"q": "cooperative"}'] * 300)
    command = [sys.executable, str(ROOT / "app.py"), "find", "-k", "20", "--batch", path]
    environment = {"ALINEA_HOME": str(home)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=ROOT
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_a_repair_that_built_the_index_says_so(command: Command, own_home: Path) -> None:
    manifest = next((own_home / "index").rglob("manifest.json"))
    assert "Nothing had to be mended." in command("repair", home=own_home)[1]
    manifest.write_text("{}", encoding="utf-8")
    code, out, _ = command("check", home=own_home)
    assert code == 1 and "rebuild" in out
    assert command("repair", home=own_home)[1] == "The index did not fit, and was built again.\n"
    assert command("check", home=own_home)[0] == 0
