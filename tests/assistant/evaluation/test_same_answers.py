"""The comparison of one library in several places: all are asked, and what differs is told with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.evaluation.same_answers import Said, _reason, main
from index.segments import builder
from index.stores import milvus_store, postgres_store
from tests.postgres import PostgresServer


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """Give a judged folder of two titles."""
    folder = tmp_path / "judged"
    folder.mkdir()
    texts = ["Le moulin moud le grain de tous ses membres.", "Le four cuit le pain du village.", "Le puits est fermé."]
    rows = {
        "corpus.jsonl": [
            {"id": f"p{n}", "title": "Moulins" if n < 2 else "Puits", "text": t} for n, t in enumerate(texts)
        ],
        "queries.jsonl": [{"id": "q1", "text": "Que moud le moulin ?"}, {"id": "q2", "text": "Que cuit le four ?"}],
    }
    for name, lines in rows.items():
        (folder / name).write_text("".join(json.dumps(each) + "\n" for each in lines), encoding="utf-8")
    (folder / "qrels.tsv").write_text("q1\tp0\t1\nq2\tp1\t1\n", encoding="utf-8")
    return folder


def test_every_store_gives_the_hits_and_answers_of_a_folder(
    judged: Path,
    postgres: str,
    postgres_server: PostgresServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for module, name in ((builder, "LARGE"), (postgres_store, "GRAPH_FROM"), (milvus_store, "LITE_GRAPH_FROM")):
        monkeypatch.setattr(module, name, getattr(module, name))  # put back after the test
    postgres_server.run("CREATE EXTENSION vector", postgres.partition("?")[0].rpartition("/")[2])
    assert main([str(judged), "--server", postgres, "--folder", str(tmp_path / "asked")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines[:2]] == ["PostgreSQL", "PostgreSQL, pgvector"]
    assert all("the same in 100.00 %, the answers in 100.00 %" in line for line in lines)


def test_a_difference_is_told_with_its_reason() -> None:
    right = Said([("a", "1", 0.9), ("b", "2", 0.8)], {"status": "answered"})
    assert "is not among the first 1" in _reason(right, Said([("b", "2", 0.8)], {}))
    assert "hit 1 at 0.9 in the folder, hit 2 at 0.7 here" in _reason(
        right, Said([("b", "2", 0.8), ("a", "1", 0.7)], {})
    )
    assert _reason(right, Said(right.hits, {"status": "refused"})).endswith("the answers differ in status")
