"""`bench --ingest`: how long reading takes, and of PDFs beside pypdf."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadRequest
from assistant.evaluation.ingestion import as_text, measure_ingestion
from tests.corpus.test_readers import write_pdf


def test_what_reading_files_takes(tmp_path: Path) -> None:
    words = "Ovens of the valley are lit by those who own them, and the bread is for all who come."
    (tmp_path / "a.en.txt").write_text(f"1. {words}\n\n2. {words}", encoding="utf-8")
    (tmp_path / "b.txt").write_text("…", encoding="utf-8")
    write_pdf(tmp_path / "c.en.pdf", [[(60, 700, f"1. {words[:60]}"), (60, 640, "2. They rest at night, as is due.")]])
    report = measure_ingestion([tmp_path])["ingestion"]
    assert (report["files"], len(report["unread"])) == (2, 1)
    assert report["paragraphs"] == 4
    assert report["pdf"]["files"] == 1
    assert report["pdf"]["letters_over_pypdf"] == pytest.approx(1, abs=0.02)
    assert "pypdf" in as_text({"ingestion": report})


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadRequest):
        measure_ingestion([tmp_path])
