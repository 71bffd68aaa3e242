"""Answers made of quotations: whole lists, rows of the plan, no paragraph twice."""

from __future__ import annotations

from pathlib import Path

from assistant.service import Assistant
from assistant.settings import Settings
from corpus.types import Language

PAPER = "gb912-ins-4"


def test_a_paragraph_asked_for_comes_with_its_items_each_once(alinea: Assistant) -> None:
    composition = alinea.engine.opened().extractive.paragraph(PAPER, ["3"], Language.FR)
    assert [citation.locator for citation in composition.citations] == ["3", "3(a)", "3(b)", "3(c)"]
    for words in ("trois objectifs", "Recenser les ateliers", "Former les réparateurs", "Rapprocher les ateliers"):
        assert composition.text.count(words) == 1


def test_several_paragraphs_come_in_the_order_asked(alinea: Assistant) -> None:
    composition = alinea.engine.opened().extractive.paragraph(PAPER, ["5", "1"], Language.FR)
    assert [citation.locator for citation in composition.citations] == ["5", "1"]
    assert len(composition.blocks) == 2


def test_a_place_that_is_not_there_adds_nothing(alinea: Assistant) -> None:
    assert alinea.engine.opened().extractive.paragraph(PAPER, ["77"], Language.FR).citations == []


def test_rows_are_found_by_their_columns(alinea: Assistant) -> None:
    extractive = alinea.engine.opened().extractive
    question = "Quels produits correspondent au point 9 n) ?"
    rows = [(PAPER, "action plan 1.1(2)"), (PAPER, "action plan 2.1(1)")]
    assert [row for row in extractive.rows(question) if row[0] == PAPER] == rows
    assert extractive.rows(question, {PAPER}) == rows
    assert extractive.rows(question, {"bicycle-letter"}) == []
    assert extractive.rows("Quels produits correspondent au point 9 z) ?") == []
    assert extractive.rows("Qui préside l’assemblée ?") == []


def test_rows_known_by_notes_alone_are_not_there_without_them(official: Assistant) -> None:
    rows = official.engine.opened().extractive.rows("Quels produits correspondent au point 9 n) ?")
    assert {document for document, _ in rows} == {PAPER}


def test_a_row_is_told_with_all_its_columns(alinea: Assistant) -> None:
    composition = alinea.engine.opened().extractive.table([(PAPER, "action plan 2.1(1)")], Language.EN)
    for words in ("action plan, output 2.1, row 1", "quatre écoles itinérantes", "9 n), 12", "B.1, 4.1", "2032-2036"):
        assert words in composition.text
    assert composition.citations[0].verified


def test_many_rows_are_cut_and_the_rest_is_counted(alinea: Assistant) -> None:
    rows = [(PAPER, "action plan 1.1(1)")] * 11
    composition = alinea.engine.opened().extractive.table(rows, Language.EN)
    assert "that answer: 11" in composition.blocks[0]
    assert "3 more" in composition.blocks[-1]
    assert len(composition.citations) == 8


def test_a_quotation_does_not_jump_over_items(tmp_path: Path) -> None:
    (tmp_path / "charter.md").write_text(
        "# Charter of the ferry guild\n\nArticle 1\n\nMembers of the guild are:\n\n(a) pilots;\n\n(b) cooks.\n\n"
        "All of them pay the fee of the guild in spring.\n\nArticle 2\n\nThe guild meets on the quay each month.\n",
        encoding="utf-8",
    )
    service = Assistant(Settings(tmp_path / "home", notes=False))
    (document,) = service.add([tmp_path / "charter.md"]).documents
    composition = service.engine.opened().extractive.paragraph(document.id, ["1"], Language.EN)
    service.close()
    assert [citation.quote for citation in composition.citations] == [
        "Members of the guild are:", "pilots;", "cooks.", "All of them pay the fee of the guild in spring.",
    ]  # fmt: skip
