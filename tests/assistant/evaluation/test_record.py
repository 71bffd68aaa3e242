"""One run over every set: a small folder of each kind, a library of one document, and what is kept of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from assistant.errors import BadRequest
from assistant.evaluation import record

CHARTER = "1. Every member has one vote in the general assembly.\n\n2. Nets are collected by the night watch.\n"
ASKED = "Who has one vote in the assembly?"
QUESTION = {"id": "v", "lang": "en", "kind": "fact", "q": ASKED, "gold": ["one vote"]}


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a question file, a collection, aligned sentences and a document; keep the project's own folders out."""
    folder = tmp_path / "eval"
    (folder / "nets").mkdir(parents=True)
    (folder / "bitext").mkdir()
    (folder / "some-dev.jsonl").write_text(json.dumps(QUESTION), encoding="utf-8")
    (folder / "nets" / "corpus.jsonl").write_text('{"id": "p1", "text": "Nets and ropes."}\n', encoding="utf-8")
    (folder / "nets" / "queries.jsonl").write_text('{"id": "q1", "text": "nets"}\n', encoding="utf-8")
    (folder / "nets" / "qrels.tsv").write_text("q1\tp1\t1\n", encoding="utf-8")
    (folder / "bitext" / "en-fr.small.tsv").write_text("a net\tun filet\n", encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "charter.txt").write_text(CHARTER, encoding="utf-8")
    monkeypatch.setattr(record, "_GOLD", folder / "some-dev.jsonl")
    monkeypatch.setattr(record, "_RESULTS", tmp_path / "results")
    monkeypatch.setattr(record, "_PLOT", tmp_path / "quality.svg")
    monkeypatch.setattr(record, "commit", lambda: "abc123")
    return folder


def test_every_set_is_run_and_kept_without_its_questions(
    sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib", reason="the plot is drawn with the requirements of development")
    monkeypatch.setattr(sys, "argv", ["record", str(sets), "--seeds", str(tmp_path / "seeds")])
    record.main()
    (kept,) = (tmp_path / "results").iterdir()
    text = kept.read_text(encoding="utf-8")
    found = json.loads(text)
    assert kept.stem == found["commit"] == "abc123"
    assert list(found["runs"]) == ["gold", "gold, notes", "nets", "bitext/en-fr.small"]
    assert found["runs"]["gold"]["all"]["recall@1"] == found["runs"]["nets"]["metrics"]["ndcg@10"] == 1
    assert ASKED not in text
    assert capsys.readouterr().out.startswith("| what | value |")
    assert (tmp_path / "quality.svg").is_file()


def test_a_document_that_cannot_be_added_stops_the_record(sets: Path, tmp_path: Path) -> None:
    (tmp_path / "seeds" / "broken.pdf").write_bytes(b"%PDF-nothing")
    with pytest.raises(BadRequest, match=r"broken\.pdf"):
        next(record.evaluate_sets(sets, tmp_path / "seeds"))


def test_figures_are_rounded_wherever_they_are() -> None:
    assert record.rounded({"a": [1 / 3, {"b": 2 / 3}], "n": 3, "none": None}) == {
        "a": [0.33333, {"b": 0.66667}], "n": 3, "none": None
    }  # fmt: skip


def test_results_are_kept_by_commit_only(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="Git checkout"):
        record.commit(tmp_path)


def test_what_goes_wrong_is_said_and_no_more(sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (sets / "some-dev.jsonl").write_text("{", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["record", str(sets), "--seeds", str(tmp_path / "seeds")])
    with pytest.raises(SystemExit, match=r"some-dev\.jsonl.*on line 1"):
        record.main()
    assert not (tmp_path / "results").exists()
