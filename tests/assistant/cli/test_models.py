"""The command line with a chat model: a file that llama.cpp runs, its receipt, and what is refused beforehand."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.ask.models.llama import Speakers
from tests.world.folders import ROOT

Command = Callable[..., tuple[int, str, str]]
QUESTION = "How many people do the cooperative repair workshops employ?"
SAYS = "In summary:\nThe workshops give work to 4,300 people [1]. The workshops employ 9,999 people [1]."


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    speakers = Speakers(tmp_path_factory.mktemp("models"))
    yield speakers.file(SAYS)
    speakers.close()


def written(command: Command, file: Path, receipt: Path) -> dict[str, Any]:
    code, out, _ = command("ask", QUESTION, "--model-file", str(file), "--receipt", str(receipt), "--json")
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def test_a_model_file_writes_and_its_receipt_is_judged_again(command: Command, file: Path, tmp_path: Path) -> None:
    receipt = tmp_path / "receipts.jsonl"
    said = written(command, file, receipt)
    assert said["mode"] == "generative"
    assert "9,999" not in said["answer"]
    assert said["written"]["model"] == file.name
    assert str(file.parent) not in json.dumps(said)
    assert [each["reason"] for each in said["written"]["withheld"]] == ["figure"]
    written(command, file, receipt)
    code, out, _ = command("verify", "--receipt", str(receipt), "--json")
    checked = json.loads(out)["receipts"]
    assert code == 0
    assert [each["holds"] for each in checked] == [True, True]
    code, out, _ = command("verify", "--receipt", str(receipt), "--lang", "fr")
    assert out.startswith("Le reçu tient")


def test_a_receipt_that_was_tampered_with_does_not_hold(command: Command, file: Path, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.jsonl"
    written(command, file, receipt)
    forged = json.loads(receipt.read_text(encoding="utf-8"))
    for sentence in forged["sentences"]:
        sentence |= {"shown": True, "reason": None, "detail": ""}
    receipt.write_text(json.dumps(forged, indent=1), encoding="utf-8")
    code, out, _ = command("verify", "--receipt", str(receipt))
    assert code == 1
    assert "Other verdict than in the receipt: The workshops employ 9,999 people" in " ".join(out.split())


def test_a_source_that_has_changed_is_told(command: Command, file: Path, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.jsonl"
    written(command, file, receipt)
    forged = json.loads(receipt.read_text(encoding="utf-8"))
    forged["sources"][0]["texts"][0]["text"] += " And more."
    receipt.write_text(json.dumps(forged), encoding="utf-8")
    code, out, _ = command("verify", "--receipt", str(receipt))
    assert code == 1
    assert "The library has another text now" in out


def test_what_a_verdict_may_rest_on_besides_the_text_must_be_the_librarys(
    command: Command, file: Path, tmp_path: Path
) -> None:
    receipt = tmp_path / "receipt.jsonl"
    written(command, file, receipt)
    kept = receipt.read_text(encoding="utf-8")
    named, doubled, foreign = (json.loads(kept) for _ in range(3))
    named["sources"][0]["names"].append("Ana Lopes")
    doubled["sources"].insert(0, doubled["sources"][0] | {"names": [], "draft": "Draft"})
    for forged in (named, doubled):
        receipt.write_text(json.dumps(forged), encoding="utf-8")
        code, out, _ = command("verify", "--receipt", str(receipt))
        assert code == 1
        assert "The library has another text now" in out
    foreign["sources"][0]["texts"][0]["language"] = "xx"
    receipt.write_text(json.dumps(foreign), encoding="utf-8")
    code, _, err = command("verify", "--receipt", str(receipt))
    assert code == 1
    assert "receipt on line 1" in err


def test_a_receipt_wants_a_model(command: Command, tmp_path: Path) -> None:
    code, _, err = command("ask", QUESTION, "--receipt", str(tmp_path / "receipt.jsonl"))
    assert code == 1
    assert "expected a chat model that writes the answer" in err


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format": 2}', "not json", "\x00"])
def test_what_is_no_receipt_is_refused(command: Command, tmp_path: Path, text: str) -> None:
    path = tmp_path / "receipt.json"
    path.write_text(text, encoding="utf-8")
    code, _, err = command("verify", "--receipt", str(path))
    assert code == 1
    assert "receipt" in err


def test_a_batch_is_answered_by_the_same_model(command: Command, file: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    lines = [{"id": n, "q": QUESTION} for n in range(2)] + [{"id": 2, "q": "GB.912/INS/4, para. 4"}]
    batch.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    code, out, _ = command("ask", "--batch", str(batch), "--model-file", str(file), "--json")
    assert code == 0
    assert [json.loads(line)["mode"] for line in out.splitlines()] == ["generative", "generative", "reference"]


def test_quotations_alone_can_be_asked_for(command: Command, file: Path) -> None:
    code, out, _ = command("ask", QUESTION, "--model-file", str(file), "--extracts", "--json")
    assert code == 0
    assert json.loads(out)["written"] is None


def test_a_server_that_does_not_answer_is_told_and_the_documents_answer(command: Command) -> None:
    arguments = ("--model", "openai:x", "--model-url", "http://127.0.0.1:9/v1", "--lang", "fr")
    code, out, _ = command("ask", QUESTION, *arguments)
    assert code == 0
    assert "127.0.0.1:9 ne répond pas." in out
    assert "Voici ce que disent les documents" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--model", "gpt-x"), "--model is “gpt-x”"),
        (("--model", "openai:x", "--model-url", "http://models.example/v1"), "anyone on the way could read along"),
        (("--model", "openai:x", "--model-file", "x.gguf"), "not both"),
        (("--model-url", "https://models.example/v1"), "the name of a model beside it"),
    ],
)
def test_a_model_that_cannot_be_used_is_refused_before_any_asking(
    command: Command, arguments: tuple[str, ...], told: str
) -> None:
    code, _, err = command("ask", QUESTION, *arguments)
    assert code == 1
    assert told in err


def test_without_a_model_nothing_of_one_is_loaded(home: Path) -> None:
    script = (
        "import sys; sys.argv = ['app.py', 'ask', 'What is a cooperative?']; import app; code = app.main();"
        "print(code, {'langchain_openai', 'openai', 'langchain_core', 'assistant.ask.citation_gate'} & {*sys.modules})"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        env={"ALINEA_HOME": str(home)},
    )
    assert said.stdout.strip().endswith("0 set()"), said
