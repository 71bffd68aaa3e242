"""Exports to CSV and JSON, and the files of the command line: safe in a spreadsheet, complete, never written over."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ask.types import Answer, AnswerStatus
from assistant.errors import BadRequest, UnwritableFile
from assistant.export.csv_file import rows_as_csv, safe
from assistant.export.save import write_new
from assistant.service import Assistant
from assistant.types import Citation

Command = Callable[..., tuple[int, str, str]]


def rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file by column."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_a_row_a_paragraph_with_its_reference(alinea: Assistant) -> None:
    found = alinea.find("ateliers", k=3)
    content = alinea.export(found, "csv", ["en", "fr"])
    assert content.startswith(b"\xef\xbb\xbfn,reference,document,")
    read = rows(content)
    assert [row["text"] for row in read] == [hit.text for hit in found.hits]
    assert [row["locator"] for row in read] == [hit.locator for hit in found.hits]
    for row, hit in zip(read, found.hits, strict=True):
        assert row["permalink"].startswith(f"/#/p/{hit.document}/")
        assert row["permalink"].endswith(f"?lang={hit.language}")  # of the text beside it, not of the reader
        for code in ("en", "fr"):
            rendition = hit.renditions.get(code)
            assert row[f"text_{code}"] == (rendition.text if rendition else "")
            assert row[f"status_{code}"] == (rendition.status if rendition else "")


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u00a0=1", "\t=1", "\r=1", "＝1+1", "\n=cmd|' /C calc'!A0", "\x0c=1"],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=2, max_size=2))
def test_cells_come_back_as_they_were_and_never_as_formulas(cells: list[str]) -> None:
    read = list(csv.reader(io.StringIO(rows_as_csv(["a", "b"], [cells]).decode("utf-8-sig"), newline="")))[1]
    for cell, back in zip(cells, read, strict=True):
        assert back in (cell, f"'{cell}")
        assert back.lstrip()[:1] not in tuple("=+-@＝＋－＠")


def test_json_is_the_contract_s_object_with_a_receipt(alinea: Assistant) -> None:
    answer = alinea.ask("Quels sont les trois objectifs de la stratégie ?")
    said = json.loads(alinea.export(answer, "json"))
    assert {name: said[name] for name in answer.to_json()} == json.loads(json.dumps(answer.to_json()))
    receipt = said["receipt"]
    assert receipt["question"] == answer.question and receipt["language"] == "fr"
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", receipt["date"])
    assert receipt["index"] == alinea.engine.opened().state
    assert receipt["verified"] == [each.n for each in answer.citations if each.verified and each.status != "note"]
    assert [each["n"] for each in said["references"]] == [each.n for each in answer.citations]
    assert said["references"][0]["csl"]["number"] == "GB.912/INS/4"


def test_the_receipt_keeps_notes_and_what_failed_apart(alinea: Assistant) -> None:
    def source(n: int, status: str, verified: bool) -> Citation:
        return Citation(n, "gb912-ins-4", None, "T", "2", "c", "fr", status, "q", verified)

    sources = (source(1, "official", True), source(2, "note", True), source(3, "official", False))
    answer = Answer("q?", "fr", "extractive", AnswerStatus.ANSWERED, "q [1]", sources)
    receipt = json.loads(alinea.export(answer, "json"))["receipt"]
    assert (receipt["verified"], receipt["notes"], receipt["unverified"]) == ([1], [2], [3])


def test_an_unknown_format_or_language_is_told(alinea: Assistant) -> None:
    found = alinea.find("ateliers", k=1)
    with pytest.raises(BadRequest, match="pdf"):
        alinea.export(found, "pdf")
    with pytest.raises(BadRequest, match="de"):
        alinea.export(found, "csv", ["de"])
    with pytest.raises(BadRequest, match="vancouver"):
        alinea.citations("gb912-ins-4", "2", styles=("vancouver",))
    with pytest.raises(BadRequest, match="draft"):
        alinea.citations("gb912-ins-4", "2", status="draft")


def test_a_citation_is_of_the_best_version_unless_another_is_meant(alinea: Assistant) -> None:
    assert alinea.citations("gb912-ins-4", "2", "fr")["ilo"].startswith("Stratégie et plan d’action pour les ateliers")
    noted = alinea.citations("gb912-ins-4", "2", "en", status="note")["ilo"]
    assert noted.startswith("Unofficial note on: Strategy and plan of action")


@pytest.mark.parametrize("suffix", ["docx", "md", "csv", "json"])
def test_the_command_line_writes_a_new_file_and_says_so(command: Command, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"found.{suffix}"
    code, out, _ = command("find", "ateliers", "-k", "2", "--output", str(path), "--columns", "en,fr")
    assert code == 0 and f"Written to {path}" in out and path.stat().st_size > 500


def test_nothing_is_written_over(command: Command, json_of: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "kept.csv"
    path.write_text("mine", encoding="utf-8")
    code, out, err = command("ask", "Combien de vallées ?", "--output", str(path))
    assert code == 1 and not out and "exists already" in err and path.read_text(encoding="utf-8") == "mine"
    assert "exists already" in json_of("find", "ateliers", "--output", str(path), code=1)["error"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--output", "nowhere/x.docx"), "there is no folder nowhere"),
        (("--output", f"{'x' * 300}.csv"), "could not be written"),
        (("--output", "x.pdf"), "ends in .docx, .md, .csv or .json"),
        (("--columns", "en,fr"), "an --output file"),
    ],
)
def test_what_cannot_be_written_is_a_clear_error(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = command("find", "ateliers", *arguments)
    assert code == 1 and said in err and list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    def full(path: Path, mode: str) -> io.BytesIO:
        path.touch()
        return Full()

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(UnwritableFile, match="No space left"):
        write_new(b"x", tmp_path / "a.csv")
    assert not (tmp_path / "a.csv").exists()


def test_a_batch_has_no_one_file(command: Command, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"q": "a"}\n', encoding="utf-8")
    code, out, _ = command("find", "--batch", str(tmp_path / "q.jsonl"), "--output", str(tmp_path / "x.csv"))
    assert code == 1 and "not a batch" in json.loads(out)["error"]


@pytest.mark.parametrize("style", ["ilo", "link", "markdown", "bibtex", "ris", "csl", "apa", "chicago"])
def test_cite_writes_the_citation_out(command: Command, json_of: Callable[..., Any], style: str) -> None:
    code, out, _ = command("cite", "GB.912/INS/4, paragr. 3 a)", "--style", style)
    said = json_of("cite", "GB.912/INS/4, paragr. 3 a)", "--style", style)
    assert code == 0 and out.rstrip("\n") == said["formatted"].rstrip("\n") and said["style"] == style
    assert "3" in out and said["status"] == "found"


def test_cite_with_a_style_still_says_why_there_is_none(command: Command) -> None:
    code, out, _ = command("cite", "GB.912/INS/4, paragr. 99", "--style", "ilo")
    assert code == 1 and "99" in out and "Stratégie" in out
